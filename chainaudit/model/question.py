"""What is asked: whose certificate, by whom it would be trusted, under which name, for what, at which moment."""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING

from chainaudit.model.changing import Changeable
from chainaudit.model.extension import ANY_POLICY, CLIENT_AUTH, SERVER_AUTH

if TYPE_CHECKING:
    from datetime import datetime

    from chainaudit.model.certificate import Certificate
    from chainaudit.model.path import Anchor
    from chainaudit.model.store import Entry, Store


class Purpose(enum.Enum):
    """What the target is to be used for; ANY asks for no particular use (``openssl verify`` without -purpose)."""

    __hash__ = object.__hash__  # members are single objects; the hash of enum is computed anew in Python each time

    SERVER = "server"
    CLIENT = "client"
    ANY = "any"

    @property
    def usage(self) -> str | None:
        """The extended key usage that it needs, as OID."""
        return {"server": SERVER_AUTH, "client": CLIENT_AUTH}.get(self.value)


class ReferenceKind(enum.Enum):
    """What a reference identifier names (RFC 9525, 1.5)."""

    __hash__ = object.__hash__  # members are single objects; the hash of enum is computed anew in Python each time

    DNS = "DNS"
    IP = "IP"
    EMAIL = "email"


class ReferenceIdentifier:
    """The name under which the peer is asked for. ``text`` as given; ``value`` is comparable.

    For DNS ``value`` is lower-case A-labels without a trailing dot; for IP the packed bytes; for e-mail the text.
    """

    __slots__ = ("kind", "text", "value")

    def __init__(self, kind: ReferenceKind, text: str, value: str | bytes) -> None:
        self.kind = kind
        self.text = text
        self.value = value

    def __repr__(self) -> str:
        """Show it."""
        return f"ReferenceIdentifier({self.kind.value}:{self.text})"


class PolicyInputs:
    """The policy inputs of RFC 5280, 6.1.1 (c), (e), (f), (g)."""

    __slots__ = ("explicit_policy", "inhibit_any_policy", "inhibit_policy_mapping", "initial_policies")

    def __init__(
        self,
        initial_policies: frozenset[str] = frozenset({ANY_POLICY}),
        *,
        explicit_policy: bool = False,
        inhibit_policy_mapping: bool = False,
        inhibit_any_policy: bool = False,
    ) -> None:
        self.initial_policies = initial_policies
        self.explicit_policy = explicit_policy
        self.inhibit_policy_mapping = inhibit_policy_mapping
        self.inhibit_any_policy = inhibit_any_policy


class RevocationMode(enum.Enum):
    """How far revocation is required: not at all, where something was given, for the target, or for the whole path."""

    OFF = "off"
    IF_GIVEN = "if-given"
    REQUIRE_TARGET = "require-target"
    REQUIRE_ALL = "require-all"


class RevocationInputs(Changeable):
    """CRLs and OCSP responses, as DER, and what is required of them.

    With IF_GIVEN a certificate that no CRL speaks of is not-checked; with REQUIRE_* it is an error.
    """

    __slots__ = ("crls", "mode", "ocsp_responses", "use_deltas")

    def __init__(
        self,
        crls: tuple[bytes, ...] = (),
        ocsp_responses: tuple[bytes, ...] = (),
        mode: RevocationMode = RevocationMode.IF_GIVEN,
        *,
        use_deltas: bool = True,
    ) -> None:
        self.crls = crls
        self.ocsp_responses = ocsp_responses
        self.mode = mode
        self.use_deltas = use_deltas


class Target:
    """One certificate to be judged and what came with it.

    ``presented`` is the chain as the peer or the entry supplies it, target first as it should be, perhaps wrong.
    ``store`` and ``entry`` are where it stands; ``is_identity`` says that a private key is expected beside it.
    """

    __slots__ = ("certificate", "entry", "is_identity", "presented", "store")

    def __init__(
        self,
        certificate: Certificate,
        presented: tuple[Certificate, ...] = (),
        *,
        store: Store | None = None,
        entry: Entry | None = None,
        is_identity: bool = False,
    ) -> None:
        self.certificate = certificate
        self.presented = presented
        self.store = store
        self.entry = entry
        self.is_identity = is_identity

    @property
    def alias(self) -> str | None:
        """The alias of the entry, where there is one."""
        return None if self.entry is None else self.entry.alias


class CertificateQuestion:
    """What is asked of every certificate, whosever target it stands above; a part of ``Question``.

    What a check finds of an issuer depends on nothing else of a question, and so holds for all that ask the same.
    """

    __slots__ = ("expires_soon_days", "moment", "purpose", "required_key_usage", "required_usages", "truststores")

    def __init__(self, question: Question) -> None:
        self.expires_soon_days = question.expires_soon_days
        self.moment = question.moment
        self.purpose = question.purpose
        self.required_key_usage = question.required_key_usage
        self.required_usages = question.required_usages
        self.truststores = question.truststores

    @property
    def parts(self) -> tuple[object, ...]:
        """All of it, to compare."""
        return tuple([getattr(self, name) for name in self.__slots__])


class Question(Changeable):
    """Everything that judging needs for one target; the same question gives the same answer.

    ``moment`` is an aware instant in UTC. ``untrusted`` are certificates that may help to build a path, besides
    ``target.presented``. ``host`` are the names asked for, one of which must match; none: no name is asked for.
    ``partial_chain``: a trusted certificate that is not self-signed may end a path. ``truststores`` names the anchors'
    stores for the remedies. ``max_intermediates`` caps non-self-issued intermediates (None: no cap).
    ``expires_soon_days`` is how many days ahead an end of validity is told (None: 30, or a third of a short lifetime).
    ``required_usages`` are extended key usages (OIDs) and ``required_key_usage`` bits of the key usage (numbers of
    RFC 5280, 4.2.1.3) that the target must allow beside what the purpose asks for.
    """

    __slots__ = (
        "anchors",
        "expires_soon_days",
        "host",
        "max_intermediates",
        "moment",
        "partial_chain",
        "policies",
        "purpose",
        "required_key_usage",
        "required_usages",
        "revocation",
        "target",
        "truststores",
        "untrusted",
    )

    def __init__(  # noqa: PLR0913 - RFC 5280, 6.1.1 has as many inputs
        self,
        target: Target,
        *,
        anchors: tuple[Anchor, ...],
        moment: datetime,
        untrusted: tuple[Certificate, ...] = (),
        host: tuple[ReferenceIdentifier, ...] = (),
        purpose: Purpose = Purpose.SERVER,
        partial_chain: bool = False,
        policies: PolicyInputs | None = None,
        revocation: RevocationInputs | None = None,
        max_intermediates: int | None = None,
        expires_soon_days: int | None = None,
        required_usages: tuple[str, ...] = (),
        required_key_usage: frozenset[int] = frozenset(),
        truststores: tuple[str, ...] = (),
    ) -> None:
        if moment.tzinfo is None:
            raise ValueError("the moment must be an aware instant")
        self.target = target
        self.anchors = anchors
        self.moment = moment
        self.untrusted = untrusted
        self.host = host
        self.purpose = purpose
        self.partial_chain = partial_chain
        self.policies = policies or PolicyInputs()
        self.revocation = revocation or RevocationInputs()
        self.max_intermediates = max_intermediates
        self.expires_soon_days = expires_soon_days
        self.required_usages = required_usages
        self.required_key_usage = required_key_usage
        self.truststores = truststores
