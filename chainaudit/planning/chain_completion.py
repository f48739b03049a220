"""Puts the chain behind a certificate in order and adds what it lacks, from certificates that are at hand.

Pure: what is fetched comes through a function that is handed in. The root stands in the result only where it stood
in the chain before or is asked for, since who trusts it has it (RFC 8446, 4.4.2).
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Final, NamedTuple

from chainaudit.builder.budget import Budget
from chainaudit.builder.candidates import Candidates
from chainaudit.builder.search import complete_paths, partial_paths
from chainaudit.model.path import Anchor

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import datetime

    from chainaudit.model.certificate import Certificate
    from chainaudit.model.public_key import PublicKey

MAX_PATHS: Final = 64
"""Complete paths among which the best is chosen; cross-signed CAs make a handful."""
MAX_FETCHED_LEVELS: Final = 6
"""Issuers that are fetched one above the other; real chains have at most four intermediates."""

_VERSION_3: Final = 3


class Completion(NamedTuple):
    """The chain as it should be sent, target first, and how it differs from what was there.

    ``missing_issuer`` is the name of the issuer that was not found; None where the chain is complete.
    ``left_out`` are certificates of the old chain that do not belong to the new one.
    """

    chain: tuple[Certificate, ...]
    added: tuple[Certificate, ...]
    left_out: tuple[Certificate, ...]
    is_reordered: bool
    missing_issuer: str | None


class Pool:
    """What chains may be made of: certificates at hand, anchors first, and a way to fetch more."""

    __slots__ = ("_certificates", "_fetch", "_trusted", "include_root", "moment")

    def __init__(
        self,
        certificates: Iterable[Certificate],
        trusted: Iterable[Certificate],
        moment: datetime,
        *,
        fetch: Callable[[Certificate], Sequence[Certificate]] | None = None,
        include_root: bool = False,
    ) -> None:
        """``fetch`` returns the certificates that a certificate names as its issuer's (RFC 5280, 4.2.2.1)."""
        self._certificates = tuple(dict.fromkeys(certificates))
        self._trusted = tuple(dict.fromkeys(trusted))
        self._fetch = fetch
        self.moment = moment
        self.include_root = include_root

    def with_key(self, key: PublicKey) -> Certificate | None:
        """Return the certificate with this public key that is valid for the longest time."""
        found = [c for c in self._certificates if c.public_key == key]
        return max(found, key=lambda c: c.not_after.timestamp() if c.not_after else 0.0, default=None)

    def complete(self, target: Certificate, stored: Sequence[Certificate]) -> Completion:
        """Return the chain of ``target``; ``stored`` is what stood there, in its order, the target included or not."""
        extra: list[Certificate] = []
        path = self._best(target, stored, extra)
        for _ in range(MAX_FETCHED_LEVELS):
            if self._fetch is None or _ends(path, self._trusted):
                break
            fetched = [c for c in self._fetch(path[-1]) if c not in extra]
            if not fetched:
                break
            extra += fetched
            path = self._best(target, stored, extra)
        return self._compare(path, stored)

    def _best(
        self, target: Certificate, stored: Sequence[Certificate], extra: Sequence[Certificate]
    ) -> tuple[Certificate, ...]:
        pool = (*stored, *self._certificates, *extra)
        roots = (c for c in pool if c.is_self_issued and c != target)
        anchors = [Anchor(c) for c in dict.fromkeys((*self._trusted, *roots))]
        candidates = Candidates(anchors, pool, Budget())
        found = complete_paths(candidates, target, may_extend=_may_extend, is_anchor=lambda _: True)
        paths = [path.certificates for path in itertools.islice(found, MAX_PATHS)]
        if not paths:
            paths = [_sound(candidates, path.certificates) for path in partial_paths(candidates, target, MAX_PATHS)]
        kept = set(stored)
        return min(paths, key=lambda path: self._rank(path, kept))

    def _rank(self, path: tuple[Certificate, ...], stored: set[Certificate]) -> tuple[int, int, int, int, int]:
        """Order paths: to a root, to a trusted one, valid now, made of what is there already, short."""
        return (
            0 if path[-1].is_self_issued else 1,
            0 if path[-1] in self._trusted else 1,
            sum(not _is_valid(certificate, self.moment) for certificate in path),
            sum(certificate not in stored for certificate in path[:-1]),
            len(path),
        )

    def _compare(self, path: tuple[Certificate, ...], stored: Sequence[Certificate]) -> Completion:
        top = path[-1]
        is_root = len(path) > 1 and top.is_self_issued
        chain = path[:-1] if is_root and top not in stored and not self.include_root else path
        before = list(dict.fromkeys(stored))
        common = [certificate for certificate in before if certificate in chain]
        return Completion(
            chain,
            added=tuple(certificate for certificate in chain if certificate not in before),
            left_out=tuple(certificate for certificate in before if certificate not in chain),
            is_reordered=common != [certificate for certificate in chain if certificate in before]
            or len(before) != len(stored),
            missing_issuer=None if _ends(path, self._trusted) else str(top.issuer),
        )


def _ends(path: tuple[Certificate, ...], trusted: tuple[Certificate, ...]) -> bool:
    """Whether nothing can stand above: a root, or what is trusted itself and has no issuer at hand."""
    return path[-1].is_self_issued or (path[-1] in trusted and len(path) > 1)


def _may_extend(_partial: tuple[Certificate, ...], issuer: Certificate, is_anchor: bool) -> bool:  # noqa: FBT001 - the builder's callback
    return is_anchor or issuer.is_ca or issuer.version < _VERSION_3


def _sound(candidates: Candidates, path: tuple[Certificate, ...]) -> tuple[Certificate, ...]:
    """Cut a partial path where an issuer is no CA, or only looks like the issuer and did not sign."""
    sound = [path[0]]
    for issuer in path[1:]:
        if issuer not in candidates.issuers(sound[-1]) or not _may_extend((), issuer, is_anchor=False):
            break
        sound.append(issuer)
    return tuple(sound)


def _is_valid(certificate: Certificate, moment: datetime) -> bool:
    start, end = certificate.not_before, certificate.not_after
    return start is not None and end is not None and start <= moment <= end
