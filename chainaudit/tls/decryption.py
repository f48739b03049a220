"""Opening protected records with secrets from a key log (RFC 8446 5.2 and 7.1 to 7.3; RFC 5246 5, 6.2.3, 6.3).

Only what a diagnosis needs: handshake messages and alerts. Decrypted bytes are handed to the message parser and to
nothing else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.ciphers.aead import AESCCM, AESGCM, ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

from chainaudit.tls.cipher_suites import cipher_suite_name

if TYPE_CHECKING:
    from chainaudit.tls.records import Record

    Aead = AESGCM | AESCCM | ChaCha20Poly1305

_NONCE: Final = 12
_EXPLICIT_NONCE: Final = 8
_TAG: Final = 16
_SHORT_TAG: Final = 8
_MASTER_SECRET_BYTES: Final = 48


@final
class OpenedRecord:
    """A record after decryption: the content type inside and its plaintext."""

    __slots__ = ("content_type", "plaintext")

    def __init__(self, content_type: int, plaintext: bytes) -> None:
        self.content_type = content_type
        self.plaintext = plaintext


@final
class Opener13:
    """Opens the records of one direction and one key phase of TLS 1.3; counts them for the nonce."""

    __slots__ = ("_aead", "_iv", "_sequence")

    def __init__(self, secret: bytes, cipher: int) -> None:
        name = cipher_suite_name(cipher)
        digest: hashes.HashAlgorithm = hashes.SHA384() if name.endswith("SHA384") else hashes.SHA256()
        key_bytes = 16 if "AES_128" in name else 32
        self._aead = _aead(name, _expand_label(secret, b"key", key_bytes, digest))
        self._iv = _expand_label(secret, b"iv", _NONCE, digest)
        self._sequence = 0

    def open(self, record: Record) -> OpenedRecord | None:
        """The content of the record, None where it is not sealed with this key (the count then stays)."""
        nonce = int.from_bytes(self._iv, "big") ^ self._sequence
        header = bytes((record.content_type,)) + record.version.to_bytes(2, "big") + record.length.to_bytes(2, "big")
        try:
            inner = self._aead.decrypt(nonce.to_bytes(_NONCE, "big"), record.payload, header)
        except (InvalidTag, ValueError):
            return None
        self._sequence += 1
        inner = inner.rstrip(b"\x00")
        return OpenedRecord(inner[-1], inner[:-1]) if inner else None


@final
class Opener12:
    """Opens the AEAD records of one direction of TLS 1.2 (RFC 5288, RFC 6655, RFC 7905)."""

    __slots__ = ("_aead", "_chacha", "_iv", "_sequence", "_tag")

    def __init__(self, key: bytes, iv: bytes, suite: str) -> None:
        self._aead = _aead(suite, key)
        self._iv = iv
        self._chacha = "CHACHA20" in suite
        self._tag = _SHORT_TAG if suite.endswith("CCM_8") else _TAG
        self._sequence = 0

    def open(self, record: Record) -> OpenedRecord | None:
        """The content of the record, None where it is not sealed with this key."""
        sequence = self._sequence.to_bytes(8, "big")
        if self._chacha:
            nonce = (int.from_bytes(self._iv, "big") ^ self._sequence).to_bytes(_NONCE, "big")
            sealed = record.payload
        else:
            nonce = self._iv + record.payload[:_EXPLICIT_NONCE]
            sealed = record.payload[_EXPLICIT_NONCE:]
        if len(sealed) < self._tag:
            return None
        length = (len(sealed) - self._tag).to_bytes(2, "big")
        header = sequence + bytes((record.content_type,)) + record.version.to_bytes(2, "big") + length
        try:
            plaintext = self._aead.decrypt(nonce, sealed, header)
        except (InvalidTag, ValueError):
            return None
        self._sequence += 1
        return OpenedRecord(record.content_type, plaintext)


def openers_12(
    master: bytes, client_random: bytes, server_random: bytes, cipher: int
) -> tuple[Opener12, Opener12] | None:
    """The openers of client and server for a suite of TLS 1.2, None where the suite is not an AEAD one."""
    suite = cipher_suite_name(cipher)
    if len(master) != _MASTER_SECRET_BYTES or not any(mode in suite for mode in ("GCM", "CCM", "CHACHA20")):
        return None
    digest: hashes.HashAlgorithm = hashes.SHA384() if suite.endswith("SHA384") else hashes.SHA256()
    key_bytes = 16 if "AES_128" in suite else 32
    iv_bytes = _NONCE if "CHACHA20" in suite else 4
    if "AES" not in suite and "CHACHA20" not in suite:
        return None
    block = _prf(master, b"key expansion" + server_random + client_random, 2 * (key_bytes + iv_bytes), digest)
    keys = block[:key_bytes], block[key_bytes : 2 * key_bytes]
    ivs = block[2 * key_bytes : 2 * key_bytes + iv_bytes], block[2 * key_bytes + iv_bytes :]
    return Opener12(keys[0], ivs[0], suite), Opener12(keys[1], ivs[1], suite)


def _aead(suite: str, key: bytes) -> Aead:
    if "CHACHA20" in suite:
        return ChaCha20Poly1305(key)
    if "CCM" in suite:
        return AESCCM(key, tag_length=_SHORT_TAG if "CCM_8" in suite else _TAG)
    return AESGCM(key)


def _expand_label(secret: bytes, label: bytes, length: int, digest: hashes.HashAlgorithm) -> bytes:
    """HKDF-Expand-Label with an empty context (RFC 8446 7.1)."""
    full = b"tls13 " + label
    info = length.to_bytes(2, "big") + bytes((len(full),)) + full + b"\x00"
    return HKDFExpand(algorithm=digest, length=length, info=info).derive(secret)


def _prf(secret: bytes, seed: bytes, length: int, digest: hashes.HashAlgorithm) -> bytes:
    """The pseudorandom function of TLS 1.2 (RFC 5246 5)."""
    output = b""
    a = seed
    while len(output) < length:
        a = _mac(secret, a, digest)
        output += _mac(secret, a + seed, digest)
    return output[:length]


def _mac(secret: bytes, data: bytes, digest: hashes.HashAlgorithm) -> bytes:
    mac = hmac.HMAC(secret, digest)
    mac.update(data)
    return mac.finalize()
