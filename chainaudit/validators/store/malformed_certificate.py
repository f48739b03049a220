"""A certificate breaks the rules of its own encoding."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chainaudit.model.check import DOCUMENTS, Check, Citation, Scope, Severity
from chainaudit.validators.actions import for_certificate
from chainaudit.validators.wording import ROLE_VARIANTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainaudit.model.context import CertificateContext
    from chainaudit.model.finding import Finding
    from chainaudit.model.remedy import Action

MAX_REPORTED: Final = 20
"""Faults that are reported one by one; the last finding says how many more there are."""


def find(ctx: CertificateContext) -> Iterator[Finding]:
    """Report each fault with its byte and clause, and a refusal by cryptography that none of them explains."""
    certificate = ctx.certificate
    faults = certificate.faults
    for count, fault in enumerate(faults[:MAX_REPORTED], start=1):
        more = len(faults) - MAX_REPORTED
        tail = f" (and {more} more faults)" if count == MAX_REPORTED and more > 0 else ""
        finding = CHECK.finding(
            certificate,
            variant=ROLE_VARIANTS[ctx.role],
            field=fault.field,
            observed=f"{fault.field}: {fault.message}, at byte {fault.offset}{tail}",
            expected=f"what {fault.clause} prescribes",
            actions=_actions(ctx),
            offset=fault.offset,
            clause=fault.clause,
            name=fault.field,
            subject=str(certificate.subject),
        )
        document, _, clause = fault.clause.partition(", ")
        yield finding.but(cites=(Citation(document, clause),)) if document in DOCUMENTS and clause else finding
    # DSA parameters may be left to the issuer (RFC 3279, 2.3.2), which cryptography cannot parse: no fault of the file.
    inherits = certificate.public_key is not None and certificate.public_key.has_inherited_parameters
    refusal = None if inherits else certificate.strict_refusal
    if refusal is not None and not faults:
        yield CHECK.finding(
            certificate,
            variant=ROLE_VARIANTS[ctx.role],
            field="certificate",
            observed=f"a strict parser refuses it: {refusal}",
            expected="a certificate in DER",
            actions=_actions(ctx),
            name="certificate",
            clause="",
            subject=str(certificate.subject),
        )


def _actions(ctx: CertificateContext) -> tuple[Action, ...]:
    certificate = ctx.certificate
    return (for_certificate("reissue", certificate),)


CHECK = Check(
    id="store.malformed-certificate",
    title="A certificate is malformed",
    severity=Severity.ERROR,
    scope=Scope.CERTIFICATE,
    cites=(Citation("RFC 5280", "4.1"), Citation("X.690", "10")),
    explanation=(
        "The certificate does not keep to the encoding that X.509 prescribes. One library reads it all the same, "
        "the next one refuses the certificate or the whole store with a parse error, so that it works in one place "
        "and not in another. What could be read was judged as well."
    ),
    remedy=(
        "Have the certificate reissued by a CA whose software encodes correctly; check first that the file is "
        "undamaged."
    ),
    find=find,
    variants=("target", "issuer", "anchor"),
)
