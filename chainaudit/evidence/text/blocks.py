"""PEM blocks in logs: certificates are taken, private keys passed over without being looked at."""

from __future__ import annotations

import base64
import binascii
import re
from typing import Final, final

MAX_BLOCK_LINES: Final = 2000
_BEGIN: Final = "-----BEGIN "
_END: Final = "-----END "
_SPLICED: Final = re.compile(
    r"depth=\d|verify (?:error|return)|not(?:After|Before)=|[0-9A-F]{16}:error:|SSL_connect:|SSL3 alert "
)
"""What OpenSSL prints to standard error, which comes in the midst of a block where both go to one file."""

_CERTIFICATES: Final = ("CERTIFICATE-----", "TRUSTED CERTIFICATE-----", "X509 CERTIFICATE-----")

_BRACKET: Final = re.compile(rb"(?:^|\n)\)\r?(?:\n|$)")


def behind_bracket(text: bytes) -> bytes:
    """What follows the line of one bracket that closes the body of a Java message; nothing where it is cut off."""
    end = _BRACKET.search(text)
    return text[end.end() :] if end is not None else b""


@final
class BlockReader:
    """Takes lines; gives the DER of a certificate when its block ends.

    ``inside`` is true within any block, ``is_foreign`` where the line that was taken last is not of the block.
    """

    __slots__ = ("_lines", "_wanted", "inside", "is_foreign")

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._wanted = False
        self.inside = self.is_foreign = False

    def take(self, line: str) -> bytes | None:
        """Take a line; the certificate's bytes at the end of its block, else None."""
        self.is_foreign = False
        start = line.find(_BEGIN)
        if start >= 0:
            self.inside = True
            self._wanted = line[start + len(_BEGIN) :].strip() in _CERTIFICATES
            self._lines = []
            return None
        if not self.inside:
            return None
        if _END in line:
            self.inside = False
            return self._decode() if self._wanted else None
        if len(self._lines) >= MAX_BLOCK_LINES:
            self.inside = False
        elif (spliced := _SPLICED.search(line)) is not None:
            self.is_foreign = True
            self._lines.append(line[: spliced.start()].strip())
        elif " " in line.strip():
            self.inside = False
        elif self._wanted:
            self._lines.append(line.strip())
        return None

    def _decode(self) -> bytes | None:
        try:
            return base64.b64decode("".join(self._lines), validate=True)
        except (binascii.Error, ValueError):
            return None
