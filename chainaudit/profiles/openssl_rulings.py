"""What facts mean to OpenSSL: its number, when it says it, and in which order.

OpenSSL asks in stages: the target's key, the way to an anchor, the extensions of each certificate from the target up,
security levels, names, CRLs, then signatures and dates from the anchor down, name constraints, policies
(openssl-verification-options(1); the numbers: X509_STORE_CTX_get_error(3)).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chainaudit.model.extension import (
    CERTIFICATE_POLICIES,
    INHIBIT_ANY_POLICY,
    POLICY_CONSTRAINTS,
    POLICY_MAPPINGS,
)
from chainaudit.model.kinship import is_self_signed
from chainaudit.model.path import DeadEnd
from chainaudit.profiles.openssl_extensions import extension_rulings
from chainaudit.profiles.openssl_loading import loading_rulings
from chainaudit.profiles.openssl_stages import (
    BUILD,
    CRLS,
    IDENTITY,
    LEAF_KEY,
    LEVEL,
    NAMES,
    NO_POLICY,
    POLICY,
    SUITE_B,
    VERIFY,
    Rulings,
    is_last,
    position_of,
    said,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from chainaudit.model.finding import Finding
    from chainaudit.model.path import Path
    from chainaudit.model.profile import Ruling
    from chainaudit.model.question import Question
    from chainaudit.profiles.openssl_settings import Settings
    from chainaudit.profiles.openssl_stages import When


GOES_ON: Final = frozenset(
    {10, 11, 12, 18, 25, 26, 34, 37, 43, 78, 79, 80, 81, 82, 83, 84, 85, 86, 87, 88, 89, 90, 91, 92, 93}
)
"""After these `openssl verify` goes on and reports the next error too; observed by running it."""


def rulings(settings: Settings) -> Rulings:
    """Return the rulings for these settings."""
    table: Rulings = {}
    table.update(_building())
    table.update(extension_rulings(settings))
    table.update(_levels(settings))
    table.update(_identity())
    table.update(_signatures_and_dates(settings))
    table.update(_names())
    table.update(_revocation())
    table.update(_suite_b())
    if settings.policies and not settings.crl_issuer:
        table.update(_policies())
    return table


# --- the way to an anchor -------------------------------------------------------------------------


def _building() -> Rulings:
    def ends(number: int, when: Callable[[Path], bool]) -> Ruling:
        return said(number, BUILD, when=lambda _f, path, _q: when(path), depth=lambda _f, path: path.ended_at)

    def plain(path: Path) -> bool:
        return path.dead_end is None

    def from_truststore(path: Path) -> bool:
        return path.trusted_from is not None and path.trusted_from < len(path.certificates)

    dead_ends = (
        ends(28, lambda p: p.dead_end is DeadEnd.REJECTED),
        ends(22, lambda p: p.dead_end is DeadEnd.TOO_LONG),
        ends(18, lambda p: plain(p) and is_self_signed(p.top) and len(p.certificates) == 1),
        ends(19, lambda p: plain(p) and is_self_signed(p.top) and len(p.certificates) > 1),
        ends(2, lambda p: plain(p) and not is_self_signed(p.top) and from_truststore(p)),
        ends(20, lambda p: plain(p) and not is_self_signed(p.top) and not from_truststore(p)),
    )
    # Only who goes on after 20, as Node does, hears the last one too.
    alone = said(
        21,
        VERIFY,
        rank=0,
        when=lambda _f, p, _q: len(p.certificates) == 1 and not is_self_signed(p.top),
        depth=lambda _f, _p: 0,
    )
    return {"path.incomplete": (*dead_ends, alone), "path.untrusted": dead_ends}


# --- levels, names --------------------------------------------------------------------------------


def _levels(settings: Settings) -> Rulings:
    return {
        "keys.security-bits/target": said(66, LEAF_KEY),
        "keys.security-bits/issuer": said(67, LEVEL, rank=0),
        "signatures.security-bits": said(68, LEVEL, rank=1, when=_too_weak(settings)),
    }


def _too_weak(settings: Settings) -> When:
    """The last certificate's signature does not count. Up to 1.1.1 SHA-1 and MD5 counted for 80 and 64 bits."""

    def binds(finding: Finding, path: Path, _question: Question) -> bool:
        if is_last(finding, path):
            return False
        algorithm = None if finding.certificate is None else finding.certificate.signature_algorithm
        sha1_counts = settings.version == "1.1.1" and settings.auth_level <= 1
        return not (sha1_counts and algorithm is not None and algorithm.digest == "sha1")

    return binds


def _identity() -> Rulings:
    numbers = {"dns": 62, "email": 63, "ip": 64}
    return {f"identity.literal-names/{kind}": said(number, IDENTITY, rank=number) for kind, number in numbers.items()}


_SUITE_B: Final = {"version": 56, "algorithm": 57, "curve": 58, "signature": 59, "level": 60, "p-384-by-p-256": 61}


def _suite_b() -> Rulings:
    return {f"keys.suite-b/{variant}": said(number, SUITE_B) for variant, number in _SUITE_B.items()}


