"""The header lines of ``javax.net.debug`` in JDK 11 and later: which are of interest, and what their fields are."""

from __future__ import annotations

import re
from typing import Final

MARK: Final = b"javax.net.ssl|"
"""How a header begins."""

_HEADER: Final = re.compile(
    r"javax\.net\.ssl\|(?P<level>[A-Z]+)\|(?P<id>[0-9A-Fa-f]+)\|(?P<thread>.*?)\|(?P<time>\d{4}-[^|]*)\|(?P<where>[^|]*)\|(?P<text>.*)"
)
_WANTED: Final = (
    b"Produced ", b"Consuming ", b"Received alert", b"Received fatal", b"Fatal (", b"No X.509 c", b"Raw read",
    b"Raw write", b"Plaintext after", b"keyStore is", b"init keystore", b"found key for", b"matching alias",
    b"SSL peer", b"handling exc",
)  # fmt: skip
_GRAVE: Final = (b"ERROR", b"SEVERE", b"FATAL")
NEXT: Final = b"\n" + MARK
"""The end of a line before a header."""

_FIRST: Final = b"".join(sorted({each[:1] for each in _WANTED}))
"""One look at the first letter of what a header says spares the comparison with each of the words."""

WANTED_HEADER: Final = re.compile(
    re.escape(NEXT)
    + rb"(?:%s(?=[%s])(?:%s)|(?:%s)\|)"
    % (rb"[^|\n]*\|" * 5, _FIRST, b"|".join(map(re.escape, _WANTED)), b"|".join(_GRAVE))
)
_FIELDS: Final = 6


def is_wanted(header: bytes) -> bool:
    """Whether a header says something that counts."""
    fields = header.split(b"|", _FIELDS)
    return fields[-1].startswith(_WANTED) or b"xception" in fields[-1] or fields[1] in _GRAVE


def fields_of(header: str) -> tuple[str, str, str, str] | None:
    """Number and name of the thread, time and text of a header; a thread may have a bar in its name."""
    parts = header.split("|", _FIELDS)
    if len(parts) == _FIELDS + 1 and parts[4][:4].isdigit() and parts[4][4:5] == "-":
        return parts[2], parts[3], parts[4], parts[6]
    match = _HEADER.match(header)
    return None if match is None else (match["id"], match["thread"], match["time"], match["text"])
