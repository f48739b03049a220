"""What facts mean to OpenSSL: its number, when it says it, and in which order.

OpenSSL asks in stages: the target's key, the way to an anchor, the extensions of each certificate from the target up,
security levels, names, CRLs, then signatures and dates from the anchor down, name constraints, policies
(openssl-verification-options(1); the numbers: X509_STORE_CTX_get_error(3)).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from chainaudit.model.extension import CERTIFICATE_POLICIES
from chainaudit.model.kinship import is_self_signed
from chainaudit.model.path import DeadEnd
from chainaudit.model.profile import Ruling
from chainaudit.profiles.openssl_words import TEXTS

if TYPE_CHECKING:
    from collections.abc import Callable

    from chainaudit.model.finding import Finding
    from chainaudit.model.path import Path
    from chainaudit.model.question import Question
    from chainaudit.profiles.openssl_settings import Settings

    When = Callable[[Finding, Path, Question], bool]

LEAF_KEY: Final = 0
BUILD: Final = 1
EXTENSIONS: Final = 2
LEVEL: Final = 3
IDENTITY: Final = 4
CRLS: Final = 5
SUITE_B: Final = 6
VERIFY: Final = 7
NAMES: Final = 8
POLICY: Final = 9

GOES_ON: Final = frozenset(
    {10, 11, 12, 18, 25, 26, 34, 37, 43, 78, 79, 80, 81, 82, 83, 84, 85, 86, 87, 88, 89, 90, 91, 92, 93}
)
"""After these `openssl verify` goes on and reports the next error too; observed by running it."""

Rulings = dict[str, Ruling | tuple[Ruling, ...] | None]


def rulings(settings: Settings) -> Rulings:
    """Return the rulings for these settings."""
    table: Rulings = {}
    table.update(_building())
    table.update(_extensions(settings))
    table.update(_levels(settings))
    table.update(_identity())
    table.update(_signatures_and_dates(settings))
    table.update(_names())
    table.update(_revocation())
    table.update(_suite_b())
    if settings.policies:
        table.update(_policies())
    return table


def said(number: int, stage: int, **options: Any) -> Ruling:  # noqa: ANN401 - the options of Ruling
    """Return a ruling in OpenSSL's words."""
    return Ruling(TEXTS[number], number=number, stage=stage, **options)


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


# --- extensions, from the target up ---------------------------------------------------------------

_STRICT: Final = {
    "path-length-without-ca": 80,
    "path-length-without-cert-sign": 81,
    "basic-constraints-not-critical": 89,
    "key-usage-missing": 92,
    "cert-sign-without-ca": 82,
    "issuer-empty": 83,
    "subject-empty": 84,
    "names-not-critical": 88,
    "names-void": 87,
    "algorithms-differ": 78,
    "authority-key-critical": 90,
    "subject-key-critical": 91,
    "authority-key-missing": 85,
    "subject-key-missing": 86,
    "extensions-before-version-3": 93,
}
"""In the order in which OpenSSL asks."""


def _position(finding: Finding) -> int:
    return finding.position or 0


def _is_last(finding: Finding, path: Path) -> bool:
    return _position(finding) == len(path.certificates) - 1


def _extensions(settings: Settings) -> Rulings:
    found: Rulings = {"usage.purpose": _purpose(settings), **_ca(settings)}
    if not settings.ignore_critical:
        found["path.critical-extension-unknown"] = said(34, EXTENSIONS, rank=0)
    found["path.proxy-certificate/present"] = None if settings.proxies else said(40, EXTENSIONS, rank=1)
    found["path.proxy-certificate/ca"] = said(37, EXTENSIONS, rank=2)
    found["path.proxy-certificate/path-length"] = said(38, EXTENSIONS, rank=52)
    found["path.proxy-certificate/name"] = said(72, NAMES, top_down=True, rank=0)
    found["path.proxy-certificate/no-digital-signature"] = said(39, VERIFY, top_down=True, rank=9)
    if settings.version != "1.1.1":
        found["keys.explicit-curve"] = said(94, EXTENSIONS, rank=3, when=lambda _f, p, _q: len(p.certificates) > 1)
    found["keys.unreadable"] = said(1, EXTENSIONS, rank=3, when=lambda _f, p, _q: len(p.certificates) > 1)
    found["path.length-exceeded"] = said(25, EXTENSIONS, rank=51)
    if settings.strict and settings.version != "1.1.1":
        for rank, (variant, number) in enumerate(_STRICT.items()):
            found[f"certificate.strict-marks/{variant}"] = said(
                number, EXTENSIONS, rank=10 + rank, when=_strict_when(variant)
            )
    return found


def _strict_when(variant: str) -> When:
    def binds(finding: Finding, path: Path, _question: Question) -> bool:
        # RFC 6818, 2: RFC 5280 does not speak of a self-issued target that stands alone.
        if len(path.certificates) == 1:
            return False
        return variant != "authority-key-missing" or not _is_last(finding, path)

    return binds


