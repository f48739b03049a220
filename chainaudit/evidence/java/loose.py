"""What programs print between the headers of ``javax.net.debug``: commands, exceptions, stack traces, results."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, Final

from chainaudit.evidence.text.command_line import command_of
from chainaudit.evidence.text.lines import MAX_LINE_BYTES, decode

if TYPE_CHECKING:
    from collections.abc import Sequence

MAX_REMEMBERED: Final = 256
MAX_REMEMBERED_BYTES: Final = 16 * 1024
"""What programs print between headers repeats; so much of it is looked at once only."""

DULL: Final = (b"\tat ", b"  \tat", b"    at ", b"  at ", b'  "', b"      ", b'"', b"}", b"  ]")
"""How lines begin that tell nothing outside a body: frames of a stack, parts of messages that are not read."""

_LINE: Final = re.compile(
    rb"xception|rror|RESULT|refused|timed out|keyStore is|(?:^|\s)[$#%>] \S*(?:java|openssl|curl)\b"
)
_TELLING: Final = (b"xception", b"rror", b"RESULT", b"refused", b"timed out", b"keyStore is", b"\n$ ")


def tells(text: bytes) -> bool:
    """A quick look: whether any of many lines may tell something."""
    return any(map(text.__contains__, _TELLING))


def may_tell(line: bytes) -> bool:
    """Whether a line that is not `DULL` may tell something."""
    return _LINE.search(line) is not None


def loose_lines(text: bytes) -> tuple[tuple[str, Sequence[str] | None], ...]:
    """The lines, none of them a header, that may tell something; with its words where one is a command."""
    return _remembered(text) if len(text) <= MAX_REMEMBERED_BYTES else _find(text)


def _find(text: bytes) -> tuple[tuple[str, Sequence[str] | None], ...]:
    if not tells(text):
        return ()
    found = [line for line in text.split(b"\n") if not line.startswith(DULL) and may_tell(line)]
    lines = [decode(line[:MAX_LINE_BYTES]).rstrip("\r") for line in found]
    return tuple((line, command_of(line)) for line in lines)


_remembered: Final = functools.lru_cache(MAX_REMEMBERED)(_find)
