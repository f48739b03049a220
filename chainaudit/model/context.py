"""What a check is handed: the thing it looks at, the question, and the rules; nothing else (no clock, no files)."""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from chainaudit.model.certificate import Certificate
    from chainaudit.model.path import Path, Refusal
    from chainaudit.model.peer import Peer
    from chainaudit.model.question import CertificateQuestion, Question, Target
    from chainaudit.model.rules import Rules
    from chainaudit.model.signature import SignatureStatus
    from chainaudit.model.store import Entry, Store


class Role(enum.Enum):
    """What part a certificate plays in a path."""

    __hash__ = object.__hash__  # members are single objects; the hash of enum is computed anew in Python each time

    TARGET = "target"
    INTERMEDIATE = "intermediate"
    ANCHOR = "anchor"


class StoreRole(enum.Enum):
    """What a store is used as."""

    IDENTITY = "identity"
    TRUSTSTORE = "truststore"
    PRESENTED = "presented"
    UNTRUSTED = "untrusted"


class StoreContext:
    """One store and what it is used as; for checks of scope STORE.

    ``is_inside`` says that it stands in another store (an archive, a directory), which has others beside it.
    """

    __slots__ = ("is_inside", "moment", "role", "store")

    def __init__(self, store: Store, role: StoreRole, moment: datetime, *, is_inside: bool = False) -> None:
        self.store = store
        self.role = role
        self.moment = moment
        self.is_inside = is_inside


class EntryContext:
    """One entry of a store that is judged, and what the store is used as; for checks of scope ENTRY."""

    __slots__ = ("entry", "moment", "role", "store")

    def __init__(self, store: Store, entry: Entry, role: StoreRole, moment: datetime) -> None:
        self.store = store
        self.entry = entry
        self.role = role
        self.moment = moment


class TargetContext:
    """The target certificate, the names asked for and the purpose; for checks of scope TARGET."""

    __slots__ = ("question", "rules")

    def __init__(self, question: Question, rules: Rules) -> None:
        self.question = question
        self.rules = rules

    @property
    def target(self) -> Target:
        """The target with what came with it."""
        return self.question.target

    @property
    def certificate(self) -> Certificate:
        """The target certificate."""
        return self.question.target.certificate


class CertificateContext:
    """One certificate in its role; for checks of scope CERTIFICATE. Positions are put in afterwards.

    Of the question there is only what holds for every target: facts of an issuer are kept for the next one.
    """

    __slots__ = ("certificate", "question", "role", "rules")

    def __init__(self, certificate: Certificate, role: Role, question: CertificateQuestion, rules: Rules) -> None:
        self.certificate = certificate
        self.role = role
        self.question = question
        self.rules = rules

    @property
    def moment(self) -> datetime:
        """The instant that is judged."""
        return self.question.moment


class LinkContext:
    """An issuer and its subject; for checks of scope LINK.

    ``signature`` is what the signature check said; None: the budget of the search was spent before it was made.
    """

    __slots__ = ("issuer", "issuer_is_anchor", "question", "rules", "signature", "subject")

    def __init__(
        self,
        issuer: Certificate,
        subject: Certificate,
        signature: SignatureStatus | None,
        *,
        issuer_is_anchor: bool,
        question: Question,
        rules: Rules,
    ) -> None:
        self.issuer = issuer
        self.subject = subject
        self.signature = signature
        self.issuer_is_anchor = issuer_is_anchor
        self.question = question
        self.rules = rules


class PathContext:
    """One path, complete or not; for checks of scope PATH.

    ``refusals`` are the candidates that were refused as issuer of the path's top. ``find_path(certificate)`` returns
    an acceptable path of another certificate (a CRL's issuer, a responder) to an anchor, without a look at
    revocation; None where there is none. ``known`` are all certificates that were given, in order. Checks may keep what
    they work out: in ``kept`` what holds for this question under these rules, in ``read`` what holds of the same bytes
    whoever asks, for the whole run; the name of the check's room is the first part of a key.
    """

    __slots__ = ("find_path", "kept", "known", "path", "question", "read", "refusals", "rules")

    def __init__(
        self,
        path: Path,
        question: Question,
        rules: Rules,
        *,
        refusals: tuple[Refusal, ...] = (),
        known: tuple[Certificate, ...] = (),
        find_path: Callable[[Certificate], Path | None] | None = None,
        kept: dict[Any, Any] | None = None,
        read: dict[Any, Any] | None = None,
    ) -> None:
        self.path = path
        self.question = question
        self.rules = rules
        self.refusals = refusals
        self.known = known
        self.find_path = find_path
        self.kept = {} if kept is None else kept
        self.read = {} if read is None else read

    @property
    def moment(self) -> datetime:
        """The instant that is judged."""
        return self.question.moment

    @property
    def presented(self) -> tuple[Certificate, ...]:
        """The chain as the peer or the entry supplies it."""
        return self.question.target.presented

    def constraining(self) -> Iterator[tuple[int, Certificate]]:
        """Yield (position, certificate) of the issuers whose constraints bind; the anchor's where the rules say so."""
        for position, certificate in self.path.issuers():
            is_anchor = self.path.is_complete and position == len(self.path.certificates) - 1
            if not is_anchor or self.rules.anchor_constraints_count:
                yield position, certificate


class PeerContext:
    """A live peer and the client identity that may answer it; for checks of scope PEER.

    ``client`` is the store of the client's own entries and ``client_alias`` the one picked; None where none was given.
    """

    __slots__ = ("client", "client_alias", "moment", "peer", "rules")

    def __init__(
        self,
        peer: Peer,
        moment: datetime,
        rules: Rules,
        *,
        client: Store | None = None,
        client_alias: str | None = None,
    ) -> None:
        self.peer = peer
        self.moment = moment
        self.rules = rules
        self.client = client
        self.client_alias = client_alias
