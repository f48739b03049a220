"""A handshake that was rehearsed: two parties, what each would do, who refuses, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, final

from chainaudit.model.evidence import CLIENT, SERVER

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from chainaudit.model.certificate import Certificate
    from chainaudit.model.name import Name
    from chainaudit.model.path import Anchor
    from chainaudit.model.question import ReferenceIdentifier
    from chainaudit.model.report import TargetReport, Verdict
    from chainaudit.model.rules import Rules
    from chainaudit.model.store import Entry, Store

REQUIRED: Final = "required"
OPTIONAL: Final = "optional"
NONE: Final = "none"
CLIENT_AUTHENTICATION: Final = (REQUIRED, OPTIONAL, NONE)


@final
class Party:
    """One side: its name, the profile of its software, its identity and whom it trusts.

    ``identity`` is None where it has none. ``chain`` is given in place of an identity where only what it presents is
    known (a saved chain, a live peer, a capture): then its key is taken to be right. ``anchors`` None: it checks
    nothing.
    """

    __slots__ = ("alias", "anchors", "authorities", "chain", "identity", "name", "profile", "truststores")

    def __init__(
        self,
        name: str,
        profile: str,
        *,
        identity: Store | None = None,
        alias: str | None = None,
        chain: tuple[Certificate, ...] | None = None,
        anchors: tuple[Anchor, ...] | None = None,
        truststores: tuple[str, ...] = (),
        authorities: tuple[Name, ...] | None = None,
    ) -> None:
        self.name = name
        self.profile = profile
        self.identity = identity
        self.alias = alias
        self.chain = chain
        self.anchors = anchors
        self.truststores = truststores
        self.authorities = authorities


@final
class Link:
    """One connection to rehearse: client, server, the names asked for, and whether a client certificate is wanted."""

    __slots__ = ("client", "client_authentication", "host", "name", "server", "tls13")

    def __init__(
        self,
        name: str,
        client: Party,
        server: Party,
        *,
        host: tuple[ReferenceIdentifier, ...] = (),
        client_authentication: str = NONE,
        tls13: bool = True,
    ) -> None:
        self.name = name
        self.client = client
        self.server = server
        self.host = host
        self.client_authentication = client_authentication
        self.tls13 = tls13


@final
class Step:
    """One thing that one side does; ``side`` is ``client`` or ``server``."""

    __slots__ = ("does", "side")

    def __init__(self, side: str, does: str) -> None:
        self.side = side
        self.does = does


@final
class Rehearsal:
    """How a link would go. ``refused_by`` is None where it succeeds; ``alert`` is what the refusing side sends, if any.

    ``client_view`` judges the server's chain as the client does, ``server_view`` the client's as the server does.
    ``reasons`` are sentences, the refusing one first; everything that is wrong on both sides stands in them.
    """

    __slots__ = ("alert", "client_view", "link", "reasons", "refused_by", "server_view", "steps", "undetermined")

    def __init__(
        self,
        link: Link,
        *,
        steps: tuple[Step, ...],
        refused_by: str | None,
        alert: str | None,
        reasons: tuple[str, ...],
        client_view: TargetReport | None = None,
        server_view: TargetReport | None = None,
        undetermined: str | None = None,
    ) -> None:
        self.link = link
        self.steps = steps
        self.refused_by = refused_by
        self.alert = alert
        self.reasons = reasons
        self.client_view = client_view
        self.server_view = server_view
        self.undetermined = undetermined

    @property
    def accepted(self) -> bool:
        """Whether the handshake succeeds."""
        return self.refused_by is None and self.undetermined is None


@final
class Limits:
    """What one kind of software takes from the other side before it looks any closer; None and {} for no limit.

    ``message`` is (bytes of a handshake message, the alert for a longer one); ``chain`` maps a side that it plays to
    the certificates that it takes, and ``chain_alert`` is what it says to more. ``curve_alert`` is what it says in TLS
    1.2 to a key on a curve that it did not offer.
    """

    __slots__ = ("chain", "chain_alert", "curve_alert", "message")

    def __init__(
        self,
        *,
        message: tuple[int, str | None] | None = None,
        chain: dict[str, int] | None = None,
        chain_alert: str | None = None,
        curve_alert: str | None = None,
    ) -> None:
        self.message = message
        self.chain = dict(chain or {})
        self.chain_alert = chain_alert
        self.curve_alert = curve_alert


@final
class Software:
    """How one kind of software behaves in a handshake, as data and small functions.

    ``profiles`` are the profile names (or their beginnings) that stand for it. ``sends(store, entry)`` is the chain
    that it presents; ``key_fault(entry)`` says why an entry's key cannot be used, None where it can, and
    ``own_fault(chain, rules)`` why a chain of its own is not loaded; ``without_key`` maps a side to (who refuses, the
    alert) where it has no usable key, and a side that is not in it goes on without. ``unable(chain, side, tls13)`` is
    (who refuses, the alert, why) where it cannot sign with the key of its own chain. ``authorities(anchors)`` is the
    list that its server offers. ``picks(entries, authorities)`` is what its client comes with, None for
    nothing. ``alert(verdict, side, tls13)`` is what it sends when it refuses a chain, None for nothing.
    ``no_certificate(tls13)`` is what its server sends when none came. ``limits`` is what it takes. ``manner`` maps a
    side to how it refuses where that is not by an alert. ``sides`` are those that it plays.
    ``order(entries)`` is the order in which it comes upon the entries of a store.
    """

    __slots__ = (
        "alert",
        "authorities",
        "cites",
        "key_fault",
        "limits",
        "manner",
        "name",
        "no_certificate",
        "order",
        "own_fault",
        "picks",
        "profiles",
        "sends",
        "sides",
        "title",
        "unable",
        "without_key",
    )

    def __init__(  # noqa: PLR0913 - a behaviour has as many parts
        self,
        *,
        name: str,
        title: str,
        profiles: tuple[str, ...],
        cites: tuple[str, ...],
        sends: Callable[[Store, Entry], tuple[Certificate, ...]],
        key_fault: Callable[[Entry], str | None],
        without_key: dict[str, tuple[str, str | None]],
        authorities: Callable[[Sequence[Anchor]], tuple[Name, ...]],
        picks: Callable[[Sequence[Entry], Sequence[Name]], Entry | None],
        alert: Callable[[Verdict, str, bool], str | None],
        no_certificate: Callable[[bool], str | None],
        own_fault: Callable[[Sequence[Certificate], Rules], str | None] | None = None,
        unable: Callable[[Sequence[Certificate], str, bool], tuple[str, str | None, str] | None] | None = None,
        limits: Limits | None = None,
        manner: dict[str, str] | None = None,
        sides: tuple[str, ...] = (CLIENT, SERVER),
        order: Callable[[Sequence[Entry]], list[Entry]] = list,
    ) -> None:
        self.name = name
        self.title = title
        self.profiles = profiles
        self.cites = cites
        self.sends = sends
        self.key_fault = key_fault
        self.without_key = without_key
        self.authorities = authorities
        self.picks = picks
        self.alert = alert
        self.no_certificate = no_certificate
        self.own_fault = own_fault
        self.unable = unable
        self.limits = limits or Limits()
        self.manner = dict(manner or {})
        self.sides = sides
        self.order = order


__all__ = [
    "CLIENT",
    "CLIENT_AUTHENTICATION",
    "NONE",
    "OPTIONAL",
    "REQUIRED",
    "SERVER",
    "Limits",
    "Link",
    "Party",
    "Rehearsal",
    "Software",
    "Step",
]
