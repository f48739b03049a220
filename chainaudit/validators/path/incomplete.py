"""The path ends at a certificate whose issuer is not there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainaudit.model.check import Check, Citation, Scope, Severity
from chainaudit.model.remedy import Action
from chainaudit.validators.path.missing_issuer import (
    anchor_of,
    authorities,
    describe,
    fetch_urls,
    is_rejected,
    key_identifier,
    refused_candidates,
)
from chainaudit.validators.wording import name_text, short_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainaudit.model.context import PathContext
    from chainaudit.model.finding import Finding


def applies(ctx: PathContext) -> bool:
    """Look at paths that reach no anchor and end below a root."""
    return not ctx.path.is_complete and not ctx.path.top.is_self_issued


def find(ctx: PathContext) -> Iterator[Finding]:
    """Say which certificate is missing above the top, by name, key identifier and address."""
    top = ctx.path.top
    anchor = anchor_of(top, ctx.question)
    if anchor is not None and anchor.is_marked and not is_rejected(anchor, ctx.question):
        yield _anchor_not_root(ctx)
        return
    refused = refused_candidates(ctx.refusals, top)
    urls = fetch_urls(top)
    observed = describe(ctx)
    if refused:
        observed += "; refused as its issuer: " + "; ".join(refused)
    yield CHECK.finding(
        top,
        position=len(ctx.path.certificates) - 1,
        variant="target-alone" if len(ctx.path.certificates) == 1 else "issuer-missing",
        field="issuer",
        observed=observed,
        expected=f"the certificate of '{top.issuer}' in the chain that is presented, or as an anchor in the truststore",
        remedy=_remedy(urls, is_alone=len(ctx.path.certificates) == 1),
        actions=_actions(ctx, urls),
        missing=str(top.issuer),
        subject=str(top.subject),
        key_identifier=key_identifier(top),
        urls=urls,
        refused=refused,
    )


def _remedy(urls: tuple[str, ...], *, is_alone: bool) -> str:
    if is_alone and not urls:
        return CHECK.remedy
    get = f"Fetch the missing certificate from {' or '.join(urls)}" if urls else "Get the missing certificate"
    if is_alone:
        return f"{get}, and add it to the chain that is presented."
    return (
        f"{get}: if it is a root, it belongs into the truststore of the side that verifies; if it is an intermediate, "
        "at the end of the chain that is presented."
    )


def _actions(ctx: PathContext, urls: tuple[str, ...]) -> tuple[Action, ...]:
    top = ctx.path.top
    values = {
        "subject": str(top.issuer),
        "key_identifier": key_identifier(top),
        "url": urls[0] if urls else "",
        "certificate": top.fingerprint,
    }
    append = Action("append-issuer", alias=ctx.question.target.alias or "", **values)
    name = name_text(top.issuer)
    anchor = Action(
        "import-anchor",
        store=", ".join(ctx.question.truststores),
        names=authorities(ctx.path, ctx.question, name),
        **values,
    )
    # Above an intermediate the root is what is most often missing, and roots belong into the truststore.
    return (append, anchor) if len(ctx.path.certificates) == 1 else (anchor, append)


def _anchor_not_root(ctx: PathContext) -> Finding:
    top = ctx.path.top
    urls = fetch_urls(top)
    missing = name_text(top.issuer)
    names = authorities(ctx.path, ctx.question, missing)
    if not names.startswith(own := _own_name(ctx)):
        names = f"{own}, {names}"
    return CHECK.finding(
        top,
        position=len(ctx.path.certificates) - 1,
        variant="anchor-not-root",
        field="issuer",
        observed=(
            f"'{top.subject}' is in the truststore but is no self-signed root; its issuer '{top.issuer}' is not there, "
            "and this verifier accepts only a path that ends at a root"
        ),
        expected=f"the self-signed root above it, '{top.issuer}' or one further up, in the truststore",
        remedy=(
            f"Import '{missing}' as ROOT into the truststore too, up to the self-signed one, and name both where "
            f"authorities are listed (Transfer CFT: ROOTCID=({names.replace(', ', ',')}))."
        ),
        actions=(
            Action(
                "import-anchor",
                subject=str(top.issuer),
                key_identifier=key_identifier(top),
                url=urls[0] if urls else "",
                store=", ".join(ctx.question.truststores),
                names=names,
            ),
        ),
        missing=str(top.issuer),
        subject=str(top.subject),
        key_identifier=key_identifier(top),
        urls=urls,
        refused=refused_candidates(ctx.refusals, top),
        names=names,
    )


def _own_name(ctx: PathContext) -> str:
    anchor = anchor_of(ctx.path.top, ctx.question)
    return (anchor.alias if anchor is not None else None) or short_name(ctx.path.top)


CHECK = Check(
    id="path.incomplete",
    title="The chain is incomplete: an issuer is missing",
    severity=Severity.ERROR,
    scope=Scope.PATH,
    cites=(Citation("RFC 5280", "6.1"), Citation("RFC 8446", "4.4.2"), Citation("RFC 5246", "7.4.2")),
    explanation=(
        "No path leads from the certificate to a trust anchor, because the issuer of the last one found is neither "
        "presented nor trusted. Verifiers answer 'unknown CA', 'unable to get local issuer certificate' or 'unable "
        "to find valid certification path'. Some programs hide it by fetching or remembering intermediates, so "
        "that a browser works where a server does not. OpenSSL and Transfer CFT 3.2 also refuse a path that ends "
        "at a trusted intermediate."
    ),
    remedy="Add the missing issuer's certificate to the chain that is presented, right after the one it issued.",
    find=find,
    applies=applies,
    variants=("target-alone", "issuer-missing", "anchor-not-root"),
)
