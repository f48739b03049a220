"""Windows: CryptoAPI's chain engine with the SSL policy, as Schannel, .NET and WinHTTP ask it.

The numbers are the bits of CERT_TRUST_STATUS.dwErrorStatus, which CertGetCertificateChain sets all together. That
Windows also fetches missing issuers by their AIA address and from its cache is no property of a certificate.
"""

from __future__ import annotations

from typing import Final

from chainaudit.model.profile import VERIFIER, Profile, Ruling, Strategy, StrategyKind
from chainaudit.model.rules import Rules

NOT_TIME_VALID: Final = Ruling("CERT_TRUST_IS_NOT_TIME_VALID", number=0x1)
NOT_SIGNATURE_VALID: Final = Ruling("CERT_TRUST_IS_NOT_SIGNATURE_VALID", number=0x8)
NOT_VALID_FOR_USAGE: Final = Ruling("CERT_TRUST_IS_NOT_VALID_FOR_USAGE", number=0x10)
UNTRUSTED_ROOT: Final = Ruling("CERT_TRUST_IS_UNTRUSTED_ROOT", number=0x20)
INVALID_EXTENSION: Final = Ruling("CERT_TRUST_INVALID_EXTENSION", number=0x100)
INVALID_BASIC_CONSTRAINTS: Final = Ruling("CERT_TRUST_INVALID_BASIC_CONSTRAINTS", number=0x400)
NOT_PERMITTED_NAME: Final = Ruling("CERT_TRUST_HAS_NOT_PERMITTED_NAME_CONSTRAINT", number=0x4000)
EXCLUDED_NAME: Final = Ruling("CERT_TRUST_HAS_EXCLUDED_NAME_CONSTRAINT", number=0x8000)
PARTIAL_CHAIN: Final = Ruling("CERT_TRUST_IS_PARTIAL_CHAIN", number=0x10000)
WEAK_SIGNATURE: Final = Ruling("CERT_TRUST_HAS_WEAK_SIGNATURE", number=0x100000)

PROFILE = Profile(
    name="windows",
    title="Windows 10 and later, CryptoAPI with the SSL policy (Schannel)",
    cites=(
        "https://learn.microsoft.com/en-us/windows/win32/api/wincrypt/ns-wincrypt-cert_trust_status",
        "https://learn.microsoft.com/en-us/windows/win32/api/wincrypt/nf-wincrypt-certverifycertificatechainpolicy",
        "https://learn.microsoft.com/en-us/security/engineering/cert-trust",
    ),
    family=VERIFIER,
    # Only what stands in the ROOT store ends a chain, and there only self-signed certificates count.
    strategy=Strategy(StrategyKind.ANY_PATH, self_signed_anchors=True),
    # RSA below 1024 bits is blocked since KB2661254. Enterprise roots may still sign with SHA-1, MD5 is blocked.
    rules=Rules(
        rsa_bits=1024, dsa_bits=0, ec_bits=0, weak_digests=frozenset({"md2", "md4", "md5"}), common_name_fallback=True
    ),
    rulings={
        "validity.expired": NOT_TIME_VALID,
        "validity.not-yet-valid": NOT_TIME_VALID,
        "trust.anchor-expired": NOT_TIME_VALID,
        "path.signature-invalid": NOT_SIGNATURE_VALID,
        "path.incomplete": PARTIAL_CHAIN,
        "path.untrusted": UNTRUSTED_ROOT,
        "usage.server-auth-missing": NOT_VALID_FOR_USAGE,
        "usage.client-auth-missing": NOT_VALID_FOR_USAGE,
        "usage.key-usage/issuer": NOT_VALID_FOR_USAGE,
        "usage.key-usage/anchor": NOT_VALID_FOR_USAGE,
        "path.issuer-not-ca": INVALID_BASIC_CONSTRAINTS,
        "path.version-1/issuer": INVALID_BASIC_CONSTRAINTS,
        "path.too-long": INVALID_BASIC_CONSTRAINTS,
        "path.name-constraints/permitted": NOT_PERMITTED_NAME,
        "path.name-constraints/excluded": EXCLUDED_NAME,
        "path.critical-extension-unknown": INVALID_EXTENSION,
        "certificate.duplicate-extension": INVALID_EXTENSION,
        "keys.weak": WEAK_SIGNATURE,
        "signatures.weak": WEAK_SIGNATURE,
        "identity.host-mismatch": Ruling("CERT_E_CN_NO_MATCH (0x800B010F)", stage=1),
        "store.malformed-certificate": INVALID_EXTENSION,
    },
    skips=frozenset({"revocation.*"}),
    aliases=("schannel",),
)
