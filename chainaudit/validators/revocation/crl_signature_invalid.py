"""A CRL is signed with no key that its issuer is known to have."""

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
        CHECK, ctx, "enable-revocation", expected="a signature made with a key of the CRL's issuer"
    )


CHECK = Check(
    id="revocation.crl-signature-invalid",
    title="The signature of a CRL cannot be verified",
    severity=Severity.ERROR,
    scope=Scope.PATH,
    cites=(Citation("RFC 5280", "6.3.3 (g)"),),
    explanation=(
        "The CRL was not signed with any known key of its issuer: it was altered, or it is the CRL of another "
        "CA with the same name, or the issuer has a new key whose certificate is missing."
    ),
    remedy=("Fetch the CRL again from the distribution point, and give the certificate of the key that signs CRLs."),
    find=find,
    applies=assessment.applies,
    variants=(),
)
