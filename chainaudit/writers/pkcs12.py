"""PKCS 12 as OpenSSL 3 and Java 11 write it, and with 3DES and SHA-1 as every Java 8 reads it (RFC 7292)."""

from __future__ import annotations

import hmac
import os
from functools import partial
from typing import TYPE_CHECKING, Final

from chainaudit.errors import UsageError
from chainaudit.model import der
from chainaudit.model.store import EntryKind
from chainaudit.model.writer import Writer
from chainaudit.readers.crypto import key_derivation
from chainaudit.readers.keys.secret_algorithms import SECRET_ALGORITHMS
from chainaudit.writers.encryption import LEGACY_ROUNDS, ROUNDS, SALT_OCTETS, bmp_string, integer, oid, pbe_3des, pbes2
from chainaudit.writers.entries import Named, named, writable

if TYPE_CHECKING:
    from collections.abc import Callable

    from chainaudit.model.store import Store
    from chainaudit.model.writer import WriteRequest

    Seal = Callable[[bytes, str], tuple[bytes, bytes]]

_KINDS: Final = (EntryKind.PRIVATE_KEY, EntryKind.TRUSTED_CERTIFICATE, EntryKind.CERTIFICATE, EntryKind.SECRET_KEY)
_BAG: Final = "1.2.840.113549.1.12.10.1"
_DATA: Final = "1.2.840.113549.1.7.1"
_ENCRYPTED_DATA: Final = "1.2.840.113549.1.7.6"
_X509: Final = "1.2.840.113549.1.9.22.1"
_FRIENDLY_NAME: Final = "1.2.840.113549.1.9.20"
_LOCAL_KEY_ID: Final = "1.2.840.113549.1.9.21"
_TRUSTED_KEY_USAGE: Final = "2.16.840.1.113894.746875.1.1"
_ANY_USAGE: Final = "2.5.29.37.0"
_SECRET_OIDS: Final = {name: number for number, name in SECRET_ALGORITHMS.items()}
_DIGESTS: Final = {"sha1": "1.3.14.3.2.26", "sha256": "2.16.840.1.101.3.4.2.1"}


def write(store: Store, request: WriteRequest, *, is_legacy: bool = False) -> bytes:
    """Return the store as PKCS 12; certificates without a key are marked as trusted, else Java would not show them.

    Raises:
        UsageError: no password, or something that a PKCS 12 cannot hold.
    """
    if request.password is None:
        raise UsageError("a PKCS 12 needs a password; give it with --new-password")
    seal: Seal = pbe_3des if is_legacy else pbes2
    keys: list[bytes] = []
    certificates: list[bytes] = []
    written: set[bytes] = set()
    for number, item in enumerate(named(writable(store, "PKCS 12", _KINDS), lower=False), 1):
        password = request.key_password(item.entry.alias)
        key_id = number.to_bytes(4, "big")
        if item.entry.kind is EntryKind.SECRET_KEY:
            keys.append(_secret_bag(item, seal, request.password if password is None else password))
            continue
        if item.entry.private_key is not None:
            keys.append(_key_bag(item, key_id, seal, request.password if password is None else password))
        certificates.extend(_certificate_bags(item, key_id, written))
    safes = (
        [_content_info(_DATA, der.encode(der.OCTET_STRING, der.encode(der.SEQUENCE, b"".join(keys))))] if keys else []
    )
    if certificates:
        safes.append(_encrypted(der.encode(der.SEQUENCE, b"".join(certificates)), seal, request.password))
    content = der.encode(der.SEQUENCE, b"".join(safes))
    mac = _mac(content, request.password, *(("sha1", LEGACY_ROUNDS) if is_legacy else ("sha256", ROUNDS)))
    outer = _content_info(_DATA, der.encode(der.OCTET_STRING, content))
    return der.encode(der.SEQUENCE, integer(3) + outer + mac)


def _content_info(kind: str, content: bytes) -> bytes:
    return der.encode(der.SEQUENCE, oid(kind) + der.encode(0xA0, content))


def _bag(number: int, value: bytes, *attributes: bytes) -> bytes:
    # SET OF in DER is sorted.
    found = der.encode(der.SET, b"".join(sorted(attributes))) if attributes else b""
    return der.encode(der.SEQUENCE, oid(f"{_BAG}.{number}") + der.encode(0xA0, value) + found)


