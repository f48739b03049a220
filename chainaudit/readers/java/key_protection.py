"""How Java protects keys: the XOR with SHA-1 of JKS, and PBEWithMD5AndTripleDES of JCEKS.

Neither is a standard; both are as sun.security.provider.KeyProtector and com.sun.crypto.provider.KeyProtector
of OpenJDK write them.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

from chainaudit.errors import EncodingError, StoreError, StoreErrorKind
from chainaudit.model import der
from chainaudit.readers.crypto.ciphers import cbc_decrypt, unpad
from chainaudit.readers.crypto.key_derivation import digest_function
from chainaudit.readers.keys import private_keys
from chainaudit.readers.sequences import BROKEN, what_broke

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainaudit.readers.crypto.key_derivation import WorkBudget

JKS_PROTECTOR: Final = "1.3.6.1.4.1.42.2.17.1.1"
JCEKS_PROTECTOR: Final = "1.3.6.1.4.1.42.2.19.1"
_SHA1_OCTETS: Final = 20
_WRONG: Final = "The password does not open the key, or the key is damaged."


class DamagedKeyError(StoreError):
    """The password is right, for the key begins as keys do, but its own check fails."""

    def __init__(self) -> None:
        super().__init__(
            StoreErrorKind.INTEGRITY, "The key is damaged: the password opens it, but its own check fails."
        )


def open_private_key(sealed: bytes, password: str, budget: WorkBudget) -> bytes:
    """Return the PrivateKeyInfo in the EncryptedPrivateKeyInfo ``sealed``.

    Raises:
        DamagedKeyError: the password is right, the key is not.
        StoreError: wrong password, malformed, too expensive, or another protection.
    """
    try:
        outer = der.read(sealed).expect(der.SEQUENCE, "an encrypted key").children()
        algorithm = outer[0].expect(der.SEQUENCE, "an algorithm").children()
        oid = der.oid(algorithm[0])
        octets = outer[1].expect(der.OCTET_STRING, "an encrypted key").content
        if oid == JKS_PROTECTOR:
            return _open_jks(octets, password)
        if oid == JCEKS_PROTECTOR:
            return _open_jceks(octets, *pbe_parameters(algorithm[1]), password, budget)
    except BROKEN as error:
        raise StoreError(StoreErrorKind.MALFORMED, f"The encrypted key is malformed: {what_broke(error)}.") from None
    raise StoreError(
        StoreErrorKind.UNSUPPORTED, f"The key is protected with {oid}, which is not known in a Java keystore."
    )


def pbe_parameters(node: der.Node) -> tuple[bytes, int]:
    """Return salt and iteration count of a PBEParameter (RFC 8018, appendix A.3).

    Raises:
        EncodingError: malformed.
    """
    parts = node.expect(der.SEQUENCE, "the parameters of the encryption").children()
    if len(parts) != 2:
        raise EncodingError("the parameters of the encryption are not a salt and a count", node.start)
    return parts[0].expect(der.OCTET_STRING, "the salt").content, der.integer(parts[1], "the iteration count")


def _open_jks(octets: bytes, password: str) -> bytes:
    """A 20-octet salt, the key XORed with a chain of SHA-1 digests, and a SHA-1 over password and key."""
    if len(octets) < 2 * _SHA1_OCTETS:
        raise EncodingError("it is shorter than its salt and its digest", 0)
    secret = password.encode("utf-16-be", "surrogatepass")
    block = octets[:_SHA1_OCTETS]
    sealed = octets[_SHA1_OCTETS:-_SHA1_OCTETS]
    stream = bytearray()
    while len(stream) < len(sealed):
        block = hashlib.sha1(secret + block, usedforsecurity=False).digest()
        stream += block
    plain = (int.from_bytes(sealed, "big") ^ int.from_bytes(stream[: len(sealed)], "big")).to_bytes(len(sealed), "big")
    if hashlib.sha1(secret + plain, usedforsecurity=False).digest() == octets[-_SHA1_OCTETS:]:
        return plain
    if private_keys.looks_like_pkcs8(plain):
        raise DamagedKeyError
    raise StoreError(StoreErrorKind.WRONG_PASSWORD, _WRONG)


def _open_jceks(octets: bytes, salt: bytes, rounds: int, password: str, budget: WorkBudget) -> bytes:
    for plain in pbe_with_md5_and_triple_des(octets, salt, rounds, password, budget):
        unpadded = unpad(plain, 8)
        if unpadded is not None and private_keys.looks_like_pkcs8(unpadded):
            return unpadded
        if private_keys.looks_like_pkcs8(plain):
            raise DamagedKeyError
    raise StoreError(StoreErrorKind.WRONG_PASSWORD, _WRONG)


def pbe_with_md5_and_triple_des(
    octets: bytes, salt: bytes, rounds: int, password: str, budget: WorkBudget
) -> Iterator[bytes]:
    """Decrypt what Java calls PBEWithMD5AndTripleDES, under each encoding of the password; the padding is left on.

    Raises:
        StoreError: too expensive, or malformed.
    """
    if len(salt) != 8 or not octets or len(octets) % 8:
        raise StoreError(StoreErrorKind.MALFORMED, "The encrypted key is malformed: impossible lengths.")
    first, second = salt[:4], salt[4:]
    if first == second:
        # SunJCE means to reverse the first half here and slips; every store it wrote has the slip in it.
        first = bytes((first[3], first[0], first[1], first[3]))
    md5 = digest_function("md5")
    for secret in _encodings(password):
        budget.spend(rounds, 2)
        derived = b""
        for half in (first, second):
            digest = half
            for _ in range(rounds):
                digest = md5(digest + secret).digest()
            derived += digest
        yield cbc_decrypt("des3", derived[:24], derived[24:], octets)


def _encodings(password: str) -> tuple[bytes, ...]:
    """PBEKey of the SunJCE provider kept seven bits of each character; that of today's JDKs takes UTF-8."""
    units = password.encode("utf-16-be", "surrogatepass")
    seven_bits = bytes(octet & 0x7F for octet in units[1::2])
    return (seven_bits,) if password.isascii() else (password.encode("utf-8", "surrogatepass"), seven_bits)
