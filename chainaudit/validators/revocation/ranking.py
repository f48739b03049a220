"""Which CRL OpenSSL takes for a certificate: the one with the most points, the newer one among equals.

Points, the weightiest first: no unknown critical extension, the certificate in its scope, in time, issued by the
certificate's issuer, signed by that very certificate or by one on the path, a key identifier that agrees.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chainaudit.errors import EncodingError
from chainaudit.model.canonical_name import same_name
from chainaudit.model.distribution_point import ALL_REASONS, distribution_points
from chainaudit.model.extension import CRL_DISTRIBUTION_POINTS, FRESHEST_CRL
from chainaudit.model.general_name import NameKind

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from chainaudit.model.certificate import Certificate
    from chainaudit.model.crl import RevocationList
    from chainaudit.model.distribution_point import DistributionPoint
    from chainaudit.model.path import Path

NO_CRITICAL: Final = 0x100
SCOPE: Final = 0x080
TIME: Final = 0x040
ISSUER_NAME: Final = 0x020
ISSUER_CERTIFICATE: Final = 0x018
SAME_PATH: Final = 0x008
KEY_IDENTIFIER: Final = 0x004
DELTA_TIME: Final = 0x002
_HANDLED: Final = frozenset({"2.5.29.27", "2.5.29.28", "2.5.29.35"})
"""Delta CRL indicator, issuing distribution point and authority key identifier, which may be critical."""


class Ranked:
    """A CRL for one certificate: its points, its issuer, the reasons that are then covered, its delta."""

    __slots__ = ("delta", "issuer", "points", "reasons", "revocation_list")

    def __init__(
        self, revocation_list: RevocationList, points: int, issuer: Certificate | None, reasons: frozenset[int]
    ) -> None:
        self.revocation_list = revocation_list
        self.points = points
        self.issuer = issuer
        self.reasons = reasons
        self.delta: RevocationList | None = None

    def has(self, points: int) -> bool:
        """Whether it has these points, all of them."""
        return self.points & points == points


class Ranking:
    """The CRLs that were given, the path, and the options under which they count.

    OpenSSL reads the extensions of a certificate when it first comes to it, and until then it knows of no key usage
    and no key identifier: of untrusted certificates those are read whose names were met on the way up, and issuers of
    CRLs whose own path was asked (``note_read``). Observed with 3.0.19.
    """

    __slots__ = ("_read", "chain", "extended", "lists", "moment", "untrusted", "use_deltas")

    def __init__(
        self,
        lists: Sequence[RevocationList],
        path: Path,
        untrusted: Sequence[Certificate],
        moment: datetime | None,
        *,
        extended: bool,
        use_deltas: bool,
    ) -> None:
        self.lists = lists
        self.chain = path.certificates
        self.untrusted = untrusted
        self.moment = moment
        self.extended = extended
        self.use_deltas = use_deltas

        self._read = {certificate.der for certificate in self.chain}
        self.note_read(path)

    def note_read(self, path: Path) -> None:
        """Note what was read while a path was built: it, and who has the names by which issuers were sought."""
        self._read.update(certificate.der for certificate in path.certificates)
        untrusted = path.certificates if path.trusted_from is None else path.certificates[: path.trusted_from - 1]
        sought = {certificate.issuer.key for certificate in untrusted}
        self._read.update(c.der for c in self.untrusted if c.subject.key in sought)

    def is_read(self, certificate: Certificate) -> bool:
        """Whether OpenSSL knows the extensions of a certificate yet."""
        return certificate.der in self._read

    def best(self, position: int, covered: frozenset[int]) -> Ranked | None:
        """Return the CRL that is taken for the certificate at ``position``; None where none has a point."""
        best: Ranked | None = None
        for one in self.lists:
            ranked = self._rank(one, position, covered)
            if ranked is None or (best is not None and ranked.points < best.points):
                continue
            newer = best is None or one.this_update > best.revocation_list.this_update
            if best is None or ranked.points > best.points or newer:
                best = ranked
        if best is not None and self.use_deltas:
            self._add_delta(best, self.chain[position])
        return best

    def _rank(self, one: RevocationList, position: int, covered: frozenset[int]) -> Ranked | None:
        certificate = self.chain[position]
        scope = one.issuing_distribution_point
        indirect = scope is not None and scope.indirect
        if not self._may_count(one, covered):
            return None
        points = ISSUER_NAME if same_name(certificate.issuer, one.issuer) else 0
        if not points and not indirect:
            return None
        points |= 0 if has_unknown_critical(one) else NO_CRITICAL
        points |= TIME if is_in_time(one, self.moment) else 0
        issuer, found = self._issuer(one, position, points)
        if not found & KEY_IDENTIFIER:
            return None
        points |= found
        decides = _covers(certificate, one, points)
        if decides is not None:
            if decides <= covered:
                return None
            covered |= decides
            points |= SCOPE
        return Ranked(one, points, issuer, covered)

    def _may_count(self, one: RevocationList, covered: frozenset[int]) -> bool:
        """Whether a CRL is one that the options let count, and has reasons to decide that are not covered yet."""
        scope = one.issuing_distribution_point
        if scope is not None and scope.only_users + scope.only_cas + scope.only_attributes > 1:
            return False
        reasons = None if scope is None else scope.reasons
        if not self.extended:
            return reasons is None and not (scope is not None and scope.indirect)
        return not reasons <= covered if reasons is not None else not one.is_delta

    def _issuer(self, one: RevocationList, position: int, points: int) -> tuple[Certificate | None, int]:
        """Return who is taken for the issuer of a CRL: above on the path, or among the untrusted where that counts."""
        above = min(position + 1, len(self.chain) - 1)
        if points & ISSUER_NAME and _identifier_agrees(self.chain[above], one):
            return self.chain[above], KEY_IDENTIFIER | ISSUER_CERTIFICATE
        for candidate in self.chain[above + 1 :]:
            if same_name(candidate.subject, one.issuer) and _identifier_agrees(candidate, one):
                return candidate, KEY_IDENTIFIER | SAME_PATH
        if self.extended:
            for candidate in self.untrusted:
                agrees = _identifier_agrees(candidate, one, is_read=self.is_read(candidate))
                if agrees and same_name(candidate.subject, one.issuer):
                    return candidate, KEY_IDENTIFIER
        return None, 0

    def _add_delta(self, ranked: Ranked, certificate: Certificate) -> None:
        complete = ranked.revocation_list
        if certificate.extension(FRESHEST_CRL) is None and complete.extension(FRESHEST_CRL) is None:
            return
        for delta in self.lists:
            if not _builds_on(delta, complete):
                continue
            ranked.delta = delta
            if is_in_time(delta, self.moment):
                ranked.points |= DELTA_TIME
            return


def is_in_time(one: RevocationList, moment: datetime | None) -> bool:
    """Whether the moment lies within a CRL's dates; nextUpdate itself is too late. No moment: always."""
    if moment is None:
        return True
    return one.this_update <= moment and (one.next_update is None or moment < one.next_update)


