"""PEM blocks in logs: certificates are taken, private keys passed over without being looked at."""

from __future__ import annotations

import base64
import binascii
from typing import Final, final

MAX_BLOCK_LINES: Final = 2000
_BEGIN: Final = "-----BEGIN "
_END: Final = "-----END "
_CERTIFICATES: Final = ("CERTIFICATE-----", "TRUSTED CERTIFICATE-----", "X509 CERTIFICATE-----")


@final
class BlockReader:
    """Takes lines; gives the DER of a certificate when its block ends. ``inside`` is true within any block."""

    __slots__ = ("_lines", "_wanted", "inside")

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._wanted = False
        self.inside = False

    def take(self, line: str) -> bytes | None:
        """Take a line; the certificate's bytes at the end of its block, else None."""
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
        if len(self._lines) >= MAX_BLOCK_LINES or " " in line.strip():
            self.inside = False
        elif self._wanted:
            self._lines.append(line.strip())
        return None

    def _decode(self) -> bytes | None:
        try:
            return base64.b64decode("".join(self._lines), validate=True)
        except (binascii.Error, ValueError):
            return None
