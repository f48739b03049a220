"""Every path from a target to an anchor, depth first, dead ends taken back (RFC 4158, 2 and 3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainaudit.builder.budget import MAX_LENGTH
from chainaudit.model.path import Path

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from chainaudit.builder.candidates import Candidates
    from chainaudit.model.certificate import Certificate
    from chainaudit.model.path import Anchor


def complete_paths(
    candidates: Candidates,
    target: Certificate,
    *,
    may_extend: Callable[[tuple[Certificate, ...], Certificate, bool], bool],
    is_anchor: Callable[[Anchor], bool],
    issuers: Callable[[Certificate], tuple[Certificate, ...]] | None = None,
) -> Iterator[Path]:
    """Yield the paths that end at an anchor, likeliest first, until the budget is spent.

    ``may_extend(partial, issuer, issuer_is_anchor)`` prunes: False where the issuer may not stand on top of the
    partial path. ``issuers`` are the edges (default: those whose signature verifies). ``is_anchor`` says which of the
    trusted certificates may end a path. A target that is itself
    an anchor is a path of one certificate. No certificate, and no other with the same name and key, stands
    in a path twice (RFC 4158, 2.4.2).
    """
    own = candidates.anchor_of(target)
    if own is not None and is_anchor(own):
        yield Path((target,), own)
    stack = [_extensions(candidates, (target,), may_extend, is_anchor, issuers or candidates.issuers)]
    while stack:
        step = next(stack[-1], None)
        if step is None:
            stack.pop()
        elif isinstance(step, Path):
            if not candidates.budget.spend_path():
                return
            yield step
        elif len(step) < MAX_LENGTH:
            stack.append(_extensions(candidates, step, may_extend, is_anchor, issuers or candidates.issuers))


def _extensions(
    candidates: Candidates,
    partial: tuple[Certificate, ...],
    may_extend: Callable[[tuple[Certificate, ...], Certificate, bool], bool],
    is_anchor: Callable[[Anchor], bool],
    issuers: Callable[[Certificate], tuple[Certificate, ...]],
) -> Iterator[Path | tuple[Certificate, ...]]:
    """Yield what a partial path goes on to: complete paths first, then longer partial ones."""
    onward: list[tuple[Certificate, ...]] = []
    for issuer in issuers(partial[-1]):
        if not candidates.budget.spend_step():
            return
        if repeats(partial, issuer):
            continue
        anchor = candidates.anchor_of(issuer)
        if anchor is not None and is_anchor(anchor) and may_extend(partial, issuer, True):  # noqa: FBT003 - a callback
            yield Path((*partial, issuer), anchor)
        leads_on = candidates.leads_on(issuer) and candidates.reaches_anchor(issuer)
        if leads_on and may_extend(partial, issuer, False):  # noqa: FBT003 - a callback
            onward.append((*partial, issuer))
    yield from onward


def repeats(partial: tuple[Certificate, ...], issuer: Certificate) -> bool:
    """Whether the issuer, or another certificate with its name and key, stands in the path already.

    The target counts only as itself: a self-issued target may be renewed by a CA of its own name and key.
    """
    for position, certificate in enumerate(partial):
        if certificate.der == issuer.der:
            return True
        if position and certificate.public_key == issuer.public_key and certificate.subject == issuer.subject:
            return True
    return False


def partial_paths(candidates: Candidates, target: Certificate, limit: int) -> tuple[Path, ...]:
    """Return the ways up from the target that end without an anchor, longest first, at most ``limit``."""
    found: list[Path] = []
    stack: list[tuple[Certificate, ...]] = [(target,)]
    while stack and len(found) < limit:
        partial = stack.pop()
        onward = [
            (*partial, issuer)
            for issuer in candidates.issuers_or_suspects(partial[-1])
            if not repeats(partial, issuer) and candidates.budget.spend_step()
        ]
        if onward and len(partial) < MAX_LENGTH:
            stack.extend(reversed(onward))
        else:
            found.append(Path(partial, None))
    return tuple(sorted(found, key=lambda path: -len(path.certificates)))
