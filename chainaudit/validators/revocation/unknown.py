"""Whether a certificate of the path is revoked cannot be told from what was given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainaudit.model.check import Check, Citation, Scope, Undetermined
from chainaudit.model.finding import Severity
from chainaudit.model.question import RevocationMode
from chainaudit.model.remedy import Action

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainaudit.model.context import PathContext
    from chainaudit.model.finding import Finding
    from chainaudit.validators.revocation.fact import CertificateStatus


def applies(ctx: PathContext) -> bool:
    """Revocation is asked of a complete path, unless it is switched off."""
    off = ctx.question.revocation.mode is RevocationMode.OFF
    return ctx.path.is_complete and len(ctx.path.certificates) > 1 and not off


def find(ctx: PathContext) -> Iterator[Finding | Undetermined]:
    """Tell of every certificate whose status is not known; where nothing is required, that it was not looked at."""
    asked = ctx.question.revocation
    if asked.mode is RevocationMode.IF_GIVEN and not asked.crls and not asked.ocsp_responses:
        yield Undetermined("no CRL and no OCSP response was given", missing=True)
        return
    # What reads lists and responses is loaded where there are any.
    from chainaudit.validators.revocation import assessment
    from chainaudit.validators.revocation.fact import Status

    for one in assessment.assess(ctx):
        if one.status is not Status.UNKNOWN:
            continue
        limit = next((fact.observed for fact in one.facts if fact.variant == "limit"), "")
        if assessment.is_required(ctx, one.position):
            yield _finding(one)
        elif limit:
            yield Undetermined(limit)
        elif not one.facts:
            text = f"nothing that was given speaks of '{one.certificate.subject}'"
            yield Undetermined(text, missing=True)


def _finding(one: CertificateStatus) -> Finding:
    own = next((fact for fact in one.facts if fact.kind == "unknown"), None)
    if own is not None:
        variant, text = own.variant, own.observed
    elif one.spoken_of:
        variant, text = "unusable", "what was given about it cannot be used"
    else:
        variant, text = "nothing-given", "no CRL or OCSP response that was given speaks of it"
    return CHECK.finding(
        one.certificate,
        position=one.position,
        observed=text,
        expected="a current CRL or OCSP response for it",
        variant=variant,
        field="revocation",
        actions=(Action("enable-revocation", issuer=str(one.certificate.issuer)),),
        why=tuple(f"{fact.kind}: {fact.observed}" for fact in one.facts),
    )


CHECK = Check(
    id="revocation.unknown",
    title="The revocation status of a certificate cannot be told",
    severity=Severity.ERROR,
    scope=Scope.PATH,
    cites=(Citation("RFC 5280", "6.1.3 (a)(3)"), Citation("RFC 5280", "6.3.3")),
    explanation=(
        "A verifier that requires revocation information refuses a certificate of which nothing current and "
        "trustworthy says that it is good."
    ),
    remedy="Give the current CRL of the certificate's issuer, or an OCSP response for it.",
    find=find,
    applies=applies,
    variants=("nothing-given", "unusable", "reasons-incomplete", "limit"),
)
