"""The private keys of an NSS database (key4.db): what stands in clear, and what the password opens.

Every secret attribute is encrypted on its own, with PBES2 (RFC 8018, 6.2) since NSS 3.49 and with a scheme of NSS's
own and 3DES before; both take SHA-1 of the database's salt and the password instead of the password.
"""

from __future__ import annotations

import hashlib
import hmac
from typing import TYPE_CHECKING, Final

from chainaudit.errors import EncodingError, StoreError, StoreErrorKind
from chainaudit.model import der
from chainaudit.model.public_key import PublicKey
from chainaudit.readers.crypto import ciphers, key_derivation
from chainaudit.readers.keys import private_keys
from chainaudit.readers.nss import database as nss
from chainaudit.readers.sequences import few

if TYPE_CHECKING:
    from chainaudit.model.store import PrivateKey
    from chainaudit.readers.crypto.key_derivation import WorkBudget

_RSA, _DSA, _EC = 0, 1, 3
_PBES2: Final = "1.2.840.113549.1.5.13"
_PBKDF2: Final = "1.2.840.113549.1.5.12"
_AES256_CBC: Final = "2.16.840.1.101.3.4.1.42"
_TRIPLE_DES: Final = "1.2.840.113549.1.12.5.1.3"
_DIGESTS: Final = {
    "1.2.840.113549.2.7": "sha1",
    "1.2.840.113549.2.9": "sha256",
    "1.2.840.113549.2.10": "sha384",
    "1.2.840.113549.2.11": "sha512",
}
_PASSWORD_CHECK: Final = b"password-check"
_OIDS: Final = {_RSA: "1.2.840.113549.1.1.1", _DSA: "1.2.840.10040.4.1", _EC: "1.2.840.10045.2.1"}


class Opener:
    """What decrypts the attributes of one database under one password. Derived keys are kept, since they repeat."""

    __slots__ = ("_budget", "_keys", "_secret")

    def __init__(self, salt: bytes, password: str, budget: WorkBudget) -> None:
        self._secret = hashlib.sha1(salt + password.encode("utf-8", "surrogatepass"), usedforsecurity=False).digest()
        self._budget = budget
        self._keys: dict[tuple[str, bytes, int], bytes] = {}

    def __repr__(self) -> str:
        """Show nothing of it."""
        return "Opener()"

    def opens(self, check: bytes) -> bool:
        """Whether the password is that of the database, by the text that NSS keeps for this.

        Raises:
            StoreError: the text is damaged, or derivation is too expensive.
        """
        clear = self.decrypt(check)
        return clear is not None and hmac.compare_digest(clear, _PASSWORD_CHECK)

    def decrypt(self, encoded: bytes) -> bytes | None:
        """Decrypt one attribute; None where its padding shows that the password is another one.

        Raises:
            StoreError: it is damaged, or derivation is too expensive.
        """
        try:
            algorithm, octets = _two(der.read(encoded))
            oid, parameters = _two(algorithm)
            name = der.oid(oid)
            content = octets.expect(der.OCTET_STRING, "an encrypted attribute").content
            if name == _PBES2:
                return self._decrypt_aes(parameters, content)
            if name == _TRIPLE_DES:
                return self._decrypt_triple_des(parameters, content)
        except (EncodingError, IndexError) as error:
            raise StoreError(StoreErrorKind.MALFORMED, "An encrypted attribute of the database is damaged.") from error
        raise StoreError(StoreErrorKind.UNSUPPORTED, f"The database is encrypted with {name}, which is not supported.")

    def _decrypt_aes(self, parameters: der.Node, content: bytes) -> bytes | None:
        derivation, scheme = _two(parameters)
        cipher, vector = _two(scheme)
        function, options = _two(derivation)
        if der.oid(cipher) != _AES256_CBC or der.oid(function) != _PBKDF2:
            raise StoreError(
                StoreErrorKind.UNSUPPORTED, f"The cipher {der.oid(cipher)} is not supported in NSS databases."
            )
        fields = few(options)
        salt, rounds = fields[0].content, der.integer(fields[1])
        prf = [field for field in fields[2:] if field.tag == der.SEQUENCE]
        digest = _DIGESTS.get(der.oid(few(prf[0])[0]), "") if prf else "sha1"
        if not digest:
            raise StoreError(StoreErrorKind.UNSUPPORTED, "The key derivation of the database is not supported.")
        place = (digest, salt, rounds)
        if place not in self._keys:
            self._budget.spend(rounds)
            self._keys[place] = key_derivation.pbkdf2(digest, self._secret, salt, rounds, 32)
        # NSS takes the whole encoding of a vector of 14 octets for the vector, header included.
        octets = vector.encoded if len(vector.content) == 14 else vector.content
        return ciphers.unpad(ciphers.cbc_decrypt("aes", self._keys[place], octets, content), 16)

    def _decrypt_triple_des(self, parameters: der.Node, content: bytes) -> bytes | None:
        salt = few(parameters)[0].content
        padded = salt.ljust(20, b"\0")[:20]
        chained = hashlib.sha1(self._secret + salt, usedforsecurity=False).digest()
        first = hmac.digest(chained, padded + salt, "sha1")
        second = hmac.digest(chained, hmac.digest(chained, padded, "sha1") + salt, "sha1")
        key = first + second
        return ciphers.unpad(ciphers.cbc_decrypt("des3", key[:24], key[-8:], content), 8)


