"""Base64 without any markers, as SAML metadata, Windows' "Base-64" clipboard and environment variables have it."""

from __future__ import annotations

import binascii
import re
from typing import TYPE_CHECKING, Final

from chainaudit.errors import StoreError, StoreErrorKind
from chainaudit.model.reader import Reader
from chainaudit.model.store import Holder

if TYPE_CHECKING:
    from chainaudit.model.reader import ReadRequest
    from chainaudit.model.store import Store

_HEAD: Final = re.compile(rb"[\s\xef\xbb\xbf\"']*([A-Za-z0-9+/_-][A-Za-z0-9+/_\s-]{15,})")
_STARTS: Final = (b"MI", b"MH", b"MF", b"MG", b"MD", b"ME", b"/u3+7Q", b"zs7Ozg", b"LS0tLS1CRUdJTi", b"H4sI")
"""How base64 begins of a SEQUENCE, a JKS, a JCEKS, a PEM marker, a gzip file."""
_NOISE: Final = b" \t\r\n\v\f\"'"
_SIXTEEN_ODD: Final = b"\xff\xfe"


def sniff(data: bytes) -> int:
    """Return 40 where the content begins as base64 of something that is known, and goes on as base64."""
    head = _plain(data[:4096])
    found = _HEAD.match(head)
    if found is None or not found[1].startswith(_STARTS):
        return 0
    return 40 if re.fullmatch(rb"[A-Za-z0-9+/_=\s\"'-]*", head.lstrip(b"\xef\xbb\xbf")) else 0


def read(data: bytes, request: ReadRequest) -> Store:
    """Decode, and read what is inside.

    Raises:
        StoreError: it is no base64 after all, or nothing to read it with.
    """
    text = (
        _plain(data)
        .lstrip(b"\xef\xbb\xbf")
        .translate(None, _NOISE)
        .replace(b"-", b"+")
        .replace(b"_", b"/")
        .rstrip(b"=")
    )
    if not re.fullmatch(rb"[A-Za-z0-9+/]*", text) or len(text) % 4 == 1:
        raise StoreError(StoreErrorKind.NOT_A_STORE, f"{request.source} begins as base64, but does not go on as such.")
    if request.read_nested is None:
        raise StoreError(StoreErrorKind.UNSUPPORTED, "What is inside the base64 cannot be read here.")
    inner = request.read_nested(binascii.a2b_base64(text + b"=" * (-len(text) % 4)), request.source)
    return inner.but(
        source=request.source,
        notes=(*inner.notes, "The file is base64 without BEGIN and END lines; most programs want them."),
        holders=(Holder("base64", inner.format), *inner.holders),
    )


def _plain(data: bytes) -> bytes:
    if data[:2] == _SIXTEEN_ODD:
        return data[2 : len(data) // 2 * 2].decode("utf-16-le", "replace").encode("utf-8", "replace")
    return data


READER = Reader(name="BASE64", title="Base64 without markers", extensions=(".b64", ".base64"), sniff=sniff, read=read)