# --- signatures and dates, from the anchor down ---------------------------------------------------


def _is_not_sm2(finding: Finding, _path: Path, _question: Question) -> bool:
    """SM2 signatures are another fact: whether they verify depends on the identity that the verifier was told."""
    algorithm = None if finding.certificate is None else finding.certificate.signature_algorithm
    return algorithm is None or algorithm.key_algorithm != "SM2"


def _begins_later(finding: Finding, question: Question) -> bool:
    """Whether a certificate that has expired also begins in the future: dates that no moment satisfies."""
    begins = None if finding.certificate is None else finding.certificate.not_before
    return begins is not None and begins > question.moment


def _signatures_and_dates(settings: Settings) -> Rulings:
    found: Rulings = {
        "path.signature-invalid": said(7, VERIFY, top_down=True, rank=1, when=_is_not_sm2),
        "signatures.sm2-identity": said(7, VERIFY, top_down=True, rank=1),
        "signatures.algorithm-mismatch": said(
            7, VERIFY, top_down=True, rank=1, when=lambda f, p, _q: not is_last(f, p)
        ),
        "signatures.self-signature/invalid": said(7, VERIFY, top_down=True, rank=1),
        "signatures.self-signature/no-cert-sign": said(32, VERIFY, top_down=True, rank=0),
    }
    found["store.malformed-certificate"] = loading_rulings()
    if not settings.check_time:
        return found

    def dated(finding: Finding, path: Path, question: Question) -> bool:
        partial = settings.partial_chain or question.partial_chain
        exempt = is_last(finding, path) and position_of(finding) > 0 and not is_self_signed(path.top)
        return partial or not exempt

    found["store.malformed-certificate"] = (
        *loading_rulings(),
        said(13, VERIFY, top_down=True, rank=2, when=lambda f, p, q: dated(f, p, q) and f.field == "notBefore"),
        said(14, VERIFY, top_down=True, rank=3, when=lambda f, p, q: dated(f, p, q) and f.field == "notAfter"),
    )
    early = said(9, VERIFY, top_down=True, rank=2, when=dated)
    late = said(10, VERIFY, top_down=True, rank=3, when=dated)
    for check, ruling in (("validity.not-yet-valid", early), ("validity.expired", late)):
        found[check] = ruling
    found["trust.anchor-expired/not-yet-valid"] = early
    found["trust.anchor-expired/expired"] = (
        said(9, VERIFY, top_down=True, rank=2, when=lambda f, p, q: dated(f, p, q) and _begins_later(f, q)),
        late,
    )
    return found


# --- name constraints, CRLs, policies -------------------------------------------------------------


_LITERAL: Final = {
    "limit": 1, "permitted": 47, "excluded": 48, "min-max": 49, "unsupported": 51, "name-syntax": 53,
}  # fmt: skip


def _names() -> Rulings:
    return {
        f"path.literal-name-constraints/{variant}": said(number, NAMES, top_down=True, rank=1)
        for variant, number in _LITERAL.items()
    }


_LISTS: Final = {
    "no-list": 3, "key": 6, "signature": 8, "not-yet-valid": 11, "expired": 12, "revoked": 23, "issuer-missing": 33,
    "no-crl-sign": 35, "critical-extension": 36, "scope": 44, "issuer-path": 54, "suite-b-algorithm": 57,
    "suite-b-curve": 58, "suite-b-signature": 59, "suite-b-level": 60,
}  # fmt: skip


def _revocation() -> Rulings:
    return {f"revocation.ranked-lists/{variant}": said(number, CRLS) for variant, number in _LISTS.items()}


def _is_read(finding: Finding) -> bool:
    """Whether OpenSSL comes to read the extension: nothing after certificatePolicies where that is absent or empty."""
    found = None if finding.certificate is None else finding.certificate.extension(CERTIFICATE_POLICIES)
    if finding.variant == "constraints":
        return True
    return found is not None and found.value != b"\x30\x00"


def _repeats_policies(finding: Finding, path: Path, _question: Question) -> bool:
    """Whether an extension of policies stands twice in a certificate below the anchor."""
    if finding.certificate is None or is_last(finding, path):
        return False
    read = [CERTIFICATE_POLICIES, POLICY_CONSTRAINTS]
    if finding.certificate.extension(CERTIFICATE_POLICIES) is not None:
        read += [POLICY_MAPPINGS, INHIBIT_ANY_POLICY]
    oids = [found.oid for found in finding.certificate.extensions]
    return any(oids.count(oid) > 1 for oid in read)


def _policies() -> Rulings:
    def has_policies(finding: Finding, path: Path, _question: Question) -> bool:
        return len(path.certificates) > 1 and _is_read(finding)  # an anchor alone has none

    return {
        "policy.extension-malformed": said(42, POLICY, when=has_policies),
        "policy.mapping-of-any": said(42, POLICY, when=has_policies),
        "certificate.duplicate-extension": said(42, POLICY, when=_repeats_policies),
        "policy.explicit-required": said(43, NO_POLICY, depth=lambda _f, _p: 0),
    }
