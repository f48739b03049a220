"""A public key is shorter than the floor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainaudit.model import public_key as keys
from chainaudit.model.check import Check, Citation, Scope, Severity, Undetermined
from chainaudit.model.context import Role
from chainaudit.validators.actions import for_certificate
from chainaudit.validators.wording import ROLE_VARIANTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainaudit.model.context import CertificateContext
    from chainaudit.model.finding import Finding
    from chainaudit.model.public_key import PublicKey
    from chainaudit.model.rules import Rules


def find(ctx: CertificateContext) -> Iterator[Finding | Undetermined]:
    """Compare the size of the key with the floor of its kind; other kinds have one fixed size."""
    certificate = ctx.certificate
    key = certificate.public_key
    if key is None:
        yield Undetermined("the public key cannot be read")
        return
    floor = floor_bits(key, ctx.rules)
    # A DSA key without parameters has its issuer's, and so its size; the issuer is judged itself.
    if not floor or key.bits >= floor or key.has_inherited_parameters:
        return
    if not key.bits:
        yield Undetermined(f"the size of the {key.algorithm} key cannot be read")
        return
    yield CHECK.finding(
        certificate,
        variant=ROLE_VARIANTS[ctx.role],
        field="subjectPublicKeyInfo",
        observed=f"its key is {key.label} ({key.bits} bits)",
        expected=f"at least {floor} bits for {key.algorithm}",
        actions=(
            for_certificate("replace-anchor", certificate)
            if ctx.role is Role.ANCHOR
            else for_certificate("reissue", certificate, new_key="new-key.pem"),
        ),
        algorithm=key.algorithm,
        bits=key.bits,
        floor=floor,
        curve=key.curve or "",
        subject=str(certificate.subject),
    )


def floor_bits(key: PublicKey, rules: Rules) -> int:
    """Return the least size that the rules ask of a key of this kind, in bits; 0 where they ask none."""
    floors = {keys.RSA: rules.rsa_bits, keys.RSA_PSS: rules.rsa_bits, keys.DSA: rules.dsa_bits, keys.EC: rules.ec_bits}
    return floors.get(key.algorithm) or 0


CHECK = Check(
    id="keys.weak",
    title="A public key is too short",
    severity=Severity.ERROR,
    scope=Scope.CERTIFICATE,
    cites=(Citation("NIST SP 800-131A", "3"), Citation("NIST SP 800-57 Part 1", "5.6.1"), Citation("RFC 9325", "4.5")),
    explanation=(
        "RSA and DSA keys below 2048 bits and elliptic curves below 224 bits are within reach of attackers who can "
        "pay for it. OpenSSL at its default level 2 ('EE certificate key too weak', 'CA certificate key too "
        "weak'), browsers and many policies refuse them; Java still accepts RSA 1024 under private roots."
    ),
    remedy="Make a new key of at least RSA 2048 (better 3072) or EC P-256, and have a certificate issued for it.",
    find=find,
    stands_alone=True,
    variants=("target", "issuer", "anchor"),
)
