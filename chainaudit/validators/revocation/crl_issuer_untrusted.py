"""The certificate that signed a CRL has no valid path to the anchor of the path that is judged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainaudit.model.check import Check, Citation, Scope
from chainaudit.model.finding import Severity
from chainaudit.validators.revocation import assessment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainaudit.model.context import PathContext
    from chainaudit.model.finding import Finding


def find(ctx: PathContext) -> Iterator[Finding]:
    """Tell it of every certificate below the anchor."""
    yield from assessment.tell(
        CHECK,
        ctx,
        "enable-revocation",
        expected="a signer with a valid path to the anchor of the certificate's own path",
    )


CHECK = Check(
    id="revocation.crl-issuer-untrusted",
    title="Who signed a CRL is not trusted for it",
    severity=Severity.ERROR,
    scope=Scope.PATH,
    cites=(Citation("RFC 5280", "6.3.3 (f)"),),
    explanation=(
        "A CRL may be signed by another certificate than the one that issued. It counts only if that "
        "certificate has a valid path to the same trust anchor and is not revoked itself."
    ),
    remedy="Give the certificate of the CRL's issuer and those above it.",
    find=find,
    applies=assessment.applies,
    variants=("no-certificate", "no-path", "other-anchor", "revoked", "revocation-unknown"),
)
