"""The actions that most findings ask for, filled in from the certificate that is at fault."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainaudit.model.remedy import Action

if TYPE_CHECKING:
    from chainaudit.model.certificate import Certificate


def for_certificate(kind: str, certificate: Certificate, **values: str) -> Action:
    """Return an action about one certificate: its fingerprint, subject and issuer, and further values."""
    return Action(
        kind,
        certificate=certificate.fingerprint,
        subject=str(certificate.subject),
        issuer=str(certificate.issuer),
        **values,
    )
