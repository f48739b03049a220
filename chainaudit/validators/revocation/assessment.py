"""The revocation status of every certificate of a path, worked out once for all checks that tell of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chainaudit.model.question import RevocationMode
from chainaudit.model.remedy import Action
from chainaudit.validators.revocation.crls import ListSearch
from chainaudit.validators.revocation.fact import CertificateStatus, Fact, Status
from chainaudit.validators.revocation.inputs import inputs_of, is_asked
from chainaudit.validators.revocation.responses import ResponseSearch

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainaudit.model.certificate import Certificate
    from chainaudit.model.check import Check
    from chainaudit.model.context import PathContext
    from chainaudit.model.finding import Finding
    from chainaudit.model.path import Path

MAX_DEPTH: Final = 6
"""How far the status of the signers of signers is followed; PKITS needs two, and nothing real needs more."""
_ONLY_WHERE_REQUIRED: Final = frozenset({"unknown", "crl-scope", "delta-unusable"})
"""Why nothing decides: no fault where nothing has to."""
MAX_STATUSES: Final = 200
"""Look-ups for one path, its signers' paths included: those of PKITS take at most six."""


def applies(ctx: PathContext) -> bool:
    """Revocation is asked of a complete path, where something was given or is required."""
    return ctx.path.is_complete and len(ctx.path.certificates) > 1 and is_asked(ctx.question)


def assess(ctx: PathContext) -> tuple[CertificateStatus, ...]:
    """Return the status of every certificate below the anchor, target first."""
    place = ("revocation", "status", tuple([c.der for c in ctx.path.certificates]))
    found: tuple[CertificateStatus, ...] | None = ctx.kept.get(place)
    if found is None:
        worker = _Assessor(ctx)
        found = tuple(worker.status(ctx.path, position, ()) for position, _ in ctx.path.below_anchor())
        ctx.kept[place] = found
    return found


def is_required(ctx: PathContext, position: int) -> bool:
    """Whether an unknown status of the certificate at a position is an error."""
    mode = ctx.question.revocation.mode
    return mode is RevocationMode.REQUIRE_ALL or (mode is RevocationMode.REQUIRE_TARGET and position == 0)


def tell(check: Check, ctx: PathContext, action: str, *, expected: str) -> Iterator[Finding]:
    """Make findings of the facts that one check tells; ``action`` is the kind of action that mends them."""
    kind = check.id.partition(".")[2]
    for one in assess(ctx):
        for fact in one.facts:
            if fact.kind == kind:
                yield check.finding(
                    one.certificate,
                    position=one.position,
                    observed=fact.observed,
                    expected=expected,
                    field="revocation",
                    variant=fact.variant,
                    actions=(_action(action, one.certificate),),
                    **fact.values,
                )


def _action(kind: str, certificate: Certificate) -> Action:
    return Action(kind, subject=str(certificate.subject), issuer=str(certificate.issuer))


class _Assessor:
    """Works out statuses, those of the signers of CRLs included."""

    def __init__(self, ctx: PathContext) -> None:
        self.ctx = ctx
        self.inputs = inputs_of(ctx.question.revocation, ctx.read)
        self.asked = 0

    def status(self, path: Path, position: int, asking: tuple[bytes, ...]) -> CertificateStatus:
        """Return the status of one certificate; ``asking`` are those whose status waits for it."""
        certificate = path.certificates[position]
        asking = (*asking, certificate.der)
        self.asked += 1
        if self.asked > MAX_STATUSES:
            given_up = Fact("unknown", f"more than {MAX_STATUSES} certificates were looked up", variant="limit")
            return CertificateStatus(certificate, position, Status.UNKNOWN, (given_up,), spoken_of=True)

        def is_revoked(other: Path) -> str:
            return self._against(path, other, asking)

        lists = ListSearch(self.ctx, self.inputs, path, position, is_revoked)
        responses = ResponseSearch(self.ctx, self.inputs, path, position, is_revoked)
        listed, responded = lists.run(), responses.run()
        facts: list[Fact]
        if Status.REVOKED in {listed, responded}:
            status = Status.REVOKED
            facts = [f for f in (*lists.facts.values(), *responses.facts) if f.kind == "revoked"]
        elif Status.GOOD in {listed, responded}:
            status = Status.GOOD
            facts = list(lists.facts.values()) if listed is Status.GOOD else []
        else:
            status = Status.UNKNOWN
            facts = [*lists.facts.values(), *responses.facts]
            if not is_required(self.ctx, position):
                facts = [f for f in facts if f.kind not in _ONLY_WHERE_REQUIRED or f.variant == "limit"]
        spoken_of = lists.spoken_of or responses.spoken_of
        return CertificateStatus(certificate, position, status, tuple(facts), spoken_of=spoken_of)

    def _against(self, path: Path, other: Path, asking: tuple[bytes, ...]) -> str:
        """Say what speaks against the path of a signer: "revoked", "revocation-unknown" or ""."""
        if len(other.certificates) == 1:
            return ""
        for position, certificate in other.below_anchor():
            # A status that waits for itself is no obstacle: a CRL may list the very certificate that its signer has.
            if certificate.der in asking or certificate in path.certificates:
                continue
            if len(asking) > MAX_DEPTH:
                return "revocation-unknown"
            status = self.status(other, position, asking).status
            if status is Status.REVOKED:
                return "revoked"
            if status is Status.UNKNOWN and is_required(self.ctx, position):
                return "revocation-unknown"
        return ""
