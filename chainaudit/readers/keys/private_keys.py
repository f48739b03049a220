"""Private keys as they stand in stores: PKCS 8 (RFC 5958), PKCS 1, traditional DSA, SEC 1 (RFC 5915)."""

from __future__ import annotations

from typing import Final

from chainaudit.errors import EncodingError, StoreError, StoreErrorKind
from chainaudit.model import der
from chainaudit.model.public_key import ALGORITHMS, DSA, EC, RSA, RSA_PSS, PublicKey
from chainaudit.model.store import PrivateKey
from chainaudit.readers.sequences import BROKEN, what_broke

_RSA_ALGORITHM: Final = der.encode(
    der.SEQUENCE, der.encode(der.OBJECT_IDENTIFIER, der.encode_oid("1.2.840.113549.1.1.1")) + b"\x05\x00"
)
_DSA_OID: Final = der.encode(der.OBJECT_IDENTIFIER, der.encode_oid("1.2.840.10040.4.1"))
_EC_OID: Final = der.encode(der.OBJECT_IDENTIFIER, der.encode_oid("1.2.840.10045.2.1"))
_VERSION_0: Final = b"\x02\x01\x00"
MAX_RSA_BITS: Final = 16_384
"""Java and OpenSSL stop there; a longer modulus would only cost time."""
MAX_DSA_BITS: Final = 10_000
"""Of the prime p, where OpenSSL stops (OPENSSL_DSA_MAX_MODULUS_BITS)."""
MAX_DSA_SUBGROUP_BITS: Final = 512
"""Of the prime q, and so of the exponent: 256 is the most of FIPS 186-4, 4.2; the time for a power grows with it."""


def read(encoded: bytes) -> PrivateKey:
    """Read a private key in clear, in any of the four forms.

    Raises:
        StoreError: malformed, or not a private key.
    """
    try:
        return _read_pkcs8(to_pkcs8(encoded))
    except BROKEN as error:
        raise StoreError(StoreErrorKind.MALFORMED, f"The private key is malformed: {what_broke(error)}.") from None


def looks_like_pkcs8(octets: bytes) -> bool:
    """Whether ``octets`` begin as a PrivateKeyInfo does, whatever follows: version, then an algorithm."""
    try:
        header = octets[1]
        inner = 2 if header < 0x80 else 2 + (header & 0x7F)
        return (
            octets[0] == der.SEQUENCE and octets[inner : inner + 2] == b"\x02\x01" and octets[inner + 3] == der.SEQUENCE
        )
    except IndexError:
        return False


def to_pkcs8(encoded: bytes) -> bytes:
    """Return a PrivateKeyInfo in DER for a private key in any form; bytes behind it are left out.

    Raises:
        EncodingError: it has none of the forms.
    """
    outer = der.read(encoded).expect(der.SEQUENCE, "a private key")
    parts = outer.children()
    tags = [part.tag for part in parts[:9]]  # an RSA key of many primes has one part more (RFC 8017, A.1.2)
    if tags[:3] == [der.INTEGER, der.SEQUENCE, der.OCTET_STRING]:
        return outer.encoded
    if tags[:2] == [der.INTEGER, der.OCTET_STRING]:
        return _wrap_sec1(outer, parts)
    if tags == [der.INTEGER] * 9:
        return _private_key_info(_RSA_ALGORITHM, outer.encoded)
    if tags == [der.INTEGER] * 6:
        parameters = der.encode(der.SEQUENCE, b"".join(part.encoded for part in parts[1:4]))
        return _private_key_info(der.encode(der.SEQUENCE, _DSA_OID + parameters), parts[5].encoded)
    raise EncodingError("it has none of the forms of a private key", outer.start)


def _private_key_info(algorithm: bytes, key: bytes) -> bytes:
    return der.encode(der.SEQUENCE, _VERSION_0 + algorithm + der.encode(der.OCTET_STRING, key))


def _wrap_sec1(outer: der.Node, parts: list[der.Node]) -> bytes:
    parameters = [part for part in parts[2:] if part.tag == 0xA0]
    if not parameters:
        raise EncodingError("an EC key does not say its curve", outer.start)
    return _private_key_info(der.encode(der.SEQUENCE, _EC_OID + parameters[0].content), outer.encoded)


