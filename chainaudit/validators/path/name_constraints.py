"""A name in the path lies outside what a CA above it is constrained to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chainaudit.model.check import Check, Citation, Scope
from chainaudit.model.extension import NAME_CONSTRAINTS
from chainaudit.model.finding import Severity
from chainaudit.model.remedy import Action
from chainaudit.validators.path.name_forms import constraints
from chainaudit.validators.path.name_forms.presented import ALTERNATIVE, COMMON_NAME, SUBJECT_EMAIL_BESIDE_SAN, names_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainaudit.model.certificate import Certificate
    from chainaudit.model.context import PathContext
    from chainaudit.model.finding import Finding
    from chainaudit.model.general_name import NameKind
    from chainaudit.model.rules import Rules
    from chainaudit.validators.path.name_forms.constraints import Constraints
    from chainaudit.validators.path.name_forms.presented import PresentedName

MAX_COMPARISONS: Final = 1 << 20
"""Names of one certificate times subtrees of one issuer. Looking names up here costs far less, but every verifier
refuses such a path for its cost (OpenSSL at this product, Go and webpki at 250,000), so it is no usable path."""
NOTED_COMPARISONS: Final = 250_000
"""Where the first verifiers refuse."""


class _Issuer:
    """A constraining issuer: its position, certificate and constraints."""

    __slots__ = ("certificate", "constraints", "critical", "position")

    def __init__(self, position: int, certificate: Certificate, found: Constraints, *, critical: bool) -> None:
        self.position = position
        self.certificate = certificate
        self.constraints = found
        self.critical = critical


def _issuers(ctx: PathContext) -> Iterator[_Issuer]:
    for position, certificate in ctx.constraining():
        extension = certificate.extension(NAME_CONSTRAINTS)
        if extension is not None:
            yield _Issuer(position, certificate, constraints.read(extension.value), critical=extension.critical)


def applies(ctx: PathContext) -> bool:
    """Only a path with a constraining issuer has anything to look at."""
    return any(certificate.extension(NAME_CONSTRAINTS) is not None for _, certificate in ctx.constraining())


def find(ctx: PathContext) -> Iterator[Finding]:
    """Put every issuer's constraints to the names of all certificates below it (RFC 5280, 6.1.3 (b), (c)).

    A name must lie in a permitted subtree of each issuer that constrains its kind, which is the intersection of
    6.1.4 (g), and in no excluded one. Self-issued certificates are exempt unless they are the target, or the rules say
    ``name_constraints_on_self_issued``. With ``wildcards_excluded_whole`` a wildcard is excluded only where all that
    it stands for is; with ``common_names_constrained`` common names count as what they are, everywhere. Where the rules
    name ``compared_kinds``, an alternative name of another kind that is constrained is told to be unsupported.
    """
    presented: dict[int, list[PresentedName]] = {}
    for issuer in _issuers(ctx):
        if issuer.constraints.malformed:
            yield _malformed(issuer)
        if issuer.critical and ctx.rules.constrainable_kinds is not None:
            yield from _unhandled(issuer, ctx.rules.constrainable_kinds)
        bound: dict[NameKind, list[int]] = {}
        for position, certificate in enumerate(ctx.path.certificates[: issuer.position]):
            if position and certificate.is_self_issued and not ctx.rules.name_constraints_on_self_issued:
                continue
            if position not in presented:
                as_it_is = bool(ctx.rules.common_names_constrained)
                fallback = position == 0 and bool(ctx.rules.common_name_fallback) and not as_it_is
                presented[position] = names_of(certificate, with_common_names=fallback, as_what_it_is=as_it_is)
            for name in presented[position]:
                positions = bound.setdefault(name.name.kind, [])
                if not positions or positions[-1] != position:
                    positions.append(position)
            yield from _judge(issuer, position, certificate, presented[position], ctx.rules)
        yield from _base_faults(issuer, bound)


def _malformed(issuer: _Issuer) -> Finding:
    return CHECK.finding(
        issuer.certificate,
        position=issuer.position,
        field="nameConstraints",
        observed=f"the extension cannot be read: {issuer.constraints.malformed}",
        expected="permitted or excluded subtrees, each list with one at least",
        variant="malformed",
    )


def _unhandled(issuer: _Issuer, kinds: frozenset[str]) -> Iterator[Finding]:
    """Tell of subtrees of a kind that the verifier does not read, in an extension that it must not pass over."""
    found = issuer.constraints
    for kind in sorted({k.value for k in (*found.permitted, *found.excluded, *found.unsupported)} - kinds):
        yield CHECK.finding(
            issuer.certificate,
            position=issuer.position,
            field="nameConstraints",
            observed=f"it constrains {kind} names, which the verifier does not handle",
            variant="unhandled",
            kind=kind,
        )


def _base_faults(issuer: _Issuer, bound: dict[NameKind, list[int]]) -> Iterator[Finding]:
    """Tell of subtrees that break a rule, one finding for each variant and kind."""
    told: set[tuple[str, object]] = set()
    for fault in issuer.constraints.faults:
        if (fault.variant, fault.kind) in told:
            continue
        told.add((fault.variant, fault.kind))
        positions = tuple(bound.get(fault.kind, ()))
        yield CHECK.finding(
            issuer.certificate,
            position=issuer.position,
            field="nameConstraints",
            observed=f"the subtree {fault.shown} {fault.why}",
            expected="a subtree as RFC 5280, 4.2.1.10 defines it for this kind of name",
            variant=fault.variant,
            severity=Severity.WARNING if fault.variant == "min-max" and not positions else None,
            kind=fault.kind.value,
            constraint=fault.shown,
            bound_positions=positions,
            constraint_position=issuer.position,
        )


def _judge(
    issuer: _Issuer, position: int, certificate: Certificate, names: list[PresentedName], rules: Rules
) -> Iterator[Finding]:
    in_subject = sum(len(rdn) for rdn in certificate.subject.rdns) if isinstance(certificate.subject.key, tuple) else 1
    comparisons = (in_subject + sum(n.source == ALTERNATIVE for n in names)) * issuer.constraints.count
    if comparisons > NOTED_COMPARISONS:
        yield _too_many(issuer, position, certificate, comparisons)
        if comparisons > MAX_COMPARISONS:
            return
    broken: dict[tuple[str, NameKind, bool], list[PresentedName]] = {}
    for name in names:
        for variant in _broken_by(issuer.constraints, name, rules):
            lenient = name.source == SUBJECT_EMAIL_BESIDE_SAN or (variant == "unsupported" and not issuer.critical)
            broken.setdefault((variant, name.name.kind, lenient), []).append(name)
    for (variant, kind, lenient), found in broken.items():
        yield _finding(issuer, position, certificate, variant, kind, found, lenient=lenient)


def _broken_by(subtrees: Constraints, presented: PresentedName, rules: Rules) -> Iterator[str]:
    name = presented.name
    whole = bool(rules.wildcards_excluded_whole)
    permitted, excluded = subtrees.permitted.get(name.kind), subtrees.excluded.get(name.kind)
    if permitted is None and excluded is None:
        if name.kind in subtrees.unsupported:
            yield "unsupported"
        return
    if rules.compared_kinds is not None and name.kind.value not in rules.compared_kinds:
        if presented.source == ALTERNATIVE:
            yield "unsupported"
        return
    if constraints.name_fault(name):
        yield "name-syntax"
        return
    if permitted is not None and not permitted.covers(name):
        yield "permitted"
    if excluded is not None and (excluded.covers(name) if whole else excluded.touches(name)):
        yield "excluded"


_TOLD: Final = {
    "permitted": "lies in no permitted subtree of",
    "excluded": "lies in an excluded subtree of",
    "unsupported": "is of a kind for which no constraints are defined, but which is constrained by",
    "name-syntax": "is malformed, so that it cannot lie within the names permitted by",
}

_EXPECTED: Final = {
    "permitted": "a name within the permitted subtrees",
    "excluded": "a name outside the excluded subtrees",
    "unsupported": "no name of this kind, or no constraint on it",
    "name-syntax": "a well-formed name",
}


def _finding(
    issuer: _Issuer,
    position: int,
    certificate: Certificate,
    variant: str,
    kind: NameKind,
    found: list[PresentedName],
    *,
    lenient: bool,
) -> Finding:
    first = found[0]
    more = f" (and {len(found) - 1} more)" if len(found) > 1 else ""
    in_subject = "" if first.source == ALTERNATIVE else f" ({first.source})"
    return CHECK.finding(
        certificate,
        position=position,
        field="subjectAltName" if first.source == ALTERNATIVE else "subject",
        observed=f"{first.name}{in_subject} {_TOLD[variant]} '{issuer.certificate.subject}'{more}",
        expected=_EXPECTED[variant],
        variant=variant,
        severity=Severity.WARNING if lenient else None,
        actions=(Action("reissue", subject=str(certificate.subject)),),
        kind=kind.value,
        name=first.name.shown,
        names=tuple(p.name.shown for p in found[:20]),
        count=len(found),
        source=first.source,
        is_common_name=first.source == COMMON_NAME,
        order=first.order,
        constraint_position=issuer.position,
        critical=issuer.critical,
    )


def _too_many(issuer: _Issuer, position: int, certificate: Certificate, comparisons: int) -> Finding:
    return CHECK.finding(
        certificate,
        position=position,
        field="subjectAltName",
        observed=f"its names times the {issuer.constraints.count} subtrees of the issuer are {comparisons}",
        expected=f"at most {MAX_COMPARISONS} comparisons; some verifiers stop at {NOTED_COMPARISONS}",
        variant="limit",
        severity=None if comparisons > MAX_COMPARISONS else Severity.WARNING,
        comparisons=comparisons,
        constraint_position=issuer.position,
    )


CHECK = Check(
    id="path.name-constraints",
    title="A name lies outside the name constraints of an issuer",
    severity=Severity.ERROR,
    scope=Scope.PATH,
    cites=(Citation("RFC 5280", "6.1.3 (b), (c)"), Citation("RFC 5280", "4.2.1.10")),
    explanation=(
        "A CA may be limited to certain names. Verifiers refuse a certificate below it whose names lie outside, lie in "
        "an excluded part, or cannot be compared with the constraints."
    ),
    remedy="Have the certificate issued by a CA that may issue these names, or without those that it may not.",
    find=find,
    applies=applies,
    variants=(
        "permitted",
        "excluded",
        "unsupported",
        "unhandled",
        "name-syntax",
        "syntax",
        "leading-period",
        "min-max",
        "malformed",
        "limit",
    ),
    prunes=True,
)
