"""Bytes written as PEM, the text that every TLS program reads (RFC 7468)."""

from __future__ import annotations

import base64
from typing import Final

LINE_CHARACTERS: Final = 64
"""Of every line but the last (RFC 7468, 2)."""
CERTIFICATE: Final = "CERTIFICATE"


def pem(content: bytes, label: str = CERTIFICATE) -> str:
    """Return one block with this label, in lines of 64 characters, with a line end behind the last."""
    body = base64.b64encode(content).decode("ascii")
    lines = (body[at : at + LINE_CHARACTERS] for at in range(0, len(body), LINE_CHARACTERS))
    return "\n".join((f"-----BEGIN {label}-----", *lines, f"-----END {label}-----", ""))
