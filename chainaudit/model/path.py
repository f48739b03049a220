"""Certification paths and why candidates were refused (RFC 5280, 6.1; RFC 4158)."""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING

from chainaudit.model.extension import ANY_EXTENDED_KEY_USAGE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainaudit.model.certificate import Certificate


class Anchor:
    """A certificate that the verifier trusts beforehand, and where it stands.

    ``trusted_for`` and ``rejected_for`` are purposes (OIDs) attached by the store; None: it says nothing.
    ``is_marked`` is False of a certificate in a PKCS 12 without the attribute trustedKeyUsage, which Java passes over.
    """

    __slots__ = ("alias", "certificate", "is_marked", "rejected_for", "source", "trusted_for")

    def __init__(
        self,
        certificate: Certificate,
        *,
        source: str = "",
        alias: str | None = None,
        trusted_for: tuple[str, ...] | None = None,
        rejected_for: tuple[str, ...] | None = None,
        is_marked: bool = True,
    ) -> None:
        self.is_marked = is_marked
        self.certificate = certificate
        self.source = source
        self.alias = alias
        self.trusted_for = trusted_for
        self.rejected_for = rejected_for

    def is_trusted_for(self, usage: str) -> bool:
        """Whether the store lets it vouch for ``usage``, an OID; anyExtendedKeyUsage, which keytool writes, is all.

        A rejection outweighs trust, as in OpenSSL (X509_check_trust).
        """
        asked = {usage, ANY_EXTENDED_KEY_USAGE}
        if self.rejected_for is not None and not asked.isdisjoint(self.rejected_for):
            return False
        return self.trusted_for is None or not asked.isdisjoint(self.trusted_for)

    def __repr__(self) -> str:
        """Show whose it is."""
        return f"Anchor({str(self.certificate.subject)!r})"


class RefusalReason(enum.Enum):
    """Why a certificate that looked like an issuer is none."""

    NAME_DIFFERS = "its subject is not the issuer's name"
    KEY_IDENTIFIER_DIFFERS = "its key identifier is another one, and the signature was not made with its key"
    SIGNATURE_INVALID = "the signature was not made with its key"
    SIGNATURE_UNCHECKABLE = "the signature cannot be checked with its key"
    BUDGET = "a counted limit was reached before it was tried"


class Refusal:
    """A candidate that was not taken as issuer of ``subject``, and why; ``detail`` names a check or values."""

    __slots__ = ("candidate", "detail", "reason", "subject")

    def __init__(self, candidate: Certificate, subject: Certificate, reason: RefusalReason, detail: str = "") -> None:
        self.candidate = candidate
        self.subject = subject
        self.reason = reason
        self.detail = detail

    def __str__(self) -> str:
        """Say it in one line."""
        return f"{self.reason.value}{f' ({self.detail})' if self.detail else ''}"

    def __repr__(self) -> str:
        """Show who and why."""
        return f"Refusal({str(self.candidate.subject)!r}: {self})"


class DeadEnd(enum.Enum):
    """Why a verifier that commits to one issuer stopped without an anchor, where a missing issuer is not the reason."""

    REJECTED = "a trusted certificate is rejected for this purpose"
    TOO_LONG = "the limit of the path's length was reached"
    UNREADABLE = "a certificate in it cannot be read as a whole"


class Path:
    """Certificates, target first. ``anchor`` is how the last one is trusted; None: the path reaches no anchor.

    ``is_complete`` says whether it ends at one.

    Verifiers that commit to one issuer say more: ``trusted_from`` is the position of the first certificate that was
    taken from the truststore (None: not known), ``dead_end`` why they stopped and ``ended_at`` where. Those
    that follow the presented chain say with ``was_searched`` that it did not link, so that a path was searched for.
    """

    __slots__ = ("anchor", "certificates", "dead_end", "ended_at", "is_complete", "trusted_from", "was_searched")

    def __init__(
        self,
        certificates: tuple[Certificate, ...],
        anchor: Anchor | None,
        *,
        trusted_from: int | None = None,
        dead_end: DeadEnd | None = None,
        ended_at: int | None = None,
        was_searched: bool = False,
    ) -> None:
        self.certificates = certificates
        self.anchor = anchor
        self.is_complete = anchor is not None
        self.trusted_from = trusted_from
        self.was_searched = was_searched
        self.dead_end = dead_end
        self.ended_at = len(certificates) - 1 if ended_at is None else ended_at

    @property
    def target(self) -> Certificate:
        """The certificate that is judged."""
        return self.certificates[0]

    @property
    def top(self) -> Certificate:
        """The last certificate: the anchor of a complete path."""
        return self.certificates[-1]

    def below_anchor(self) -> Iterator[tuple[int, Certificate]]:
        """Yield (position, certificate) of all but the anchor, target first; a path of one certificate yields it."""
        count = len(self.certificates) - (1 if self.is_complete and len(self.certificates) > 1 else 0)
        yield from enumerate(self.certificates[:count])

    def intermediates(self) -> Iterator[tuple[int, Certificate]]:
        """Yield (position, certificate) of every issuer but the anchor."""
        for position, certificate in self.below_anchor():
            if position:
                yield position, certificate

    def issuers(self) -> Iterator[tuple[int, Certificate]]:
        """Yield (position, certificate) of every issuer, the anchor included."""
        yield from list(enumerate(self.certificates))[1:]

    def __repr__(self) -> str:
        """Show the names."""
        names = " <- ".join(str(c.subject) for c in self.certificates)
        return f"Path({names}{'' if self.is_complete else ' <- ?'})"
