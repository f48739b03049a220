"""An OCSP response that was given cannot be read, or holds no answer."""

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
    """Tell of responses that are none, and of those that say only why there is no answer (RFC 6960, 4.2.1).

    A responder that was out of order proves nothing; where nothing is required clients go on without it.
    """
    given = inputs_of(ctx.question.revocation, ctx.read)
    for why in given.malformed_responses:
        yield CHECK.finding(
            observed=why, variant="unreadable", field="revocation", expected="an OCSP response with an answer"
        )
    for response in given.responses:
        if response.response_status:
            yield CHECK.finding(
                observed=f"the responder answered {response.status_name}",
                variant="unsuccessful",
                severity=None if assessment.is_required(ctx, 0) else Severity.WARNING,
                field="revocation",
                expected="an OCSP response with an answer",
                status=response.response_status,
            )


CHECK = Check(
    id="revocation.ocsp-malformed",
    title="An OCSP response holds no answer",
    severity=Severity.ERROR,
    scope=Scope.PATH,
    cites=(Citation("RFC 6960", "4.2.1"),),
    explanation="A response that cannot be read, or that says only that the request failed, decides about nothing.",
    remedy="Ask the responder again, with a request for the right certificate.",
    find=find,
    applies=assessment.applies,
    variants=("unreadable", "unsuccessful"),
)
