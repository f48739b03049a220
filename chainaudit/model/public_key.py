"""A subject's public key as it stands in a certificate: algorithm, size and, on demand, a usable key."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from chainaudit.errors import EncodingError
from chainaudit.model import der, sm2
from chainaudit.model.lazily import remembered

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.types import PublicKeyTypes

RSA: Final = "RSA"
RSA_PSS: Final = "RSA-PSS"
DSA: Final = "DSA"
EC: Final = "EC"
SM2: Final = "SM2"

ALGORITHMS: Final = {
    "1.2.840.113549.1.1.1": RSA,
    "2.5.8.1.1": RSA,  # the OID of X.509 itself, older than PKCS #1's
    "1.2.840.113549.1.1.10": RSA_PSS,
    "1.2.840.10040.4.1": DSA,
    "1.2.840.10045.2.1": EC,
    "1.2.840.10046.2.1": "DH",
    "1.3.101.110": "X25519",
    "1.3.101.111": "X448",
    "1.3.101.112": "Ed25519",
    "1.3.101.113": "Ed448",
    "2.16.840.1.101.3.4.3.17": "ML-DSA-44",
    "2.16.840.1.101.3.4.3.18": "ML-DSA-65",
    "2.16.840.1.101.3.4.3.19": "ML-DSA-87",
}
_FIXED_BITS: Final = {"Ed25519": 256, "Ed448": 456, "X25519": 256, "X448": 448}

CURVES: Final = {
    "1.2.840.10045.3.1.1": ("P-192", 192),
    "1.3.132.0.33": ("P-224", 224),
    "1.2.840.10045.3.1.7": ("P-256", 256),
    "1.3.132.0.34": ("P-384", 384),
    "1.3.132.0.35": ("P-521", 521),
    "1.3.132.0.10": ("secp256k1", 256),
    "1.3.36.3.3.2.8.1.1.7": ("brainpoolP256r1", 256),
    "1.3.36.3.3.2.8.1.1.11": ("brainpoolP384r1", 384),
    "1.3.36.3.3.2.8.1.1.13": ("brainpoolP512r1", 512),
}


@remembered
def _algorithm(encoded: bytes) -> tuple[str, bytes]:
    """Return the OID of an AlgorithmIdentifier and its parameters as encoded, empty where there are none."""
    parts = der.read(encoded).children()
    if not parts:
        raise EncodingError("the key's algorithm is missing", 0)
    return der.oid(parts[0]), parts[1].encoded if len(parts) > 1 else b""


@remembered
def _curve_named(parameters: bytes) -> tuple[str, int]:
    """Return the curve of an OBJECT IDENTIFIER as encoded, and its size in bits, 0 where it is not known."""
    name = der.oid(der.read(parameters))
    return CURVES.get(name, (name, 0))


class PublicKey:
    """A SubjectPublicKeyInfo; ``spki`` is its DER. Two keys are equal when algorithm and key bits are."""

    __slots__ = ("_loaded", "algorithm", "algorithm_oid", "bits", "curve", "key_octets", "parameters", "spki")

    def __init__(self, spki: bytes) -> None:
        """Read a SubjectPublicKeyInfo.

        Raises:
            EncodingError: the outer structure is malformed; an unknown algorithm is no error.
        """
        parts = der.sole(spki, der.SEQUENCE, "subjectPublicKeyInfo").children()
        if len(parts) != 2:
            raise EncodingError("subjectPublicKeyInfo is not an algorithm and a key", 0)
        self.spki = spki
        identifier = parts[0].expect(der.SEQUENCE, "an algorithm")
        try:
            self.algorithm_oid, self.parameters = _algorithm(identifier.encoded)
        except EncodingError as error:
            raise EncodingError(error.message, identifier.start + error.offset) from error
        self.algorithm = ALGORITHMS.get(self.algorithm_oid, self.algorithm_oid)
        self.key_octets = der.bits(parts[1].expect(der.BIT_STRING, "the public key"))[0]
        self.curve: str | None = None
        self.bits = self._measure()
        if self._is_sm2():
            self.algorithm = SM2
        self._loaded: Any = None

    def _is_sm2(self) -> bool:
        return self.curve == sm2.CURVE

    def _measure(self) -> int:
        if self.algorithm in _FIXED_BITS:
            return _FIXED_BITS[self.algorithm]
        try:
            if self.algorithm in (RSA, RSA_PSS):
                return self.rsa_numbers()[0].bit_length()
            if self.algorithm == DSA and self.parameters and self.parameters[0] == der.SEQUENCE:
                return der.integer(der.read(self.parameters).children()[0]).bit_length()
            if self.algorithm == EC:
                return self._measure_curve()
        except (EncodingError, IndexError):
            return 0
        return 8 * len(self.key_octets) if self.algorithm != DSA else 0

    def _measure_curve(self) -> int:
        if self.parameters[:1] == bytes((der.OBJECT_IDENTIFIER,)):
            self.curve, bits = _curve_named(self.parameters)
            if bits:
                return bits
        elif self.parameters[:1] == bytes((der.SEQUENCE,)):
            self.curve = "explicit parameters"
        points = 8 * (len(self.key_octets) - 1)
        return points if self.key_octets[:1] in (b"\x02", b"\x03") else points // 2

    def rsa_numbers(self) -> tuple[int, int]:
        """Return modulus and exponent of an RSA key.

        Raises:
            EncodingError: the key is malformed.
        """
        numbers = der.sole(self.key_octets, der.SEQUENCE, "an RSA key").children()
        if len(numbers) != 2:
            raise EncodingError("an RSA key is not a modulus and an exponent", 0)
        return der.integer(numbers[0]), der.integer(numbers[1])

    @property
    def has_inherited_parameters(self) -> bool:
        """Whether it is a DSA key without parameters, which stand in the issuer's key (RFC 3279, 2.3.2)."""
        return self.algorithm == DSA and self.parameters in (b"", b"\x05\x00")

    def with_parameters_of(self, issuer: PublicKey) -> PublicKey:
        """Return this DSA key with the issuer's parameters filled in (RFC 5280, 6.1.4 (e))."""
        algorithm = der.encode(
            der.SEQUENCE, der.encode(der.OBJECT_IDENTIFIER, der.encode_oid(self.algorithm_oid)) + issuer.parameters
        )
        return PublicKey(der.encode(der.SEQUENCE, algorithm + der.encode(der.BIT_STRING, b"\0" + self.key_octets)))

    def load(self) -> PublicKeyTypes | None:
        """Return the key as cryptography's object; None where cryptography cannot use it."""
        if self._loaded is None:
            from cryptography.exceptions import UnsupportedAlgorithm

            from chainaudit.model.key_loading import load_public_key

            try:
                self._loaded = load_public_key(self.spki)
            except (ValueError, TypeError, UnsupportedAlgorithm):
                self._loaded = False
        return self._loaded or None

    @property
    def label(self) -> str:
        """Algorithm and size as people say them, ``RSA 2048`` or ``EC P-256``."""
        if self.algorithm == EC and self.curve:
            return f"EC {self.curve}"
        return f"{self.algorithm} {self.bits}" if self.bits and self.algorithm not in _FIXED_BITS else self.algorithm

    def __eq__(self, other: object) -> bool:
        """Compare algorithm and key bits; parameters may be inherited and do not count for DSA."""
        if not isinstance(other, PublicKey):
            return False
        if self.spki == other.spki:
            return True
        # An RSA key may stand with rsaEncryption in the certificate and with RSASSA-PSS in the key file.
        kinds = {self.algorithm, other.algorithm}
        same_kind = len(kinds) == 1 or kinds == {RSA, RSA_PSS}
        return same_kind and self.key_octets == other.key_octets

    def __hash__(self) -> int:
        """Agree with equality."""
        return hash(self.key_octets)

    def __repr__(self) -> str:
        """Show algorithm and size."""
        return f"PublicKey({self.label})"
