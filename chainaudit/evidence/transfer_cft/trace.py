"""``CFTY02Z>>`` lines of Transfer CFT: TLS records as hexadecimal words, sometimes incomplete or out of order."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, final

from chainaudit.evidence.certificates import CertificateCache
from chainaudit.evidence.story import Story
from chainaudit.model.evidence import CLIENT, SERVER, Connection
from chainaudit.tls.session import Session
from chainaudit.tls.versions import ALERT, CHANGE_CIPHER_SPEC, HANDSHAKE

if TYPE_CHECKING:
    from chainaudit.model.evidence import Alert

MAX_FRAME_BYTES: Final = 64 * 1024

_WORD: Final = re.compile(r"(?<![0-9A-Za-z])[0-9A-F]{2}(?:[0-9A-F]{2}){0,3}(?![0-9A-Za-z])")
_DIRECTION: Final = re.compile(r"RECEIVED|SENDING")
_CONTEXT: Final = re.compile(r"CTX *= *[0-9a-fA-F]{6}\b|\b2[01]0 00\d\b")
_START: Final = re.compile(r"^(?:14|15|16)030[0-4]")
_HEX_ROW: Final = re.compile(r"^\W{0,3}(?:CFTY02Z>> )?(?:CTX *= *\S+ )?(?:[0-9A-F]{8}[ >]){1,4}")


@final
class CftTrace:
    """Collects frames and reads what is whole in them."""

    __slots__ = ("_frame", "_frames", "_way", "in_pki", "lines", "sends_alert", "side")

    def __init__(self) -> None:
        self._frames: list[tuple[str, bytes]] = []
        self._frame = bytearray()
        self._way = ""
        self.side = ""
        self.sends_alert = False
        self.in_pki = False
        self.lines = 0

    @property
    def tells(self) -> bool:
        """Whether any trace line was seen."""
        return self.lines > 0

    @property
    def alert_code(self) -> int | None:
        """The code of an alert among the frames, as far as it can be read."""
        for _, frame in self._frames:
            if frame[:1] == bytes((ALERT,)) and len(frame) == 7:
                return frame[6]
        return None

    def wants(self, line: str) -> bool:
        """Whether a line without a code is a row of a frame."""
        return _HEX_ROW.match(line) is not None

    def take(self, line: str) -> None:
        """Take a trace line."""
        self.lines += 1
        if "cftpki" in line:
            self.in_pki = True
        way = _DIRECTION.search(line)
        if way is not None:
            self._close()
            self._way = way.group(0)
            self.sends_alert = self.sends_alert or (self._way == "SENDING" and "ALERT" in line)
            return
        words = _WORD.findall(_CONTEXT.sub(" ", line.split(">>", 1)[-1]).split(">", 1)[0])
        row = "".join(words)
        if len(row) < 4 or len(row) % 2:
            return
        if _START.match(row):
            self._close()
        if len(self._frame) < MAX_FRAME_BYTES:
            self._frame += bytes.fromhex(row)

    def _close(self) -> None:
        if self._frame:
            self._frames.append((self._way, bytes(self._frame)))
            self._frame = bytearray()

    def tell(self, connection: Connection) -> None:
        """Add what the frames show to a connection."""
        self._close()
        if not self._frames:
            return
        story = Story(Connection(), Session(), CertificateCache())
        for way, frame in self._frames:
            side = self._sender(way, frame, connection)
            story.take(story.session.feed(side, _whole(frame)))
            if story.session.is_sealed(side):
                connection.established = connection.established or self._both_switched()
                break
            # a frame that was cut must not swallow the next one
            story.take(story.session.start_over(side))
        seen = story.finish()
        connection.offer = connection.offer or seen.offer
        connection.answer = connection.answer or seen.answer
        connection.request = connection.request or seen.request
        connection.presented = connection.presented or seen.presented
        connection.steps = seen.steps
        known: tuple[Alert, ...] = tuple(alert for alert in seen.alerts if alert.code)
        connection.alerts = (*connection.alerts, *known)

    def _both_switched(self) -> bool:
        return sum(frame[:1] == bytes((CHANGE_CIPHER_SPEC,)) for _, frame in self._frames) > 1

    def _sender(self, way: str, frame: bytes, connection: Connection) -> str:
        own = connection.viewpoint
        if frame[:1] == bytes((HANDSHAKE,)) and len(frame) > 5:
            if frame[5] in {1, 16}:
                return CLIENT
            if frame[5] in {2, 12, 13, 14}:
                return SERVER
        if way == "SENDING":
            return own
        return SERVER if own == CLIENT else CLIENT


def _whole(frame: bytes) -> bytes:
    """A frame with the length that its header promises: what a copy lost at its end is left out of the count."""
    if len(frame) < 5:
        return b""
    length = min(int.from_bytes(frame[3:5], "big"), len(frame) - 5)
    return frame[:3] + length.to_bytes(2, "big") + frame[5 : 5 + length]


__all__ = ["CftTrace"]