def _two(node: der.Node) -> tuple[der.Node, der.Node]:
    parts = few(node.expect(der.SEQUENCE, "an encrypted attribute"))
    return parts[0], parts[1]


def public_key(row: nss.Row) -> PublicKey | None:
    """Return the public half of a private key's row, which stands there in clear; None where it is not all there."""
    kind = row.number(nss.KEY_TYPE)
    value = row.octets(nss.PUBLIC_VALUE) or row.octets(nss.MODULUS)
    if kind not in _OIDS or not value:
        return None
    if kind == _RSA:
        key = der.encode(der.SEQUENCE, _integer(value) + _integer(row.octets(nss.PUBLIC_EXPONENT)))
        parameters = b"\x05\x00"
    elif kind == _DSA:
        key, parameters = _integer(value), _dsa_parameters(row)
    else:
        key, parameters = _point(value), row.octets(nss.EC_PARAMETERS)
    algorithm = der.encode(der.SEQUENCE, _identifier(kind) + parameters)
    try:
        return PublicKey(der.encode(der.SEQUENCE, algorithm + der.encode(der.BIT_STRING, b"\0" + key)))
    except EncodingError:
        return None


def private_key(row: nss.Row, opener: Opener) -> PrivateKey:
    """Decrypt a private key.

    Raises:
        StoreError: the password is wrong, the key is damaged, or of a kind that is not known.
    """
    kind = row.number(nss.KEY_TYPE)
    if kind == _RSA:
        parts = [_integer(row.octets(nss.MODULUS)), _integer(row.octets(nss.PUBLIC_EXPONENT))]
        parts += [_integer(_opened(row, column, opener)) for column in nss.RSA_SECRETS]
        return private_keys.read(der.encode(der.SEQUENCE, b"\x02\x01\x00" + b"".join(parts)))
    if kind not in (_DSA, _EC):
        raise StoreError(StoreErrorKind.UNSUPPORTED, f"A private key of the PKCS #11 type {kind} is not supported.")
    secret = _opened(row, nss.VALUE, opener)
    if kind == _DSA:
        return private_keys.read(_private_key_info(kind, _dsa_parameters(row), _integer(secret)))
    parts_of_key = b"\x02\x01\x01" + der.encode(der.OCTET_STRING, secret)
    return private_keys.read(
        _private_key_info(kind, row.octets(nss.EC_PARAMETERS), der.encode(der.SEQUENCE, parts_of_key))
    )


def _opened(row: nss.Row, column: str, opener: Opener) -> bytes:
    clear = opener.decrypt(row.octets(column)) if row.octets(column) else None
    if clear is None:
        raise StoreError(StoreErrorKind.WRONG_PASSWORD, "The private key does not open with this password.")
    return clear


def _private_key_info(kind: int, parameters: bytes, key: bytes) -> bytes:
    algorithm = der.encode(der.SEQUENCE, _identifier(kind) + parameters)
    return der.encode(der.SEQUENCE, b"\x02\x01\x00" + algorithm + der.encode(der.OCTET_STRING, key))


def _identifier(kind: int) -> bytes:
    return der.encode(der.OBJECT_IDENTIFIER, der.encode_oid(_OIDS[kind]))


def _dsa_parameters(row: nss.Row) -> bytes:
    return der.encode(der.SEQUENCE, b"".join(_integer(row.octets(c)) for c in (nss.PRIME, nss.SUBPRIME, nss.BASE)))


def _integer(octets: bytes) -> bytes:
    """Encode an unsigned number, as PKCS #11 holds it, as an INTEGER."""
    value = int.from_bytes(octets, "big")
    return der.encode(der.INTEGER, value.to_bytes(value.bit_length() // 8 + 1, "big"))


def _point(octets: bytes) -> bytes:
    """Return a point as it stands in a certificate; some versions of NSS keep it inside an OCTET STRING."""
    if octets[:1] == b"\x04" and len(octets) % 2 == 0:
        try:
            return der.sole(octets, der.OCTET_STRING, "a point").content
        except EncodingError:
            return octets
    return octets
