"""The only CRL that speaks of a certificate was to be replaced before the moment that is judged."""

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
        CHECK, ctx, "enable-revocation", expected="a CRL whose nextUpdate is not before the moment that is judged"
    )


CHECK = Check(
    id="revocation.crl-expired",
    title="A CRL is out of date",
    severity=Severity.ERROR,
    scope=Scope.PATH,
    cites=(
        Citation("RFC 5280", "6.3.3 (a)"),
        Citation("RFC 5280", "5.1.2.5"),
    ),
    explanation=(
        "The next CRL was to be issued before the moment that is judged. An old CRL says nothing of what was "
        "revoked since."
    ),
    remedy="Fetch the current CRL from the distribution point, or have the CA issue it.",
    find=find,
    applies=assessment.applies,
    variants=(),
)
