"""Go 1.19's crypto/x509: as Go 1.27, with what was changed since taken back."""

from __future__ import annotations

from typing import Final

from chainaudit.model import extension
from chainaudit.model.profile import VERIFIER, Profile, Strategy, StrategyKind
from chainaudit.profiles.go_1_27 import KNOWN_CRITICAL, RULES, RULINGS, say

NOT_YET_REFUSED: Final = frozenset(
    {
        "certificate.key-identifier/aki-critical",  # refused since Go 1.24
        "certificate.key-identifier/ski-critical",
        "certificate.extension-criticality/information-access",
        "keys.weak/issuer",  # RSA below 1024 bits since Go 1.24 (GODEBUG rsa1024min)
        "keys.weak/anchor",
        "policy.explicit-required",  # policies since Go 1.24 (GODEBUG x509usepolicies)
    }
)
POLICIES: Final = frozenset({extension.POLICY_MAPPINGS, extension.POLICY_CONSTRAINTS, extension.INHIBIT_ANY_POLICY})

PROFILE = Profile(
    name="go-1.19",
    title="Go 1.19, crypto/x509",
    cites=(
        "https://github.com/golang/go/blob/go1.19.8/src/crypto/x509/verify.go",
        "https://github.com/golang/go/blob/go1.19.8/src/crypto/x509/parser.go",
        "https://go.dev/doc/godebug",
    ),
    family=VERIFIER,
    strategy=Strategy(StrategyKind.ANY_PATH),
    # Wildcards against excluded subtrees were put right by CVE-2025-61727; a name that is * alone by Go 1.20.
    rules=RULES.but(
        rsa_bits=0,
        bare_wildcards=True,
        wildcards_excluded_whole=True,
        known_critical_extensions=KNOWN_CRITICAL - POLICIES,
    ),
    rulings={key: ruling for key, ruling in RULINGS.items() if key not in NOT_YET_REFUSED},
    say=say,
    skips=frozenset({"revocation.*"}),
)
