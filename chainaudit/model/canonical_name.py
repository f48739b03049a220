"""Names in the canonical form by which OpenSSL compares them, and the hash of it that names files in directories."""

from __future__ import annotations

import functools
import hashlib
import re
from typing import TYPE_CHECKING, Final

from chainaudit.errors import EncodingError
from chainaudit.model import der
from chainaudit.model.name import Name

if TYPE_CHECKING:
    from chainaudit.model.name import Attribute

_KEPT: Final = 4096
_SPACE: Final = re.compile(r"[ \t\n\v\f\r]+")
_SET: Final = 0x31
_NUMERIC_STRING: Final = 0x12


@functools.lru_cache(maxsize=_KEPT)
def canonical(encoded: bytes) -> bytes:
    """Return the RDNs of a Name: strings as UTF-8, ASCII in lower case, white space folded; broken names unchanged."""
    try:
        return b"".join(_rdn(rdn) for rdn in Name(encoded).rdns)
    except EncodingError:
        return encoded


def same_name(one: Name, other: Name) -> bool:
    """Whether two names are equal in canonical form; unlike RFC 5280, 7.1 only ASCII is folded."""
    return one.encoded == other.encoded or canonical(one.encoded) == canonical(other.encoded)


def name_hash(name: Name) -> str:
    """Return the hash of X509_NAME_hash(3), eight hex digits: the first octets of the SHA-1, last one first."""
    digest = hashlib.sha1(canonical(name.encoded), usedforsecurity=False).digest()
    return digest[3::-1].hex()


def _rdn(rdn: tuple[Attribute, ...]) -> bytes:
    return der.encode(_SET, b"".join(sorted(_pair(attribute) for attribute in rdn)))


def _pair(attribute: Attribute) -> bytes:
    oid = der.encode(der.OBJECT_IDENTIFIER, der.encode_oid(attribute.oid))
    if attribute.text is None or attribute.tag == _NUMERIC_STRING:
        return der.encode(der.SEQUENCE, oid + der.encode(attribute.tag, attribute.value))
    folded = _SPACE.sub(" ", attribute.text).strip(" ")
    lowered = "".join(c.lower() if c.isascii() else c for c in folded)
    return der.encode(der.SEQUENCE, oid + der.encode(der.UTF8_STRING, lowered.encode("utf-8", "surrogatepass")))
