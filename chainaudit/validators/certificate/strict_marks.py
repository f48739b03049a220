"""What OpenSSL asks of every certificate of a path where it is told to be strict."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chainaudit.model import extension
from chainaudit.model.check import Check, Citation, Scope, Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from chainaudit.model.certificate import Certificate
    from chainaudit.model.context import CertificateContext
    from chainaudit.model.finding import Finding


def applies(ctx: CertificateContext) -> bool:
    """Only a strict verifier asks all this, and of anchors too."""
    return bool(ctx.rules.strict_marks)


def find(ctx: CertificateContext) -> Iterator[Finding]:
    """Name every mark that is missing, void or out of place; which of them bind where is the path's matter."""
    seen = _Seen(ctx.certificate, ctx.rules.known_critical_extensions)
    for variant, (field, clause, is_wrong) in _MARKS.items():
        if is_wrong(ctx.certificate, seen):
            observed = variant.replace("-", " ")
            finding = CHECK.finding(
                ctx.certificate,
                observed=observed,
                expected=f"what RFC 5280, {clause} asks",
                field=field,
                variant=variant,
            )
            yield finding.but(cites=(Citation("RFC 5280", clause),))


def _signs(certificate: Certificate) -> bool:
    return extension.KEY_CERT_SIGN in (certificate.key_usage or ())


def _path_length(certificate: Certificate) -> int | None:
    return None if certificate.basic_constraints is None else certificate.basic_constraints.path_length


def _names(certificate: Certificate) -> bool:
    return certificate.extension(extension.SUBJECT_ALTERNATIVE_NAME) is not None


def _subject_missing(certificate: Certificate) -> bool:
    needed = certificate.is_ca or extension.CRL_SIGN in (certificate.key_usage or ()) or not _names(certificate)
    return needed and certificate.subject.is_empty


class _Seen:
    """Which extensions count as critical: OpenSSL looks no further than the first one that it does not support."""

    __slots__ = ("_critical",)

    def __init__(self, certificate: Certificate, supported: frozenset[str] | None) -> None:
        self._critical: set[str] = set()
        for found in certificate.extensions:
            if found.critical and supported is not None and found.oid not in supported:
                break
            if found.critical:
                self._critical.add(found.oid)

    def critical(self, oid: str) -> bool:
        return oid in self._critical


def _names_void(certificate: Certificate) -> bool:
    found = certificate.extension(extension.SUBJECT_ALTERNATIVE_NAME)
    return found is not None and found.value == b"\x30\x00"


def _algorithms_differ(certificate: Certificate) -> bool:
    outer, inner = certificate.signature_algorithm, certificate.tbs_signature_algorithm
    return outer is not None and inner is not None and outer.encoded != inner.encoded


def _no_authority_key(certificate: Certificate) -> bool:
    authority = certificate.authority_key_identifier
    return certificate.version >= 3 and (authority is None or authority.key_identifier is None)


_MARKS: Final[dict[str, tuple[str, str, Callable[[Certificate, _Seen], bool]]]] = {
    "path-length-without-ca": (
        "basicConstraints", "4.2.1.9", lambda c, _: _path_length(c) is not None and not c.is_ca
    ),
    "path-length-without-cert-sign": (
        "basicConstraints", "4.2.1.9", lambda c, _: _path_length(c) is not None and not _signs(c)
    ),
    "basic-constraints-not-critical": (
        "basicConstraints", "4.2.1.9", lambda c, seen: c.is_ca and not seen.critical(extension.BASIC_CONSTRAINTS)
    ),
    "key-usage-missing": ("keyUsage", "4.2.1.3", lambda c, _: c.is_ca and c.key_usage is None),
    "cert-sign-without-ca": ("keyUsage", "4.2.1.3", lambda c, _: _signs(c) and not c.is_ca),
    "issuer-empty": ("issuer", "4.1.2.4", lambda c, _: c.issuer.is_empty),
    "subject-empty": ("subject", "4.1.2.6", lambda c, _: _subject_missing(c)),
    "names-not-critical": (
        "subjectAltName",
        "4.2.1.6",
        lambda c, seen: c.subject.is_empty and _names(c) and not seen.critical(extension.SUBJECT_ALTERNATIVE_NAME),
    ),
    "names-void": ("subjectAltName", "4.2.1.6", lambda c, _: _names_void(c)),
    "algorithms-differ": ("signatureAlgorithm", "4.1.1.2", lambda c, _: _algorithms_differ(c)),
    "authority-key-critical": (
        "authorityKeyIdentifier", "4.2.1.1", lambda _, seen: seen.critical(extension.AUTHORITY_KEY_IDENTIFIER)
    ),
    "subject-key-critical": (
        "subjectKeyIdentifier", "4.2.1.2", lambda _, seen: seen.critical(extension.SUBJECT_KEY_IDENTIFIER)
    ),
    "authority-key-missing": ("authorityKeyIdentifier", "4.2.1.1", lambda c, _: _no_authority_key(c)),
    "subject-key-missing": (
        "subjectKeyIdentifier", "4.2.1.2", lambda c, _: c.version >= 3 and c.is_ca and c.subject_key_identifier is None
    ),
    "extensions-before-version-3": ("extensions", "4.1.2.9", lambda c, _: c.version < 3 and bool(c.extensions)),
}  # fmt: skip
"""variant -> (field, clause of RFC 5280, what is wrong), in the order in which OpenSSL asks."""

CHECK = Check(
    id="certificate.strict-marks",
    title="A certificate fails the strict checks",
    severity=Severity.WARNING,
    scope=Scope.CERTIFICATE,
    cites=(Citation("OpenSSL", "openssl-verification-options(1), -x509_strict"),),
    explanation="With X509_V_FLAG_X509_STRICT, which Python sets by default since 3.13, OpenSSL asks of every "
    "certificate of the path what RFC 5280 section 4 asks of conforming CAs.",
    remedy="Have the certificate reissued as RFC 5280 section 4.2 asks.",
    find=find,
    applies=applies,
    refines=(
        "certificate.key-identifier",
        "certificate.ca-marks",
        "certificate.extension-criticality",
        "certificate.name-empty",
        "certificate.version-features",
        "certificate.key-usage-bits",
        "signatures.algorithm-mismatch",
    ),
    variants=tuple(_MARKS),
)
