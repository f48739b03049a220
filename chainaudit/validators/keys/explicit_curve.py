"""An elliptic curve stands as explicit parameters instead of its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainaudit.model import der, public_key
from chainaudit.model.check import Check, Citation, Scope, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainaudit.model.context import CertificateContext
    from chainaudit.model.finding import Finding


def find(ctx: CertificateContext) -> Iterator[Finding]:
    """Look at the parameters of an EC key (RFC 5480, 2.1.1: specifiedCurve MUST NOT be used)."""
    key = ctx.certificate.public_key
    if key is not None and key.algorithm == public_key.EC and key.parameters[:1] == bytes((der.SEQUENCE,)):
        yield CHECK.finding(
            ctx.certificate,
            observed="the curve is spelled out",
            expected="the object identifier of a curve",
            field="subjectPublicKeyInfo",
        )


CHECK = Check(
    id="keys.explicit-curve",
    title="An elliptic curve is spelled out instead of named",
    severity=Severity.WARNING,
    scope=Scope.CERTIFICATE,
    cites=(Citation("RFC 5480", "2.1.1"),),
    explanation="Spelled-out curves allow substitutes with known keys (CVE-2020-0601). OpenSSL 3 refuses them in paths "
    "of two certificates and more, Java, Go and browsers refuse them always.",
    remedy="Make the key anew with a named curve and have the certificate reissued.",
    find=find,
    stands_alone=True,
)
