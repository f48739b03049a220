"""A certificate is to be used by a client, and its extended key usages do not allow that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainaudit.model.check import Check, Citation, Scope, Severity
from chainaudit.model.extension import CLIENT_AUTH
from chainaudit.model.question import Purpose
from chainaudit.validators.usage.purposes import is_bound, missing_usage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainaudit.model.context import CertificateContext
    from chainaudit.model.finding import Finding


def applies(ctx: CertificateContext) -> bool:
    """Look where the purpose is the client's, at the roles whose usages count under the rules."""
    return ctx.question.purpose is Purpose.CLIENT and is_bound(ctx)


def find(ctx: CertificateContext) -> Iterator[Finding]:
    """Require clientAuth where the extension is there at all (RFC 5280, 4.2.1.12)."""
    yield from missing_usage(ctx, CLIENT_AUTH, CHECK)


CHECK = Check(
    id="usage.client-auth-missing",
    title="A certificate is not for TLS clients",
    severity=Severity.ERROR,
    scope=Scope.CERTIFICATE,
    cites=(Citation("RFC 5280", "4.2.1.12"), Citation("CA/Browser Forum TLS BR", "7.1.2.7.10")),
    explanation=(
        "A certificate with an extKeyUsage extension may be used only for what it lists. Servers that ask for "
        "client certificates refuse one without clientAuth. Public CAs no longer issue certificates with "
        "clientAuth, so a renewed certificate that served both ways may suddenly fail as a client's."
    ),
    remedy=(
        "Have the certificate reissued with clientAuth by a CA that still issues for clients (most often a private "
        "one)."
    ),
    find=find,
    stands_alone=True,
    applies=applies,
    variants=("target", "issuer", "anchor", "any-only"),
)
