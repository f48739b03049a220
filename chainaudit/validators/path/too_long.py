"""More intermediates than an issuer allows, or than the verifier does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainaudit.model.check import Check, Citation, Scope, Severity
from chainaudit.validators.actions import for_certificate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainaudit.model.context import PathContext
    from chainaudit.model.finding import Finding


def find(ctx: PathContext) -> Iterator[Finding]:
    """Count the intermediates that are not self-issued (RFC 5280, 6.1.4 (l), (m)) below each constraint, and in all.

    With ``rules.count_self_issued`` the others count too.
    """
    yield from _path_lengths(ctx)
    limits = [n for n in (ctx.question.max_intermediates, ctx.rules.max_intermediates) if n is not None]
    if not limits:
        return
    limit = min(limits)
    every = bool(ctx.rules.count_self_issued)
    counted = [(position, c) for position, c in ctx.path.intermediates() if every or not c.is_self_issued]
    if len(counted) > limit:
        position, certificate = counted[limit]
        yield CHECK.finding(
            certificate,
            position=position,
            variant="limit",
            field="path",
            observed=f"the path has {len(counted)} intermediates",
            expected=f"at most {limit}, as the verifier is set",
            count=len(counted),
            limit=limit,
            offending_position=position,
        )


def _path_lengths(ctx: PathContext) -> Iterator[Finding]:
    counted: list[int] = []  # positions of intermediates below the one looked at that are not self-issued
    constraining = {position for position, _ in ctx.constraining()}
    for position, certificate in ctx.path.issuers():
        constraints = certificate.basic_constraints if position in constraining else None
        limit = None if constraints is None else constraints.path_length
        if limit is not None and len(counted) > limit:
            # Counted from the constraining issuer downwards, the first one that is too many.
            offending = counted[len(counted) - limit - 1]
            below = ctx.path.certificates[offending]
            yield CHECK.finding(
                certificate,
                position=position,
                variant="path-length",
                field="basicConstraints",
                observed=(
                    f"'{certificate.subject}' allows {limit} intermediates below it (pathLenConstraint), and there are "
                    f"{len(counted)}; '{below.subject}' is one too many"
                ),
                expected=f"at most {limit} intermediates below it that are not self-issued",
                actions=(for_certificate("reissue", certificate),),
                path_length=limit,
                count=len(counted),
                offending_position=offending,
                subject=str(certificate.subject),
            )
        if ctx.rules.count_self_issued or not certificate.is_self_issued:
            counted.append(position)


CHECK = Check(
    id="path.too-long",
    title="The path is longer than allowed",
    severity=Severity.ERROR,
    scope=Scope.PATH,
    cites=(Citation("RFC 5280", "6.1.4 (l), (m)"), Citation("RFC 5280", "4.2.1.9")),
    explanation=(
        "A CA may say in pathLenConstraint how many further intermediates may stand below it: 0 means that it "
        "issues end certificates only. A chain with more was not meant to exist, and every verifier refuses it "
        "('path length constraint exceeded'). A verifier may also have a limit of its own, such as OpenSSL's "
        "-verify_depth."
    ),
    remedy=(
        "Use an issuer that the CA above allows, or have the constraining CA reissued; raise the verifier's own limit."
    ),
    find=find,
    variants=("path-length", "limit"),
    prunes=True,
)
