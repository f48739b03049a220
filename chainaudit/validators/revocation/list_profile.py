"""What RFC 5280 asks of those who issue CRLs, of a CRL that decided (RFC 5280, 5.1 and 5.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chainaudit.model import der
from chainaudit.model.crl import CRL_NUMBER, DELTA_CRL_INDICATOR, ISSUING_DISTRIBUTION_POINT
from chainaudit.model.extension import AUTHORITY_KEY_IDENTIFIER
from chainaudit.validators.revocation.fact import Fact, shown, values_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainaudit.model.crl import RevocationList

MAX_NUMBER_OCTETS: Final = 20
LAST_SHORT_YEAR: Final = 2049
"""Dates through this year are UTCTime (RFC 5280, 5.1.2.4)."""
_EMPTY: Final = b"\x30\x00"
_CRITICAL: Final = {
    CRL_NUMBER: (False, "number", "cRLNumber"),
    DELTA_CRL_INDICATOR: (True, "delta-indicator", "deltaCRLIndicator"),
    ISSUING_DISTRIBUTION_POINT: (True, "distribution-point", "issuingDistributionPoint"),
    AUTHORITY_KEY_IDENTIFIER: (False, "aki", "authorityKeyIdentifier"),
}
"""Whether each must be critical (RFC 5280, 5.2.3, 5.2.4, 5.2.5; 4.2.1.1), the word for it in variants, and its name."""


def profile_facts(one: RevocationList) -> tuple[Fact, ...]:
    """Return every rule for issuers that a CRL breaks."""
    return tuple(
        Fact("crl-profile", f"{shown(one)} {text}", variant=variant, values=values_of(one))
        for variant, text in _broken(one)
    )


def _broken(one: RevocationList) -> Iterator[tuple[str, str]]:
    if one.version != 2:
        yield "version", f"is version {one.version}"
    if one.issuer.is_empty:
        yield "issuer-empty", "names no issuer"
    if one.next_update is None:
        yield "next-update-missing", "does not say when the next one comes"
    if one.lists_nobody:
        yield "entries-empty", "has a list of revoked certificates with nobody in it"
    if any(tag == der.GENERALIZED_TIME and moment.year <= LAST_SHORT_YEAR for tag, moment in one.dates):
        yield "time-form", f"writes a date through {LAST_SHORT_YEAR} as GeneralizedTime"
    for fault in one.faults:
        yield "encoding", f"breaks the format: {fault}"
    if one.version == 2:
        yield from _broken_by_extensions(one)


def _broken_by_extensions(one: RevocationList) -> Iterator[tuple[str, str]]:
    if one.number is None:
        yield "number-missing", "has no cRLNumber"
    elif one.number < 0 or one.number.bit_length() > 8 * MAX_NUMBER_OCTETS:
        yield "number-range", "has a cRLNumber that is negative or too long"
    if one.extension(AUTHORITY_KEY_IDENTIFIER) is None:
        yield "aki-missing", "has no authorityKeyIdentifier"
    covers = one.issuing_distribution_point
    if covers is not None:
        if covers.encoded == _EMPTY:
            yield "distribution-point-empty", "has an issuingDistributionPoint that says nothing"
        if covers.only_users + covers.only_cas + covers.only_attributes > 1:
            yield "distribution-point-several", "is only for several kinds of certificates at once"
    for oid, (must, word, label) in _CRITICAL.items():
        extension = one.extension(oid)
        if extension is not None and extension.critical is not must:
            yield (
                f"{word}-{'not-critical' if must else 'critical'}",
                f"marks {label} as {'not ' if must else ''}critical",
            )
