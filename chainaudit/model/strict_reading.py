"""What cryptography, which reads strictly, says of a certificate that it refuses."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cryptography.x509 import Certificate

_NO_RULE: Final = ("encipher_only and decipher_only",)
"""What it refuses although no standard forbids it: without keyAgreement the bits are undefined (RFC 5280, 4.2.1.3)."""


def refusal(encoded: bytes) -> str | None:
    """Return why cryptography refuses to read a certificate with its extensions, in its words; None where it does not.

    Kinds of names that it does not know, x400Address and ediPartyName, are no fault of the certificate.
    """
    from cryptography import x509

    with _quietly():
        try:
            _ = _load(encoded).extensions
        except x509.UnsupportedGeneralNameType:
            return None
        except (ValueError, TypeError, x509.InvalidVersion, x509.DuplicateExtension) as error:
            said = " ".join(str(error).split())[:200] or type(error).__name__
            return None if said.startswith(_NO_RULE) else said
    return None


def loads(encoded: bytes) -> bool:
    """Whether cryptography loads the certificate, whatever stands in the values of its extensions."""
    from cryptography import x509

    with _quietly():
        try:
            _load(encoded)
        except (ValueError, TypeError, x509.InvalidVersion):
            return False
    return True


def _load(encoded: bytes) -> Certificate:
    from cryptography import x509

    loaded = x509.load_der_x509_certificate(encoded)
    _ = loaded.version, loaded.subject, loaded.issuer, loaded.not_valid_after_utc
    return loaded


@contextlib.contextmanager
def _quietly() -> Iterator[None]:
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield
