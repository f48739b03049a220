"""Encryption under a password: PBES1, PBES2 and the schemes of PKCS 12 (RFC 8018, RFC 7292 appendix C)."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Final

from chainaudit.errors import EncodingError, StoreError, StoreErrorKind
from chainaudit.model import der
from chainaudit.readers.crypto import key_derivation
from chainaudit.readers.crypto.ciphers import BLOCK_OCTETS, cbc_decrypt, rc4_decrypt, unpad
from chainaudit.readers.sequences import BROKEN, what_broke

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainaudit.readers.crypto.key_derivation import WorkBudget

PBES2: Final = "1.2.840.113549.1.5.13"
PBKDF2: Final = "1.2.840.113549.1.5.12"
SCRYPT: Final = "1.3.6.1.4.1.11591.4.11"

# PBES1 (RFC 8018, appendix A.3): digest, cipher.
_PBES1: Final = {
    "1.2.840.113549.1.5.3": ("md5", "des"),
    "1.2.840.113549.1.5.6": ("md5", "rc2"),
    "1.2.840.113549.1.5.10": ("sha1", "des"),
    "1.2.840.113549.1.5.11": ("sha1", "rc2"),
}
# RFC 7292, appendix C: cipher, octets of the key.
_PKCS12: Final = {
    "1.2.840.113549.1.12.1.1": ("rc4", 16),
    "1.2.840.113549.1.12.1.2": ("rc4", 5),
    "1.2.840.113549.1.12.1.3": ("des3", 24),
    "1.2.840.113549.1.12.1.4": ("des2", 16),
    "1.2.840.113549.1.12.1.5": ("rc2", 16),
    "1.2.840.113549.1.12.1.6": ("rc2", 5),
}
# Ciphers of PBES2: name, octets of the key (0: the scheme's parameters say).
_CIPHERS: Final = {
    "2.16.840.1.101.3.4.1.2": ("aes", 16),
    "2.16.840.1.101.3.4.1.22": ("aes", 24),
    "2.16.840.1.101.3.4.1.42": ("aes", 32),
    "1.2.840.113549.3.7": ("des3", 24),
    "1.3.14.3.2.7": ("des", 8),
    "1.3.6.1.4.1.3029.1.2": ("blowfish", 16),
    "1.2.840.113549.3.2": ("rc2", 0),
    "1.2.840.113533.7.66.10": ("cast5", 16),
    "1.2.392.200011.61.1.1.1.2": ("camellia", 16),
    "1.2.392.200011.61.1.1.1.3": ("camellia", 24),
    "1.2.392.200011.61.1.1.1.4": ("camellia", 32),
    "1.2.410.200046.1.1.2": ("aria", 16),
    "1.2.410.200046.1.1.7": ("aria", 24),
    "1.2.410.200046.1.1.12": ("aria", 32),
    "1.2.410.200004.1.4": ("seed", 16),
    "1.2.156.10197.1.104.2": ("sm4", 16),
}
HMAC_DIGESTS: Final = {
    "1.2.840.113549.2.6": "md5",
    "1.2.840.113549.2.7": "sha1",
    "1.2.840.113549.2.8": "sha224",
    "1.2.840.113549.2.9": "sha256",
    "1.2.840.113549.2.10": "sha384",
    "1.2.840.113549.2.11": "sha512",
    "1.2.840.113549.2.12": "sha512_224",
    "1.2.840.113549.2.13": "sha512_256",
    "2.16.840.1.101.3.4.2.13": "sha3_224",
    "2.16.840.1.101.3.4.2.14": "sha3_256",
    "2.16.840.1.101.3.4.2.15": "sha3_384",
    "2.16.840.1.101.3.4.2.16": "sha3_512",
    "1.2.156.10197.1.401.2": "sm3",
}
_RC2_VERSIONS: Final = {160: 40, 120: 64, 58: 128}
"""RC2ParameterVersion to effective bits (RFC 8018, appendix B.2.3)."""
_MAX_SALT_OCTETS: Final = 1024


class Password:
    """One password in the encodings that writers have used for it; never shown.

    ``proven`` is the encoding for PKCS 12 that has opened something of the store already, and is tried first.
    """

    __slots__ = ("_proven", "text")

    def __init__(self, text: str, proven: bytes | None = None) -> None:
        self.text = text
        self._proven = proven

    def __repr__(self) -> str:
        """Show nothing."""
        return "Password()"

    def as_bmp_strings(self) -> tuple[bytes, ...]:
        """Return it for PKCS 12: UTF-16BE with two zero octets; the empty one also as no octets at all.

        OpenSSL before 1.1.0 took every octet of the password for a character of its own; today's JDKs do with
        seven bits of each octet where a key or certificates are encrypted, though not for the MAC.
        """
        return tuple(sorted(self._bmp_strings(), key=lambda octets: octets != self._proven))

    def _bmp_strings(self) -> tuple[bytes, ...]:
        usual = self.text.encode("utf-16-be", "surrogatepass") + b"\0\0"
        if not self.text:
            return (usual, b"")
        if self.text.isascii():
            return (usual,)
        octets = self.text.encode("utf-8", "surrogatepass")
        seven_bits = bytes(octet & 0x7F for octet in octets)
        return (usual, *(one.decode("latin-1").encode("utf-16-be") + b"\0\0" for one in (octets, seven_bits)))

    def as_octets(self) -> tuple[bytes, ...]:
        """Return it for PBES1 and PBES2: UTF-8; else Latin-1, else what Java makes of it beside BouncyCastle.

        BouncyCastle hands over the BMPString, and SunJCE keeps seven bits of each of its octets.
        """
        usual = self.text.encode("utf-8", "surrogatepass")
        if self.text.isascii():
            return (usual,)
        found = [usual]
        with contextlib.suppress(UnicodeEncodeError):
            found.append(self.text.encode("latin-1"))
        bmp = self.text.encode("utf-16-be", "surrogatepass") + b"\0\0"
        found.append(bytes(octet & 0x7F for octet in bmp))
        return tuple(found)

    def as_octets_for_pbes1(self) -> tuple[bytes, ...]:
        """Return it for PBES1, where SunJCE takes the BMPString of BouncyCastle as it is."""
        octets = self.as_octets()
        return octets if self.text.isascii() else (*octets, self.text.encode("utf-16-be", "surrogatepass") + b"\0\0")


def decrypt(algorithm: der.Node, octets: bytes, password: Password, budget: WorkBudget) -> Iterator[bytes]:
    """Yield every clear text that one of the password's encodings gives, its padding checked and taken off.

    Most often one; none says that the password is wrong or the data are damaged. The caller knows by the
    structure inside which one is right, and asks no further: each encoding costs a derivation.

    Raises:
        StoreError: unsupported, too expensive, or parameters that are malformed.
    """
    try:
        yield from _Scheme(algorithm, octets, budget).attempts(password)
    except BROKEN as error:
        raise StoreError(
            StoreErrorKind.MALFORMED, f"The parameters of the encryption are malformed: {what_broke(error)}."
        ) from None


class _Scheme:
    """An algorithm with its parameters, and the octets to decrypt with it."""

    __slots__ = ("budget", "node", "octets", "oid", "parameters")

    def __init__(self, node: der.Node, octets: bytes, budget: WorkBudget) -> None:
        parts = node.expect(der.SEQUENCE, "the encryption algorithm").children()
        self.node = node
        self.oid = der.oid(parts[0])
        self.parameters = parts[1].children() if len(parts) > 1 and parts[1].tag == der.SEQUENCE else []
        self.octets = octets
        self.budget = budget

    def attempts(self, password: Password) -> Iterator[bytes]:
        if self.oid == PBES2:
            found = map(self._pbes2, password.as_octets())
        elif self.oid in _PKCS12:
            found = map(self._pkcs12, password.as_bmp_strings())
        elif self.oid in _PBES1:
            found = map(self._pbes1, password.as_octets_for_pbes1())
        else:
            raise StoreError(StoreErrorKind.UNSUPPORTED, f"The encryption algorithm {self.oid} is not supported.")
        return (plain for plain in found if plain is not None)

    def _salt_and_rounds(self) -> tuple[bytes, int]:
        salt = self.parameters[0].expect(der.OCTET_STRING, "the salt").content
        return _bounded(salt), der.integer(self.parameters[1], "the iteration count")

    def _pbes1(self, secret: bytes) -> bytes | None:
        digest, cipher = _PBES1[self.oid]
        salt, rounds = self._salt_and_rounds()
        self.budget.spend(rounds)
        derived = key_derivation.pbkdf1(digest, secret, salt, rounds, 16)
        return unpad(cbc_decrypt(cipher, derived[:8], derived[8:], self.octets, 64, self.budget), 8)

    def _pkcs12(self, secret: bytes) -> bytes | None:
        cipher, length = _PKCS12[self.oid]
        salt, rounds = self._salt_and_rounds()
        self.budget.spend(rounds, key_derivation.pkcs12_blocks("sha1", length) + 1)
        key = key_derivation.pkcs12("sha1", secret, salt, rounds, length, key_derivation.PKCS12_KEY)
        if cipher == "rc4":
            return rc4_decrypt(key, self.octets)
        iv = key_derivation.pkcs12("sha1", secret, salt, rounds, 8, key_derivation.PKCS12_IV)
        return unpad(cbc_decrypt(cipher, key, iv, self.octets, 8 * length, self.budget), 8)

    def _pbes2(self, secret: bytes) -> bytes | None:
        derivation, scheme = self.parameters[0].children(), self.parameters[1].children()
        cipher_oid = der.oid(scheme[0])
        if cipher_oid not in _CIPHERS:
            raise StoreError(StoreErrorKind.UNSUPPORTED, f"The cipher {cipher_oid} is not supported.")
        cipher, length = _CIPHERS[cipher_oid]
        iv, bits = _cipher_parameters(cipher, scheme[1])
        length, bits = length or _derived_length(derivation) or bits // 8, bits or 8 * length
        key = derive_key(derivation, secret, length, self.budget)
        return unpad(cbc_decrypt(cipher, key, iv, self.octets, bits, self.budget), BLOCK_OCTETS[cipher])


def derive_key(derivation: list[der.Node], secret: bytes, length: int, budget: WorkBudget) -> bytes:
    """Return ``length`` octets by a KeyDerivationFunc (RFC 8018, appendix A.2; RFC 7914, 7), counted first.

    Raises:
        StoreError: unsupported or too expensive.
        EncodingError: malformed.
    """
    oid = der.oid(derivation[0])
    parts = derivation[1].expect(der.SEQUENCE, "the parameters of the key derivation").children()
    salt = _bounded(parts[0].expect(der.OCTET_STRING, "the salt").content)
    if oid == SCRYPT:
        n, r, p = (der.integer(part) for part in parts[1:4])
        return key_derivation.scrypt(secret, salt, (n, r, p), length, budget)
    if oid != PBKDF2:
        raise StoreError(StoreErrorKind.UNSUPPORTED, f"The key derivation {oid} is not supported.")
    rounds = der.integer(parts[1], "the iteration count")
    digest = _prf(parts[2:])
    budget.spend(rounds)
    return key_derivation.pbkdf2(digest, secret, salt, rounds, length)


def _prf(parts: list[der.Node]) -> str:
    for part in parts:
        if part.tag == der.SEQUENCE:
            oid = der.oid(part.children()[0])
            if oid not in HMAC_DIGESTS:
                raise StoreError(StoreErrorKind.UNSUPPORTED, f"The key derivation uses {oid}, which is not supported.")
            return HMAC_DIGESTS[oid]
    return "sha1"  # the default of RFC 8018, appendix A.2


def _derived_length(derivation: list[der.Node]) -> int:
    """Return the keyLength that a PBKDF2 or scrypt names, 0 where it names none."""
    integers = [part for part in derivation[1].children() if part.tag == der.INTEGER]
    expected = 4 if der.oid(derivation[0]) == SCRYPT else 2
    length = der.integer(integers[expected - 1]) if len(integers) >= expected else 0
    return length if 0 < length <= 64 else 0


def _cipher_parameters(cipher: str, node: der.Node) -> tuple[bytes, int]:
    """Return IV and effective bits (0 for all ciphers but RC2)."""
    if cipher == "cast5" and node.tag == der.SEQUENCE:
        node = node.children()[0]  # RFC 2984, 2: the IV with the length of the key, where OpenSSL 3 writes the IV
    if cipher != "rc2":
        return node.expect(der.OCTET_STRING, "the IV").content, 0
    parts = node.expect(der.SEQUENCE, "the parameters of RC2").children()
    if len(parts) == 1:
        return parts[0].content, 32
    version = der.integer(parts[0])
    return parts[1].content, _RC2_VERSIONS.get(version, version)


def _bounded(salt: bytes) -> bytes:
    if len(salt) > _MAX_SALT_OCTETS:
        raise EncodingError(f"the salt has {len(salt)} octets", 0)
    return salt
