"""Chrome's own verifier, for a server under a locally installed root; its public roots ask for more (CT, lifetimes)."""

from __future__ import annotations

from typing import Final

from chainaudit.model.profile import VERIFIER, Profile, Ruling, Strategy, StrategyKind
from chainaudit.model.rules import Rules

COMMON_NAME_INVALID: Final = Ruling("NET::ERR_CERT_COMMON_NAME_INVALID", number=-200)
DATE_INVALID: Final = Ruling("NET::ERR_CERT_DATE_INVALID", number=-201)
AUTHORITY_INVALID: Final = Ruling("NET::ERR_CERT_AUTHORITY_INVALID", number=-202)
INVALID: Final = Ruling("NET::ERR_CERT_INVALID", number=-207)
WEAK_SIGNATURE: Final = Ruling("NET::ERR_CERT_WEAK_SIGNATURE_ALGORITHM", number=-208)
WEAK_KEY: Final = Ruling("NET::ERR_CERT_WEAK_KEY", number=-211)
NAME_CONSTRAINT: Final = Ruling("NET::ERR_CERT_NAME_CONSTRAINT_VIOLATION", number=-212)
KEY_USAGE: Final = Ruling("ERR_SSL_KEY_USAGE_INCOMPATIBLE", number=-181, stage=1)

PROFILE = Profile(
    name="chrome",
    title="Chrome, its own verifier with a locally installed root",
    cites=(
        "https://chromium.googlesource.com/chromium/src/+/main/net/cert/cert_verify_proc_builtin.cc",
        "https://chromium.googlesource.com/chromium/src/+/main/net/base/net_error_list.h",
        "https://chromium.googlesource.com/chromium/src/+/main/net/data/ssl/chrome_root_store/root_store.md",
    ),
    family=VERIFIER,
    strategy=Strategy(StrategyKind.ANY_PATH),
    rules=Rules(rsa_bits=1024, dsa_bits=1 << 16, ec_bits=256, count_self_issued=False),
    rulings={
        "identity.host-mismatch": COMMON_NAME_INVALID,
        "identity.no-san": COMMON_NAME_INVALID,
        "validity.expired": DATE_INVALID,
        "validity.not-yet-valid": DATE_INVALID,
        "trust.anchor-expired": DATE_INVALID,
        "path.incomplete": AUTHORITY_INVALID,
        "path.untrusted": AUTHORITY_INVALID,
        "path.signature-invalid": AUTHORITY_INVALID,
        "path.issuer-not-ca": INVALID,
        "path.version-1/issuer": INVALID,
        "path.too-long/path-length": INVALID,
        "path.critical-extension-unknown": INVALID,
        "certificate.duplicate-extension": INVALID,
        "certificate.version-features": INVALID,
        "signatures.algorithm-mismatch": INVALID,
        "store.malformed-certificate": INVALID,
        "usage.key-usage/issuer": INVALID,
        "usage.key-usage/anchor": INVALID,
        "usage.server-auth-missing": INVALID,
        "usage.client-auth-missing": INVALID,
        "certificate.serial-number/negative": INVALID,
        "certificate.serial-number/too-long": INVALID,
        "path.name-constraints": NAME_CONSTRAINT,
        "policy.explicit-required": INVALID,
        "signatures.weak": WEAK_SIGNATURE,
        "keys.weak": WEAK_KEY,
        "usage.key-usage/no-digital-signature": KEY_USAGE,
        "usage.key-usage/unusable": KEY_USAGE,
    },
    skips=frozenset({"revocation.*"}),
)
