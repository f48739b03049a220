"""PEM as OpenSSL reads it, line by line (PEM_read_bio, crypto/pem/pem_lib.c), which forgives less than our own reader.

A line begins a block only where ``-----BEGIN`` is its very start; after an empty line nothing but base64 may come, in
lines of one length; and what spoils one block is not looked at again.
"""

from __future__ import annotations

import binascii
import io
import re
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_LINE: Final = 254
"""Octets that are read at a time; a longer line counts as several."""
_FULL: Final = 65
"""Octets of a line of data behind an empty line, with its end."""
_BEGIN: Final = b"-----BEGIN "
_END: Final = b"-----END "
_TAIL: Final = b"-----\n"
_BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf"
_BLANK: Final = bytes([*range(0x21), *range(0x80, 0x100)])
"""What is cut off at the end of a line: blanks, controls, and octets that are negative as a char."""
_BASE64: Final = re.compile(rb"(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?")


class Block(NamedTuple):
    """A block: its label, what stands before an empty line in it, and its content."""

    label: str
    header: bytes
    content: bytes


def blocks(data: bytes) -> Iterator[Block | None]:
    """Yield every block, and None where one is spoilt; reading goes on behind the line that spoilt it."""
    lines = _lines(data)
    while True:
        label = _begun(lines)
        if label is None:
            return
        yield _block(label, lines)


def _lines(data: bytes) -> Iterator[tuple[bytes, bool]]:
    """Yield lines without what is cut off at their end, and whether a line goes on in the next."""
    for line in io.BytesIO(data):
        for at in range(0, len(line), _LINE):
            piece = line[at : at + _LINE]
            yield piece, len(piece) == _LINE and not piece.endswith(b"\n")


def _begun(lines: Iterator[tuple[bytes, bool]]) -> str | None:
    first = True
    for line, _ in lines:
        shown = line.removeprefix(_BYTE_ORDER_MARK) if first else line
        first = False
        shown = shown.rstrip(_BLANK) + b"\n"
        if shown.startswith(_BEGIN) and shown.endswith(_TAIL) and len(shown) >= len(_BEGIN) + len(_TAIL):
            return shown[len(_BEGIN) : -len(_TAIL)].decode("latin-1")
    return None


def _block(label: str, lines: Iterator[tuple[bytes, bool]]) -> Block | None:
    """Read up to the end of a block that has begun; None where it has none, or what is in it is no base64."""
    before: list[bytes] = []
    behind: list[bytes] | None = None  # lines after an empty one
    has_header = was_cut = short = False
    for line, is_cut in lines:
        has_header = has_header or (behind is None and b":" in line)
        shown, goes_on = line.rstrip(_BLANK) + b"\n", was_cut
        was_cut = is_cut
        if shown == b"\n":
            if goes_on:
                continue
            if behind is not None:
                return None
            behind = []
        elif shown.startswith(_END):
            return _ended(label, shown, before, behind, has_header=has_header)
        elif short:
            return None
        elif behind is None:
            before.append(shown)
        elif len(shown) > _FULL:
            return None
        else:
            short = len(shown) < _FULL
            behind.append(shown)
    return None


def _ended(
    label: str, end: bytes, before: list[bytes], behind: list[bytes] | None, *, has_header: bool
) -> Block | None:
    if not end.startswith(_END + label.encode("latin-1") + _TAIL):
        return None
    if behind is None and not has_header:
        before, behind = [], before
    text = b"".join(behind or ()).translate(None, b"\t\n\r ").partition(b"-")[0]
    if not text or _BASE64.fullmatch(text) is None:
        return None
    return Block(label, b"".join(before), binascii.a2b_base64(text))
