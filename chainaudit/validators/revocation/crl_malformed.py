"""A CRL that was given cannot be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainaudit.model.check import Check, Citation, Scope
from chainaudit.model.finding import Severity
from chainaudit.validators.revocation import assessment
from chainaudit.validators.revocation.inputs import inputs_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainaudit.model.context import PathContext
    from chainaudit.model.finding import Finding


def find(ctx: PathContext) -> Iterator[Finding]:
    """Tell of lists that are no CRLs at all, and of those whose entries break off."""
    for why in inputs_of(ctx.question.revocation, ctx.read).malformed_lists:
        yield CHECK.finding(observed=why, variant="unreadable", field="revocation", expected="a CRL that can be read")
    yield from assessment.tell(CHECK, ctx, "enable-revocation", expected="a CRL that can be read")


CHECK = Check(
    id="revocation.crl-malformed",
    title="A CRL cannot be read",
    severity=Severity.ERROR,
    scope=Scope.PATH,
    cites=(Citation("RFC 5280", "5.1"),),
    explanation="What stands on a CRL that cannot be read is not known, so nothing that it covers counts as good.",
    remedy="Fetch the CRL again from the distribution point; it may have been cut off.",
    find=find,
    applies=assessment.applies,
    variants=("unreadable", "entries"),
)