def has_unknown_critical(one: RevocationList) -> bool:
    """Whether the CRL or one of its entries has a critical extension that OpenSSL does not handle."""
    if any(e.critical and e.oid not in _HANDLED for e in one.extensions):
        return True
    try:
        return bool(one.unknown_critical_entry_extensions)
    except EncodingError:
        return True


def _identifier_agrees(issuer: Certificate, one: RevocationList, *, is_read: bool = True) -> bool:
    authority = one.authority_key_identifier
    if authority is None:
        return True
    own = issuer.subject_key_identifier if is_read else None
    if authority.key_identifier is not None and own is not None and authority.key_identifier != own:
        return False
    if authority.serial_number is not None and authority.serial_number != issuer.serial_number:
        return False
    named = next((n.directory for n in authority.issuer or () if n.directory is not None), None)
    return named is None or same_name(named, issuer.issuer)


def _covers(certificate: Certificate, one: RevocationList, points: int) -> frozenset[int] | None:
    """Return the reasons that a CRL decides for a certificate; None where the certificate is out of its scope."""
    scope = one.issuing_distribution_point
    if scope is not None and (scope.only_attributes or (scope.only_users if certificate.is_ca else scope.only_cas)):
        return None
    reasons = ALL_REASONS if scope is None or scope.reasons is None else scope.reasons
    for point in _points(certificate):
        if not _issued_for(point, one, points):
            continue
        if scope is None or scope.name is None or _names_meet(point, one, certificate):
            return reasons & (ALL_REASONS if point.reasons is None else point.reasons)
    if points & ISSUER_NAME and (scope is None or scope.name is None):
        return reasons
    return None


def _points(certificate: Certificate) -> tuple[DistributionPoint, ...]:
    raw = certificate.extension(CRL_DISTRIBUTION_POINTS)
    try:
        return () if raw is None else distribution_points(raw.value)
    except EncodingError:
        return ()


def _issued_for(point: DistributionPoint, one: RevocationList, points: int) -> bool:
    if not point.crl_issuers:
        return bool(points & ISSUER_NAME)
    return any(n.kind is NameKind.DIRECTORY and n.directory == one.issuer for n in point.crl_issuers)


def _names_meet(point: DistributionPoint, one: RevocationList, certificate: Certificate) -> bool:
    scope = one.issuing_distribution_point
    if point.name is None or scope is None or scope.name is None:
        return True
    issuers = point.issuer_names[:1] or (certificate.issuer,)
    return bool(point.name.names(issuers) & scope.name.names((one.issuer,)))


def _builds_on(delta: RevocationList, complete: RevocationList) -> bool:
    """Whether a delta CRL can be put on a complete one: same issuer, same scope, and it goes further."""
    if not delta.is_delta or complete.number is None or delta.number is None or delta.base_number is None:
        return False
    if not same_name(complete.issuer, delta.issuer):
        return False
    for oid in ("2.5.29.35", "2.5.29.28"):
        mine, other = delta.extension(oid), complete.extension(oid)
        if (None if mine is None else mine.value) != (None if other is None else other.value):
            return False
    return delta.base_number <= complete.number < delta.number
