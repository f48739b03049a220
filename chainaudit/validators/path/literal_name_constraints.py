"""A name lies outside an issuer's name constraints, both taken octet by octet as they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chainaudit.model import der
from chainaudit.model.check import Check, Citation, Scope, Severity
from chainaudit.model.extension import NAME_CONSTRAINTS, SUBJECT_ALTERNATIVE_NAME
from chainaudit.model.name import COMMON_NAME, EMAIL_ADDRESS
from chainaudit.validators.path.name_forms import literal
from chainaudit.validators.path.name_forms.literal import LiteralName, LiteralSubtree

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainaudit.model.certificate import Certificate
    from chainaudit.model.context import PathContext
    from chainaudit.model.finding import Finding

MAX_COMPARISONS: Final = 1 << 20
"""Names times subtrees, beyond which OpenSSL does not compare (CVE-2017-3735 and after)."""

_Trees = tuple[list[LiteralSubtree], list[LiteralSubtree]]


def applies(ctx: PathContext) -> bool:
    """Only for verifiers that compare so."""
    return bool(ctx.rules.literal_name_constraints)


def find(ctx: PathContext) -> Iterator[Finding]:
    """Put the names of every certificate but self-issued intermediates to every issuer above it, the anchor included.

    One finding for a certificate and an issuer: the first name that does not fit, the issuers from the anchor down.
    """
    certificates = ctx.path.certificates
    trees: dict[int, _Trees] = {}
    for position, certificate in enumerate(certificates):
        found = certificate.extension(NAME_CONSTRAINTS)
        if position and found is not None:
            trees[position] = literal.subtrees(found.value)
    for position, certificate in enumerate(certificates):
        if position and certificate.is_self_issued:
            continue
        for above in sorted((p for p in trees if p > position), reverse=True):
            variant = _first_misfit(certificate, trees[above], is_target=position == 0)
            if variant is not None:
                yield _finding(certificate, position, above, variant)


def _finding(certificate: Certificate, position: int, above: int, variant: str) -> Finding:
    return CHECK.finding(
        certificate,
        position=position,
        field="subjectAltName",
        expected="names within every permitted subtree of their kind and in no excluded one",
        observed=f"a name does not fit the name constraints of the issuer at depth {above}: {variant}",
        variant=variant,
        constraint_position=above,
    )


def _first_misfit(certificate: Certificate, trees: _Trees, *, is_target: bool) -> str | None:
    found = certificate.extension(SUBJECT_ALTERNATIVE_NAME)
    names = [] if found is None else literal.alternative_names(found.value)
    subject = sum(len(rdn) for rdn in certificate.subject.rdns) if isinstance(certificate.subject.key, tuple) else 0
    if (subject + len(names)) * (len(trees[0]) + len(trees[1])) > MAX_COMPARISONS:
        return "limit"
    if subject:
        variant = _misfit(LiteralName(literal.DIRECTORY, certificate.subject.encoded), trees) or _email(
            certificate, trees
        )
        if variant is not None:
            return variant
    for name in names:
        variant = _misfit(name, trees)
        if variant is not None:
            return variant
    if is_target and not any(name.tag == literal.DNS for name in names):
        return _common_names(certificate, trees)
    return None


def _email(certificate: Certificate, trees: _Trees) -> str | None:
    for tag, octets, _ in literal.attributes(certificate, EMAIL_ADDRESS):
        variant = _misfit(LiteralName(literal.EMAIL, octets), trees) if tag == der.IA5_STRING else literal.NAME_SYNTAX
        if variant is not None:
            return variant
    return None


def _common_names(certificate: Certificate, trees: _Trees) -> str | None:
    for _, _, text in literal.attributes(certificate, COMMON_NAME):
        host = (text or "").rstrip("\0")
        if "\0" in host:
            return literal.NAME_SYNTAX
        if literal.looks_like_a_host(host):
            variant = _misfit(LiteralName(literal.DNS, host.encode()), trees)
            if variant is not None:
                return variant
    return None


def _misfit(name: LiteralName, trees: _Trees) -> str | None:
    """Return why a name is outside: in no permitted subtree of its kind, or in an excluded one; None where it fits."""
    permitted, excluded = trees
    inside = constrained = False
    for tree in _of_kind(name, permitted):
        if not tree.is_plain:
            return "min-max"
        constrained = True
        if inside:
            continue
        said = literal.compare(name, tree.base)
        if said not in (None, literal.OUTSIDE):
            return said
        inside = said is None
    if constrained and not inside:
        return literal.OUTSIDE
    for tree in _of_kind(name, excluded):
        if not tree.is_plain:
            return "min-max"
        said = literal.compare(name, tree.base)
        if said != literal.OUTSIDE:
            return said or "excluded"
    return None


def _of_kind(name: LiteralName, trees: list[LiteralSubtree]) -> Iterator[LiteralSubtree]:
    for tree in trees:
        if tree.base.tag == name.kind and (name.kind != literal.OTHER or tree.base.type_oid == name.type_oid):
            yield tree


CHECK = Check(
    id="path.literal-name-constraints",
    title="A name lies outside name constraints, taken literally",
    severity=Severity.WARNING,
    scope=Scope.PATH,
    cites=(Citation("RFC 5280", "4.2.1.10"), Citation("OpenSSL", "openssl-verification-options(1)")),
    explanation="OpenSSL compares names and subtrees as octets, the subject's e-mail addresses and, where there is no "
    "DNS name, host-like common names among them, and stops at the first that does not fit. Malformed names that a "
    "stricter reader refuses may so pass, and the other way round.",
    remedy="Have the certificate issued by a CA that may issue these names, or without those that it may not.",
    find=find,
    applies=applies,
    refines=("path.name-constraints",),
    variants=("permitted", "excluded", "min-max", "unsupported", "name-syntax", "limit"),
)
