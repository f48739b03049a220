"""A certificate that is known by description only is expired, or does not go with the next one."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from chainaudit.model.check import Check, Citation, Scope, Severity, Undetermined
from chainaudit.model.remedy import Action
from chainaudit.validators.wording import moment_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainaudit.model.context import StoreContext
    from chainaudit.model.entry import CertificateDescription, Entry
    from chainaudit.model.finding import Finding


def applies(ctx: StoreContext) -> bool:
    """Look at stores that tell about certificates without holding them."""
    return any(entry.described for entry in ctx.store.entries)


def find(ctx: StoreContext) -> Iterator[Finding | Undetermined]:
    """Report what dates and names show; signatures, extensions and keys stay unchecked, and that is said as well."""
    for entry in ctx.store.entries:
        for position, told in enumerate(entry.described):
            yield from _dates(ctx, entry, told, position)
        yield from _links(ctx, entry)
    yield Undetermined(
        "Certificates known by description only: signatures, extensions and keys were not seen.", missing=True
    )


def _dates(ctx: StoreContext, entry: Entry, told: CertificateDescription, position: int) -> Iterator[Finding]:
    if told.not_after is not None and ctx.moment > told.not_after:
        observed, expected = f"expired on {moment_text(told.not_after)}", "a certificate that is valid now"
        yield _finding(ctx, entry, told, position, "expired", observed, expected, "renew")
    if told.not_before is not None and ctx.moment < told.not_before:
        observed, expected = f"is valid from {moment_text(told.not_before)} on", "a certificate that is valid now"
        yield _finding(ctx, entry, told, position, "not-yet-valid", observed, expected, "fix-clock")


def _links(ctx: StoreContext, entry: Entry) -> Iterator[Finding]:
    chain = entry.described
    for position, (told, above) in enumerate(itertools.pairwise(chain)):
        if not told.names_issuer(above):
            known = any(told.names_issuer(other) for other in chain if other is not told)
            observed = f"names '{told.issuer}' as its issuer, and '{above.subject}' follows"
            variant, action = ("order", "reorder") if known else ("gap", "append-issuer")
            yield _finding(ctx, entry, told, position, variant, observed, "the issuer behind each certificate", action)
    if chain and entry.has_private_key and len(chain) == 1 and not chain[0].is_self_issued:
        observed = f"stands alone, and '{chain[0].issuer}' issued it"
        expected = "the chain up to the root, which partners need unless they trust this issuer"
        yield _finding(ctx, entry, chain[0], 0, "alone", observed, expected, "append-issuer")


def _finding(
    ctx: StoreContext,
    entry: Entry,
    told: CertificateDescription,
    position: int,
    variant: str,
    observed: str,
    expected: str,
    action: str,
) -> Finding:
    finding = CHECK.finding(
        position=position,
        field="certInfo",
        variant=variant,
        severity=Severity.WARNING if variant == "alone" else None,
        observed=f"{entry.label}: '{told.subject}' {observed}",
        expected=expected,
        actions=(
            Action(action, store=ctx.store.source, alias=entry.alias or "", subject=told.subject, issuer=told.issuer),
        ),
        subject=told.subject,
        issuer=told.issuer,
        alias=entry.alias,
    )
    return finding.but(store=ctx.store.source, alias=entry.alias)


CHECK = Check(
    id="store.described-certificate",
    title="What is told about a certificate shows that it will not be accepted",
    severity=Severity.ERROR,
    scope=Scope.STORE,
    cites=(Citation("RFC 5280", "6.1.3 (a)"), Citation("RFC 5280", "4.1.2.4")),
    explanation=(
        "An API such as Apigee's describes the certificates of a keystore and does not hand them out. Their dates and "
        "the names of subjects and issuers show whether one is expired and whether the chain is whole and in order. "
        "Signatures, extensions and keys are not seen, so that nothing of it is proof that a chain will be accepted."
    ),
    remedy="Renew what is expired, upload the whole chain in order; judge the certificates themselves for the rest.",
    find=find,
    applies=applies,
    variants=("expired", "not-yet-valid", "order", "gap", "alone"),
)
