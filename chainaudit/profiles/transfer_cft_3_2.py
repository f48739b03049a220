"""Axway Transfer CFT from 3.2.0 on: a chain must reach a self-signed root that was imported and is in ROOTCID."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chainaudit.model.profile import Profile, Ruling, Strategy, StrategyKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chainaudit.model.question import Question

UNKNOWN_CA: Final = "SSL Handshake local error [HANDSHAKE_FAILURE] CR=48 (Unknown CA: certificate verify failed)"

_RULINGS: Final[Mapping[str, Ruling]] = {
    # Numbers are the TLS alerts that stand behind CR= in CFTY13E (RFC 5246, 7.2.2), as OpenSSL, on which the product
    # is built, chooses them. The words of the unknown authority are as the product prints them; where no log was
    # seen, the finding speaks for itself.
    "path.incomplete": Ruling(UNKNOWN_CA, number=48),
    "path.untrusted": Ruling(UNKNOWN_CA, number=48),
    "path.issuer-not-ca": Ruling("", number=48),
    "path.version-1/issuer": Ruling("", number=48),
    "path.signature-invalid": Ruling("", number=51),
    "path.too-long": Ruling("", number=48),
    "path.name-constraints": Ruling("", number=42),
    "path.critical-extension-unknown/target": Ruling("", number=46),
    "path.critical-extension-unknown/issuer": Ruling("", number=46),
    "validity.expired": Ruling("", number=45),
    "validity.not-yet-valid": Ruling("", number=42),
    "trust.anchor-expired": Ruling("", number=45),
    "usage.key-usage/issuer": Ruling("", number=48),
    "usage.key-usage/anchor": Ruling("", number=48),
    "usage.server-auth-missing": Ruling("", number=43),
    "usage.client-auth-missing": Ruling("", number=43),
}


def adapt(question: Question) -> Question:
    """Leave out a leave to stop at an intermediate: the product has no such option."""
    if not question.partial_chain:
        return question
    return question.but(partial_chain=False)


PROFILE = Profile(
    name="transfer-cft-3.2",
    title="Transfer CFT 3.2.0 and higher: a chain must reach an imported, self-signed root",
    cites=("Axway: Transfer CFT, SSL error messages: unknown CA leads to a failed certificate verification",),
    system="transfer-cft",
    strategy=Strategy(StrategyKind.ANY_PATH, self_signed_anchors=True),
    rulings=_RULINGS,
    # The product compares no host names: a partner is recognised by the authorities that its profile lists.
    skips=frozenset({"identity.host-mismatch", "identity.no-san"}),
    aliases=("transfer-cft",),
    adapt=adapt,
)
