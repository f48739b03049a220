"""What should be: RFC 5280, RFC 9525 for names, and today's floors of strength. The profile that judges by default."""

from __future__ import annotations

from chainaudit.model.profile import STANDARD, Profile, Strategy, StrategyKind
from chainaudit.model.rules import Rules

PROFILE = Profile(
    name="recommended",
    title="RFC 5280 with host names by RFC 9525 and today's floors for keys and digests",
    cites=(
        "https://www.rfc-editor.org/rfc/rfc5280",
        "https://www.rfc-editor.org/rfc/rfc9525",
        "https://www.rfc-editor.org/rfc/rfc9325",
    ),
    family=STANDARD,
    strategy=Strategy(StrategyKind.ANY_PATH),
    # RSA and DSA 2048, EC 224 (RFC 9325, 4.5; NIST SP 800-57 Part 1, 5.6.1), no MD5 and SHA-1 (RFC 9155).
    rules=Rules(rsa_bits=2048, dsa_bits=2048, ec_bits=224),
)
