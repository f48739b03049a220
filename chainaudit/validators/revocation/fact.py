"""What was found out about the revocation of one certificate, before it becomes findings of many checks."""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chainaudit.model.certificate import Certificate
    from chainaudit.model.crl import RevocationList


class Status(enum.Enum):
    """What is known: it stands on no list, it stands on one, or nothing that was given decides."""

    GOOD = "good"
    REVOKED = "revoked"
    UNKNOWN = "unknown"


class Fact:
    """One fact: the last part of the id of the check that tells it, its variant, and its parts."""

    __slots__ = ("kind", "observed", "values", "variant")

    def __init__(self, kind: str, observed: str, *, variant: str = "", values: Mapping[str, Any] | None = None) -> None:
        self.kind = kind
        self.observed = observed
        self.variant = variant
        self.values = dict(values or {})

    @property
    def identity(self) -> tuple[str, str, str]:
        """What makes it this fact and no other."""
        return self.kind, self.variant, self.observed


class CertificateStatus:
    """The status of one certificate and the facts behind it; ``spoken_of`` says that something given speaks of it."""

    __slots__ = ("certificate", "facts", "position", "spoken_of", "status")

    def __init__(
        self, certificate: Certificate, position: int, status: Status, facts: tuple[Fact, ...], *, spoken_of: bool
    ) -> None:
        self.certificate = certificate
        self.position = position
        self.status = status
        self.facts = facts
        self.spoken_of = spoken_of


def values_of(revocation_list: RevocationList) -> dict[str, Any]:
    """Return what names a CRL to a program."""
    return {
        "crl_issuer": str(revocation_list.issuer),
        "crl_number": revocation_list.number,
        "this_update": revocation_list.this_update.isoformat(),
        "next_update": revocation_list.next_update.isoformat() if revocation_list.next_update else None,
        "is_delta": revocation_list.is_delta,
    }


def shown(revocation_list: RevocationList) -> str:
    """Name a CRL to a person."""
    kind = "delta CRL" if revocation_list.is_delta else "CRL"
    number = "" if revocation_list.number is None else f" {revocation_list.number}"
    return f"the {kind}{number} of '{revocation_list.issuer}'"
