"""The path goes up to a root, but that root is no trust anchor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainaudit.model.check import Check, Citation, Scope, Severity
from chainaudit.validators.actions import for_certificate
from chainaudit.validators.path.missing_issuer import anchor_of, authorities, is_rejected
from chainaudit.validators.wording import moment_text, short_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainaudit.model.context import PathContext
    from chainaudit.model.finding import Finding
    from chainaudit.model.path import Anchor


def applies(ctx: PathContext) -> bool:
    """Look at paths that end at a self-issued certificate, or at one that is expressly not trusted for this."""
    if ctx.path.is_complete:
        return False
    anchor = anchor_of(ctx.path.top, ctx.question)
    unusable = anchor is not None and (is_rejected(anchor, ctx.question) or not anchor.is_marked)
    return ctx.path.top.is_self_issued or unusable


def find(ctx: PathContext) -> Iterator[Finding]:
    """Name the root that would have to be trusted, and an anchor that is nearly it."""
    top = ctx.path.top
    anchor = anchor_of(top, ctx.question)
    if anchor is not None and is_rejected(anchor, ctx.question):
        variant, observed = "rejected-for-purpose", _rejection(ctx, anchor)
        expected = f"trust for {ctx.question.purpose.value} certificates"
    elif anchor is not None and not anchor.is_marked:
        variant = "not-marked"
        observed = (
            f"'{top.subject}' is in {anchor.source or 'the truststore'}, but not as a trusted certificate: "
            "Java sees none in a PKCS 12 without the attribute trustedKeyUsage"
        )
        expected = "a trusted certificate as keytool imports it"
    else:
        variant = "self-signed-target" if len(ctx.path.certificates) == 1 else "self-signed-in-chain"
        observed = _distrust(ctx, variant)
        expected = "this certificate among the trust anchors, or a chain to another one that is"
    yield CHECK.finding(
        top,
        position=len(ctx.path.certificates) - 1,
        variant=variant,
        field="subject",
        observed=observed,
        expected=expected,
        remedy=_remedy(ctx) if variant == "self-signed-in-chain" else "",
        actions=(for_certificate("import-anchor", top, store=", ".join(ctx.question.truststores), names=_names(ctx)),),
        subject=str(top.subject),
        anchors=len(ctx.question.anchors),
        names=_names(ctx),
    )


def _names(ctx: PathContext) -> str:
    names = authorities(ctx.path, ctx.question)
    own = short_name(ctx.path.top)
    return f"{names}, {own}" if names and not names.endswith(own) else names or own


def _remedy(ctx: PathContext) -> str:
    """Where an intermediate is trusted already, both have to be named by systems that list their authorities."""
    names = _names(ctx)
    if ", " not in names:
        return ""
    own = short_name(ctx.path.top)
    listed = names.replace(", ", ",")
    return (
        f"After checking its fingerprint by another way, import '{own}' as ROOT into the truststore too, and name all "
        f"where authorities are listed (Transfer CFT: ROOTCID=({listed}))."
    )


def _rejection(ctx: PathContext, anchor: Anchor) -> str:
    where = f" in {anchor.source}" if anchor.source else ""
    return f"'{ctx.path.top.subject}' is marked{where} as not trusted for {ctx.question.purpose.value} certificates"


def _distrust(ctx: PathContext, variant: str) -> str:
    count = len(ctx.question.anchors)
    where = f"not among the {count} trust anchors" if count > 1 else "not the one trust anchor"
    if not count:
        where = "not trusted, for there are no trust anchors"
    if variant == "self-signed-target":
        return f"the certificate is self-signed and {where}{_namesake(ctx)}"
    return f"the chain ends at '{ctx.path.top.subject}', which is {where}{_namesake(ctx)}"


def _namesake(ctx: PathContext) -> str:
    """Say how an anchor of the same name differs, the case that looks right in every list of names."""
    top = ctx.path.top
    for anchor in ctx.question.anchors:
        other = anchor.certificate
        sketches = {top.subject_sketch, other.subject_sketch} - {None}
        if len(sketches) > 1 or other.subject != top.subject:
            continue
        if other.public_key != top.public_key:
            difference = "has another key"
        else:
            until = "" if other.not_after is None else f", valid until {moment_text(other.not_after)}"
            difference = f"has the same key but is another certificate{until}"
        return f"; the anchor of the same name, {other.fingerprint[:16]}, {difference}"
    return ""


CHECK = Check(
    id="path.untrusted",
    title="The chain ends at a root that is not trusted",
    severity=Severity.ERROR,
    scope=Scope.PATH,
    cites=(Citation("RFC 5280", "6.1.1 (d)"), Citation("RFC 5280", "6.1")),
    explanation=(
        "The chain is complete up to a self-signed certificate, but the verifier does not trust that one. "
        "Verifiers answer 'unknown CA', 'self-signed certificate in certificate chain' or 'unable to find valid "
        "certification path'. A root that the peer sends proves nothing: the verifier must have it beforehand."
    ),
    remedy=(
        "After checking its fingerprint by another way, import this root into the truststore of the side that verifies."
    ),
    find=find,
    applies=applies,
    variants=("self-signed-target", "self-signed-in-chain", "rejected-for-purpose", "not-marked"),
)
