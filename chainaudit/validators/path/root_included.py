"""The presented chain holds the root, which the verifier must have anyway."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainaudit.model.check import Check, Citation, Scope, Severity
from chainaudit.model.remedy import Action
from chainaudit.validators.path.presented_order import PresentedOrder, may_have_issued

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainaudit.model.context import PathContext
    from chainaudit.model.finding import Finding


def applies(ctx: PathContext) -> bool:
    """Look at chains of more than one certificate."""
    return len(ctx.presented) > 1


def find(ctx: PathContext) -> Iterator[Finding]:
    """Report the self-issued certificate in which the presented chain ends."""
    if not any(certificate.is_self_issued for certificate in ctx.presented):
        return
    order = PresentedOrder(ctx)
    for index in order.linked:
        certificate = ctx.presented[index]
        if certificate == order.leaf or not certificate.is_self_issued or not may_have_issued(certificate, certificate):
            continue
        yield CHECK.finding(
            certificate,
            field="chain",
            observed=f"the root '{certificate.subject}' is sent along ({len(certificate.der)} bytes)",
            expected="the chain without its root, which the verifier must have as an anchor",
            actions=(
                Action(
                    "remove-certificate",
                    certificate=certificate.fingerprint,
                    subject=str(certificate.subject),
                    alias=ctx.question.target.alias or "",
                    store=ctx.question.target.store.source if ctx.question.target.store else "",
                ),
            ),
            index=index,
            bytes=len(certificate.der),
            subject=str(certificate.subject),
        )


CHECK = Check(
    id="path.root-included",
    title="The presented chain includes the root",
    severity=Severity.NOTICE,
    scope=Scope.PATH,
    cites=(Citation("RFC 8446", "4.4.2"), Citation("RFC 5246", "7.4.2")),
    explanation=(
        "A root that the peer sends is not trusted for being sent; the verifier needs it in its own truststore, so "
        "it may be left out. It does no harm but costs about a thousand bytes in every handshake."
    ),
    remedy="Leave the root out of the chain that is presented; it may stay.",
    find=find,
    stands_alone=True,
    applies=applies,
)
