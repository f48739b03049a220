"""The MAC of a PKCS 12: the old one (RFC 7292, 4) and PBMAC1 (RFC 9579)."""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING, Final

from chainaudit.errors import EncodingError, StoreError, StoreErrorKind
from chainaudit.model import der
from chainaudit.readers.crypto import key_derivation
from chainaudit.readers.crypto.password_based_encryption import HMAC_DIGESTS, Password, derive_key
from chainaudit.readers.sequences import BROKEN, what_broke

if TYPE_CHECKING:
    from chainaudit.readers.crypto.key_derivation import WorkBudget

PBMAC1: Final = "1.2.840.113549.1.5.14"
MIN_PBMAC1_KEY_OCTETS: Final = 20
"""RFC 9579, 4: a shorter key lets anybody make a MAC that fits."""
_DIGESTS: Final = {
    "1.2.840.113549.2.5": "md5",
    "1.3.14.3.2.26": "sha1",
    "2.16.840.1.101.3.4.2.4": "sha224",
    "2.16.840.1.101.3.4.2.1": "sha256",
    "2.16.840.1.101.3.4.2.2": "sha384",
    "2.16.840.1.101.3.4.2.3": "sha512",
    "2.16.840.1.101.3.4.2.5": "sha512_224",
    "2.16.840.1.101.3.4.2.6": "sha512_256",
    "2.16.840.1.101.3.4.2.7": "sha3_224",
    "2.16.840.1.101.3.4.2.8": "sha3_256",
    "2.16.840.1.101.3.4.2.9": "sha3_384",
    "2.16.840.1.101.3.4.2.10": "sha3_512",
    "1.2.156.10197.1.401": "sm3",
    "1.3.36.3.2.1": "ripemd160",
    "1.3.6.1.4.1.1722.12.2.1.16": "blake2b",
    "1.3.6.1.4.1.1722.12.2.2.8": "blake2s",
}


class Mac:
    """A MacData: how the MAC is computed and what it should be."""

    __slots__ = ("_iterations", "_parameters", "_salt", "_value", "oid")

    def __init__(self, node: der.Node) -> None:
        """Read a MacData.

        Raises:
            EncodingError: malformed.
        """
        parts = node.expect(der.SEQUENCE, "MacData").children()
        info = parts[0].expect(der.SEQUENCE, "DigestInfo").children()
        algorithm = info[0].expect(der.SEQUENCE, "the digest of the MAC").children()
        self.oid = der.oid(algorithm[0])
        self._parameters = algorithm[1] if len(algorithm) > 1 else None
        self._value = info[1].expect(der.OCTET_STRING, "the MAC").content
        self._salt = parts[1].expect(der.OCTET_STRING, "the salt of the MAC").content
        self._iterations = der.integer(parts[2], "the iteration count of the MAC") if len(parts) > 2 else 1

    @property
    def label(self) -> str:
        """The MAC as people say it, ``HMAC-SHA256, 2,048 rounds``."""
        if self.oid == PBMAC1:
            return "PBMAC1"
        return f"HMAC-{_DIGESTS.get(self.oid, self.oid).upper()}, {self._iterations:,} rounds"

    def verify(self, content: bytes, password: Password, budget: WorkBudget) -> Password | None:
        """Return ``password`` with its proven encoding where the MAC over ``content`` is right under it, else None.

        Raises:
            StoreError: unsupported, too expensive, or parameters that make it worthless.
        """
        try:
            if self.oid == PBMAC1:
                return password if self._verify_pbmac1(content, password, budget) else None
        except BROKEN as error:
            raise StoreError(
                StoreErrorKind.MALFORMED, f"The parameters of the MAC are malformed: {what_broke(error)}."
            ) from None
        digest = _DIGESTS.get(self.oid)
        if digest is None:
            raise StoreError(StoreErrorKind.UNSUPPORTED, f"The MAC uses the digest {self.oid}, which is not supported.")
        fitting = (s for s in password.as_bmp_strings() if self._fits(digest, s, content, budget))
        secret = next(fitting, None)
        return None if secret is None else Password(password.text, proven=secret)

    def _fits(self, digest: str, secret: bytes, content: bytes, budget: WorkBudget) -> bool:
        budget.spend(self._iterations)
        try:
            length = len(key_derivation.digest_function(digest)(b"").digest())
            key = key_derivation.pkcs12(digest, secret, self._salt, self._iterations, length, key_derivation.PKCS12_MAC)
            return hmac.compare_digest(hmac.digest(key, content, digest), self._value)
        except ValueError:
            raise StoreError(StoreErrorKind.UNSUPPORTED, f"The digest {digest} is not available here.") from None

    def _verify_pbmac1(self, content: bytes, password: Password, budget: WorkBudget) -> bool:
        """RFC 9579: the key comes from PBKDF2 over the password in UTF-8, and its length must be given."""
        if self._parameters is None:
            raise EncodingError("PBMAC1 has no parameters", 0)
        derivation, scheme = (part.children() for part in self._parameters.children()[:2])
        digest = HMAC_DIGESTS.get(der.oid(scheme[0]))
        if digest is None:
            raise StoreError(StoreErrorKind.UNSUPPORTED, f"PBMAC1 uses {der.oid(scheme[0])}, which is not supported.")
        integers = [part for part in derivation[1].children() if part.tag == der.INTEGER]
        if len(integers) != 2:
            raise EncodingError("PBMAC1 does not say how long its key is", 0)
        length = der.integer(integers[1])
        if not MIN_PBMAC1_KEY_OCTETS <= length <= 64:
            raise EncodingError(
                f"PBMAC1 has a key of {key_derivation.shown(length)} octets, where 20 to 64 are sound", 0
            )
        for secret in password.as_octets():
            key = derive_key(derivation, secret, length, budget)
            if hmac.compare_digest(hmac.digest(key, content, digest), self._value):
                return True
        return False
