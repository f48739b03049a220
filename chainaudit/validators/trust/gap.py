"""A presented chain reaches no anchor of the truststore: which one certificate would have to be imported."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainaudit.model.check import Check, Citation, Scope, Severity
from chainaudit.model.remedy import Action
from chainaudit.validators.path.missing_issuer import anchor_of, authorities, fetch_urls, key_identifier
from chainaudit.validators.wording import short_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainaudit.model.context import PathContext
    from chainaudit.model.finding import Finding


def applies(ctx: PathContext) -> bool:
    """Look at chains that another party presents."""
    return not ctx.question.target.is_identity and bool(ctx.presented)


def find(ctx: PathContext) -> Iterator[Finding]:
    """Name the root that was presented, or else the issuer above the last certificate, by name and address."""
    if ctx.path.is_complete:
        return
    top = ctx.path.top
    store = ", ".join(ctx.question.truststores)
    if top.is_self_issued:
        names = ", ".join(filter(None, (authorities(ctx.path, ctx.question), short_name(top))))
        action = Action("import-anchor", certificate=top.fingerprint, subject=str(top.subject), issuer=str(top.issuer), store=store, names=names)
        wanted, identifier, urls = str(top.subject), (top.subject_key_identifier or b"").hex(), ()
        observed = f"the chain ends at '{top.subject}', which is not in the truststore"
        remedy = f"Import '{top.subject}' (SHA-256 {top.fingerprint}) into the truststore, after checking its fingerprint by another way."
    else:
        wanted, identifier, urls = str(top.issuer), key_identifier(top), fetch_urls(top)
        own = top.issuer.common_name or str(top.issuer)
        names = authorities(ctx.path, ctx.question, own)
        action = Action("import-anchor", subject=wanted, key_identifier=identifier, url=urls[0] if urls else "", store=store, names=names)
        observed = f"the chain ends at '{top.subject}', issued by '{top.issuer}', which was not presented and is not in the truststore"
        remedy = f"Get '{wanted}'{f' from {urls[0]}' if urls else ' from the other party'} and import it into the truststore."
    if anchor_of(top, ctx.question) is not None and not top.is_self_issued:
        observed = f"the chain ends at '{top.subject}', which is in the truststore but is no root; '{top.issuer}' is not there"
    yield CHECK.finding(
        top,
        position=len(ctx.path.certificates) - 1,
        field="truststore",
        observed=observed,
        expected=f"'{wanted}' in the truststore",
        remedy=remedy,
        actions=(action,),
        missing=wanted,
        key_identifier=identifier,
        urls=urls,
        names=names,
    )


CHECK = Check(
    id="trust.gap",
    title="The truststore does not reach the presented chain",
    severity=Severity.ERROR,
    scope=Scope.PATH,
    cites=(Citation("RFC 5280", "6.1.1 (d)"), Citation("RFC 5280", "6.1")),
    explanation=(
        "The peer presented a chain, and no certificate in this truststore stands above it. One certificate closes the gap: "
        "the root of that chain. Importing the peer's own certificate instead works until it is renewed."
    ),
    remedy="Import the root of the presented chain into the truststore.",
    find=find,
    applies=applies,
)