def _attribute(kind: str, value: bytes) -> bytes:
    return der.encode(der.SEQUENCE, oid(kind) + der.encode(der.SET, value))


def _friendly_name(alias: str) -> bytes:
    return _attribute(_FRIENDLY_NAME, der.encode(der.BMP_STRING, alias.encode("utf-16-be", "surrogatepass")))


def _local_key_id(key_id: bytes) -> bytes:
    return _attribute(_LOCAL_KEY_ID, der.encode(der.OCTET_STRING, key_id))


def _sealed_key(pkcs8: bytes, seal: Seal, password: str) -> bytes:
    algorithm, sealed = seal(pkcs8, password)
    return der.encode(der.SEQUENCE, algorithm + der.encode(der.OCTET_STRING, sealed))


def _key_bag(item: Named, key_id: bytes, seal: Seal, password: str) -> bytes:
    key = item.entry.private_key
    pkcs8 = key.reveal() if key is not None else b""
    return _bag(2, _sealed_key(pkcs8, seal, password), _friendly_name(item.alias), _local_key_id(key_id))


def _secret_bag(item: Named, seal: Seal, password: str) -> bytes:
    """A secret key in the shape of a PrivateKeyInfo, as Java keeps it."""
    number = _SECRET_OIDS.get(item.entry.key_algorithm or "")
    if number is None or item.entry.secret is None:
        raise UsageError(f"{item.entry.label} is a secret key of a kind that a PKCS 12 cannot name")
    algorithm = der.encode(der.SEQUENCE, oid(number) + b"\x05\x00")
    info = der.encode(der.SEQUENCE, integer(0) + algorithm + der.encode(der.OCTET_STRING, item.entry.secret))
    value = der.encode(der.OCTET_STRING, _sealed_key(info, seal, password))
    secret = der.encode(der.SEQUENCE, oid(f"{_BAG}.2") + der.encode(0xA0, value))
    return _bag(5, secret, _friendly_name(item.alias))


def _certificate_bags(item: Named, key_id: bytes, written: set[bytes]) -> list[bytes]:
    """The entry's certificates; those of a chain that stand in the file already are not written again."""
    bags = []
    is_key = item.entry.private_key is not None
    for position, certificate in enumerate(item.entry.certificates):
        value = der.encode(der.SEQUENCE, oid(_X509) + der.encode(0xA0, der.encode(der.OCTET_STRING, certificate.der)))
        if not is_key:
            trusted = _attribute(_TRUSTED_KEY_USAGE, oid(_ANY_USAGE))
            bags.append(_bag(3, value, _friendly_name(item.alias), trusted))
        elif position == 0:
            bags.append(_bag(3, value, _friendly_name(item.alias), _local_key_id(key_id)))
        elif certificate.der not in written:
            bags.append(_bag(3, value))
            written.add(certificate.der)
    return bags


def _encrypted(safe_contents: bytes, seal: Seal, password: str) -> bytes:
    """EncryptedData (RFC 5652, 8)."""
    algorithm, sealed = seal(safe_contents, password)
    info = der.encode(der.SEQUENCE, oid(_DATA) + algorithm + der.encode(0x80, sealed))
    return _content_info(_ENCRYPTED_DATA, der.encode(der.SEQUENCE, integer(0) + info))


def _mac(content: bytes, password: str, digest: str, rounds: int) -> bytes:
    salt = os.urandom(SALT_OCTETS)
    length = 20 if digest == "sha1" else 32
    key = key_derivation.pkcs12(digest, bmp_string(password), salt, rounds, length, key_derivation.PKCS12_MAC)
    algorithm = der.encode(der.SEQUENCE, oid(_DIGESTS[digest]) + b"\x05\x00")
    info = der.encode(der.SEQUENCE, algorithm + der.encode(der.OCTET_STRING, hmac.digest(key, content, digest)))
    return der.encode(der.SEQUENCE, info + der.encode(der.OCTET_STRING, salt) + integer(rounds))


WRITERS = (
    Writer(
        name="pkcs12",
        title="PKCS 12 with AES-256 and SHA-256, for OpenSSL 3 and Java from 8u301 on",
        format="PKCS12",
        write=write,
        extensions=(".p12", ".pfx"),
    ),
    Writer(
        name="pkcs12-java8",
        title="PKCS 12 with 3DES and SHA-1, which every Java 8, old Windows and OpenSSL 3 read",
        format="PKCS12",
        write=partial(write, is_legacy=True),
    ),
)
