"""Axway Transfer CFT up to 3.1.3: a chain may end at any certificate that was imported as an authority."""

from __future__ import annotations

from typing import Final

from chainaudit.model.profile import Profile, Ruling, Strategy, StrategyKind

# Numbers are the TLS alerts that stand behind CR= in CFTY13E (RFC 5246, 7.2.2). The words of the unknown authority are
# as the product prints them; where no log was seen, the finding speaks for itself.
_UNKNOWN_CA: Final = Ruling("SSL Handshake local error [UNKNOWN_CA] CR=48", number=48)

PROFILE = Profile(
    name="transfer-cft-3.1",
    title="Transfer CFT 3.1.3 and lower: any imported certificate ends a chain",
    cites=("Axway: Transfer CFT, SSL error messages: unknown CA leads to a failed certificate verification",),
    system="transfer-cft",
    strategy=Strategy(StrategyKind.ANY_PATH),
    rulings={
        "path.incomplete": _UNKNOWN_CA,
        "path.untrusted": _UNKNOWN_CA,
        "path.issuer-not-ca/issuer": Ruling("", number=48),
        "path.version-1/issuer": Ruling("", number=48),
        "path.signature-invalid": Ruling("", number=42),
        "path.too-long": Ruling("", number=48),
        "path.critical-extension-unknown/target": Ruling("", number=46),
        "path.critical-extension-unknown/issuer": Ruling("", number=46),
        "validity.expired": Ruling("", number=45),
        "validity.not-yet-valid": Ruling("", number=42),
        "trust.anchor-expired": Ruling("", number=45),
        "usage.key-usage/issuer": Ruling("", number=48),
    },
    # The product compares no host names: a partner is recognised by the authorities that its profile lists.
    skips=frozenset({"identity.host-mismatch", "identity.no-san"}),
)
