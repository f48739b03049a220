"""An issuer obliges what it issues to TLS features, and the certificate does not have them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainaudit.model.check import Check, Citation, Scope, Severity
from chainaudit.validators.usage.features import features_of, named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainaudit.model.context import LinkContext
    from chainaudit.model.finding import Finding


def find(ctx: LinkContext) -> Iterator[Finding]:
    """Compare the features of issuer and subject; an anchor's count too."""
    required = features_of(ctx.issuer)
    lost = required - features_of(ctx.subject) if required else required
    if lost:
        yield CHECK.finding(
            ctx.subject,
            observed=f"'{ctx.issuer.subject}' requires {named(required)} below it, and {named(lost)} is missing",
            expected=f"a tlsFeature extension with {named(required)}",
            field="tlsFeature",
            issuer=str(ctx.issuer.subject),
        )


CHECK = Check(
    id="usage.feature-lost",
    title="A certificate lacks TLS features that its issuer requires",
    severity=Severity.WARNING,
    scope=Scope.LINK,
    cites=(Citation("RFC 7633", "4.2.2"),),
    explanation="TLS features in a CA's certificate bind every certificate below it, which must have at least them. "
    "GnuTLS takes their absence for a violation of constraints; most other verifiers do not look.",
    remedy="Have the certificate reissued with the features of its issuer.",
    find=find,
)
