"""keyUsage does not allow what the key is used for: to sign certificates, or to take part in a handshake."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chainaudit.model.check import Check, Citation, Scope, Severity
from chainaudit.model.context import Role
from chainaudit.model.extension import (
    DIGITAL_SIGNATURE,
    KEY_AGREEMENT,
    KEY_CERT_SIGN,
    KEY_ENCIPHERMENT,
    KEY_USAGE,
    KEY_USAGE_NAMES,
)
from chainaudit.model.question import Purpose
from chainaudit.validators.actions import for_certificate
from chainaudit.validators.wording import ROLE_VARIANTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainaudit.model.context import CertificateContext
    from chainaudit.model.finding import Finding

_IN_A_HANDSHAKE: Final = {
    # A client only signs, or agrees on a key with a static Diffie-Hellman key (RFC 5246, 7.4.6).
    Purpose.SERVER: frozenset({DIGITAL_SIGNATURE, KEY_ENCIPHERMENT, KEY_AGREEMENT}),
    Purpose.CLIENT: frozenset({DIGITAL_SIGNATURE, KEY_AGREEMENT}),
}


def applies(ctx: CertificateContext) -> bool:
    """Look at issuers, and at a target that is to be used in a handshake."""
    return ctx.role is not Role.TARGET or ctx.question.purpose in _IN_A_HANDSHAKE


def find(ctx: CertificateContext) -> Iterator[Finding]:
    """Compare keyUsage, where it is there, with what the role needs; one that cannot be read allows nothing."""
    certificate = ctx.certificate
    bits = certificate.key_usage
    if bits is None:
        if not certificate.is_malformed(KEY_USAGE):
            return
        bits = frozenset()
    if ctx.role is not Role.TARGET:
        if KEY_CERT_SIGN not in bits:
            yield _finding(
                ctx, bits, ROLE_VARIANTS[ctx.role], "keyCertSign, since it issues certificates", "keyCertSign"
            )
        return
    if not bits & _IN_A_HANDSHAKE[ctx.question.purpose]:
        wanted = "digitalSignature, or at least a usage that a handshake can use"
        yield _finding(ctx, bits, "unusable", wanted, "digitalSignature")
    elif DIGITAL_SIGNATURE not in bits:
        wanted = "digitalSignature, by which the key proves itself in TLS 1.3 and with ECDHE"
        yield _finding(ctx, bits, "no-digital-signature", wanted, "digitalSignature")


def _finding(ctx: CertificateContext, bits: frozenset[int], variant: str, wanted: str, name: str) -> Finding:
    certificate = ctx.certificate
    names = [KEY_USAGE_NAMES[b] if b < len(KEY_USAGE_NAMES) else f"bit {b}" for b in sorted(bits)]
    return CHECK.finding(
        certificate,
        variant=variant,
        field="keyUsage",
        observed=f"keyUsage is {', '.join(names)}" if names else "keyUsage is empty or cannot be read",
        expected=wanted,
        actions=(for_certificate("reissue", certificate, key_usage=",".join((*names, name))),),
        usages=tuple(names),
        subject=str(certificate.subject),
    )


CHECK = Check(
    id="usage.key-usage",
    title="The key usage does not allow what the key is used for",
    severity=Severity.ERROR,
    scope=Scope.CERTIFICATE,
    cites=(Citation("RFC 5280", "6.1.4 (n)"), Citation("RFC 5280", "4.2.1.3"), Citation("RFC 8446", "4.4.2.2")),
    explanation=(
        "An issuer whose keyUsage lacks keyCertSign may not sign certificates; every verifier refuses what it "
        "issued. A TLS 1.3 or ECDHE handshake is signed, so the target needs digitalSignature: Java and GnuTLS "
        "refuse one with keyEncipherment alone, OpenSSL and Go do not look."
    ),
    remedy="Have the certificate reissued with keyCertSign (a CA) or digitalSignature (a server or client).",
    find=find,
    stands_alone=True,
    applies=applies,
    variants=("issuer", "anchor", "no-digital-signature", "unusable"),
)
