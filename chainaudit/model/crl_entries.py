"""The entries of a CRL, perhaps millions: looked up by the octets of the serial number (RFC 5280, 5.1.2.6 and 5.3)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from chainaudit.errors import EncodingError
from chainaudit.model import der, general_name
from chainaudit.model.extension import Extension

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from chainaudit.model.name import Name

REASON_CODE: Final = "2.5.29.21"
HOLD_INSTRUCTION: Final = "2.5.29.23"
INVALIDITY_DATE: Final = "2.5.29.24"
CERTIFICATE_ISSUER: Final = "2.5.29.29"
KNOWN_EXTENSIONS: Final = frozenset({REASON_CODE, HOLD_INSTRUCTION, INVALIDITY_DATE, CERTIFICATE_ISSUER})

REASON_NAMES: Final = {
    0: "unspecified",
    1: "keyCompromise",
    2: "cACompromise",
    3: "affiliationChanged",
    4: "superseded",
    5: "cessationOfOperation",
    6: "certificateHold",
    8: "removeFromCRL",
    9: "privilegeWithdrawn",
    10: "aACompromise",
}
REMOVE_FROM_CRL: Final = 8

MAX_INDEXED_OCTETS: Final = 4 << 20
"""Up to this size of entries (some 100,000) an index is kept in memory; beyond, they are run along for each look-up."""
MAX_DISTINCT_EXTENSIONS: Final = 10_000
"""Entries of one list share a few sets of extensions; of so many different ones no more are kept."""
MAX_PADDING: Final = 32
"""Zeros before a serial number that are still looked behind; DER allows none."""

_ISSUER_OID: Final = der.encode(der.OBJECT_IDENTIFIER, der.encode_oid(CERTIFICATE_ISSUER))

_Place = tuple[int, int, int]
"""Where an entry's serial number begins, where its date ends, where it ends itself."""


class RevokedEntry:
    """One entry: when the certificate was revoked (None: unreadable), and the reason code (None: not given)."""

    __slots__ = ("reason", "revoked_at")

    def __init__(self, revoked_at: datetime | None, reason: int | None) -> None:
        self.revoked_at = revoked_at
        self.reason = reason

    @property
    def reason_name(self) -> str:
        """The reason in the words of RFC 5280, 5.3.1."""
        return REASON_NAMES.get(self.reason or 0, f"reason {self.reason}")

    @property
    def is_removal(self) -> bool:
        """Whether a delta CRL takes the certificate off the list with it."""
        return self.reason == REMOVE_FROM_CRL


