"""JKS of version 2, as every JDK reads it."""

from __future__ import annotations

import hashlib
import os
import struct
from typing import TYPE_CHECKING, Final

from chainaudit.errors import UsageError
from chainaudit.model import der
from chainaudit.model.store import EntryKind
from chainaudit.model.writer import Writer
from chainaudit.readers.java import modified_utf8
from chainaudit.readers.java.key_protection import JKS_PROTECTOR
from chainaudit.readers.java.keystore import PRIVATE_KEY, TRUSTED_CERTIFICATE, store_digest
from chainaudit.writers.entries import named, writable

if TYPE_CHECKING:
    from chainaudit.model.certificate import Certificate
    from chainaudit.model.store import Store
    from chainaudit.model.writer import WriteRequest

_KINDS: Final = (EntryKind.PRIVATE_KEY, EntryKind.TRUSTED_CERTIFICATE, EntryKind.CERTIFICATE)
_MAGIC: Final = 0xFEEDFEED
_LONGEST_ALIAS: Final = 0xFFFF


def write(store: Store, request: WriteRequest) -> bytes:
    """Return the store as JKS; aliases are written in lower case, for Java looks for nothing else.

    Raises:
        UsageError: no password, or something that a JKS cannot hold.
    """
    if request.password is None:
        raise UsageError("a JKS needs a password; give it with --new-password")
    entries = named(writable(store, "JKS", _KINDS), lower=True)
    parts = [struct.pack(">III", _MAGIC, 2, len(entries))]
    for alias, entry in entries:
        created = struct.pack(">q", int((entry.created or 0) * 1000))
        if entry.private_key is not None:
            password = request.key_password(entry.alias)
            sealed = protect(entry.private_key.reveal(), request.password if password is None else password)
            chain = b"".join(_certificate(c) for c in entry.certificates)
            key = struct.pack(">I", len(sealed)) + sealed + struct.pack(">I", len(entry.certificates)) + chain
            parts.append(_head(PRIVATE_KEY, alias) + created + key)
        else:
            parts.append(_head(TRUSTED_CERTIFICATE, alias) + created + _certificate(entry.certificates[0]))
    content = b"".join(parts)
    return content + store_digest(request.password, content)


def protect(pkcs8: bytes, password: str) -> bytes:
    """Return an EncryptedPrivateKeyInfo as sun.security.provider.KeyProtector makes it."""
    secret = password.encode("utf-16-be", "surrogatepass")
    salt = block = os.urandom(20)
    stream = bytearray()
    while len(stream) < len(pkcs8):
        block = hashlib.sha1(secret + block, usedforsecurity=False).digest()
        stream += block
    mask = int.from_bytes(stream[: len(pkcs8)], "big")
    sealed = (int.from_bytes(pkcs8, "big") ^ mask).to_bytes(len(pkcs8), "big")
    check = hashlib.sha1(secret + pkcs8, usedforsecurity=False).digest()
    algorithm = der.encode(der.SEQUENCE, der.encode(der.OBJECT_IDENTIFIER, der.encode_oid(JKS_PROTECTOR)) + b"\x05\x00")
    return der.encode(der.SEQUENCE, algorithm + der.encode(der.OCTET_STRING, salt + sealed + check))


def _head(tag: int, alias: str) -> bytes:
    octets = modified_utf8.encode(alias)
    if len(octets) > _LONGEST_ALIAS:
        raise UsageError("an alias is longer than a JKS can hold")
    return struct.pack(">IH", tag, len(octets)) + octets


def _certificate(certificate: Certificate) -> bytes:
    return b"\0\x05X.509" + struct.pack(">I", len(certificate.der)) + certificate.der


WRITER = Writer(name="jks", title="Java KeyStore, version 2", format="JKS", write=write, extensions=(".jks",))
