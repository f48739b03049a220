"""Apple: the trust evaluation of macOS 10.15, iOS 13 and later for TLS servers, private CAs included."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import TYPE_CHECKING, Final

from chainaudit.model.profile import VERIFIER, Profile, Ruling, Strategy, StrategyKind
from chainaudit.model.rules import Rules

if TYPE_CHECKING:
    from chainaudit.model.finding import Finding
    from chainaudit.model.path import Path
    from chainaudit.model.question import Question

SINCE: Final = datetime(2019, 7, 1, tzinfo=timezone.utc)
"""The requirements are asked of certificates issued after this day; under preinstalled roots they live 398 days."""


def is_issued_since(finding: Finding, _path: Path, _question: Question) -> bool:
    """Whether a certificate is young enough to be asked for serverAuth."""
    begins = None if finding.certificate is None else finding.certificate.not_before
    return begins is not None and begins > SINCE


EXPIRED: Final = Ruling("certificate is expired (errSecCertificateExpired)", number=-67818)
NOT_YET: Final = Ruling("certificate is not yet valid (errSecCertificateNotValidYet)", number=-67819)
NOT_TRUSTED: Final = Ruling("certificate is not trusted (errSecNotTrusted)", number=-67843)
WEAK_KEY: Final = Ruling("key size is not permitted for this use (errSecUnsupportedKeySize)", number=-67737)
WEAK_DIGEST: Final = Ruling("signature hash algorithm is not permitted (errSecInvalidDigestAlgorithm)", number=-67814)
USAGE: Final = Ruling(
    "extended key usage does not match certificate usage (errSecInvalidExtendedKeyUsage)", number=-67609
)
NOT_A_CA: Final = Ruling("basic constraints are invalid (errSecNoBasicConstraintsCA)", number=-67611)
NAME: Final = Ruling("name constraints are violated (errSecInvalidName)", number=-67689)
HOST: Final = Ruling("certificate name does not match input (errSecHostNameMismatch)", number=-67602)

PROFILE = Profile(
    name="apple",
    title="Apple macOS 10.15, iOS 13 and later, TLS servers",
    cites=(
        "https://support.apple.com/en-us/103769",
        "https://developer.apple.com/documentation/security/evaluating-a-trust-and-parsing-the-result",
    ),
    family=VERIFIER,
    strategy=Strategy(StrategyKind.ANY_PATH),
    rules=Rules(
        rsa_bits=2048, dsa_bits=2048, ec_bits=256, max_lifetime_days=((SINCE, 825),), baseline_requirements=True
    ),
    rulings={
        "validity.expired": EXPIRED,
        "validity.not-yet-valid": NOT_YET,
        "trust.anchor-expired/expired": EXPIRED,
        "trust.anchor-expired/not-yet-valid": NOT_YET,
        "path.incomplete": NOT_TRUSTED,
        "path.untrusted": NOT_TRUSTED,
        "path.signature-invalid": NOT_TRUSTED,
        "path.critical-extension-unknown": Ruling(
            "unknown critical extension (errSecUnknownCriticalExtensionFlag)", number=-67606
        ),
        "path.issuer-not-ca": NOT_A_CA,
        "path.version-1/issuer": NOT_A_CA,
        "path.too-long": Ruling("path length constraint exceeded (errSecPathLengthConstraintExceeded)", number=-67608),
        "usage.key-usage/issuer": Ruling("key usage is not valid (errSecInvalidKeyUsageForPolicy)", number=-67604),
        "path.name-constraints/permitted": NAME,
        "path.name-constraints/excluded": NAME,
        "keys.weak": WEAK_KEY,
        "signatures.weak": WEAK_DIGEST,
        "usage.server-auth-missing": USAGE,
        "usage.client-auth-missing": USAGE,
        "certificate.baseline-usages/missing": Ruling(USAGE.words, number=USAGE.number, when=is_issued_since),
        "certificate.lifetime": Ruling("certificate exceeds maximum temporal validity period", number=-67901),
        "identity.host-mismatch": HOST,
        "identity.no-san": HOST,
        "store.malformed-certificate": NOT_TRUSTED,
    },
    skips=frozenset({"revocation.*"}),
    aliases=("ios", "macos"),
)
