"""The presented chain does not stand in the order of its links."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chainaudit.model.check import Check, Citation, Scope, Severity
from chainaudit.model.remedy import Action
from chainaudit.validators.path.presented_order import PresentedOrder, follows_path
from chainaudit.validators.wording import short_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainaudit.model.context import PathContext
    from chainaudit.model.finding import Finding


def applies(ctx: PathContext) -> bool:
    """Look at chains of more than one certificate."""
    return len(ctx.presented) > 1


def find(ctx: PathContext) -> Iterator[Finding]:
    """Require the target first and each issuer after what it issued; what belongs to nothing is another check."""
    if follows_path(ctx):
        return
    order = PresentedOrder(ctx)
    if not order.misplaced:
        return
    given = " / ".join(short_name(c) for c in ctx.presented[:_SHOWN])
    right = " / ".join(short_name(c) for c in order.in_order()[:_SHOWN])
    place = ctx.presented.index(order.leaf) if order.leaf in ctx.presented else 0
    index = place or order.misplaced[0]
    yield CHECK.finding(
        ctx.presented[index],
        variant=LEAF_NOT_FIRST if place else ISSUERS,
        severity=Severity.ERROR if place else None,
        position=None,
        field="chain",
        observed=f"{_leaf_is(order, place)}presented as {given}",
        expected=f"target first, then each issuer: {right}",
        actions=(
            Action(
                "reorder",
                alias=ctx.question.target.alias or "",
                store=ctx.question.target.store.source if ctx.question.target.store else "",
                names=", ".join(short_name(c) for c in order.in_order()[:_SHOWN]),
            ),
        ),
        misplaced=order.misplaced,
        order=tuple(c.fingerprint for c in order.in_order()),
        leaf_number=place + 1,
    )


def _leaf_is(order: PresentedOrder, place: int) -> str:
    """Say where the leaf stands, and whose certificate the peer takes for it; nothing where it is first."""
    if not place:
        return ""
    first = short_name(order.presented[0])
    count = len(order.presented)
    leaf = f"the leaf, {short_name(order.leaf)}, is number {place + 1} of {count} certificates"
    return f"{leaf}; the peer takes number 1, {first}, for it; "


ISSUERS: Final = "issuers"
LEAF_NOT_FIRST: Final = "leaf-not-first"
"""The peer judges another certificate than the one that the chain is for."""
_SHOWN = 12  # names that one sentence holds; longer chains are told by their beginning

CHECK = Check(
    id="path.wrong-order",
    title="The presented chain is out of order",
    severity=Severity.WARNING,
    scope=Scope.PATH,
    cites=(Citation("RFC 8446", "4.4.2"), Citation("RFC 5246", "7.4.2")),
    explanation=(
        "The target certificate (the leaf) must come first, and each certificate should certify the one before it. "
        "Today's OpenSSL, Java, Go and browsers sort the issuers themselves; older and embedded verifiers follow the "
        "chain literally and refuse it, and TLS 1.2 made the order a MUST. The leaf is sorted by nobody: the peer "
        "takes the first certificate for the other side's, so that it looks for the host name in an issuer's "
        "certificate and checks signatures with an issuer's key."
    ),
    remedy="Put the chain in order: target certificate first, then its issuer, then that one's issuer.",
    find=find,
    stands_alone=True,
    applies=applies,
    variants=(ISSUERS, LEAF_NOT_FIRST),
    precedes={LEAF_NOT_FIRST: ("certificate", "identity", "usage")},
)
