"""A name asked for is not in the certificate, compared octet by octet as OpenSSL does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chainaudit.model.check import Check, Citation, Scope, Severity
from chainaudit.model.extension import SUBJECT_ALTERNATIVE_NAME
from chainaudit.model.name import COMMON_NAME, EMAIL_ADDRESS
from chainaudit.model.question import ReferenceKind
from chainaudit.validators.identity import wildcards
from chainaudit.validators.path.name_forms import literal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainaudit.model.certificate import Certificate
    from chainaudit.model.context import TargetContext
    from chainaudit.model.finding import Finding
    from chainaudit.model.question import ReferenceIdentifier

_TAGS: Final = {ReferenceKind.DNS: literal.DNS, ReferenceKind.EMAIL: literal.EMAIL, ReferenceKind.IP: literal.IP}
_ATTRIBUTES: Final = {ReferenceKind.DNS: COMMON_NAME, ReferenceKind.EMAIL: EMAIL_ADDRESS}


def applies(ctx: TargetContext) -> bool:
    """Only for verifiers that compare so, and where a name was asked for."""
    return bool(ctx.rules.literal_names) and bool(ctx.question.host)


def find(ctx: TargetContext) -> Iterator[Finding]:
    """Compare each name asked for; of several of one kind one is enough."""
    for kind in _TAGS:
        asked = [r for r in ctx.question.host if r.kind is kind]
        if asked and not any(is_named(ctx.certificate, r, partial=bool(ctx.rules.partial_wildcards)) for r in asked):
            yield CHECK.finding(
                ctx.certificate,
                field="subjectAltName",
                observed=f"no {kind.value} name matches {asked[0].text}",
                expected=f"{asked[0].text} among its names",
                variant=kind.value.lower(),
                host=asked[0].text,
            )


def is_named(certificate: Certificate, reference: ReferenceIdentifier, *, partial: bool = True) -> bool:
    """Whether an alternative name of the kind matches; the subject counts only where there is none of the kind."""
    wanted = reference.value if isinstance(reference.value, bytes) else reference.text.encode()
    raw = certificate.extension(SUBJECT_ALTERNATIVE_NAME)
    names = [] if raw is None else literal.alternative_names(raw.value)
    presented = [n.octets for n in names if n.tag == _TAGS[reference.kind]]
    if not presented and reference.kind in _ATTRIBUTES:
        found = literal.attributes(certificate, _ATTRIBUTES[reference.kind])
        presented = [(text or "").encode() for _, _, text in found]
    if reference.kind is ReferenceKind.IP:
        return wanted in presented
    if reference.kind is ReferenceKind.DNS:
        return any(wildcards.same_host(octets, wanted, partial=partial) for octets in presented)
    return any(wildcards.same_mailbox(octets, wanted) for octets in presented)


CHECK = Check(
    id="identity.literal-names",
    title="The certificate is not for the name that was asked for, taken literally",
    severity=Severity.WARNING,
    scope=Scope.TARGET,
    cites=(Citation("OpenSSL", "X509_check_host(3)"), Citation("RFC 6125", "6.4")),
    explanation="OpenSSL compares octets, takes partial wildcards, and falls back to the common name where no DNS name "
    "is there; a host that begins with a dot stands for every name below it.",
    remedy="Have the certificate reissued with the name among its subject alternative names.",
    find=find,
    stands_alone=True,
    applies=applies,
    refines=("identity.host-mismatch", "identity.no-san"),
    variants=("dns", "email", "ip"),
)
