"""A key, signature or version is outside Suite B."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chainaudit.model import public_key
from chainaudit.model.check import Check, Citation, Scope, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainaudit.model.certificate import Certificate
    from chainaudit.model.context import PathContext
    from chainaudit.model.crl import RevocationList
    from chainaudit.model.finding import Finding
    from chainaudit.model.public_key import PublicKey

_LEVELS: Final = {"P-256": (128, "1.2.840.10045.4.3.2"), "P-384": (192, "1.2.840.10045.4.3.3")}
"""Curve -> (level of security, the only signature algorithm that goes with it); RFC 5759, 3."""
_SPELLED_OUT: Final = {256: "P-256", 384: "P-384"}
"""What a spelled-out curve is taken for, by its bits: OpenSSL recognises the curve by its numbers."""
_OF_THE_SUBJECT: Final = frozenset({"signature", "level"})


def applies(ctx: PathContext) -> bool:
    """Only where Suite B is asked for."""
    return bool(ctx.rules.suite_b)


def find(ctx: PathContext) -> Iterator[Finding]:
    """Go from the target up; the first fault is told. Above P-384 P-256 may not follow."""
    levels = set(ctx.rules.suite_b)
    certificates = ctx.path.certificates
    below: Certificate | None = None
    for position, certificate in enumerate(certificates):
        fault = "version" if certificate.version != 3 else fault_of(certificate.public_key, below, levels)
        if fault is not None:
            yield from _told(certificates, position, fault, narrowed=levels != set(ctx.rules.suite_b))
            return
        if certificate.public_key is not None and certificate.public_key.curve == "P-384":
            levels.discard(128)
        below = certificate
    fault = fault_of(certificates[-1].public_key, certificates[-1], levels)
    if fault is not None:
        yield from _told(certificates, len(certificates), fault, narrowed=levels != set(ctx.rules.suite_b))


def fault_of(key: PublicKey | None, signed: Certificate | RevocationList | None, levels: set[int]) -> str | None:
    """Return what is outside Suite B about a key and what it signed, as a variant; None where nothing is."""
    if key is None or key.algorithm != public_key.EC:
        return "algorithm"
    curve = _SPELLED_OUT.get(key.bits) if key.curve == "explicit parameters" else key.curve
    if curve not in _LEVELS:
        return "curve"
    level, signature = _LEVELS[curve]
    if signed is not None:
        algorithm = signed.signature_algorithm
        if algorithm is None or algorithm.oid != signature:
            return "signature"
    return None if level in levels else "level"


def _told(certificates: tuple[Certificate, ...], position: int, fault: str, *, narrowed: bool) -> Iterator[Finding]:
    at = max(position - 1, 0) if fault in _OF_THE_SUBJECT else min(position, len(certificates) - 1)
    variant = "p-384-by-p-256" if fault == "level" and narrowed else fault
    yield CHECK.finding(
        certificates[at],
        position=at,
        observed=f"outside Suite B: {variant}",
        expected="version 3, and P-256 with SHA-256 or P-384 with SHA-384 as the level allows",
        field="subjectPublicKeyInfo",
        variant=variant,
    )


CHECK = Check(
    id="keys.suite-b",
    title="A certificate is outside Suite B",
    severity=Severity.WARNING,
    scope=Scope.PATH,
    cites=(Citation("OpenSSL", "openssl-verification-options(1), -suiteB_128"),),
    explanation="Suite B allows P-256 with SHA-256 and P-384 with SHA-384 alone, in version 3 certificates.",
    remedy="Have the certificates reissued with these keys and signatures.",
    find=find,
    stands_alone=True,
    applies=applies,
    variants=("version", "algorithm", "curve", "signature", "level", "p-384-by-p-256"),
)
