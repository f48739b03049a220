"""The signature algorithm inside the signed part is not the one outside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainaudit.model.check import Check, Citation, Scope, Severity
from chainaudit.validators.actions import for_certificate
from chainaudit.validators.wording import ROLE_VARIANTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainaudit.model.context import CertificateContext
    from chainaudit.model.finding import Finding


def find(ctx: CertificateContext) -> Iterator[Finding]:
    """Compare both AlgorithmIdentifiers byte by byte, parameters included (RFC 5280, 4.1.1.2)."""
    certificate = ctx.certificate
    outer, inner = certificate.signature_algorithm, certificate.tbs_signature_algorithm
    if outer is None or inner is None or outer.encoded == inner.encoded:
        return
    same = outer.oid == inner.oid
    yield CHECK.finding(
        certificate,
        variant=ROLE_VARIANTS[ctx.role],
        field="signature",
        observed=(
            f"both fields say {outer.label}, with different parameters"
            if same
            else f"the signed part says {inner.label}, the field beside the signature says {outer.label}"
        ),
        expected="the same algorithm identifier in both fields",
        actions=(for_certificate("reissue", certificate),),
        inner=inner.oid,
        outer=outer.oid,
        subject=str(certificate.subject),
    )


CHECK = Check(
    id="signatures.algorithm-mismatch",
    title="The two signature algorithm fields differ",
    severity=Severity.ERROR,
    scope=Scope.CERTIFICATE,
    cites=(Citation("RFC 5280", "4.1.1.2"), Citation("RFC 5280", "4.1.2.3")),
    explanation=(
        "A certificate names its signature algorithm twice, once inside the signed part; both must be the same. "
        "Only the inner one is protected, so a difference is either a defective CA or an attempt to have the "
        "signature checked in another way. OpenSSL, Java and browsers refuse it."
    ),
    remedy="Have the certificate reissued; the CA's software is defective.",
    find=find,
    stands_alone=True,
    variants=("target", "issuer", "anchor"),
)
