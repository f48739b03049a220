"""A certificate's public key cannot be read as a key of its algorithm."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainaudit.model.check import Check, Citation, Scope, Severity
from chainaudit.model.context import Role
from chainaudit.model.kinship import is_readable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainaudit.model.context import CertificateContext
    from chainaudit.model.finding import Finding


def find(ctx: CertificateContext) -> Iterator[Finding]:
    """Try to read the key; one that is only weak, or inherits its parameters, is readable."""
    key = ctx.certificate.public_key
    if key is not None and (key.has_inherited_parameters or is_readable(key)):
        return
    label = "an unknown algorithm" if key is None else key.label
    yield CHECK.finding(
        ctx.certificate,
        observed=f"its key ({label}) cannot be read",
        expected="a key that is encoded as its algorithm asks",
        field="subjectPublicKeyInfo",
        variant="target" if ctx.role is Role.TARGET else "issuer",
    )


CHECK = Check(
    id="keys.unreadable",
    title="A certificate's public key cannot be read",
    severity=Severity.WARNING,
    scope=Scope.CERTIFICATE,
    cites=(Citation("RFC 5280", "4.1.2.7"), Citation("RFC 3279", "2.3")),
    explanation="A key that does not decode checks no signature: whatever it issued cannot be verified, and a server "
    "that presents it cannot prove that it holds the private key. Keys of algorithms that are not supported count too.",
    remedy="Make the key anew and have the certificate reissued.",
    find=find,
    stands_alone=True,
    variants=("target", "issuer"),
)
