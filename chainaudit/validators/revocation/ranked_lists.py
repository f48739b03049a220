"""What the CRL that ranks highest says of each certificate, in the order in which OpenSSL asks."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any, Final

from chainaudit.errors import EncodingError
from chainaudit.model.check import Check, Citation, Scope, Severity
from chainaudit.model.crl import RevocationList
from chainaudit.model.distribution_point import ALL_REASONS
from chainaudit.model.extension import CRL_SIGN, KEY_USAGE, PROXY_CERT_INFO
from chainaudit.model.kinship import could_issue, is_readable
from chainaudit.model.question import RevocationMode
from chainaudit.model.signature import SignatureStatus, verify
from chainaudit.validators.keys.suite_b import fault_of
from chainaudit.validators.revocation import ranking, signer
from chainaudit.validators.revocation.ranking import Ranking

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainaudit.model.certificate import Certificate
    from chainaudit.model.context import PathContext
    from chainaudit.model.finding import Finding
    from chainaudit.model.path import Path
    from chainaudit.validators.revocation.ranking import Ranked

    _Said = tuple[str, dict[str, Any]]
    """A variant, and the values of its finding."""

_GOES_ON: Final = frozenset({"not-yet-valid", "expired", "issuer-path-said"})
"""What is said without an end: the status is asked all the same."""
_SAID: Final = {
    "no-list": "no CRL speaks of it for every reason",
    "issuer-missing": "its own issuer, which would sign the CRL, is not there",
    "no-crl-sign": "the issuer of the CRL has a key usage without cRLSign",
    "scope": "the CRL does not cover it",
    "issuer-path": "the issuer of the CRL has no valid path to the same anchor",
    "issuer-path-said": "the path of the CRL's issuer has faults of its own",
    "not-yet-valid": "the CRL is not yet valid",
    "expired": "the CRL has expired",
    "key": "the key of the CRL's issuer cannot be read",
    "signature": "the signature of the CRL is invalid",
    "critical-extension": "the CRL has a critical extension that is not handled",
    "revoked": "it is revoked",
    "suite-b-algorithm": "the key of the CRL's issuer is outside Suite B",
    "suite-b-curve": "the curve of the CRL's issuer is outside Suite B",
    "suite-b-signature": "the signature of the CRL is outside Suite B",
    "suite-b-level": "the curve of the CRL's issuer is not of the level asked for",
}


def applies(ctx: PathContext) -> bool:
    """Only for verifiers that rank CRLs, and only where revocation is required or a list was given."""
    asked = ctx.question.revocation
    required = (RevocationMode.REQUIRE_TARGET, RevocationMode.REQUIRE_ALL)
    if_given = asked.mode is RevocationMode.IF_GIVEN and bool(asked.crls)
    return bool(ctx.rules.ranked_crls) and (asked.mode in required or if_given)


def find(ctx: PathContext) -> Iterator[Finding]:
    """Ask for the target, or for every certificate of the path, from the target up, until one fails.

    Where nothing is required, every certificate is asked for of which a list was given.
    """
    chain = ctx.path.certificates
    mode = ctx.question.revocation.mode
    status = _Status(ctx, ctx.path)
    for position in range(1 if mode is RevocationMode.REQUIRE_TARGET else len(chain)):
        for variant, values in status.of(position):
            if variant == "no-list" and mode is RevocationMode.IF_GIVEN:
                break
            yield CHECK.finding(
                chain[position],
                severity=Severity.NOTICE if variant == "issuer-path-said" else CHECK.severity,
                position=position,
                observed=_SAID[variant],
                expected="a current CRL that covers it and does not list it",
                field="cRLDistributionPoints",
                variant=variant,
                **values,
            )
            if variant not in _GOES_ON:
                return


def lists_of(ctx: PathContext) -> tuple[RevocationList, ...]:
    """Return the CRLs of the question that can be read, read once."""
    place = ("revocation", "ranked", ctx.question.revocation.crls)
    found: tuple[RevocationList, ...] | None = ctx.read.get(place)
    if found is None:
        read = []
        for encoded in ctx.question.revocation.crls:
            try:
                read.append(RevocationList(encoded))
            except EncodingError:
                continue
        found = ctx.read[place] = tuple(read)
    return found


class _Status:
    """The status of the certificates of one chain; the path of a CRL's issuer is asked once, not its issuer's again."""

    def __init__(self, ctx: PathContext, path: Path) -> None:
        self._ctx = ctx
        self._chain = path.certificates
        self._turns = itertools.count()
        self._moment = None if ctx.rules.check_time is False else ctx.question.moment
        self._ranking = Ranking(
            lists_of(ctx),
            path,
            (*ctx.question.target.presented, *ctx.question.untrusted),
            self._moment,
            extended=bool(ctx.rules.extended_crls),
            use_deltas=ctx.question.revocation.use_deltas,
        )

    def of(self, position: int) -> Iterator[_Said]:
        """Yield what is wrong with a certificate's status until every reason is covered."""
        if self._chain[position].extension(PROXY_CERT_INFO) is not None:
            return
        covered: frozenset[int] = frozenset()
        while covered != ALL_REASONS:
            ranked = self._ranking.best(position, covered)
            if ranked is None:
                yield "no-list", {}
                return
            for variant, values in self._said_by(ranked, position):
                yield variant, values
                if variant not in _GOES_ON:
                    return
            if ranked.reasons == covered:
                yield "no-list", {}
                return
            covered = ranked.reasons

    def _said_by(self, ranked: Ranked, position: int) -> Iterator[_Said]:
        yield from self._faults(ranked.revocation_list, ranked, position)
        if ranked.delta is not None:
            yield from self._faults(ranked.delta, ranked, position)
            status = self._entry(ranked.delta, position)
            if status == "removed":
                return
            if status:
                yield status, {}
        status = self._entry(ranked.revocation_list, position)
        if status and status != "removed":
            yield status, {}

    def _faults(self, one: RevocationList, ranked: Ranked, position: int) -> Iterator[_Said]:
        issuer = ranked.issuer or self._chain[min(position + 1, len(self._chain) - 1)]
        if ranked.issuer is None and position == len(self._chain) - 1 and not could_issue(issuer, issuer):
            yield "issuer-missing", {}
        if not one.is_delta:
            if self._ranking.is_read(issuer) and _lacks_crl_sign(issuer):
                yield "no-crl-sign", {}
            if not ranked.has(ranking.SCOPE):
                yield "scope", {}
            if not ranked.has(ranking.SAME_PATH):
                yield from self._path_of(issuer)
        if not ranked.has(ranking.TIME):
            yield from ((variant, {}) for variant in self._dates(one, ranked))
        key = issuer.public_key
        if key is None or not is_readable(key):
            yield "key", {}
            return
        fault = fault_of(key, one, set(self._ctx.rules.suite_b)) if self._ctx.rules.suite_b else None
        if fault is not None:
            yield f"suite-b-{fault}", {}
        if verify(key, one.signature_algorithm, one.signature, one.tbs.encoded) is not SignatureStatus.VALID:
            yield "signature", {}

    def _dates(self, one: RevocationList, ranked: Ranked) -> Iterator[str]:
        moment = self._moment
        if moment is None:
            return
        if one.this_update > moment:
            yield "not-yet-valid"
        if one.next_update is not None and one.next_update <= moment and not ranked.has(ranking.DELTA_TIME):
            yield "expired"

    def _entry(self, one: RevocationList, position: int) -> str:
        certificate = self._chain[position]
        if not self._ctx.rules.critical_ignored and ranking.has_unknown_critical(one):
            return "critical-extension"
        number = certificate.serial_number
        octets = number.to_bytes(number.bit_length() // 8 + 1, "big", signed=True)
        try:
            entry = one.find(octets, certificate.issuer)
        except EncodingError:
            return ""
        if entry is None:
            return ""
        return "removed" if entry.is_removal else "revoked"

    def _path_of(self, issuer: Certificate) -> Iterator[_Said]:
        """Ask whether a CRL's issuer beside the path has a valid path of its own to the same anchor."""
        find_path = self._ctx.find_path
        if self._ctx.rules.crl_issuer_is_target or find_path is None:
            yield "issuer-path", {}
            return
        path = signer.find_path(self._ctx, issuer)
        asked, reasons = self._ctx.kept.get(("revocation", "said", issuer.der), (path, ()))
        if asked is not None:
            self._ranking.note_read(asked)
        if reasons:
            yield "issuer-path-said", {"path": asked, "said": reasons, "turn": next(self._turns)}
        if path is None or path.top.der != self._chain[-1].der:
            yield "issuer-path", {}


def _lacks_crl_sign(issuer: Certificate) -> bool:
    """Whether key usage is there, once, and without cRLSign; what stands twice is taken for absent."""
    times = sum(found.oid == KEY_USAGE for found in issuer.extensions)
    return times == 1 and issuer.key_usage is not None and CRL_SIGN not in issuer.key_usage


CHECK = Check(
    id="revocation.ranked-lists",
    title="The CRL that ranks highest does not clear a certificate",
    severity=Severity.WARNING,
    scope=Scope.PATH,
    cites=(Citation("RFC 5280", "6.3.3"), Citation("OpenSSL", "openssl-verification-options(1), -crl_check")),
    explanation="OpenSSL gives points to every CRL and asks the highest alone, where RFC 5280 goes through them all. "
    "So it can say 'different CRL scope' where another CRL would do, and say nothing of what is wrong with the rest.",
    remedy="Give a current CRL of every CA in the path, whose scope covers what the CA issued.",
    find=find,
    applies=applies,
    refines=(
        "revocation.revoked",
        "revocation.unknown",
        "revocation.crl-expired",
        "revocation.crl-not-yet-valid",
        "revocation.crl-signature-invalid",
        "revocation.crl-scope",
        "revocation.crl-issuer-key-usage",
        "revocation.crl-issuer-untrusted",
        "revocation.crl-critical-extension-unknown",
        "revocation.crl-malformed",
    ),
    variants=tuple(_SAID),
)
