"""What OpenSSL says of the extensions of each certificate of the path, from the target up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chainaudit.profiles.openssl_stages import EXTENSIONS, NAMES, VERIFY, Rulings, is_last, position_of, said

if TYPE_CHECKING:
    from chainaudit.model.finding import Finding
    from chainaudit.model.path import Path
    from chainaudit.model.profile import Ruling
    from chainaudit.model.question import Question
    from chainaudit.profiles.openssl_settings import Settings
    from chainaudit.profiles.openssl_stages import When

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


def extension_rulings(settings: Settings) -> Rulings:
    """Return what OpenSSL says of the extensions of each certificate, from the target up."""
    found: Rulings = {"usage.purpose": _purpose(settings), **_ca(settings)}
    if not settings.ignore_critical:
        found["path.critical-extension-unknown"] = said(34, EXTENSIONS, rank=0)
    found["path.proxy-certificate/present"] = (
        None if settings.proxies and not settings.crl_issuer else said(40, EXTENSIONS, rank=1)
    )
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
        return variant != "authority-key-missing" or not is_last(finding, path)

    return binds


def _ca(settings: Settings) -> Rulings:
    """Intermediates must say cA=TRUE; old marks do for the last certificate alone, and not where it is strict."""
    number = 24 if settings.version == "1.1.1" else 79

    def issuer(finding: Finding, path: Path, _question: Question) -> bool:
        return position_of(finding) > 0 and not _signs_proxies(finding, path)

    def old_mark(finding: Finding, path: Path, question: Question) -> bool:
        if position_of(finding) == 0:
            return bool(settings.strict)
        return issuer(finding, path, question) and (settings.strict or not is_last(finding, path))

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

    return path.certificates[position_of(finding) - 1].extension(PROXY_CERT_INFO) is not None


def _signs_without_leave(finding: Finding, path: Path, _question: Question) -> bool:
    from chainaudit.model.extension import KEY_CERT_SIGN

    usage = None if finding.certificate is None else finding.certificate.key_usage
    return (
        position_of(finding) > 0
        and usage is not None
        and KEY_CERT_SIGN not in usage
        and not _signs_proxies(finding, path)
    )


def _purpose(settings: Settings) -> Ruling:
    """A CA must be one for the purpose, what issued a proxy must be fit for it itself."""

    def binds(finding: Finding, path: Path, question: Question) -> bool:
        if finding.values.get("grudgingly") and not settings.strict:
            return False
        if position_of(finding) and _signs_proxies(finding, path) != (finding.variant == "issuer-as-target"):
            return False
        if path.trusted_from is None or position_of(finding) < path.trusted_from:
            return True
        return not _is_expressly_trusted(finding, question, settings)

    return said(26, EXTENSIONS, rank=50, when=binds)


def _is_expressly_trusted(finding: Finding, question: Question, settings: Settings) -> bool:
    """Whether the truststore says that this very certificate is trusted for the usage, which outweighs extensions."""
    from chainaudit.model.extension import ANY_EXTENDED_KEY_USAGE

    if not settings.trust_settings or settings.crl_issuer:
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
