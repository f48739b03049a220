r"""The blocks of a PEM file, found however the text was mangled (RFC 7468, RFC 1421), and what is broken in it.

People paste PEM into environment variables, YAML, mails and JSON: line ends vanish or become CR or a literal
``\\n``, lines are indented, and Windows writes UTF-16. All of that is read. A block that cannot be read becomes
a problem and never hides the others.
"""

from __future__ import annotations

import binascii
import itertools
import re
from typing import Final

from chainaudit.errors import StoreErrorKind
from chainaudit.model.store import Problem

MARKER: Final = re.compile(rb"-----[ \t]*(BEGIN|END)[ \t]+([A-Za-z0-9](?:[A-Za-z0-9 #._/]|-(?!-)){0,62}?)[ \t]*-----")
_MARK: Final = b"-----BEGIN"
_WIDE_DASHES: Final = b"-\0-\0-\0-"
"""Dashes in UTF-16: at an even offset the low octet comes first, at an odd one the high octet."""
_HEADER: Final = re.compile(rb"\s*((?:[A-Za-z0-9-]+:[^\r\n]*(?:[\r\n]+[ \t][^\r\n]*)*[\r\n]+)+)")
_FIELD: Final = re.compile(rb"([A-Za-z0-9-]+):[ \t]*([^\r\n]*)")
_NOT_BASE64: Final = re.compile(rb"[^A-Za-z0-9+/=]")
_ATTRIBUTE: Final = re.compile(r"^\s*(friendlyName|localKeyID):[ \t]*(.*?)[ \t]*$", re.MULTILINE)
_DECORATION: Final = re.compile(
    rb"^[> \t]+|<[bB][rR][ \t]*/?>|&nbsp;|\"|\xc2\xa0|\xe2\x80[\x8b-\x8f]|\xef\xbb\xbf",
    re.MULTILINE,
)
"""What mails, web pages and source code put around lines: quoting, breaks, spaces that do not break or do not show."""
MAX_PROBLEMS: Final = 100
"""A person reads a few; finding the line of each costs a look through the file."""
_WHITESPACE: Final = b" \t\r\n\v\f\0"
_BYTE_ORDER_MARKS: Final = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\0\0", "utf-32-le"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)


class Block:
    """One block: its label, headers and content, the attributes that OpenSSL writes before it, and its number."""

    __slots__ = ("attributes", "content", "headers", "label", "number")

    def __init__(
        self, number: int, label: str, headers: dict[str, str], content: bytes, attributes: dict[str, str]
    ) -> None:
        self.number = number
        self.label = label
        self.headers = headers
        self.content = content
        self.attributes = attributes


class Scan:
    """The blocks of a file in order, the problems met, sentences about what was put right, and an unusual encoding."""

    __slots__ = ("blocks", "encoding", "notes", "problems")

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.problems: list[Problem] = []
        self.notes: list[str] = []
        self.encoding: str | None = None


def plain_text(data: bytes) -> tuple[bytes, str | None]:
    """Return ``data`` with one octet a character, and the name of the encoding that was undone."""
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            text = data[len(mark) :].decode(encoding, "replace")
            return text.encode("utf-8", "replace"), encoding.upper()
    at = data[:4096].find(_WIDE_DASHES)
    if at >= 0:
        encoding = "utf-16-be" if at % 2 else "utf-16-le"
        return data.decode(encoding, "replace").encode("utf-8", "replace"), encoding.upper()
    return data, None


def has_marker(data: bytes) -> bool:
    """Whether there is a BEGIN marker, in any encoding that ``plain_text`` undoes."""
    if _MARK in data:
        return MARKER.search(data) is not None
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or _WIDE_DASHES in data[:4096]:
        return MARKER.search(plain_text(data)[0]) is not None
    return False


