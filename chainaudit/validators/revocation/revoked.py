"""A CRL or an OCSP response says that a certificate of the path is revoked."""

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
    yield from assessment.tell(CHECK, ctx, "reissue", expected="a certificate that its issuer has not revoked")


CHECK = Check(
    id="revocation.revoked",
    title="A certificate of the path is revoked",
    severity=Severity.ERROR,
    scope=Scope.PATH,
    cites=(
        Citation("RFC 5280", "6.1.3 (a)(3)"),
        Citation("RFC 5280", "6.3.3"),
        Citation("RFC 6960", "2.2"),
    ),
    explanation=(
        "Its issuer has declared the certificate void, by a CRL or an OCSP response that is valid at the "
        "moment that is judged. Verifiers that look refuse the path."
    ),
    remedy="Replace the certificate by a new one with a new key, and find out why the old one was revoked.",
    find=find,
    applies=assessment.applies,
    variants=("target", "issuer"),
)
