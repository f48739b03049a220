"""What a check is: a question asked of a store, a certificate, a link or a path, with its citation and its remedy."""

from __future__ import annotations

import enum
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from chainaudit.model.finding import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from chainaudit.model.certificate import Certificate
    from chainaudit.model.remedy import Action

__all__ = ["Check", "Citation", "Outcome", "Scope", "Severity", "Undetermined", "gravest", "gravest_of_each"]

DOCUMENTS: Final = frozenset(
    {
        "RFC 2818",
        "RFC 3279",
        "RFC 4055",
        "RFC 4158",
        "RFC 5019",
        "RFC 5246",
        "RFC 5280",
        "RFC 5480",
        "RFC 5746",
        "RFC 5758",
        "RFC 6066",
        "RFC 6125",
        "RFC 6151",
        "RFC 6194",
        "RFC 6818",
        "RFC 6960",
        "RFC 6962",
        "RFC 7292",
        "RFC 7468",
        "RFC 7633",
        "RFC 8398",
        "RFC 8399",
        "RFC 8410",
        "RFC 8446",
        "RFC 8996",
        "RFC 9155",
        "RFC 9325",
        "RFC 9525",
        "RFC 9549",
        "RFC 9579",
        "RFC 9618",
        "RFC 9654",
        "RFC 9881",
        "CA/Browser Forum TLS BR",
        "NIST SP 800-52r2",
        "NIST SP 800-57 Part 1",
        "NIST SP 800-131A",
        "X.509",
        "X.690",
        "Java KeyStore",
        "OpenJDK",
        "OpenSSL",
        "Transfer CFT",
        "PKCS #12",
    }
)
"""The closed set of documents that a citation may name."""


class Scope(enum.Enum):
    """What a check looks at, and so how often it runs and what may be remembered."""

    __hash__ = object.__hash__  # as for Outcome

    STORE = "store"
    ENTRY = "entry"
    TARGET = "target"
    CERTIFICATE = "certificate"
    LINK = "link"
    PATH = "path"
    PEER = "peer"


class Outcome(enum.Enum):
    """How a check ended; silence is not a pass."""

    __hash__ = object.__hash__  # members are single objects; the hash of enum is computed anew in Python each time

    PASSED = "passed"
    FOUND = "found"
    NOT_APPLICABLE = "not-applicable"
    NOT_CHECKED = "not-checked"
    UNDETERMINED = "undetermined"


_GRAVITY: Final = {
    Outcome.NOT_APPLICABLE: 0,
    Outcome.PASSED: 1,
    Outcome.NOT_CHECKED: 2,
    Outcome.FOUND: 3,
    Outcome.UNDETERMINED: 4,
}


def gravest(one: Outcome, other: Outcome) -> Outcome:
    """Return the graver of two outcomes of one check: what could not be decided outweighs what was found elsewhere."""
    return other if _GRAVITY[other] > _GRAVITY[one] else one


def gravest_of_each(parts: Iterable[Mapping[str, Outcome]]) -> dict[str, Outcome]:
    """Put outcomes by check id together; of several outcomes of one check the gravest counts, in whatever order."""
    gathered: dict[str, Outcome] = {}
    for part in parts:
        for check, outcome in part.items():
            before = gathered.get(check)
            if before is not outcome:
                gathered[check] = outcome if before is None else gravest(before, outcome)
    return gathered


class Citation:
    """A clause of a document, by which a finding can be argued with."""

    __slots__ = ("clause", "document")

    def __init__(self, document: str, clause: str) -> None:
        if document not in DOCUMENTS:
            raise ValueError(f"{document} is not among the documents that may be cited")
        self.document = document
        self.clause = clause

    def __str__(self) -> str:
        """Write it as people do, ``RFC 5280, 6.1.4 (k)``."""
        return f"{self.document}, {self.clause}"

    def __repr__(self) -> str:
        """Show the clause."""
        return f"Citation({str(self)!r})"


class Undetermined:
    """Yielded by a check that could not decide; ``missing`` says that only an input was not given.

    With ``missing`` the outcome is not-checked and nothing else happens; without, it is undetermined: fail closed.
    """

    __slots__ = ("missing", "why")

    def __init__(self, why: str, *, missing: bool = False) -> None:
        self.why = why
        self.missing = missing


class Check:
    """One check. ``find(context)`` yields ``Finding`` (made by ``finding``) or ``Undetermined`` and never raises.

    ``applies(context)`` says whether there is anything to look at; without it the check always applies.
    ``variants`` names the sub-facts that its findings may carry, which profiles may rule on one by one. ``prunes``
    (scope PATH only) says that what is found on an incomplete path holds for every path that goes on from it, so
    that the search may turn back. ``follows`` are checks whose fault this one only says in other words: it is an error
    where one of them is. ``refines`` are general checks of which this one is a single verifier's reading: where one of
    them found something at the same place, a report tells that and leaves this out. ``stands_alone`` says that what
    is found holds of the certificates by themselves, whoever trusts whom: it can be told where no truststore is known.
    ``precedes`` maps a variant to rooms of checks whose findings about the target only follow from it, because another
    certificate is meant: it is as grave as they are, and mended in their place.
    """

    __slots__ = (
        "applies",
        "cites",
        "explanation",
        "find",
        "follows",
        "id",
        "precedes",
        "prunes",
        "refines",
        "remedy",
        "scope",
        "severity",
        "stands_alone",
        "title",
        "variants",
    )

    def __init__(  # noqa: PLR0913 - a check has as many parts
        self,
        *,
        id: str,  # noqa: A002 - the word that others script against
        title: str,
        severity: Severity,
        scope: Scope,
        cites: tuple[Citation, ...],
        explanation: str,
        remedy: str,
        find: Callable[[Any], Iterator[Finding | Undetermined]],
        applies: Callable[[Any], bool] | None = None,
        variants: tuple[str, ...] = (),
        prunes: bool = False,
        follows: tuple[str, ...] = (),
        refines: tuple[str, ...] = (),
        stands_alone: bool = False,
        precedes: Mapping[str, tuple[str, ...]] = MappingProxyType({}),
    ) -> None:
        self.id = id
        self.title = title
        self.severity = severity
        self.scope = scope
        self.cites = cites
        self.explanation = explanation
        self.remedy = remedy
        self.find = find
        self.applies = applies
        self.variants = variants
        self.prunes = prunes
        self.follows = follows
        self.refines = refines
        self.stands_alone = stands_alone
        self.precedes = precedes

    @property
    def room(self) -> str:
        """What it looks at, which is the folder that it stands in: the first part of its id."""
        return self.id.partition(".")[0]

    def finding(  # noqa: PLR0913 - a finding has as many parts
        self,
        certificate: Certificate | None = None,
        *,
        position: int | None = None,
        observed: str = "",
        expected: str = "",
        field: str = "",
        variant: str = "",
        severity: Severity | None = None,
        remedy: str = "",
        actions: tuple[Action, ...] = (),
        **values: Any,  # noqa: ANN401 - whatever the fact is made of
    ) -> Finding:
        """Make a finding of this check; ``values`` are the fact's own numbers and names, for programs."""
        return Finding(
            check=self.id,
            title=self.title,
            severity=severity or self.severity,
            cites=self.cites,
            remedy=remedy or self.remedy,
            certificate=certificate,
            position=position,
            observed=observed,
            expected=expected,
            field=field,
            variant=variant,
            actions=actions,
            values=values,
        )

    def __repr__(self) -> str:
        """Show the id."""
        return f"Check({self.id})"
