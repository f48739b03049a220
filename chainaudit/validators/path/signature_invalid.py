"""A certificate was not signed with the key of the one above it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chainaudit.model.check import Check, Citation, Scope, Severity, Undetermined
from chainaudit.model.remedy import Action
from chainaudit.model.signature import SignatureStatus

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainaudit.model.context import LinkContext
    from chainaudit.model.finding import Finding

_VARIANTS: Final = {
    SignatureStatus.INVALID: "invalid",
    SignatureStatus.KEY_MISMATCH: "key-mismatch",
    SignatureStatus.UNSUPPORTED: "unsupported",
    SignatureStatus.KEY_UNUSABLE: "key-unusable",
}


def find(ctx: LinkContext) -> Iterator[Finding | Undetermined]:
    """Report what the signature check said, where it did not say that the signature is good."""
    if ctx.signature is None:
        yield Undetermined("the search had spent its signature checks before this signature")
        return
    variant = _VARIANTS.get(ctx.signature)
    if variant is None:
        return
    algorithm = ctx.subject.signature_algorithm
    key = ctx.issuer.public_key
    label = "unreadable" if algorithm is None else algorithm.label
    key_label = "unreadable" if key is None else key.label
    said = {
        "invalid": f"the signature ({label}) was not made with the {key_label} key of '{ctx.issuer.subject}'",
        "key-mismatch": f"the signature is {label}, but the key of '{ctx.issuer.subject}' is {key_label}",
        "unsupported": f"the signature algorithm ({label}) is not supported, so that nothing proves who signed",
        "key-unusable": f"the {key_label} key of '{ctx.issuer.subject}' cannot be used to check a signature",
    }
    yield CHECK.finding(
        ctx.subject,
        variant=variant,
        field="signatureValue",
        observed=said[variant],
        expected=f"a signature that the key of '{ctx.issuer.subject}' verifies",
        actions=(
            Action(
                "append-issuer",
                subject=str(ctx.subject.issuer),
                certificate=ctx.subject.fingerprint,
                alias=ctx.question.target.alias or "",
            ),
            Action("reissue", subject=str(ctx.subject.subject), certificate=ctx.subject.fingerprint),
        ),
        algorithm=label,
        key=key_label,
        subject=str(ctx.subject.subject),
        issuer=str(ctx.issuer.subject),
    )


CHECK = Check(
    id="path.signature-invalid",
    title="A signature in the chain does not verify",
    severity=Severity.ERROR,
    scope=Scope.LINK,
    cites=(Citation("RFC 5280", "6.1.3 (a) (1)"),),
    explanation=(
        "The name of the issuer fits, but the certificate was not signed with that issuer's key. Most often an "
        "issuer with the same name and another key was put in the chain, for example after the CA renewed its key; "
        "else the certificate was altered. Every verifier refuses it."
    ),
    remedy=(
        "Put the issuer in the chain whose key made the signature (compare the key identifiers); else have it reissued."
    ),
    find=find,
    stands_alone=True,
    variants=("invalid", "key-mismatch", "unsupported", "key-unusable"),
)