def _ca(settings: Settings) -> Rulings:
    """Intermediates must say cA=TRUE; old marks do for the last certificate alone, and not where it is strict."""
    number = 24 if settings.version == "1.1.1" else 79

    def issuer(finding: Finding, path: Path, _question: Question) -> bool:
        return _position(finding) > 0 and not _signs_proxies(finding, path)

    def old_mark(finding: Finding, path: Path, question: Question) -> bool:
        if _position(finding) == 0:
            return bool(settings.strict)
        return issuer(finding, path, question) and (settings.strict or not _is_last(finding, path))

    old = said(number, EXTENSIONS, rank=2, when=old_mark)
    return {
        "usage.authority-marks/none": said(number, EXTENSIONS, rank=2, when=issuer),
        "usage.authority-marks/version-1": old,
        "usage.authority-marks/key-usage": old,
        "usage.authority-marks/netscape": old,
        "usage.key-usage": said(32, VERIFY, top_down=True, rank=9, when=_signs_without_leave),
    }


def _signs_proxies(finding: Finding, path: Path) -> bool:
    from chainaudit.model.extension import PROXY_CERT_INFO

    return path.certificates[_position(finding) - 1].extension(PROXY_CERT_INFO) is not None


def _signs_without_leave(finding: Finding, path: Path, _question: Question) -> bool:
    from chainaudit.model.extension import KEY_CERT_SIGN

    usage = None if finding.certificate is None else finding.certificate.key_usage
    return (
        _position(finding) > 0
        and usage is not None
        and KEY_CERT_SIGN not in usage
        and not _signs_proxies(finding, path)
    )


def _purpose(settings: Settings) -> Ruling:
    """A CA must be one for the purpose, what issued a proxy must be fit for it itself."""

    def binds(finding: Finding, path: Path, question: Question) -> bool:
        if finding.values.get("grudgingly") and not settings.strict:
            return False
        if _position(finding) and _signs_proxies(finding, path) != (finding.variant == "issuer-as-target"):
            return False
        if path.trusted_from is None or _position(finding) < path.trusted_from:
            return True
        return not _is_expressly_trusted(finding, question, settings)

    return said(26, EXTENSIONS, rank=50, when=binds)


def _is_expressly_trusted(finding: Finding, question: Question, settings: Settings) -> bool:
    """Whether the truststore says that this very certificate is trusted for the usage, which outweighs extensions."""
    from chainaudit.model.extension import ANY_EXTENDED_KEY_USAGE

    if not settings.trust_settings:
        return False
    usage = usage_of(settings, question)
    for anchor in question.anchors:
        if finding.certificate is not None and anchor.certificate.der == finding.certificate.der:
            meant = {usage or ANY_EXTENDED_KEY_USAGE, ANY_EXTENDED_KEY_USAGE}
            rejected = anchor.rejected_for is not None and bool(meant.intersection(anchor.rejected_for))
            return not rejected and anchor.trusted_for is not None and bool(meant.intersection(anchor.trusted_for))
    return False


def usage_of(settings: Settings, question: Question) -> str | None:
    """Return the usage, as OID, that anchors have to be trusted for; None: any."""
    from chainaudit.profiles.openssl_settings import ASKED, REQUIRED

    if settings.purpose == ASKED:
        return question.purpose.usage
    if settings.purpose == REQUIRED:
        return question.required_usages[0] if question.required_usages else None
    return settings.usage  # type: ignore[no-any-return]


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
        if _is_last(finding, path):
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
            7, VERIFY, top_down=True, rank=1, when=lambda f, p, _q: not _is_last(f, p)
        ),
        "signatures.self-signature/invalid": said(7, VERIFY, top_down=True, rank=1),
        "signatures.self-signature/no-cert-sign": said(32, VERIFY, top_down=True, rank=0),
    }
    if not settings.check_time:
        return found

    def dated(finding: Finding, path: Path, question: Question) -> bool:
        partial = settings.partial_chain or question.partial_chain
        exempt = _is_last(finding, path) and _position(finding) > 0 and not is_self_signed(path.top)
        return partial or not exempt

    found["store.malformed-certificate"] = (
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
    "limit": 1, "permitted": 47, "excluded": 48, "min-max": 49, "unsupported": 51, "syntax": 52, "name-syntax": 53,
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


def _policies() -> Rulings:
    def has_policies(finding: Finding, path: Path, _question: Question) -> bool:
        return len(path.certificates) > 1 and _is_read(finding)  # an anchor alone has none

    return {
        "policy.extension-malformed": said(42, POLICY, when=has_policies),
        "policy.mapping-of-any": said(42, POLICY, when=has_policies),
        "policy.explicit-required": said(43, POLICY, rank=1, depth=lambda _f, _p: 0),
    }
