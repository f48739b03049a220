"""The entry of one trusted certificate, whose bytes are looked at when they are first asked for.

A truststore may hold ten thousand of them, of which a question touches a few. Only what differs from entry to
entry is kept; the rest is the same for all and stands in the class.
"""

from __future__ import annotations

from chainaudit.errors import EncodingError, StoreErrorKind
from chainaudit.model.certificate import Certificate
from chainaudit.model.entry import Entry, EntryKind, Problem


class TrustedEntry(Entry):
    """An entry with one certificate and nothing else.

    It is made by ``object.__new__``; who makes it sets ``alias``, ``position``, ``milliseconds`` (since 1970),
    where the certificate stands, ``data`` from ``start`` to ``end``, and ``found``, None until it is looked at.
    A constructor would take half as long again as reading the entry.
    """

    __slots__ = ("data", "end", "found", "milliseconds", "start")

    kind = EntryKind.TRUSTED_CERTIFICATE
    has_private_key = False
    private_key = None
    public_key = None
    key_algorithm = None
    key_bits = None
    key_problem = None
    trusted_for = None
    rejected_for = None
    secret = None
    is_unmatched = False
    described = ()

    data: bytes
    end: int
    found: Certificate | Problem | None
    milliseconds: int
    start: int

    def _read(self) -> Certificate | Problem:
        found = self.found
        if found is None:
            found = self.found = read_certificate(self.data[self.start : self.end])
        return found

    @property
    def created(self) -> float:  # type: ignore[override]
        """When the entry was made, in seconds since 1970."""
        return self.milliseconds / 1000

    @property
    def certificates(self) -> tuple[Certificate, ...]:  # type: ignore[override]
        """The certificate, or nothing where it cannot be read."""
        found = self.found or self._read()
        return (found,) if isinstance(found, Certificate) else ()

    @property
    def problems(self) -> tuple[Problem, ...]:  # type: ignore[override]
        """Why the certificate cannot be read."""
        found = self._read()
        return (found,) if isinstance(found, Problem) else ()


def read_certificate(encoded: bytes) -> Certificate | Problem:
    """Return the certificate in ``encoded``, read leniently, or why there is none."""
    try:
        return Certificate.read(encoded)
    except EncodingError as error:
        return Problem(
            StoreErrorKind.MALFORMED,
            f"A certificate cannot be read: {error.message} (byte {error.offset}).",
        )
