"""A certificate inside a store: read leniently, or the problem that stands in its place."""

from __future__ import annotations

from chainaudit.errors import EncodingError, StoreErrorKind
from chainaudit.model.certificate import Certificate
from chainaudit.model.store import Problem


def read_certificate(encoded: bytes) -> Certificate | Problem:
    """Return the certificate in ``encoded``, or why there is none."""
    try:
        return Certificate.read(encoded)
    except EncodingError as error:
        return Problem(
            StoreErrorKind.MALFORMED,
            f"A certificate cannot be read: {error.message} (byte {error.offset}).",
        )
