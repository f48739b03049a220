"""A key has fewer bits of security than a level asks."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from chainaudit.model import public_key
from chainaudit.model.check import Check, Citation, Scope, Severity
from chainaudit.model.context import Role
from chainaudit.model.kinship import is_readable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainaudit.model.context import CertificateContext
    from chainaudit.model.finding import Finding
    from chainaudit.model.public_key import PublicKey

_RSA: Final = {2048: 112, 3072: 128, 4096: 152, 6144: 176, 7680: 192, 8192: 200, 15360: 256}
"""Canonical values (NIST SP 800-57 Part 1, table 2; SP 800-56B rev. 2, appendix D)."""
_DSA: Final = ((15360, 256), (7680, 192), (3072, 128), (2048, 112), (1024, 80))
_EC: Final = ((512, 256), (384, 192), (256, 128), (224, 112), (160, 80))
_OTHERS: Final = {
    "Ed25519": 128, "Ed448": 224, "X25519": 128, "X448": 224, "SM2": 128,
    "ML-DSA-44": 128, "ML-DSA-65": 192, "ML-DSA-87": 256,
}  # fmt: skip


def applies(ctx: CertificateContext) -> bool:
    """Only where a level is asked for."""
    return bool(ctx.rules.security_bits)


def find(ctx: CertificateContext) -> Iterator[Finding]:
    """Compare the key's strength with the level's."""
    key = ctx.certificate.public_key
    bits = 0 if key is None or not is_readable(key) else security_bits(key)
    if bits < ctx.rules.security_bits:
        yield CHECK.finding(
            ctx.certificate,
            observed=f"{'an unreadable key' if key is None else key.label} has {bits} bits of security",
            expected=f"at least {ctx.rules.security_bits}",
            field="subjectPublicKeyInfo",
            variant="target" if ctx.role is Role.TARGET else "issuer",
            security_bits=bits,
        )


def security_bits(key: PublicKey) -> int:
    """Return the strength of a key in bits, as OpenSSL counts it; 0 where it is not known."""
    if key.algorithm in (public_key.RSA, public_key.RSA_PSS):
        return _RSA.get(key.bits) or _sieve_bits(key.bits)
    if key.algorithm == public_key.EC:
        return next((bits for floor, bits in _EC if key.bits >= floor), key.bits // 2)
    if key.algorithm == public_key.DSA:
        return next((bits for floor, bits in _DSA if key.bits >= floor), 0)
    return _OTHERS.get(key.algorithm, 0)


def _sieve_bits(modulus_bits: int) -> int:
    """Return the work of the number field sieve, to the nearest multiple of 8 (NIST SP 800-56B rev. 2, appendix D)."""
    if modulus_bits < 8:
        return 0
    x = modulus_bits * math.log(2)
    estimate = (1.923 * (x * math.log(x) ** 2) ** (1 / 3) - 4.69) / math.log(2)
    cap = 192 if modulus_bits <= 7680 else 256 if modulus_bits <= 15360 else 1200
    return min((int(estimate) + 4) & ~7, cap)


CHECK = Check(
    id="keys.security-bits",
    title="A key is weaker than the security level asks",
    severity=Severity.WARNING,
    scope=Scope.CERTIFICATE,
    cites=(Citation("OpenSSL", "SSL_CTX_set_security_level(3)"), Citation("NIST SP 800-57 Part 1", "5.6.1")),
    explanation="OpenSSL measures every key of the path, the anchor's included, against its security level: level 1 "
    "asks 80 bits (RSA 1024), level 2 asks 112 (RSA 2048), level 3 asks 128 (RSA 3072).",
    remedy="Replace the key: RSA 3072 or P-256 and better satisfy level 3.",
    find=find,
    stands_alone=True,
    applies=applies,
    refines=("keys.weak",),
    variants=("target", "issuer"),
)
