"""One path by preferences: at each step one issuer is taken, and never taken back.

So OpenSSL builds since 1.1.0: the truststore is asked first, then what came untrusted; an issuer is taken by name, key
identifier and kind of key alone, a currently valid one rather than another, and whether its key made the signature is
asked only when the path stands (openssl-verification-options(1), "Certification Path Building").
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chainaudit.model import extension
from chainaudit.model.kinship import could_issue, is_readable, is_self_signed
from chainaudit.model.path import DeadEnd, Path

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from chainaudit.builder.candidates import Candidates
    from chainaudit.model.certificate import Certificate
    from chainaudit.model.path import Anchor
    from chainaudit.model.profile import Strategy
    from chainaudit.model.question import Question

DEFAULT_DEPTH: Final = 100
"""OpenSSL's own limit of the certificates between target and anchor."""


def committed_path(candidates: Candidates, question: Question, strategy: Strategy) -> Path:
    """Return the one path that the preferences of the strategy lead to, or as far as they led."""
    return _Builder(candidates, question, strategy).build()


def _usage(question: Question, strategy: Strategy) -> str | None:
    if strategy.purpose == "asked":
        return question.purpose.usage
    if strategy.purpose == "required":
        return question.required_usages[0] if question.required_usages else None
    return strategy.usage


def _depth(question: Question, strategy: Strategy) -> int:
    depth = question.max_intermediates if strategy.depth is None else strategy.depth
    return DEFAULT_DEPTH if depth is None else depth


