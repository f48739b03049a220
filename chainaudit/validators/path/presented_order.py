"""How the certificates of a presented chain hang together: what links, what repeats, what belongs to nothing."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chainaudit.model.certificate import Certificate
    from chainaudit.model.context import PathContext
    from chainaudit.model.question import Target


class PresentedOrder:
    """The presented certificates by index: ``linked`` lead up from the leaf, ``unrelated`` do not.

    ``leaf`` is the certificate that the chain is there for: the target, unless it is an issuer that stands first by
    mistake. ``repeated`` are those that stood before already. ``misplaced`` are linked ones that stand before every
    certificate that they issued, or a leaf that is not first.
    """

    __slots__ = ("leaf", "linked", "misplaced", "presented", "repeated", "unrelated")

    def __init__(self, ctx: PathContext) -> None:
        self.presented = ctx.presented
        self.leaf = leaf_of(ctx.question.target)
        first = _first_places(ctx.presented)
        self.repeated = tuple(i for i, c in enumerate(ctx.presented) if first[c] != i)
        depth = _depths(ctx, self.leaf, first)
        self.linked = tuple(sorted((i for i in first.values() if i in depth), key=lambda i: (depth[i], i)))
        self.unrelated = tuple(i for i in sorted(first.values()) if i not in depth)
        self.misplaced = tuple(_misplaced(self.leaf, first, depth))

    def in_order(self) -> tuple[Certificate, ...]:
        """Return the linked certificates as they should stand: the leaf first, then each issuer."""
        return tuple(self.presented[i] for i in self.linked)


def _first_places(presented: tuple[Certificate, ...]) -> dict[Certificate, int]:
    first: dict[Certificate, int] = {}
    for index, certificate in enumerate(presented):
        first.setdefault(certificate, index)
    return first


def leaf_of(target: Target) -> Certificate:
    """Return the certificate that a chain is presented for, which is to stand first (RFC 8446, 4.4.2).

    It is the target, unless that is an issuer: the private key beside it is another one's of the chain, or it is a CA's
    and another one leads up to it, or it is a CA's without a name of a server and another one is no CA's.
    """
    certificate, presented = target.certificate, target.presented
    key = target.entry.private_key if target.entry is not None else None
    if key is not None:
        owned = (c for c in (certificate, *presented) if c.public_key is not None and key.belongs_to(c.public_key))
        return next(owned, certificate)
    if len(presented) < _PAIR or not (certificate.is_ca or certificate.version < _WITH_EXTENSIONS):
        return certificate
    issuers = {c.issuer.key for c in presented if not c.is_self_issued}
    ends = [c for c in presented if not c.is_ca and c != certificate and c.subject.key not in issuers]
    if not ends:
        return certificate
    below = _below(certificate, presented)
    issued = next((c for c in ends if c in below), None)
    if issued is not None:
        return issued
    return ends[0] if certificate.is_ca and not certificate.subject_alternative_names else certificate


_PAIR: Final = 2
_WITH_EXTENSIONS: Final = 3
"""Certificates before version 3 cannot say that they are a CA's."""


def _below(top: Certificate, presented: tuple[Certificate, ...]) -> set[Certificate]:
    """Return the presented certificates that lead up to ``top``, each handed out once by name and key identifier."""
    waiting: dict[object, dict[bytes | None, list[Certificate]]] = {}
    for certificate in dict.fromkeys(presented):
        authority = certificate.authority_key_identifier
        wanted = None if authority is None else authority.key_identifier
        waiting.setdefault(certificate.issuer.key, {}).setdefault(wanted, []).append(certificate)
    found: set[Certificate] = set()
    level = [top]
    while level:
        issuer = level.pop()
        named = waiting.get(issuer.subject.key, {})
        own = issuer.subject_key_identifier
        for wanted in (own, None) if own is not None else tuple(named):
            issued = [c for c in named.pop(wanted, ()) if c != top]
            found.update(issued)
            level.extend(issued)
    return found


def _depths(ctx: PathContext, leaf: Certificate, first: dict[Certificate, int]) -> dict[int, int]:
    """Return how many links above the leaf each linked certificate stands, by index; names decide, and identifiers.

    Links of the path count whatever their identifiers say, since their signatures were checked; so does an issuer
    that was not presented but found elsewhere, which would else cut the chain in two.
    """
    waiting = _Waiting(first)
    path = ctx.path.certificates
    above_in_path = dict(itertools.pairwise(path))
    depth: dict[int, int] = {first[leaf]: 0} if leaf in first else {}
    done = {leaf}
    level = [leaf]
    steps = 0
    while level:
        steps += 1
        above: list[Certificate] = []
        for below in level:
            found = waiting.take_issuers(below)
            if below in above_in_path:
                found.append(above_in_path[below])
            above.extend(dict.fromkeys(c for c in found if c not in done))
            done.update(found)
        depth.update((first[c], steps) for c in above if c in first)
        level = above
    return depth


class _Waiting:
    """Certificates that were not reached yet, by name and key identifier, each handed out once.

    So a peer that presents thousands of look-alikes costs no more time than their number.
    """

    __slots__ = ("_by_name",)

    def __init__(self, certificates: Iterable[Certificate]) -> None:
        self._by_name: dict[object, dict[bytes | None, list[Certificate]]] = {}
        for certificate in certificates:
            named = self._by_name.setdefault(certificate.subject.key, {})
            named.setdefault(certificate.subject_key_identifier, []).append(certificate)

    def take_issuers(self, subject: Certificate) -> list[Certificate]:
        """Hand out those that may have issued ``subject``: see ``may_have_issued``."""
        named = self._by_name.get(subject.issuer.key)
        if named is None:
            return []
        authority = subject.authority_key_identifier
        if authority is None or authority.key_identifier is None:
            every = [certificate for found in named.values() for certificate in found]
            named.clear()
            return every
        return named.pop(authority.key_identifier, []) + named.pop(None, [])


def follows_path(ctx: PathContext) -> bool:
    """Whether what was presented is the path itself, as far as it goes: the usual case, in which nothing is amiss."""
    return ctx.presented == ctx.path.certificates[: len(ctx.presented)]


def may_have_issued(issuer: Certificate, subject: Certificate) -> bool:
    """Whether name and key identifier (where both are told) leave it open that ``issuer`` issued ``subject``."""
    if issuer.subject != subject.issuer:
        return False
    authority = subject.authority_key_identifier
    own = issuer.subject_key_identifier
    if authority is None or authority.key_identifier is None or own is None:
        return True
    return authority.key_identifier == own


def _misplaced(leaf: Certificate, first: dict[Certificate, int], depth: dict[int, int]) -> list[int]:
    earliest: dict[object, int] = {}  # the first place of a linked certificate, by the name of its issuer
    for certificate, index in first.items():
        if index in depth and not (certificate.is_self_issued and certificate != leaf):
            earliest[certificate.issuer.key] = min(earliest.get(certificate.issuer.key, index), index)
    found = []
    for certificate, index in first.items():
        if index not in depth:
            continue
        if certificate == leaf:
            if index:
                found.append(index)
        elif index < earliest.get(certificate.subject.key, -1):
            found.append(index)
    return sorted(found)
