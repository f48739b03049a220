"""The hash of a name by which directories of trusted certificates are asked (openssl-rehash(1), X509_NAME_hash(3))."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from chainaudit.errors import EncodingError
from chainaudit.model import der

if TYPE_CHECKING:
    from chainaudit.model.name import Attribute, Name


def name_hash(name: Name) -> str:
    """Return the first four octets of the SHA-1 of the canonical name, last one first, as eight hex digits."""
    digest = hashlib.sha1(canonical(name), usedforsecurity=False).digest()
    return digest[3::-1].hex()


def canonical(name: Name) -> bytes:
    """Return the RDNs with strings as UTF-8, ASCII in lower case and white space folded; the name as it is if broken."""
    try:
        return b"".join(_rdn(rdn) for rdn in name.rdns)
    except EncodingError:
        return name.encoded


def _rdn(rdn: tuple[Attribute, ...]) -> bytes:
    return der.encode(0x31, b"".join(sorted(_pair(attribute) for attribute in rdn)))


def _pair(attribute: Attribute) -> bytes:
    oid = der.encode(der.OBJECT_IDENTIFIER, der.encode_oid(attribute.oid))
    if attribute.text is None:
        return der.encode(der.SEQUENCE, oid + der.encode(attribute.tag, attribute.value))
    folded = " ".join(attribute.text.strip(" \t\n\v\f\r").split())
    lowered = "".join(c.lower() if c.isascii() else c for c in folded)
    return der.encode(der.SEQUENCE, oid + der.encode(der.UTF8_STRING, lowered.encode()))
