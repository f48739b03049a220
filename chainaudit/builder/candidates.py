"""Who may have issued a certificate: by name and key identifier, then by the signature; every refusal is kept."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Final

from chainaudit.builder.subjects import Subjects
from chainaudit.model.path import Refusal, RefusalReason
from chainaudit.model.signature import SignatureStatus, verify

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chainaudit.builder.budget import Budget
    from chainaudit.model.certificate import Certificate
    from chainaudit.model.path import Anchor
    from chainaudit.model.public_key import PublicKey

MAX_INHERITANCE: Final = 8
"""How far up DSA parameters are looked for; RFC 5280 has no limit, PKITS needs two."""


class Candidates:
    """Everything that may stand in a path: anchors first, then what was presented or given, each certificate once.

    A certificate is a node; ``issuers`` are the edges whose signature verifies. Signature checks are made once per
    pair of issuer key and certificate, and counted.
    """

    def __init__(
        self,
        anchors: Iterable[Anchor],
        untrusted: Iterable[Certificate],
        budget: Budget,
        signatures: dict[tuple[bytes, bytes], SignatureStatus] | None = None,
    ) -> None:
        """``signatures`` are those that were checked already, and take up those that are checked here."""
        self.budget = budget
        self.anchors: dict[bytes, Anchor] = {}
        for anchor in anchors:
            self.anchors.setdefault(anchor.certificate.der, anchor)
        self.order: dict[bytes, Certificate] = {a.certificate.der: a.certificate for a in self.anchors.values()}
        for certificate in untrusted:
            self.order.setdefault(certificate.der, certificate)
        self.known: tuple[Certificate, ...] = tuple(self.order.values())
        self._subjects: Subjects | None = None
        self._signatures = {} if signatures is None else signatures
        self._issuers: dict[bytes, tuple[Certificate, ...]] = {}
        self._refusals: dict[bytes, tuple[Refusal, ...]] = {}
        self._reaching: set[bytes] | None = None
        self._passed_over: set[bytes] = set()
        self._is_wide = False

    def widen(self) -> bool:
        """Let issuers count from now on that were passed over because of their key identifier; False: there are none.

        A search that found nothing is worth a second one then: the identifier is a hint, and a CA may have more than
        one certificate for the key that signed.
        """
        if self._is_wide or not self._passed_over:
            return False
        self._is_wide = True
        for der in self._passed_over:
            del self._issuers[der]
        return True

    def with_budget(self, budget: Budget) -> Candidates:
        """Return the same candidates for a search within another budget; what was found out already is shared.

        But for issuers that were not tried because the budget was spent: they are looked for anew.
        """
        other = copy.copy(self)
        other.budget = budget
        cut_short = {
            der for der, refused in self._refusals.items() if any(r.reason is RefusalReason.BUDGET for r in refused)
        }
        other._issuers = {der: found for der, found in self._issuers.items() if der not in cut_short}  # noqa: SLF001
        other._refusals = dict(self._refusals)  # noqa: SLF001 - a copy of its own class
        other._passed_over = set(self._passed_over)  # noqa: SLF001 - as above
        return other

    def anchor_of(self, certificate: Certificate) -> Anchor | None:
        """Return how this very certificate is trusted; None where it is not."""
        return self.anchors.get(certificate.der)

    def named(self, certificate: Certificate) -> list[Certificate]:
        """Return the certificates whose subject is this one's issuer, in the order given."""
        if self._subjects is None:
            self._subjects = Subjects(self.order.values())
        return self._subjects.named(certificate.issuer)

    def leads_on(self, certificate: Certificate) -> bool:
        """Whether another certificate has the name of its issuer; a root leads to itself alone."""
        return any(above.der != certificate.der for above in self.named(certificate))

    def reachable(self, certificate: Certificate) -> tuple[Certificate, ...]:
        """Return ``certificate`` and all that names lead to from it, nearest first."""
        found = {certificate.der: certificate}
        level = [certificate]
        while level:
            above = [c for one in level for c in self.named(one) if c.der not in found]
            found.update((c.der, c) for c in above)
            level = above
        return tuple(found.values())

    def issuers(self, certificate: Certificate) -> tuple[Certificate, ...]:
        """Return the issuers whose signature on ``certificate`` verifies, the likeliest first.

        Order: those whose key identifier agrees before those that say nothing before those that differ; among
        equals anchors first, then as given. One that differs is tried only where no other verifies, or after ``widen``,
        for key identifiers only help to find the issuer (RFC 5280, 4.2.1.1) and the signature proves it.
        """
        found = self._issuers.get(certificate.der)
        if found is None:
            found = self._find_issuers(certificate)
            self._issuers[certificate.der] = found
        return found

    def issuers_or_suspects(self, certificate: Certificate) -> tuple[Certificate, ...]:
        """Return the issuers; where there are none, the one named as issuer whose signature does not verify.

        A path through a suspect is never acceptable; it shows where a certificate was damaged, which "issuer missing"
        would hide. A candidate whose key identifier differs is another CA of the same name, and no suspect.
        """
        found = self.issuers(certificate)
        if found:
            return found
        suspects = [r.candidate for r in self._refusals[certificate.der] if r.reason is RefusalReason.SIGNATURE_INVALID]
        return tuple(suspects[:1])

    @property
    def has_refused(self) -> bool:
        """Whether any candidate was refused so far."""
        return any(self._refusals.values())

    def refusals(self, certificate: Certificate) -> tuple[Refusal, ...]:
        """Return every candidate that looked like an issuer of ``certificate`` and is none, with the reason."""
        self.issuers(certificate)
        refused = self._refusals[certificate.der]
        wanted = _wanted_key_identifier(certificate)
        if wanted is None:
            return refused
        others = tuple(
            Refusal(c, certificate, RefusalReason.NAME_DIFFERS, f"'{c.subject}' where '{certificate.issuer}' is named")
            for c in self.order.values()
            # The octets must stand in it somewhere: to look for them is quicker than to read its extensions.
            if wanted in c.der and c.der != certificate.der
            if c.subject_key_identifier == wanted and c.subject != certificate.issuer
        )
        return refused + others

    def _find_issuers(self, certificate: Certificate) -> tuple[Certificate, ...]:
        ranked = sorted(
            (
                (key_identifier_rank(c, certificate), c.der not in self.anchors, i, c)
                for i, c in enumerate(self.named(certificate))
            ),
            key=lambda row: row[:3],
        )
        good: list[Certificate] = []
        refused: list[Refusal] = []
        for rank, _, _, candidate in ranked:
            if rank == DIFFERS and good and not self._is_wide:
                self._passed_over.add(certificate.der)
                refused.append(
                    Refusal(
                        candidate,
                        certificate,
                        RefusalReason.KEY_IDENTIFIER_DIFFERS,
                        _identifiers(candidate, certificate),
                    )
                )
                continue
            status = self.signature(candidate, certificate)
            if status is SignatureStatus.VALID:
                good.append(candidate)
            else:
                refused.append(_refusal(candidate, certificate, rank, status))
        self._refusals[certificate.der] = tuple(refused)
        return tuple(good)

    def signature(self, issuer: Certificate, subject: Certificate) -> SignatureStatus | None:
        """Check the signature of ``subject`` with the issuer's key, once; None where the budget is spent."""
        key = self.effective_key(issuer)
        if key is None:
            return SignatureStatus.KEY_UNUSABLE
        pair = (key.spki, subject.der)
        status = self._signatures.get(pair)
        if status is None:
            if not self.budget.spend_signature():
                return None
            status = verify(key, subject.signature_algorithm, subject.signature, subject.tbs)
            self._signatures[pair] = status
        return status

    def effective_key(self, certificate: Certificate) -> PublicKey | None:
        """Return the key with DSA parameters inherited from an issuer filled in (RFC 5280, 6.1.4 (e))."""
        key = certificate.public_key
        if key is None or not key.has_inherited_parameters:
            return key
        seen = {certificate.der}
        level = [certificate]
        for _ in range(MAX_INHERITANCE):
            above = [c for one in level for c in self.named(one) if c.der not in seen]
            seen.update(c.der for c in above)
            for candidate in above:
                giver = candidate.public_key
                if giver is not None and giver.algorithm == key.algorithm and not giver.has_inherited_parameters:
                    return key.with_parameters_of(giver)
            level = above
        return key

    def reaches_anchor(self, certificate: Certificate) -> bool:
        """Whether names alone lead from ``certificate`` to an anchor; what fails here can be left out unseen."""
        if self._reaching is None:
            self._reaching = self._all_reaching()
        return certificate.der in self._reaching

    def _all_reaching(self) -> set[bytes]:
        """Begin with those that an anchor may have issued, and go down from name to name.

        Anchors are many and looked up; only what is no anchor has its names read.
        """
        reaching = set(self.anchors)
        by_issuer: dict[object, list[Certificate]] = {}
        names = []
        for candidate in self.order.values():
            if candidate.der in self.anchors:
                continue
            by_issuer.setdefault(candidate.issuer.key, []).append(candidate)
            if any(above.der in self.anchors for above in self.named(candidate)):
                names.append(candidate.issuer.key)
        done = set(names)
        while names:
            for below in by_issuer.get(names.pop(), ()):
                reaching.add(below.der)
                if below.subject.key not in done:
                    done.add(below.subject.key)
                    names.append(below.subject.key)
        return reaching


