"""What the given CRLs say of one certificate (RFC 5280, 6.3.3)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chainaudit.errors import EncodingError
from chainaudit.model.distribution_point import ALL_REASONS, DistributionPoint, distribution_points
from chainaudit.model.extension import CRL_DISTRIBUTION_POINTS
from chainaudit.validators.revocation import scope
from chainaudit.validators.revocation.fact import Fact, Status, shown, values_of
from chainaudit.validators.revocation.java_lists import java_facts
from chainaudit.validators.revocation.list_profile import profile_facts
from chainaudit.validators.revocation.signer import find_signer
from chainaudit.validators.wording import moment_text

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from chainaudit.model.certificate import Certificate
    from chainaudit.model.context import PathContext
    from chainaudit.model.crl import RevocationList
    from chainaudit.model.crl_entries import RevokedEntry
    from chainaudit.model.path import Path
    from chainaudit.validators.revocation.inputs import Inputs

_SCOPES: Final = {
    "not-indirect": "the distribution point names it, but it is not marked as an indirect CRL",
    "distribution-point": "it is for another distribution point",
    "attribute-certificates": "it covers attribute certificates only",
    "user-certificates": "it covers end-entity certificates only",
    "ca-certificates": "it covers CA certificates only",
}


class ListSearch:
    """The search through the CRLs for the status of one certificate in a path."""

    def __init__(
        self, ctx: PathContext, inputs: Inputs, path: Path, position: int, is_revoked: Callable[[Path], str]
    ) -> None:
        self.ctx = ctx
        self.inputs = inputs
        self.path = path
        self.position = position
        self.certificate: Certificate = path.certificates[position]
        self.is_revoked = is_revoked
        self.covered: frozenset[int] = frozenset()
        self.facts: dict[tuple[str, str, str], Fact] = {}
        self.used: dict[RevocationList, None] = {}
        self.spoken_of = False
        self._newest: dict[object, RevocationList] = {}
        self._usable: dict[RevocationList, tuple[Fact, ...]] = {}

    def run(self) -> Status:
        """Look through the distribution points, then through the issuer's own CRLs.

        RFC 5280 stops when every reason is covered. Here every CRL is looked at, for of two that both hold either may
        list the certificate, and the answer must not turn on their order; of those with one scope the newest counts.
        """
        for point in self._all_points():
            for one in self.inputs.completes:
                if self._look(one, point) is Status.REVOKED:
                    return Status.REVOKED
        if self.covered >= ALL_REASONS:
            used = [fact for one in self.used for fact in profile_facts(one)]
            self.facts = {fact.identity: fact for fact in used}
            return Status.GOOD
        self._tell_scopes()
        if self.covered:
            left = ALL_REASONS - self.covered
            self._add(Fact("unknown", f"no CRL covers {len(left)} of the reasons", variant="reasons-incomplete"))
        return Status.UNKNOWN

    def _all_points(self) -> tuple[DistributionPoint, ...]:
        """Return the points, and the implicit one: to Java only where the certificate has no list of points."""
        if self.ctx.rules.crls_as_java and self.certificate.extension(CRL_DISTRIBUTION_POINTS) is not None:
            return self._points()
        return (*self._points(), scope.IMPLICIT)

    def _points(self) -> tuple[DistributionPoint, ...]:
        raw = self.certificate.extension(CRL_DISTRIBUTION_POINTS)
        if raw is None:
            return ()
        try:
            return distribution_points(raw.value)
        except EncodingError as error:
            self._add(Fact("crl-scope", f"cRLDistributionPoints: {error.message}", variant="points-unreadable"))
            return ()

    def _add(self, fact: Fact) -> None:
        self.facts.setdefault(fact.identity, fact)

    def _look(self, one: RevocationList, point: DistributionPoint) -> Status | None:
        if scope.mismatch(one, point, self.certificate):
            return None
        decides = scope.reasons(one, point)
        extent = scope.extent(one)
        if not decides or self._newest.get(extent, one) != one:
            return None
        self.spoken_of = True
        delta = self._delta_for(one)
        refused = self._refusals(one, renewed=delta is not None)
        if refused:
            for fact in refused:
                self._add(fact)
            if {fact.kind for fact in refused} == {"crl-expired"}:
                self._tell_late(one, delta)
            return None
        entry = self._entry(one, delta)
        if isinstance(entry, Fact):
            self._add(entry)
            return None
        self.used[one] = None
        self._newest[extent] = one
        if entry is not None:
            fact = self._revocation(one, entry)
            self.facts = {fact.identity: fact}
            return Status.REVOKED
        self.covered |= decides
        return None

    def _entry(self, one: RevocationList, delta: RevocationList | None) -> RevokedEntry | Fact | None:
        """Return the entry that counts: the delta CRL's before the complete one's (RFC 5280, 6.3.3 (i) to (k))."""
        try:
            if delta is not None:
                changed = delta.find(self._serial, self.certificate.issuer)
                if changed is not None:
                    return None if changed.is_removal else changed
            found = one.find(self._serial, self.certificate.issuer)
        except EncodingError as error:
            return Fact("crl-malformed", f"{shown(one)}: {error.message}", variant="entries", values=values_of(one))
        removed = found is not None and found.is_removal and not self.ctx.rules.crls_as_java
        return None if removed else found

    @property
    def _serial(self) -> bytes:
        number = self.certificate.serial_number
        return number.to_bytes(number.bit_length() // 8 + 1, "big", signed=True)

    def _tell_late(self, one: RevocationList, delta: RevocationList | None) -> None:
        """An old list does not prove that a certificate is good, but it proves that it was revoked."""
        entry = self._entry(one, delta)
        if entry is not None and not isinstance(entry, Fact):
            self._add(self._revocation(one, entry))

    def _revocation(self, one: RevocationList, entry: RevokedEntry) -> Fact:
        when = moment_text(entry.revoked_at) if entry.revoked_at else "an unreadable date"
        reason = "" if entry.reason is None else f", reason {entry.reason_name}"
        values = {**values_of(one), "reason": entry.reason_name, "revoked_at": when, "source": "crl"}
        variant = "issuer" if self.position else "target"
        return Fact("revoked", f"revoked at {when}{reason}, by {shown(one)}", variant=variant, values=values)

    # --- whether a CRL can be used ------------------------------------------------------------

    def _refusals(self, one: RevocationList, *, renewed: bool = False) -> tuple[Fact, ...]:
        facts = self._usable.get(one)
        if facts is None:
            _, untrusted = find_signer(self.ctx, self.path, self.position, one, self.is_revoked)
            as_java = bool(self.ctx.rules.crls_as_java)
            facts = (*_unknown_extensions(one, with_entries=not as_java), *(() if untrusted is None else (untrusted,)))
            if as_java:
                facts = (*facts, *java_facts(self.ctx, self.certificate, one))
            self._usable[one] = facts
        dated = date_facts(one, self.ctx.moment)
        return (*(f for f in dated if not (renewed and f.kind == "crl-expired")), *facts)

    def _delta_for(self, one: RevocationList) -> RevocationList | None:
        """Return the newest delta CRL that can be put on a complete one (RFC 5280, 5.2.4 and 6.3.3 (c))."""
        if not self.ctx.question.revocation.use_deltas or one.number is None:
            return None
        best: RevocationList | None = None
        for delta in self.inputs.deltas:
            base, number = delta.base_number, delta.number
            if base is None or number is None or not scope.same_scope(delta, one):
                continue
            if not base <= one.number <= number:
                self._unusable(delta, f"starts from {base}, and the complete CRL is {one.number}", "base-number")
            elif self._refusals(delta):
                self._unusable(delta, self._refusals(delta)[0].observed, "refused")
            elif best is None or number > (best.number or 0):
                best = delta
        return best

    def _unusable(self, delta: RevocationList, why: str, variant: str) -> None:
        self._add(Fact("delta-unusable", f"{shown(delta)}: {why}", variant=variant, values=values_of(delta)))

    def _tell_scopes(self) -> None:
        """Nothing decided: tell why the CRLs of the right issuers do not speak of the certificate."""
        for one in self.inputs.completes:
            if one in self.used or one in self._usable:
                continue
            why = [scope.mismatch(one, point, self.certificate) for point in (*self._points(), scope.IMPLICIT)]
            told = next((w for w in why if w and w != scope.OTHER_ISSUER), "")
            if told and "" not in why:
                self._add(Fact("crl-scope", f"{shown(one)}: {_SCOPES[told]}", variant=told, values=values_of(one)))
        for delta in self.inputs.deltas:
            based = any(scope.same_scope(delta, one) for one in self.inputs.completes)
            if delta.issuer == self.certificate.issuer and not based:
                text = f"{shown(delta)}: no complete CRL with the same scope was given"
                self._add(Fact("delta-unusable", text, variant="no-base", values=values_of(delta)))


def date_facts(one: RevocationList, moment: datetime) -> tuple[Fact, ...]:
    """Compare a CRL's dates with the moment, to the second; nextUpdate itself is still in time."""
    if one.this_update > moment:
        text = f"{shown(one)} is issued at {moment_text(one.this_update)}"
        return (Fact("crl-not-yet-valid", text, values=values_of(one)),)
    if one.next_update is not None and one.next_update < moment.replace(microsecond=0):
        text = f"{shown(one)} was to be replaced by {moment_text(one.next_update)}"
        return (Fact("crl-expired", text, values=values_of(one)),)
    return ()


def _unknown_extensions(one: RevocationList, *, with_entries: bool) -> tuple[Fact, ...]:
    own = one.unknown_critical_extensions
    try:
        in_entries = one.unknown_critical_entry_extensions if with_entries else ()
    except EncodingError as error:
        return (Fact("crl-malformed", f"{shown(one)}: {error.message}", variant="entries", values=values_of(one)),)
    return (
        *(_unknown(one, f"extension {oid} of {shown(one)}", "crl", oid) for oid in own),
        *(_unknown(one, f"extension {oid} of an entry of {shown(one)}", "entry", oid) for oid in in_entries),
    )


def _unknown(one: RevocationList, text: str, variant: str, oid: str) -> Fact:
    return Fact("crl-critical-extension-unknown", text, variant=variant, values={**values_of(one), "oid": oid})
