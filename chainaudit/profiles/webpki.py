"""What browsers' CAs must issue: RFC 5280 and the Baseline Requirements of the CA/Browser Forum for TLS servers."""

from __future__ import annotations

from typing import Final

from chainaudit.model.profile import STANDARD, Profile, Ruling, Strategy, StrategyKind
from chainaudit.model.rules import Rules

_REQUIRED: Final = Ruling("")
"""Fatal whatever its severity is elsewhere; the finding's own words are said."""

PROFILE = Profile(
    name="webpki",
    title="RFC 5280 and the CA/Browser Forum's Baseline Requirements for TLS servers",
    cites=(
        "https://www.rfc-editor.org/rfc/rfc5280",
        "https://cabforum.org/working-groups/server/baseline-requirements/documents/",
    ),
    family=STANDARD,
    strategy=Strategy(StrategyKind.ANY_PATH),
    # 7.1.2.7.6 names serverAuth; anyExtendedKeyUsage does not stand for it (7.1.2.7.10).
    rules=Rules(baseline_requirements=True, public_suffix_wildcards=False, any_usage_counts=False),
    # 7.1.1: certificates are of version 3. 7.1.3.2: no SHA-1, on no certificate but a root.
    # 7.1: serial numbers are positive. 7.1.2.1.2: roots state their usages.
    rulings={
        "path.version-1": _REQUIRED,
        "path.critical-extension-unknown": _REQUIRED,
        "certificate.key-usage-bits/missing": _REQUIRED,
        "certificate.serial-number": _REQUIRED,
    },
    # 7.1.2.5.2: as an exception from RFC 5280, nameConstraints may stand there without the critical flag.
    # The order in which a server sends certificates is a matter of TLS, not of how they are issued.
    tolerates=frozenset({"certificate.extension-criticality/name-constraints", "path.wrong-order/leaf-not-first"}),
    aliases=("baseline-requirements",),
)
