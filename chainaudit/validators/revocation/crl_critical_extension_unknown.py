"""A CRL, or an entry of it, has a critical extension that is not processed here."""

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
    yield from assessment.tell(CHECK, ctx, "enable-revocation", expected="only critical extensions that are understood")


CHECK = Check(
    id="revocation.crl-critical-extension-unknown",
    title="A CRL has a critical extension that is not understood",
    severity=Severity.ERROR,
    scope=Scope.PATH,
    cites=(
        Citation("RFC 5280", "5.2"),
        Citation("RFC 5280", "5.3"),
    ),
    explanation=(
        "A CRL with an unknown critical extension, of its own or of any entry, must not be used to decide "
        "about any certificate."
    ),
    remedy="Have the CA issue its CRL without the extension, or not marked as critical.",
    find=find,
    applies=assessment.applies,
    variants=("crl", "entry"),
)