AGREES: Final = 0
SILENT: Final = 1
DIFFERS: Final = 2


def key_identifier_rank(issuer: Certificate, subject: Certificate) -> int:
    """Say how an issuer fits the subject's authority key identifier: AGREES, SILENT or DIFFERS (RFC 5280, 4.2.1.1)."""
    authority = subject.authority_key_identifier
    if authority is None:
        return SILENT
    rank = SILENT
    own = issuer.subject_key_identifier
    if authority.key_identifier is not None and own is not None:
        if authority.key_identifier != own:
            return DIFFERS
        rank = AGREES
    if authority.serial_number is not None and authority.issuer is not None:
        names = [n.directory for n in authority.issuer if n.directory is not None]
        if authority.serial_number != issuer.serial_number or (names and issuer.issuer not in names):
            return rank if rank == AGREES else DIFFERS
        rank = AGREES
    return rank


def _wanted_key_identifier(certificate: Certificate) -> bytes | None:
    authority = certificate.authority_key_identifier
    return None if authority is None else authority.key_identifier


def _identifiers(issuer: Certificate, subject: Certificate) -> str:
    wanted, own = _wanted_key_identifier(subject), issuer.subject_key_identifier
    return f"it is {own.hex() if own else 'absent'} where {wanted.hex() if wanted else 'none'} is named"


def _refusal(candidate: Certificate, subject: Certificate, rank: int, status: SignatureStatus | None) -> Refusal:
    if status is None:
        return Refusal(candidate, subject, RefusalReason.BUDGET)
    if rank == DIFFERS:
        return Refusal(candidate, subject, RefusalReason.KEY_IDENTIFIER_DIFFERS, _identifiers(candidate, subject))
    if status is SignatureStatus.INVALID:
        return Refusal(candidate, subject, RefusalReason.SIGNATURE_INVALID)
    return Refusal(candidate, subject, RefusalReason.SIGNATURE_UNCHECKABLE, status.value)