def _read_pkcs8(pkcs8: bytes) -> PrivateKey:
    parts = der.read(pkcs8).children()
    algorithm_node = parts[1].expect(der.SEQUENCE, "the key's algorithm")
    oid = der.oid(algorithm_node.children()[0])
    algorithm = ALGORITHMS.get(oid, oid)
    octets = parts[2].expect(der.OCTET_STRING, "the key").content
    public = _public_key(algorithm, algorithm_node, octets)
    digest = _ml_dsa_digest(octets) if public is None and algorithm.startswith("ML-DSA") else None
    return PrivateKey(pkcs8, algorithm, public.bits if public is not None else 0, public, digest)


def _ml_dsa_digest(octets: bytes) -> bytes | None:
    """The digest of the public key in an expanded ML-DSA key: rho, K, then tr (FIPS 204, algorithm 24; RFC 9881, 6)."""
    node = der.read(octets)
    if node.tag == der.SEQUENCE:
        node = node.children()[-1]
    return node.content[64:128] if node.tag == der.OCTET_STRING and len(node.content) > 128 else None


def _public_key(algorithm: str, node: der.Node, octets: bytes) -> PublicKey | None:
    if algorithm in (RSA, RSA_PSS):
        return _rsa_public_key(node, octets)
    if algorithm == DSA:
        return _dsa_public_key(node, octets)
    # Version 2 carries the public key along (RFC 5958, 2); what belongs to the private key is computed all the same.
    computed = _computed_public_key(_private_key_info(node.encoded, octets))
    return computed or (_embedded_ec_public_key(node, octets) if algorithm == EC else None)


def _spki(algorithm: bytes, key: bytes) -> PublicKey:
    return PublicKey(der.encode(der.SEQUENCE, algorithm + der.encode(der.BIT_STRING, b"\0" + key)))


def _rsa_public_key(node: der.Node, octets: bytes) -> PublicKey:
    """The modulus and exponent, after a look whether the parts of the key belong together."""
    parts = der.read(octets).expect(der.SEQUENCE, "an RSA key").children()
    modulus, exponent, secret, p, q = numbers = [der.integer(part) for part in parts[1:6]]
    if modulus <= 0 or modulus.bit_length() > MAX_RSA_BITS:
        raise EncodingError("the modulus of an RSA key is impossible", 0)
    if any(number.bit_length() > MAX_RSA_BITS for number in numbers):
        raise EncodingError("a part of an RSA key is longer than any modulus", 0)
    # A key without its primes is rare but sound; with two, damage shows at once; with more, the others follow.
    is_product = p * q == modulus or (len(parts) > 9 and modulus % (p * q or 1) == 0)
    if p > 1 and q > 1 and (not is_product or (exponent * secret - 1) % (p - 1) or (exponent * secret - 1) % (q - 1)):
        raise EncodingError("the parts of the RSA key do not belong together", 0)
    return _spki(node.encoded, der.encode(der.SEQUENCE, parts[1].encoded + parts[2].encoded))


def _dsa_public_key(node: der.Node, octets: bytes) -> PublicKey | None:
    parameters = node.children()[1:]
    if not parameters or parameters[0].tag != der.SEQUENCE:
        return None
    p, q, g = (der.integer(part) for part in parameters[0].children())
    secret = der.integer(der.read(octets))
    if p.bit_length() > MAX_DSA_BITS or q.bit_length() > MAX_DSA_SUBGROUP_BITS:
        raise EncodingError("the parameters of the DSA key are longer than any in use", 0)
    if not (0 < secret < q and 0 < g < p and p >= 3):
        raise EncodingError("the DSA key does not belong to its parameters", 0)
    public = pow(g, secret, p)
    encoded = der.encode(der.INTEGER, public.to_bytes(public.bit_length() // 8 + 1, "big"))
    return _spki(node.encoded, encoded)


def _computed_public_key(pkcs8: bytes) -> PublicKey | None:
    """Ask cryptography for the public half; None where it does not know the algorithm or the curve."""
    from cryptography.exceptions import UnsupportedAlgorithm

    from chainaudit.model.key_loading import encoded, load_private_key

    try:
        spki = encoded(load_private_key(pkcs8).public_key())
    except (ValueError, TypeError, UnsupportedAlgorithm):
        return None
    return PublicKey(spki)


def _embedded_ec_public_key(node: der.Node, octets: bytes) -> PublicKey | None:
    """The public key that an EC private key carries along (RFC 5915, 3), for curves that cryptography lacks."""
    for part in der.read(octets).expect(der.SEQUENCE, "an EC key").children():
        if part.tag == 0xA1:
            return _spki(node.encoded, der.bits(part.children()[0])[0])
    return None
