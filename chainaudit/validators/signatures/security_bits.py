"""A signature's digest has fewer bits of security than a level asks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chainaudit.model.check import Check, Citation, Scope, Severity
from chainaudit.model.context import Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainaudit.model.context import CertificateContext
    from chainaudit.model.finding import Finding
    from chainaudit.model.signature_algorithm import SignatureAlgorithm

_DIGESTS: Final = {
    "md5": 39, "sha1": 63, "sha224": 112, "sha256": 128, "sha384": 192, "sha512": 256,
    "sha3-224": 112, "sha3-256": 128, "sha3-384": 192, "sha3-512": 256, "sm3": 128, "md4": 39, "md2": 39,
}  # fmt: skip
_OWN: Final = {"Ed25519": 128, "Ed448": 224, "ML-DSA-44": 128, "ML-DSA-65": 192, "ML-DSA-87": 256}


def applies(ctx: CertificateContext) -> bool:
    """Only where a level is asked for."""
    return bool(ctx.rules.security_bits)


def find(ctx: CertificateContext) -> Iterator[Finding]:
    """Compare the signature's strength with the level's; which certificate stands at the end is the path's matter."""
    algorithm = ctx.certificate.signature_algorithm
    bits = 0 if algorithm is None else security_bits(algorithm)
    if bits < ctx.rules.security_bits:
        yield CHECK.finding(
            ctx.certificate,
            observed=f"{'an unknown algorithm' if algorithm is None else algorithm.label} has {bits} bits of security",
            expected=f"at least {ctx.rules.security_bits}",
            field="signatureAlgorithm",
            variant="target" if ctx.role is Role.TARGET else "issuer",
            security_bits=bits,
        )


def security_bits(algorithm: SignatureAlgorithm) -> int:
    """Return the strength of a signature algorithm in bits, as OpenSSL counts it; 0 where it is not known."""
    if algorithm.key_algorithm is None:
        return 0
    return _DIGESTS.get(algorithm.digest or "", _OWN.get(algorithm.key_algorithm, 0))


CHECK = Check(
    id="signatures.security-bits",
    title="A signature is weaker than the security level asks",
    severity=Severity.WARNING,
    scope=Scope.CERTIFICATE,
    cites=(Citation("OpenSSL", "SSL_CTX_set_security_level(3)"),),
    explanation="OpenSSL measures the digest of every signature but the last certificate's against its security level. "
    "Since 3.0 SHA-1 and MD5 fall below level 1.",
    remedy="Have the certificate signed anew with SHA-256 or better.",
    find=find,
    stands_alone=True,
    applies=applies,
    refines=("signatures.weak",),
    variants=("target", "issuer"),
)
