"""Private keys under a password: EncryptedPrivateKeyInfo (RFC 5958, 3), DEK-Info of old PEM (RFC 1421, 4.6.1.3)."""

from __future__ import annotations

import binascii
import hashlib
from typing import TYPE_CHECKING, Final

from chainaudit.errors import EncodingError, Secret, StoreError, StoreErrorKind
from chainaudit.model import der
from chainaudit.readers.crypto.ciphers import BLOCK_OCTETS, cbc_decrypt, unpad
from chainaudit.readers.crypto.password_based_encryption import Password, decrypt
from chainaudit.readers.keys import private_keys
from chainaudit.readers.sequences import BROKEN, what_broke

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chainaudit.model.store import PrivateKey
    from chainaudit.readers.crypto.key_derivation import WorkBudget

_DEK: Final = {
    "DES-CBC": ("des", 8),
    "DES-EDE-CBC": ("des2", 16),
    "DES-EDE3-CBC": ("des3", 24),
    "AES-128-CBC": ("aes", 16),
    "AES-192-CBC": ("aes", 24),
    "AES-256-CBC": ("aes", 32),
    "CAMELLIA-128-CBC": ("camellia", 16),
    "CAMELLIA-192-CBC": ("camellia", 24),
    "CAMELLIA-256-CBC": ("camellia", 32),
    "ARIA-128-CBC": ("aria", 16),
    "ARIA-192-CBC": ("aria", 24),
    "ARIA-256-CBC": ("aria", 32),
    "RC2-CBC": ("rc2", 16),
    "RC2-40-CBC": ("rc2", 5),
    "RC2-64-CBC": ("rc2", 8),
    "SEED-CBC": ("seed", 16),
    "SM4-CBC": ("sm4", 16),
    "BF-CBC": ("blowfish", 16),
    "CAST5-CBC": ("cast5", 16),
    "IDEA-CBC": ("idea", 16),
}
WRONG_PASSWORD: Final = "The password does not open the private key, or the key is damaged."  # noqa: S105 - a sentence
PASSWORD_NEEDED: Final = "The private key is encrypted, and no password was given."  # noqa: S105 - a sentence


def is_encrypted(encoded: bytes) -> bool:
    """Whether ``encoded`` has the shape of an EncryptedPrivateKeyInfo: an algorithm, then octets, and nothing else."""
    try:
        parts = der.read(encoded).children()
        return [part.tag for part in parts] == [der.SEQUENCE, der.OCTET_STRING]
    except EncodingError:
        return False


def open_encrypted(encoded: bytes, passwords: Iterable[str], budget: WorkBudget) -> PrivateKey:
    """Return the key in an EncryptedPrivateKeyInfo.

    Raises:
        StoreError: no password given or none opens it, unsupported, too expensive, malformed.
    """
    try:
        parts = der.read(encoded).expect(der.SEQUENCE, "an encrypted private key").children()
        algorithm, octets = parts[0], parts[1].expect(der.OCTET_STRING, "an encrypted private key").content
    except BROKEN as error:
        raise StoreError(
            StoreErrorKind.MALFORMED, f"The encrypted private key is malformed: {what_broke(error)}."
        ) from None
    refused = StoreError(StoreErrorKind.PASSWORD_NEEDED, PASSWORD_NEEDED, Secret.KEY)
    for password in passwords:
        for plain in decrypt(algorithm, octets, Password(password), budget):
            if private_keys.looks_like_pkcs8(plain):
                return private_keys.read(plain)
        refused = StoreError(StoreErrorKind.WRONG_PASSWORD, WRONG_PASSWORD, Secret.KEY)
    raise refused


def open_dek(encoded: bytes, dek_info: str, passwords: Iterable[str], budget: WorkBudget) -> PrivateKey:
    """Return the key in a PEM block with a DEK-Info header, ``AES-128-CBC,hex of the IV``.

    Raises:
        StoreError: no password given or none opens it, unsupported, too expensive, malformed.
    """
    name, _, text = dek_info.partition(",")
    cipher = _DEK.get(name.strip().upper())
    if cipher is None:
        raise StoreError(
            StoreErrorKind.UNSUPPORTED,
            f"The private key is encrypted with {name.strip()[:40]!r}, which is not supported.",
        )
    try:
        iv = binascii.unhexlify(text.strip())
    except ValueError:
        raise StoreError(
            StoreErrorKind.MALFORMED, "The DEK-Info of the private key has no IV in hexadecimal."
        ) from None
    refused = StoreError(StoreErrorKind.PASSWORD_NEEDED, PASSWORD_NEEDED, Secret.KEY)
    for password in passwords:
        for secret in Password(password).as_octets():
            derived = _bytes_to_key(secret, iv[:8], cipher[1])
            padded = cbc_decrypt(cipher[0], derived, iv, encoded, 8 * cipher[1], budget)
            plain = unpad(padded, BLOCK_OCTETS[cipher[0]])
            if plain is not None and plain[:1] == b"\x30":
                try:
                    return private_keys.read(plain)
                except StoreError:
                    continue
        refused = StoreError(StoreErrorKind.WRONG_PASSWORD, WRONG_PASSWORD, Secret.KEY)
    raise refused


def _bytes_to_key(secret: bytes, salt: bytes, length: int) -> bytes:
    """EVP_BytesToKey of OpenSSL with MD5 and one round, which the PEM of private keys has always used."""
    derived = block = b""
    while len(derived) < length:
        block = hashlib.md5(block + secret + salt, usedforsecurity=False).digest()
        derived += block
    return derived[:length]
