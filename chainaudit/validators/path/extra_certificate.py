"""The presented chain holds certificates that belong to nothing in it, or the same one twice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chainaudit.model.check import Check, Citation, Scope, Severity
from chainaudit.model.remedy import Action
from chainaudit.validators.path.presented_order import PresentedOrder, follows_path

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainaudit.model.context import PathContext
    from chainaudit.model.finding import Finding

MAX_REPORTED: Final = 20
"""Extra certificates that are reported one by one; the last finding says how many more there are."""


def applies(ctx: PathContext) -> bool:
    """Look at chains of more than one certificate."""
    return len(ctx.presented) > 1


def find(ctx: PathContext) -> Iterator[Finding]:
    """Report each certificate that is not linked with the target, and each repetition."""
    if follows_path(ctx):
        return
    order = PresentedOrder(ctx)
    extra = sorted([*((i, "unrelated") for i in order.unrelated), *((i, "duplicate") for i in order.repeated)])
    for count, (index, variant) in enumerate(extra[:MAX_REPORTED], start=1):
        certificate = ctx.presented[index]
        place = f"'{certificate.subject}', number {index + 1} of {len(ctx.presented)} in the chain,"
        what = (
            "is there twice"
            if variant == "duplicate"
            else "issued none of the certificates that lead up from the target"
        )
        more = len(extra) - MAX_REPORTED
        tail = f" (and {more} more such certificates)" if count == MAX_REPORTED and more > 0 else ""
        yield CHECK.finding(
            certificate,
            variant=variant,
            field="chain",
            observed=f"{place} {what}{tail}",
            expected="only the target and its issuers",
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
            subject=str(certificate.subject),
        )


CHECK = Check(
    id="path.extra-certificate",
    title="The presented chain holds a certificate that does not belong there",
    severity=Severity.WARNING,
    scope=Scope.PATH,
    cites=(Citation("RFC 8446", "4.4.2"), Citation("RFC 5246", "7.4.2")),
    explanation=(
        "The chain holds a certificate that issued none of the others, or one twice. Verifiers that search ignore "
        "it; strict ones that follow the chain literally refuse it, and every handshake carries its bytes. Often "
        "it is the left-over of an old renewal, or an issuer with the right name and the wrong key."
    ),
    remedy="Take the certificate out of the chain that is presented.",
    find=find,
    stands_alone=True,
    applies=applies,
    variants=("unrelated", "duplicate"),
)
