"""A proxy certificate stands in the path, or what stands around one breaks the rules of proxies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chainaudit.errors import EncodingError
from chainaudit.model import der
from chainaudit.model.check import Check, Citation, Scope, Severity
from chainaudit.model.extension import DIGITAL_SIGNATURE, PROXY_CERT_INFO
from chainaudit.model.name import COMMON_NAME
from chainaudit.validators.usage.marks import Mark, allows, mark_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainaudit.model.certificate import Certificate
    from chainaudit.model.context import PathContext
    from chainaudit.model.finding import Finding


def applies(ctx: PathContext) -> bool:
    """Only where a certificate says that it is a proxy."""
    return any(certificate.extension(PROXY_CERT_INFO) is not None for certificate in ctx.path.certificates)


def find(ctx: PathContext) -> Iterator[Finding]:
    """Look at each proxy and at what issued it (RFC 3820, 3 and 4)."""
    below = 0
    certificates = ctx.path.certificates
    for position, certificate in enumerate(certificates):
        if position and is_proxy(certificates[position - 1]):
            yield from _issuer(certificate, position)
        if not is_proxy(certificate):
            continue
        yield _finding(certificate, position, "present", "it is a proxy certificate")
        limit = _path_length(certificate)
        if limit is not None:
            if below > limit:
                yield _finding(certificate, position, "path-length", f"{below} proxies stand below it, {limit} may")
            below = limit
        below += 1
        if not _name_extends(certificate) and not (position and certificate.is_self_issued):
            yield _finding(certificate, position, "name", "its subject is not its issuer with one common name more")


def is_proxy(certificate: Certificate) -> bool:
    """Whether the certificate says that it is a proxy."""
    return certificate.extension(PROXY_CERT_INFO) is not None


def _issuer(certificate: Certificate, position: int) -> Iterator[Finding]:
    if mark_of(certificate) is not Mark.NONE:
        yield _finding(certificate, position, "ca", "it issued a proxy and is marked as a CA")
    if not allows(certificate, DIGITAL_SIGNATURE):
        yield _finding(certificate, position, "no-digital-signature", "it issued a proxy without digitalSignature")


def _path_length(certificate: Certificate) -> int | None:
    raw = certificate.extension(PROXY_CERT_INFO)
    try:
        parts = [] if raw is None else der.sole(raw.value, der.SEQUENCE, "proxyCertInfo").children()
        return der.integer(parts[0]) if parts and parts[0].tag == der.INTEGER else None
    except EncodingError:
        return None


def _name_extends(certificate: Certificate) -> bool:
    """Whether the subject is the issuer's name and one RDN more, a single common name (RFC 3820, 3.4)."""
    try:
        subject, issuer = certificate.subject.rdns, certificate.issuer.rdns
    except EncodingError:
        return False
    if len(subject) < 2 or len(subject) != len(issuer) + 1 or len(subject[-1]) != 1:
        return False
    same = all(
        {a.key() for a in mine} == {a.key() for a in theirs} for mine, theirs in zip(subject[:-1], issuer, strict=True)
    )
    return same and subject[-1][0].oid == COMMON_NAME


def _finding(certificate: Certificate, position: int, variant: str, observed: str) -> Finding:
    return CHECK.finding(
        certificate,
        position=position,
        observed=observed,
        expected=_EXPECTED[variant],
        field="proxyCertInfo",
        variant=variant,
    )


_EXPECTED: Final = {
    "present": "a path of end entity and CAs alone",
    "path-length": "as many proxies as the path length allows",
    "name": "the issuer's name and one common name",
    "ca": "an end entity or another proxy",
    "no-digital-signature": "a key usage with digitalSignature",
}

CHECK = Check(
    id="path.proxy-certificate",
    title="A proxy certificate stands in the path",
    severity=Severity.WARNING,
    scope=Scope.PATH,
    cites=(Citation("OpenSSL", "proxy-certificates(7)"),),
    explanation="Proxy certificates (RFC 3820) are issued by end entities for others to act in their name. Few "
    "verifiers know them; OpenSSL refuses them unless it is told to allow them.",
    remedy="Present the certificate of the end entity itself, or allow proxies in the verifier.",
    find=find,
    applies=applies,
    variants=tuple(_EXPECTED),
)
