"""Private keys and certificates put under a password: PBES2 of today, and 3DES with SHA-1 that Java 8 reads."""

from __future__ import annotations

import hashlib
import os
from typing import Final

from chainaudit.model import der
from chainaudit.readers.crypto import key_derivation

ROUNDS: Final = 100_000
"""Ten times what JDK 25 writes; reading takes a tenth of a second."""
LEGACY_ROUNDS: Final = 50_000
"""What Java 8 wrote for keys."""
SALT_OCTETS: Final = 20

_NULL: Final = b"\x05\x00"


def oid(dotted: str) -> bytes:
    """Return the TLV of an object identifier."""
    return der.encode(der.OBJECT_IDENTIFIER, der.encode_oid(dotted))


def integer(value: int) -> bytes:
    """Return the TLV of a number that is not negative."""
    return der.encode(der.INTEGER, value.to_bytes(value.bit_length() // 8 + 1, "big"))


def pbes2(plain: bytes, password: str) -> tuple[bytes, bytes]:
    """Return the AlgorithmIdentifier and the sealed octets: PBKDF2 with HMAC-SHA-256, AES-256-CBC (RFC 8018)."""
    salt, iv = os.urandom(SALT_OCTETS), os.urandom(16)
    key = hashlib.pbkdf2_hmac("sha256", password.encode("utf-8", "surrogatepass"), salt, ROUNDS, 32)
    prf = der.encode(der.SEQUENCE, oid("1.2.840.113549.2.9") + _NULL)
    derivation = der.encode(der.SEQUENCE, der.encode(der.OCTET_STRING, salt) + integer(ROUNDS) + prf)
    scheme = der.encode(der.SEQUENCE, oid("2.16.840.1.101.3.4.1.42") + der.encode(der.OCTET_STRING, iv))
    parameters = der.encode(der.SEQUENCE, der.encode(der.SEQUENCE, oid("1.2.840.113549.1.5.12") + derivation) + scheme)
    return der.encode(der.SEQUENCE, oid("1.2.840.113549.1.5.13") + parameters), _cbc("AES", key, iv, plain)


def pbe_3des(plain: bytes, password: str) -> tuple[bytes, bytes]:
    """Return the AlgorithmIdentifier and the sealed octets: pbeWithSHAAnd3-KeyTripleDES-CBC (RFC 7292, appendix C)."""
    salt = os.urandom(SALT_OCTETS)
    secret = bmp_string(password)
    key = key_derivation.pkcs12("sha1", secret, salt, LEGACY_ROUNDS, 24, key_derivation.PKCS12_KEY)
    iv = key_derivation.pkcs12("sha1", secret, salt, LEGACY_ROUNDS, 8, key_derivation.PKCS12_IV)
    parameters = der.encode(der.SEQUENCE, der.encode(der.OCTET_STRING, salt) + integer(LEGACY_ROUNDS))
    return der.encode(der.SEQUENCE, oid("1.2.840.113549.1.12.1.3") + parameters), _cbc("TripleDES", key, iv, plain)


def bmp_string(password: str) -> bytes:
    """Return a password as PKCS 12 wants it: UTF-16BE and two zero octets (RFC 7292, appendix B.1)."""
    return password.encode("utf-16-be", "surrogatepass") + b"\0\0"


def _cbc(name: str, key: bytes, iv: bytes, plain: bytes) -> bytes:
    from cryptography.hazmat.primitives.ciphers import Cipher, modes

    from chainaudit.readers.crypto.ciphers import cipher_class

    block = len(iv)
    count = block - len(plain) % block
    encryptor = Cipher(cipher_class(name)(key), modes.CBC(iv)).encryptor()
    return encryptor.update(plain + bytes((count,)) * count) + encryptor.finalize()
