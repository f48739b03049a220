"""What a certificate obliges TLS servers to support (RFC 7633), for the checks that ask."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chainaudit.errors import EncodingError
from chainaudit.model import der
from chainaudit.model.extension import TLS_FEATURE

if TYPE_CHECKING:
    from chainaudit.model.certificate import Certificate

STATUS_REQUEST: Final = 5
"""The TLS extension status_request: the server staples an OCSP response (RFC 6066, 8)."""
NAMES: Final = {STATUS_REQUEST: "status_request", 17: "status_request_v2"}


def features_of(certificate: Certificate) -> frozenset[int]:
    """Return the numbers of the TLS extensions that are required; none where the extension is absent or malformed.

    GnuTLS passes over what it cannot read there, observed with 3.7.9.
    """
    found = certificate.extension(TLS_FEATURE)
    if found is None:
        return frozenset()
    try:
        nodes = der.sole(found.value, der.SEQUENCE, "tlsFeature").children()
        return frozenset(der.integer(node, "a TLS feature") for node in nodes)
    except EncodingError:
        return frozenset()


def named(features: frozenset[int]) -> str:
    """Return the features as a person reads them."""
    return ", ".join(NAMES.get(number, str(number)) for number in sorted(features))