class _Builder:
    """The path as it grows: its certificates, and how many of them came untrusted."""

    def __init__(self, candidates: Candidates, question: Question, strategy: Strategy) -> None:
        self._candidates = candidates
        self._untrusted = [*question.target.presented, *question.untrusted]
        self._moment = question.moment if strategy.check_time else None
        self._partial = question.partial_chain or not strategy.self_signed_anchors
        self._usage = _usage(question, strategy)
        self._trust_settings = strategy.trust_settings
        self._key_usage_counts = strategy.key_usage_counts
        self._longest = _depth(question, strategy) + 1
        self._trusted_first = strategy.trusted_first
        self._alternatives = strategy.alternatives and not self._trusted_first
        self._certificates: list[Certificate] = [question.target.certificate]
        self._count = 1  # of untrusted certificates; what stands above comes from the truststore

    def build(self) -> Path:
        """Grow the path: trusted issuers first where that is asked, then untrusted ones, then shorter beginnings."""
        asks_first = self._trusted_first or not self._untrusted
        if asks_first and (ended := self._grow_trusted()) is not None:
            return ended
        while self._count == len(self._certificates) and self._grow_untrusted():
            if self._trusted_first and (ended := self._grow_trusted()) is not None:
                return ended
        if not asks_first and (ended := self._grow_trusted()) is not None:
            return ended
        if self._alternatives and (ended := self._try_shorter()) is not None:
            return ended
        return self._last_chance()

    # --- growing --------------------------------------------------------------------------------

    def _grow_trusted(self) -> Path | None:
        """Take issuers out of the truststore for as long as there are some; a Path once it is settled."""
        while len(self._certificates) <= self._longest:
            top = self._certificates[-1]
            issuer = self._best(top, self._trusted_issuers(top))
            if issuer is None:
                return None
            if top.public_key is None or not is_readable(top.public_key):
                return self._path(None, DeadEnd.UNREADABLE)
            if is_self_signed(top):
                # An untrusted one of the same name is no anchor: only the very certificate is.
                if issuer.der != top.der or self._count < len(self._certificates):
                    return None
                self._count -= 1
                return self._settled(self._count)
            self._certificates.append(issuer)
            settled = self._settled(len(self._certificates) - 1)
            if settled is not None:
                return settled
            if is_self_signed(issuer):
                return None
        return None

    def _grow_untrusted(self) -> bool:
        """Take one issuer out of what came untrusted; False where there is none."""
        top = self._certificates[-1]
        if is_self_signed(top) or len(self._certificates) > self._longest:
            return False
        issuer = self._best(top, (c for c in self._untrusted if c is not top))
        if issuer is None:
            return False
        del self._untrusted[next(i for i, c in enumerate(self._untrusted) if c is issuer)]
        self._certificates.append(issuer)
        self._count += 1
        return True

    def _try_shorter(self) -> Path | None:
        """Leave untrusted certificates away from the top, one by one, where a trusted issuer then follows."""
        keep = self._count - 1
        while keep > 0:
            top = self._certificates[keep - 1]
            issuer = self._best(top, self._trusted_issuers(top))
            if issuer is not None and not is_self_signed(top):
                del self._certificates[keep:]
                self._count = keep
                settled = self._grow_trusted()
                if settled is not None:
                    return settled
                keep = self._count
            keep -= 1
        return None

    # --- settling -------------------------------------------------------------------------------

    def _settled(self, first: int) -> Path | None:
        """Ask whether the trusted certificates from ``first`` on settle the path; None where it must go on."""
        for position in range(first, len(self._certificates)):
            anchor = self._anchor(self._certificates[position])
            trusted = None if anchor is None else is_trusted(anchor, self._usage, has_settings=self._trust_settings)
            if trusted is False:
                return self._path(None, DeadEnd.REJECTED, position)
            if trusted:
                return self._path(anchor)
        return self._path(self._anchor(self._certificates[first])) if self._partial else None

    def _last_chance(self) -> Path:
        """Accept the target itself where it stands in the truststore and partial paths count."""
        length = len(self._certificates)
        if self._partial and length <= self._longest and self._count == length:
            anchor = self._anchor(self._certificates[0])
            if anchor is not None:
                if is_trusted(anchor, self._usage, has_settings=self._trust_settings) is False:
                    return self._path(None, DeadEnd.REJECTED, 0)
                self._count = 0
                return self._path(anchor)
        return self._path(None, DeadEnd.TOO_LONG if length > self._longest else None)

    def _best(self, subject: Certificate, candidates: Iterable[Certificate]) -> Certificate | None:
        """Return the first possible issuer that is valid now; else the one that is valid longest."""
        best: Certificate | None = None
        for candidate in candidates:
            if not could_issue(candidate, subject) or (self._key_usage_counts and not _may_sign(candidate)):
                continue
            if self._moment is None or _is_current(candidate, self._moment):
                return candidate
            if best is None or _ends_later(candidate, best):
                best = candidate
        return best

    def _trusted_issuers(self, certificate: Certificate) -> Iterable[Certificate]:
        """Return what the truststore holds under the issuer's name, in its order."""
        return (c for c in self._candidates.named(certificate) if self._anchor(c) is not None)

    def _anchor(self, certificate: Certificate) -> Anchor | None:
        return self._candidates.anchor_of(certificate)

    def _path(self, anchor: Anchor | None, dead_end: DeadEnd | None = None, ended_at: int | None = None) -> Path:
        return Path(tuple(self._certificates), anchor, trusted_from=self._count, dead_end=dead_end, ended_at=ended_at)


def is_trusted(anchor: Anchor, usage: str | None, *, has_settings: bool = True) -> bool | None:
    """Say whether a trusted certificate is trusted (True), rejected (False), or neither by itself (None).

    What the store attaches to it speaks first: a rejected purpose, then the list of trusted ones, in both of which
    anyExtendedKeyUsage stands for all; without either a self-signed certificate is trusted (openssl-x509(1), "Trust
    Options").
    """
    meant = {usage or extension.ANY_EXTENDED_KEY_USAGE, extension.ANY_EXTENDED_KEY_USAGE}
    if has_settings and anchor.rejected_for is not None and meant.intersection(anchor.rejected_for):
        return False
    if has_settings and anchor.trusted_for is not None:
        return bool(meant.intersection(anchor.trusted_for))
    return True if is_self_signed(anchor.certificate) else None


def _may_sign(certificate: Certificate) -> bool:
    return certificate.key_usage is None or extension.KEY_CERT_SIGN in certificate.key_usage


def _is_current(certificate: Certificate, moment: datetime) -> bool:
    begins, ends = certificate.not_before, certificate.not_after
    # The last moment itself does not count any more, which only OpenSSL sees so.
    return begins is not None and ends is not None and begins <= moment < ends


def _ends_later(certificate: Certificate, other: Certificate) -> bool:
    ends, known = certificate.not_after, other.not_after
    return ends is not None and (known is None or ends > known)
