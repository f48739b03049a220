"""The record layer (RFC 8446 5.1, RFC 5246 6.2.1) and the SSL 2 framing of a first message (RFC 5246 appendix E.2)."""

from __future__ import annotations

from typing import Final, final

from chainaudit.tls.versions import ALERT, APPLICATION_DATA, CHANGE_CIPHER_SPEC, HANDSHAKE, HEARTBEAT

HEADER_BYTES: Final = 5
MAX_RECORD_BYTES: Final = 18432
"""2^14 and the 2048 of expansion that TLS 1.2 allows (RFC 5246 6.2.3); TLS 1.3 allows less."""

MAX_GAP_BYTES: Final = 1 << 20
"""Missing bytes that are bridged; a longer hole ends the stream, since nothing would be left to read."""

SSL2_HELLO: Final = 0x80
"""Not a content type on the wire: the type given here to a ClientHello in SSL 2 framing."""

_SSL2_LONG: Final = 0x80
_SSL2_CLIENT_HELLO: Final = 1
_SSL2_MIN: Final = 9
_TYPES: Final = frozenset((CHANGE_CIPHER_SPEC, ALERT, HANDSHAKE, APPLICATION_DATA, HEARTBEAT))


def looks_like_tls(data: bytes, *, client: bool = True) -> bool:
    """Whether ``data`` starts as a TLS connection does: a record header, or a ClientHello in SSL 2 framing."""
    if len(data) < 3:
        return len(data) > 0 and data[0] in {HANDSHAKE, ALERT} and (len(data) == 1 or data[1] == 3)
    if data[0] in _TYPES and data[1] == 3 and data[2] <= 4:
        return len(data) < HEADER_BYTES or int.from_bytes(data[3:5], "big") <= MAX_RECORD_BYTES
    return client and _is_ssl2_hello(data)


def _is_ssl2_hello(data: bytes) -> bool:
    """The check of RFC 5246 E.2: long length, message type 1, version 2 or 3.x, lengths that add up."""
    if len(data) < 11 or not data[0] & _SSL2_LONG or data[2] != _SSL2_CLIENT_HELLO:
        return False
    if (data[3], data[4]) != (0, 2) and data[3] != 3:
        return False
    length = (data[0] & 0x7F) << 8 | data[1]
    parts = sum(int.from_bytes(data[at : at + 2], "big") for at in (5, 7, 9))
    return length == parts + _SSL2_MIN


@final
class Record:
    """One record: content type, version of its header, payload; ``length`` in bytes even where no payload is kept.

    ``missing_from`` is the offset in the payload from which bytes were not seen (a truncated or lost segment), else
    None.
    """

    __slots__ = ("content_type", "length", "missing_from", "payload", "version")

    def __init__(
        self, content_type: int, version: int, payload: bytes, length: int, missing_from: int | None = None
    ) -> None:
        self.content_type = content_type
        self.version = version
        self.payload = payload
        self.length = length
        self.missing_from = missing_from


@final
class RecordReader:
    """Cuts one direction of a stream into records, as its bytes arrive.

    ``broken`` says why reading stopped, None while all is well. Memory is bounded by one record. While
    ``keep_application_data`` is false, payloads of application data are passed over and never held.
    """

    __slots__ = ("_buffer", "_missing_at", "_skipping", "broken", "keep_application_data", "started")

    def __init__(self) -> None:
        self._buffer = bytearray()
        self._missing_at: int | None = None
        self._skipping = 0
        self.broken: str | None = None
        self.keep_application_data = True
        self.started = False

    def passes_over(self, length: int) -> bool:
        """Whether the next ``length`` bytes are all inside application data that is passed over, and then do so."""
        if length > self._skipping:
            return False
        self._skipping -= length
        return True

    def feed(self, data: bytes) -> list[Record]:
        """Take the next bytes of the stream and give the records that they complete."""
        if self.broken is not None:
            return []
        if self._skipping:
            passed = min(self._skipping, len(data))
            self._skipping -= passed
            if passed == len(data):
                return []
            data = data[passed:]
        self._buffer += data
        return self._cut()

    def gap(self, length: int) -> list[Record]:
        """Take note that ``length`` bytes of the stream were not seen; framing goes on across them where it can."""
        if self.broken is not None:
            return []
        if self._skipping >= length:
            self._skipping -= length
            return []
        length -= self._skipping
        self._skipping = 0
        if length > MAX_GAP_BYTES or len(self._buffer) < HEADER_BYTES:
            self.broken = f"{length} bytes are missing, so where the next record starts is not known"
            return []
        if self._missing_at is None:
            self._missing_at = len(self._buffer)
        needed = HEADER_BYTES + int.from_bytes(self._buffer[3:5], "big")
        if len(self._buffer) + length > needed:
            self.broken = f"{length} bytes are missing across records, so where the next one starts is not known"
        self._buffer += bytes(min(length, needed - len(self._buffer)))
        return self._cut()

    def remainder(self) -> Record | None:
        """The record that was being received when the stream ended, as far as it came."""
        if self.broken is not None or len(self._buffer) <= HEADER_BYTES:
            return None
        buffer = bytes(self._buffer)
        length = int.from_bytes(buffer[3:5], "big")
        payload = buffer[HEADER_BYTES:]
        missing = len(payload)
        if self._missing_at is not None:
            missing = max(0, self._missing_at - HEADER_BYTES)
        return Record(buffer[0], int.from_bytes(buffer[1:3], "big"), payload, length, missing)

    def _cut(self) -> list[Record]:
        records: list[Record] = []
        buffer = self._buffer
        at = 0
        if not self.started and len(buffer) >= 11 and _is_ssl2_hello(bytes(buffer[:11])):
            end = 2 + ((buffer[0] & 0x7F) << 8 | buffer[1])
            if len(buffer) < end:
                return records
            records.append(Record(SSL2_HELLO, int.from_bytes(buffer[3:5], "big"), bytes(buffer[2:end]), end - 2))
            at = end
        while len(buffer) - at >= HEADER_BYTES:
            length = int.from_bytes(buffer[at + 3 : at + 5], "big")
            if buffer[at] not in _TYPES or buffer[at + 1] != 3 or length > MAX_RECORD_BYTES:
                self.broken = self.broken or "the bytes are not a TLS record"
                break
            end = at + HEADER_BYTES + length
            if buffer[at] == APPLICATION_DATA and not self.keep_application_data:
                self._skipping = max(0, end - len(buffer))
                records.append(Record(APPLICATION_DATA, int.from_bytes(buffer[at + 1 : at + 3], "big"), b"", length))
                at = min(end, len(buffer))
                continue
            if end > len(buffer):
                break
            records.append(self._record(at, end))
            at = end
        self._forget(at)
        self.started = self.started or bool(records)
        return records

    def _record(self, start: int, end: int) -> Record:
        buffer = self._buffer
        missing = None
        if self._missing_at is not None and self._missing_at < end:
            missing = max(0, self._missing_at - start - HEADER_BYTES)
        payload = bytes(buffer[start + HEADER_BYTES : end])
        return Record(
            buffer[start], int.from_bytes(buffer[start + 1 : start + 3], "big"), payload, len(payload), missing
        )

    def _forget(self, at: int) -> None:
        if not at:
            return
        del self._buffer[:at]
        if self._missing_at is not None:
            self._missing_at = self._missing_at - at if self._missing_at >= at else None