class Entries:
    """The entries between two places of a CRL."""

    __slots__ = ("_cache", "_data", "_end", "_start")

    def __init__(self, data: bytes, start: int, end: int) -> None:
        self._data = data
        self._start = start
        self._end = end
        self._cache: dict[str, Any] = {}

    def find(self, serial_octets: bytes) -> RevokedEntry | None:
        """Return the entry with a serial number.

        Raises:
            EncodingError: the entries are malformed.
        """
        wanted = _shortest(serial_octets)
        if self._end - self._start > MAX_INDEXED_OCTETS:
            return self._run_along(wanted)
        index: dict[bytes, _Place] | None = self._cache.get("index")
        if index is None:
            index = self._cache["index"] = {self._serial(place): place for place in self._places()}
        found = index.get(wanted)
        return None if found is None else self._entry(found)

    def find_of(self, serial_octets: bytes, issuer: Name, list_issuer: Name) -> RevokedEntry | None:
        """Return the entry of an indirect CRL with a serial number and a certificate issuer (RFC 5280, 5.3.3).

        Raises:
            EncodingError: the entries are malformed.
        """
        wanted = _shortest(serial_octets), issuer.key
        if self._end - self._start > MAX_INDEXED_OCTETS:
            held = self._may_hold(wanted[0])
            found = next((place for key, place in self._owned(list_issuer) if key == wanted), None) if held else None
            return None if found is None else self._entry(found)
        index: dict[tuple[bytes, object], _Place] | None = self._cache.get("by_issuer")
        if index is None:
            index = self._cache["by_issuer"] = dict(self._owned(list_issuer))
        found = index.get(wanted)
        return None if found is None else self._entry(found)

    def name_issuers(self) -> bool:
        """Whether any entry names the issuer of its certificate."""
        return self._data.find(_ISSUER_OID, self._start, self._end) >= 0

    def _owned(self, list_issuer: Name) -> Iterator[tuple[tuple[bytes, object], _Place]]:
        """Yield every entry with its serial number and its certificate's issuer, which holds until another is named."""
        current: object = list_issuer.key
        for place in self._places():
            blob = self._data[place[1] : place[2]]
            if _ISSUER_OID in blob:
                named = _certificate_issuer(blob)
                current = current if named is None else named
            yield (self._serial(place), current), place

    def unknown_critical_extensions(self) -> tuple[str, ...]:
        """Return the OIDs of critical entry extensions that are not processed here.

        Raises:
            EncodingError: the entries are malformed.
        """
        unknown: dict[str, None] = {}
        if self._end - self._start > MAX_INDEXED_OCTETS and not self._may_be_critical():
            return ()
        seen: set[bytes] = set()
        for _, after_date, end in self._places():
            if after_date < end:
                blob = self._data[after_date:end]
                if blob not in seen:
                    if len(seen) < MAX_DISTINCT_EXTENSIONS:
                        seen.add(blob)
                    for one in _entry_extensions(blob):
                        if one.critical and one.oid not in KNOWN_EXTENSIONS:
                            unknown[one.oid] = None
        return tuple(unknown)

    def _may_be_critical(self) -> bool:
        """Whether a TRUE stands anywhere between an identifier and an octet string, as in a critical extension."""
        import re  # only very long lists come here

        data = self._data
        for found in re.compile(rb"\x01\x01[^\x00]\x04", re.DOTALL).finditer(data, self._start, self._end):
            at = found.start()
            if any(data[at - n - 1] == n and data[at - n - 2] == der.OBJECT_IDENTIFIER for n in range(1, 64)):
                return True
        return False

    def _run_along(self, wanted: bytes) -> RevokedEntry | None:
        if not self._may_hold(wanted):
            return None
        found = next((place for place in self._places() if self._serial(place) == wanted), None)
        return None if found is None else self._entry(found)

    def _may_hold(self, wanted: bytes) -> bool:
        """Whether the octets stand anywhere as an INTEGER, padded or not; a search that is faster than any reading."""
        data, at = self._data, self._data.find(wanted, self._start, self._end)
        while at >= 0:
            for padding in range(MAX_PADDING):
                if data[at - padding - 1] == len(wanted) + padding and data[at - padding - 2] == der.INTEGER:
                    return True
                if data[at - padding - 1] != 0:
                    break
            at = data.find(wanted, at + 1, self._end)
        return False

    def _serial(self, place: _Place) -> bytes:
        start = place[0]
        return _shortest(self._data[start + 2 : start + 2 + self._data[start + 1]])

    def _places(self) -> Iterator[_Place]:
        data, at, end = self._data, self._start, self._end
        while at < end:
            # Short lengths are read in place: of millions of entries nearly all have under 128 octets.
            if at + 2 <= end and data[at] == der.SEQUENCE and data[at + 1] < 0x80:
                start, stop = at + 2, at + 2 + data[at + 1]
            else:
                node = der.read(data, at, end).expect(der.SEQUENCE, "an entry of a CRL")
                start, stop = node.value_start, node.end
            if stop > end or start + 4 > stop or data[start] != der.INTEGER or data[start + 1] >= 0x80:
                raise EncodingError("an entry of a CRL does not begin with a serial number", at)
            date = start + 2 + data[start + 1]
            if date + 2 > stop or data[date + 1] >= 0x80 or date + 2 + data[date + 1] > stop:
                raise EncodingError("an entry of a CRL has no date", at)
            yield start, date + 2 + data[date + 1], stop
            at = stop

    def _entry(self, place: _Place) -> RevokedEntry:
        start, after_date, end = place
        revoked_at: datetime | None
        try:
            revoked_at = der.time(der.read(self._data, start + 2 + self._data[start + 1], after_date), "revocationDate")
        except EncodingError:
            revoked_at = None
        reason = next((e for e in _entry_extensions(self._data[after_date:end]) if e.oid == REASON_CODE), None)
        return RevokedEntry(revoked_at, None if reason is None else _enumerated(reason.value))


def read_extensions(wrapped: list[der.Node]) -> tuple[Extension, ...]:
    """Read the one SEQUENCE OF Extension that ``wrapped`` holds.

    Raises:
        EncodingError: malformed.
    """
    found = []
    for outer in wrapped:
        for item in outer.expect(der.SEQUENCE, "extensions").children():
            parts = item.expect(der.SEQUENCE, "an extension").children()
            if len(parts) not in {2, 3}:
                raise EncodingError("an extension is not an identifier, a flag and a value", item.start)
            critical = len(parts) == 3 and parts[1].content != b"\0"
            value = parts[-1].expect(der.OCTET_STRING, "the value of an extension")
            found.append(Extension(der.oid(parts[0]), critical, value.content, value.value_start))
    return tuple(found)


def _entry_extensions(blob: bytes) -> tuple[Extension, ...]:
    return read_extensions(list(der.iterate(blob, 0, len(blob))))


def _certificate_issuer(blob: bytes) -> object | None:
    for one in _entry_extensions(blob):
        if one.oid == CERTIFICATE_ISSUER:
            names = general_name.read_list(one.value, "certificateIssuer")
            return next((name.directory.key for name in names if name.directory is not None), ())
    return None


def _shortest(octets: bytes) -> bytes:
    """Return an integer's octets without the zeros that some issuers pad it with."""
    while len(octets) > 1 and octets[0] == 0 and octets[1] < 0x80:
        octets = octets[1:]
    return octets


def _enumerated(value: bytes) -> int:
    return int.from_bytes(der.sole(value, 0x0A, "a reason code").content, "big")
