"""A presented chain reaches no anchor of the truststore: which one certificate would have to be imported."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainaudit.model.check import Check, Citation, Scope, Severity
from chainaudit.model.remedy import Action
from chainaudit.validators.actions import for_certificate
from chainaudit.validators.path.missing_issuer import anchor_of, authorities, fetch_urls, key_identifier
from chainaudit.validators.wording import name_text, short_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainaudit.model.certificate import Certificate
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
    yield _root_at_hand(ctx, top) if top.is_self_issued else _issuer_elsewhere(ctx, top)


def _root_at_hand(ctx: PathContext, root: Certificate) -> Finding:
    names = ", ".join(filter(None, (authorities(ctx.path, ctx.question), short_name(root))))
    store = ", ".join(ctx.question.truststores)
    return CHECK.finding(
        root,
        position=len(ctx.path.certificates) - 1,
        variant="root-presented",
        field="truststore",
        observed=f"the chain ends at '{root.subject}', which {_where(ctx, root)}",
        expected=f"'{root.subject}' in the truststore",
        remedy=(
            f"Import '{root.subject}' (SHA-256 {root.fingerprint}) into the truststore, after checking its fingerprint "
            "by another way."
        ),
        actions=(for_certificate("import-anchor", root, store=store, names=names),),
        missing=str(root.subject),
        key_identifier=(root.subject_key_identifier or b"").hex(),
        urls=(),
        names=names,
    )


def _where(ctx: PathContext, root: Certificate) -> str:
    anchor = anchor_of(root, ctx.question)
    if anchor is None:
        return "is not in the truststore"
    if not anchor.is_marked:
        return "is in the truststore, but not marked there as a trusted certificate"
    return f"is in the truststore but not trusted there for {ctx.question.purpose.value} certificates"


def _issuer_elsewhere(ctx: PathContext, top: Certificate) -> Finding:
    wanted, identifier, urls = str(top.issuer), key_identifier(top), fetch_urls(top)
    names = authorities(ctx.path, ctx.question, name_text(top.issuer))
    if anchor_of(top, ctx.question) is not None:
        observed = (
            f"the chain ends at '{top.subject}', which is in the truststore but is no root; '{wanted}' is not there"
        )
    else:
        observed = f"the chain ends at '{top.subject}'; its issuer '{wanted}' was not presented and is not trusted"
    source = f"from {urls[0]}" if urls else "from the other party"
    return CHECK.finding(
        top,
        position=len(ctx.path.certificates) - 1,
        variant="issuer-elsewhere",
        field="truststore",
        observed=observed,
        expected=f"'{wanted}' in the truststore",
        remedy=f"Get '{wanted}' {source} and import it into the truststore.",
        actions=(
            Action(
                "import-anchor",
                subject=wanted,
                key_identifier=identifier,
                url=urls[0] if urls else "",
                store=", ".join(ctx.question.truststores),
                names=names,
            ),
        ),
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
        "The peer presented a chain, and no certificate in this truststore stands above it. One certificate closes "
        "the gap: the root of that chain. Importing the peer's own certificate instead works until it is renewed."
    ),
    remedy="Import the root of the presented chain into the truststore.",
    find=find,
    follows=("path.incomplete", "path.untrusted"),
    applies=applies,
    variants=("root-presented", "issuer-elsewhere"),
)
