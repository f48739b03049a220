"""The presented chain does not stand in the order of its links."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
    index = order.misplaced[0]
    given = " / ".join(short_name(c) for c in ctx.presented[:_SHOWN])
    right = " / ".join(short_name(c) for c in order.in_order()[:_SHOWN])
    yield CHECK.finding(
        ctx.presented[index],
        position=None,
        field="chain",
        observed=f"presented as {given}",
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
    )


_SHOWN = 12  # names that one sentence holds; longer chains are told by their beginning

CHECK = Check(
    id="path.wrong-order",
    title="The presented chain is out of order",
    severity=Severity.WARNING,
    scope=Scope.PATH,
    cites=(Citation("RFC 8446", "4.4.2"), Citation("RFC 5246", "7.4.2")),
    explanation=(
        "The target certificate must come first, and each certificate should certify the one before it. Today's "
        "OpenSSL, Java, Go and browsers sort the chain themselves; older and embedded verifiers follow it "
        "literally and refuse it, and TLS 1.2 made the order a MUST."
    ),
    remedy="Put the chain in order: target certificate first, then its issuer, then that one's issuer.",
    find=find,
    stands_alone=True,
    applies=applies,
)
