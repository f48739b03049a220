"""A signature is made with a digest for which collisions can be found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainaudit.model.check import Check, Citation, Scope, Severity
from chainaudit.model.context import Role
from chainaudit.model.signature import SignatureStatus, verify
from chainaudit.validators.actions import for_certificate
from chainaudit.validators.wording import ROLE_VARIANTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainaudit.model.certificate import Certificate
    from chainaudit.model.context import CertificateContext
    from chainaudit.model.finding import Finding


def applies(ctx: CertificateContext) -> bool:
    """Leave the anchor out: nobody relies on the signature of what is trusted beforehand."""
    return ctx.role is not Role.ANCHOR


def find(ctx: CertificateContext) -> Iterator[Finding]:
    """Compare the digests that the signature uses with those that the rules call weak."""
    algorithm = ctx.certificate.signature_algorithm
    if algorithm is None:
        return
    used = {d for d in (algorithm.digest, algorithm.pss_mgf_digest) if d is not None}
    weak = sorted(used & frozenset(ctx.rules.weak_digests))
    if not weak or _signed_itself(ctx.certificate):
        return
    certificate = ctx.certificate
    yield CHECK.finding(
        certificate,
        variant=ROLE_VARIANTS[ctx.role],
        field="signatureAlgorithm",
        observed=f"it is signed with {algorithm.label}",
        expected="SHA-256 or better",
        actions=(for_certificate("reissue", certificate),),
        digest=weak[0],
        algorithm=algorithm.label,
        subject=str(certificate.subject),
    )


def _signed_itself(certificate: Certificate) -> bool:
    """Whether the signature is the certificate's own, by which nobody proves anything to others."""
    key = certificate.public_key
    if not certificate.is_self_issued or key is None:
        return False
    return verify(key, certificate.signature_algorithm, certificate.signature, certificate.tbs) is SignatureStatus.VALID


CHECK = Check(
    id="signatures.weak",
    title="A signature uses a weak digest",
    severity=Severity.ERROR,
    scope=Scope.CERTIFICATE,
    cites=(
        Citation("RFC 9155", "2"),
        Citation("RFC 6194", "3"),
        Citation("RFC 6151", "2"),
        Citation("NIST SP 800-131A", "3"),
    ),
    explanation=(
        "For MD5 and SHA-1 two certificates with one signature can be made, so the signature no longer proves what "
        "the CA signed. OpenSSL 3, Go, browsers and GnuTLS refuse such signatures; Java refuses MD5 everywhere and "
        "SHA-1 under its public roots. The signature of a root on itself does not count."
    ),
    remedy="Have the certificate reissued by a CA that signs with SHA-256 or better.",
    find=find,
    stands_alone=True,
    applies=applies,
    variants=("target", "issuer"),
)
