"""GnuTLS 3.7 with the priority NORMAL, as a TLS client that checks the host name (``gnutls-cli``, wget, exim)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chainaudit.model.profile import VERIFIER, Profile, Ruling, Strategy, StrategyKind
from chainaudit.model.rules import Rules

if TYPE_CHECKING:
    from chainaudit.model.finding import Finding
    from chainaudit.model.path import Path
    from chainaudit.model.question import Question

NOT_TRUSTED: Final = "The certificate is NOT trusted. "


def is_issued(_finding: Finding, path: Path, _question: Question) -> bool:
    """Whether an issuer stands behind the target: one that is itself trusted is taken as it is but for its dates."""
    return len(path.certificates) > 1 or not path.is_complete


UNKNOWN_ISSUER: Final = Ruling(NOT_TRUSTED + "The certificate issuer is unknown.", number=1 << 6)
NOT_A_CA: Final = Ruling(NOT_TRUSTED + "The certificate issuer is not a CA.", number=1 << 7)
EXPIRED: Final = Ruling(NOT_TRUSTED + "The certificate chain uses expired certificate.", number=1 << 10)
NOT_YET: Final = Ruling(NOT_TRUSTED + "The certificate chain uses not yet valid certificate.", number=1 << 9)
INSECURE: Final = Ruling(NOT_TRUSTED + "The certificate chain uses insecure algorithm.", number=1 << 8, when=is_issued)
VIOLATION: Final = Ruling(
    NOT_TRUSTED + "The certificate chain violates the signer's constraints.", number=1 << 19, when=is_issued
)
PURPOSE: Final = Ruling(NOT_TRUSTED + "The certificate chain does not match the intended purpose.", number=1 << 18)
UNREADABLE: Final = Ruling("Error in the certificate: {observed}")
HANDSHAKE_USAGE: Final = Ruling("Key usage violation in certificate has been detected.", stage=2)

PROFILE = Profile(
    name="gnutls-3.7",
    title="GnuTLS 3.7, priority NORMAL",
    cites=(
        "https://www.gnutls.org/manual/html_node/Verifying-X_002e509-certificate-paths.html",
        "https://gitlab.com/gnutls/gnutls/-/blob/gnutls_3_7_x/lib/x509/verify.c",
    ),
    family=VERIFIER,
    strategy=Strategy(StrategyKind.ANY_PATH),
    # The security parameter LOW of NORMAL: RSA and DSA of 1024 bits, curves of 160.
    rules=Rules(
        rsa_bits=1024,
        dsa_bits=1024,
        ec_bits=160,
        common_name_fallback=True,
        anchor_usages_count=False,
        max_intermediates=14,
        count_self_issued=True,
        wildcards_excluded_whole=True,
    ),
    rulings={
        "store.malformed-certificate": UNREADABLE,
        "certificate.duplicate-extension": UNREADABLE,
        "path.incomplete": UNKNOWN_ISSUER,
        "path.untrusted": UNKNOWN_ISSUER,
        "path.name-encoding": UNKNOWN_ISSUER,
        "path.signature-invalid": UNKNOWN_ISSUER,
        "path.issuer-not-ca": NOT_A_CA,
        "path.version-1/issuer": NOT_A_CA,
        "usage.key-usage/issuer": NOT_A_CA,
        "usage.key-usage/anchor": NOT_A_CA,
        "path.too-long/path-length": VIOLATION,
        "path.too-long/limit": UNKNOWN_ISSUER,
        "path.name-constraints/permitted": VIOLATION,
        "path.name-constraints/excluded": VIOLATION,
        "path.critical-extension-unknown/target": Ruling(
            NOT_TRUSTED + "The certificate contains an unknown critical extension.", number=1 << 22, when=is_issued
        ),
        "path.critical-extension-unknown/issuer": Ruling(
            NOT_TRUSTED + "The certificate contains an unknown critical extension.", number=1 << 22
        ),
        "validity.expired": EXPIRED,
        "validity.not-yet-valid": NOT_YET,
        "trust.anchor-expired/expired": EXPIRED,
        "trust.anchor-expired/not-yet-valid": NOT_YET,
        "signatures.weak": INSECURE,
        "signatures.algorithm-mismatch": Ruling(
            NOT_TRUSTED + "The signature in the certificate is invalid.", number=1 << 11
        ),
        "keys.weak": INSECURE,
        "usage.server-auth-missing": PURPOSE,
        "usage.client-auth-missing": PURPOSE,
        "identity.host-mismatch": Ruling(
            NOT_TRUSTED + "The name in the certificate does not match the expected.", number=1 << 14
        ),
        "usage.key-usage/no-digital-signature": HANDSHAKE_USAGE,
        "usage.key-usage/unusable": HANDSHAKE_USAGE,
    },
    skips=frozenset({"revocation.*"}),
    aliases=("gnutls",),
)
