"""A certificate is to be used by a server, and its extended key usages do not allow that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainaudit.model.check import Check, Citation, Scope, Severity
from chainaudit.model.extension import SERVER_AUTH
from chainaudit.model.question import Purpose
from chainaudit.validators.usage.purposes import is_bound, missing_usage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainaudit.model.context import CertificateContext
    from chainaudit.model.finding import Finding


def applies(ctx: CertificateContext) -> bool:
    """Look where the purpose is the server's, at the roles whose usages count under the rules."""
    return ctx.question.purpose is Purpose.SERVER and is_bound(ctx)


def find(ctx: CertificateContext) -> Iterator[Finding]:
    """Require serverAuth where the extension is there at all (RFC 5280, 4.2.1.12)."""
    yield from missing_usage(ctx, SERVER_AUTH, CHECK)


CHECK = Check(
    id="usage.server-auth-missing",
    title="A certificate is not for TLS servers",
    severity=Severity.ERROR,
    scope=Scope.CERTIFICATE,
    cites=(Citation("RFC 5280", "4.2.1.12"), Citation("CA/Browser Forum TLS BR", "7.1.2.7.10")),
    explanation=(
        "A certificate with an extKeyUsage extension may be used only for what it lists. Clients refuse a server "
        "certificate without serverAuth ('unsupported certificate purpose', 'Extended key usage does not permit "
        "use for TLS server authentication'). OpenSSL, Go and browsers also ask it of every intermediate that has "
        "the extension, Java does not."
    ),
    remedy="Have the certificate reissued with serverAuth among its extended key usages.",
    find=find,
    stands_alone=True,
    applies=applies,
    variants=("target", "issuer", "anchor", "any-only"),
)
