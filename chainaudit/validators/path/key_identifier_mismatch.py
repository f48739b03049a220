"""A certificate names another key as its issuer's than the issuer says its own is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainaudit.model.check import Check, Citation, Scope, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainaudit.model.context import LinkContext
    from chainaudit.model.finding import Finding


def find(ctx: LinkContext) -> Iterator[Finding]:
    """Compare the key identifiers of subject and issuer where both have one."""
    authority = ctx.subject.authority_key_identifier
    wanted = None if authority is None else authority.key_identifier
    own = ctx.issuer.subject_key_identifier
    if wanted is not None and own is not None and wanted != own:
        yield CHECK.finding(
            ctx.subject,
            observed=f"authorityKeyIdentifier is {wanted.hex()}, and '{ctx.issuer.subject}' calls its key {own.hex()}",
            expected="the subjectKeyIdentifier of the issuer",
            field="authorityKeyIdentifier",
            wanted=wanted.hex(),
            found=own.hex(),
        )


CHECK = Check(
    id="path.key-identifier-mismatch",
    title="The issuer's key identifier is not the one that is named",
    severity=Severity.WARNING,
    scope=Scope.LINK,
    cites=(Citation("RFC 5280", "4.2.1.1"),),
    explanation="Key identifiers lead to the right certificate where several carry one name. Verifiers that take them "
    "for more than a hint (OpenSSL, GnuTLS, Java below an anchor) find no issuer then, though its key signed.",
    remedy="Put the issuer's certificate in the chain that has this key identifier, or have the certificate reissued.",
    find=find,
)
