"""Whether a CRL speaks of a certificate: issuers, distribution points and what it covers (RFC 5280, 6.3.3 (b), (d))."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chainaudit.model.distribution_point import ALL_REASONS, DistributionPoint, comparable
from chainaudit.model.general_name import NameKind

if TYPE_CHECKING:
    from chainaudit.model.certificate import Certificate
    from chainaudit.model.crl import RevocationList
    from chainaudit.model.distribution_point import IssuingDistributionPoint

IMPLICIT: Final = DistributionPoint(None, None, ())
"""What is assumed of CRLs that no distribution point names: the certificate issuer's own (RFC 5280, 6.3.3)."""

OTHER_ISSUER: Final = "other-issuer"


def mismatch(revocation_list: RevocationList, point: DistributionPoint, certificate: Certificate) -> str:
    """Say by which rule a CRL does not speak of a certificate under one distribution point; "" where it does."""
    covers = revocation_list.issuing_distribution_point
    if point.crl_issuers:
        if revocation_list.issuer not in point.issuer_names:
            return OTHER_ISSUER
        if covers is None or not covers.indirect:
            return "not-indirect"
    elif revocation_list.issuer != certificate.issuer:
        return OTHER_ISSUER
    return "" if covers is None else _uncovered(revocation_list, covers, point, certificate)


def _uncovered(
    revocation_list: RevocationList,
    covers: IssuingDistributionPoint,
    point: DistributionPoint,
    certificate: Certificate,
) -> str:
    if covers.name is not None:
        offered = covers.name.names((revocation_list.issuer,))
        if not offered & _names_of(point, certificate):
            return "distribution-point"
    if covers.only_attributes:
        return "attribute-certificates"
    if covers.only_users and certificate.is_ca:
        return "user-certificates"
    if covers.only_cas and not certificate.is_ca:
        return "ca-certificates"
    return ""


def _names_of(point: DistributionPoint, certificate: Certificate) -> frozenset[object]:
    issuers = point.issuer_names or (certificate.issuer,)
    if point.name is not None:
        return point.name.names(issuers)
    if point.crl_issuers:
        return frozenset(comparable(name) for name in point.crl_issuers)
    return frozenset({(NameKind.DIRECTORY, certificate.issuer.key)})


def reasons(revocation_list: RevocationList, point: DistributionPoint) -> frozenset[int]:
    """Return the reasons for which a CRL decides under a distribution point (RFC 5280, 6.3.3 (d))."""
    covers = revocation_list.issuing_distribution_point
    listed = ALL_REASONS if covers is None or covers.reasons is None else covers.reasons
    return listed if point.reasons is None else listed & point.reasons


def extent(revocation_list: RevocationList) -> tuple[object, ...]:
    """Return what CRLs that replace each other have in common: issuer and scope."""
    covers = revocation_list.issuing_distribution_point
    return revocation_list.issuer.key, None if covers is None else covers.scope(revocation_list.issuer)


def same_scope(delta: RevocationList, complete: RevocationList) -> bool:
    """Whether a delta CRL belongs to a complete one: issuer, scope and key identifier (RFC 5280, 6.3.3 (c))."""
    if delta.issuer != complete.issuer:
        return False
    keys = [one.authority_key_identifier for one in (delta, complete)]
    identifiers = [None if key is None else key.key_identifier for key in keys]
    return extent(delta) == extent(complete) and identifiers[0] == identifiers[1]
