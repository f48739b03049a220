"""Which certificates OpenSSL loads at all: what it does not load, nothing else is said of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chainaudit.model.profile import Ruling
from chainaudit.profiles.openssl_stages import BUILD, LEAF_KEY, position_of, said

if TYPE_CHECKING:
    from chainaudit.model.certificate import Certificate
    from chainaudit.model.finding import Finding
    from chainaudit.model.name import Name
    from chainaudit.model.path import Path
    from chainaudit.model.question import Question

_OUTER: Final = frozenset(
    {
        "version",
        "serialNumber",
        "signature",
        "signatureAlgorithm",
        "signatureValue",
        "issuer",
        "subject",
        "subjectPublicKeyInfo",
        "extensions",
    }
)
_NOT_IN_NAMES: Final = frozenset({1, 2, 4, 5, 6, 10, 0x15, 0x17, 0x18, 0x19, 0x1A, 0x1B, 0x31})
"""Tags of values that a name may not have: numbers, octets, times, and the strings that nobody uses."""
_HARMLESS: Final = ("the list is empty",)


def is_loaded(certificate: Certificate) -> bool:
    """Whether its outer fields keep to their types, whatever stands in the extensions' values."""
    for fault in certificate.faults:
        if fault.field in _OUTER and not fault.message.endswith(_HARMLESS):
            return False
        if fault.field in ("notBefore", "notAfter") and "neither" in fault.message:
            return False
    return _are_printable(certificate.issuer) and _are_printable(certificate.subject)


def _are_printable(name: Name) -> bool:
    """Whether every attribute is of a type that OpenSSL takes in a name."""
    return all(attribute.tag not in _NOT_IN_NAMES for rdn in name.rdns for attribute in rdn)


def loading_rulings() -> tuple[Ruling, ...]:
    """Return what becomes of a path with a certificate that is not loaded.

    Untrusted ones are left out, so that the issuer is missing; for the target and for a file of trusted ones the
    program ends before it verifies.
    """

    def is_missing(finding: Finding, path: Path, _question: Question) -> bool:
        return _is_not_loaded(finding) and 0 < position_of(finding) < (path.trusted_from or len(path.certificates))

    def ends_all(finding: Finding, path: Path, question: Question) -> bool:
        return _is_not_loaded(finding) and not is_missing(finding, path, question)

    return (
        Ruling("unable to load certificate", stage=LEAF_KEY, when=ends_all),
        said(20, BUILD, when=is_missing, depth=lambda finding, _path: position_of(finding) - 1),
    )


def _is_not_loaded(finding: Finding) -> bool:
    return finding.certificate is not None and not is_loaded(finding.certificate)