def scan(data: bytes, is_wanted: frozenset[str], max_blocks: int) -> Scan:
    """Find every block; only those with a label in ``is_wanted`` can be a problem, for other text may look alike."""
    found = Scan()
    text, encoding = plain_text(data)
    if encoding == "UTF-8":
        found.notes.append("The text begins with a UTF-8 byte order mark; OpenSSL passes it over, keytool does not.")
    elif encoding is not None:
        found.notes.append(f"The text is {encoding}; OpenSSL reads ASCII and UTF-8 alone.")
        found.encoding = encoding
    if re.search(rb"-----\\r?\\?n|-----\\n", text):
        text = text.replace(b"\\r", b"").replace(b"\\n", b"\n")
        found.problems.append(
            Problem(
                StoreErrorKind.MALFORMED,
                "The line ends are written as a backslash and an n, as JSON and environment files have them; "
                "turn them into real line ends, else other programs cannot read the file.",
            )
        )
    markers = list(itertools.islice(MARKER.finditer(text), 2 * max_blocks + 1))
    if len(markers) > 2 * max_blocks:
        sentence = f"The file has more than the {max_blocks:,} blocks that are allowed; raise --max-entries."
        found.problems.append(Problem(StoreErrorKind.TOO_EXPENSIVE, sentence))
        del markers[2 * max_blocks :]
    end_of_last = 0
    for index, marker in enumerate(markers):
        label = marker[2].decode("ascii")
        if marker[1] == b"END":
            fault = "has no BEGIN line" if index == 0 or markers[index - 1][1] == b"END" else None
        else:
            following = markers[index + 1] if index + 1 < len(markers) else None
            preamble, end_of_last = text[end_of_last : marker.start()], marker.end()
            fault = _fault(label, following)
            if fault is None and following is not None:
                end_of_last = following.end()
                fault = _add(found, label, text[marker.end() : following.start()], preamble)
        if fault is not None and label in is_wanted and len(found.problems) < MAX_PROBLEMS:
            where = _line(text, marker.start())
            found.problems.append(Problem(StoreErrorKind.MALFORMED, f"The block {label} {where} {fault}."))
    return found


def _line(text: bytes, offset: int) -> str:
    before = text[:offset].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return f"in line {before.count(10) + 1}"


def _fault(label: str, following: re.Match[bytes] | None) -> str | None:
    if following is None or following[1] != b"END":
        return "has no END line"
    if following[2].decode("ascii") != label:
        return f"is closed by END {following[2].decode('ascii')}"
    return None


def _add(found: Scan, label: str, body: bytes, preamble: bytes) -> str | None:
    """Add the block, or return what is wrong with it."""
    headers: dict[str, str] = {}
    header = _HEADER.match(body) if b":" in body else None
    if header is not None:
        body = body[header.end() :]
        headers = {m[1].decode("ascii"): m[2].decode("utf-8", "replace").strip() for m in _FIELD.finditer(header[1])}
    text = body.translate(None, _WHITESPACE)
    illegal = _NOT_BASE64.search(text)
    if illegal is not None:
        text = _DECORATION.sub(b"", body).translate(None, _WHITESPACE)
        if _NOT_BASE64.search(text) is not None:
            return f"has characters that are no base64 ({illegal[0]!r})"
    text = text.rstrip(b"=")
    if b"=" in text or len(text) % 4 == 1:
        return "is cut off or damaged: its base64 does not come out even"
    content = binascii.a2b_base64(text + b"=" * (-len(text) % 4))
    if not content:
        return "is empty"
    found.blocks.append(Block(len(found.blocks), label, headers, content, _attributes(preamble)))
    if illegal is not None:
        return (
            f"has characters of a mail, a web page or a program between its lines ({illegal[0]!r}); "
            "it was read all the same, which other programs do not"
        )
    return None


def _attributes(preamble: bytes) -> dict[str, str]:
    """Return friendlyName and localKeyID of the ``Bag Attributes`` that ``openssl pkcs12`` writes before a block."""
    at = preamble.rfind(b"Bag Attributes")
    if at < 0:
        return {}
    return dict(_ATTRIBUTE.findall(preamble[at:].decode("utf-8", "replace")))
