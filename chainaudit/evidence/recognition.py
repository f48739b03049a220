"""Whether a certificate that evidence shows is one that is at hand, by as much as the evidence shows of it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from chainaudit.evidence.certificates import normal_name, same_name

if TYPE_CHECKING:
    from datetime import datetime

    from chainaudit.model.certificate import Certificate
    from chainaudit.model.evidence import SeenCertificate

_QUARTER: Final = timedelta(minutes=15)
_WIDEST: Final = timedelta(hours=26)
"""Logs print dates in a zone that they often do not name: two dates may be this far apart, in whole quarters."""


def is_same(seen: SeenCertificate, certificate: Certificate) -> bool | None:
    """Whether both are one certificate; None where the evidence shows too little to tell.

    Its bytes decide where they were shown. Else issuer and serial number do (RFC 5280, 4.1.2.2), or subject, issuer
    and dates together; equal names alone tell nothing, for a certificate that is renewed keeps them.
    """
    if seen.der is not None:
        return None if seen.certificate is None else seen.der == certificate.der
    if seen.fingerprint is not None:
        return seen.fingerprint == certificate.fingerprint
    if not has_subject(certificate, seen.subject) or not same_name(seen.issuer, normal_name(str(certificate.issuer))):
        return False if seen.subject and seen.issuer else None
    pairs = ((seen.not_before, certificate.not_before), (seen.not_after, certificate.not_after))
    dates = [_may_be_equal(shown, own) for shown, own in pairs if shown is not None and own is not None]
    if not all(dates):
        return False
    serial = certificate.serial_number
    if seen.serial is not None and serial >= 0:
        return seen.serial == serial
    return True if dates else None


def has_subject(certificate: Certificate, name: str) -> bool:
    """Whether a certificate is of the subject that evidence names."""
    return same_name(normal_name(str(certificate.subject)), name)


def _may_be_equal(shown: datetime, own: datetime) -> bool:
    apart = abs(shown - own)
    return apart <= _WIDEST and apart % _QUARTER == timedelta(0)
