"""The signer of a response is neither the certificate's issuer nor delegated by it."""

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
        CHECK, ctx, "enable-revocation", expected="the certificate's issuer, or a responder to whom it delegates"
    )


CHECK = Check(
    id="revocation.ocsp-responder-unauthorized",
    title="Who signed an OCSP response may not",
    severity=Severity.ERROR,
    scope=Scope.PATH,
    cites=(Citation("RFC 6960", "4.2.2.2"),),
    explanation=(
        "A response counts only if the certificate's issuer signed it, or somebody whom that issuer itself "
        "gave a certificate for OCSPSigning that is valid and not revoked."
    ),
    remedy=(
        "Have the CA delegate to the responder, by a certificate of its own with the extended key usage OCSPSigning."
    ),
    find=find,
    applies=assessment.applies,
    variants=("no-certificate", "not-delegated", "usage-missing", "not-valid-now", "revoked", "revocation-unknown"),
)
