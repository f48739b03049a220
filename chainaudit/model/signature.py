"""Whether a signature was made with a key: a pure question of numbers, asked of cryptography.

``Certificate.verify_directly_issued_by`` of cryptography refuses SHA-1 and MD5 as errors; here they verify as what they
are, and a check says that they are weak. RSA keys that cryptography will not load (too small) are used directly.
"""

from __future__ import annotations

import enum
import functools
from typing import TYPE_CHECKING, Any, Final

from chainaudit.errors import EncodingError
from chainaudit.model import public_key as keys

if TYPE_CHECKING:
    from chainaudit.model.public_key import PublicKey
    from chainaudit.model.signature_algorithm import SignatureAlgorithm

MAX_RSA_BITS: Final = 16_384
"""Beyond this one verification takes a noticeable part of a second; OpenSSL refuses such keys too."""

_KEPT: Final = 128
"""Kinds of signature whose parameters are kept: there are few, and a stranger may write many."""

_DIGEST_INFO: Final = {
    "md5": bytes.fromhex("3020300c06082a864886f70d020505000410"),
    "sha1": bytes.fromhex("3021300906052b0e03021a05000414"),
    "sha224": bytes.fromhex("302d300d06096086480165030402040500041c"),
    "sha256": bytes.fromhex("3031300d060960864801650304020105000420"),
    "sha384": bytes.fromhex("3041300d060960864801650304020205000430"),
    "sha512": bytes.fromhex("3051300d060960864801650304020305000440"),
}


class SignatureStatus(enum.Enum):
    """What became of a signature check."""

    VALID = "valid"
    INVALID = "invalid"
    KEY_MISMATCH = "the signature's algorithm does not fit the key"
    UNSUPPORTED = "the signature's algorithm is not supported"
    KEY_UNUSABLE = "the key cannot be used"


def verify(key: PublicKey, algorithm: SignatureAlgorithm | None, signature: bytes, data: bytes) -> SignatureStatus:
    """Check ``signature`` over ``data``; never raises."""
    if algorithm is None or algorithm.key_algorithm is None:
        return SignatureStatus.UNSUPPORTED
    wanted = algorithm.key_algorithm
    if wanted != key.algorithm and not (wanted == keys.RSA_PSS and key.algorithm == keys.RSA):
        return SignatureStatus.KEY_MISMATCH
    if wanted == keys.SM2:
        from chainaudit.model import sm2

        return SignatureStatus.VALID if sm2.is_valid(key.key_octets, signature, data) else SignatureStatus.INVALID
    if key.algorithm in (keys.RSA, keys.RSA_PSS) and key.bits > MAX_RSA_BITS:
        return SignatureStatus.KEY_UNUSABLE
    loaded: Any = key.load()
    if loaded is None:
        return (
            _verify_small_rsa(key, algorithm, signature, data)
            if key.algorithm == keys.RSA
            else SignatureStatus.KEY_UNUSABLE
        )
    return _verify_loaded(loaded, algorithm, signature, data)


def _verify_loaded(loaded: Any, algorithm: SignatureAlgorithm, signature: bytes, data: bytes) -> SignatureStatus:  # noqa: ANN401 - one of many key types
    from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm

    parameters = _parameters(algorithm)
    if parameters is None:
        return SignatureStatus.UNSUPPORTED
    try:
        loaded.verify(signature, data, *parameters)
    except InvalidSignature:
        return SignatureStatus.INVALID
    except UnsupportedAlgorithm:
        return SignatureStatus.UNSUPPORTED
    except (ValueError, TypeError, AttributeError):
        return SignatureStatus.INVALID
    return SignatureStatus.VALID


def _parameters(algorithm: SignatureAlgorithm) -> tuple[Any, ...] | None:
    """Return what cryptography's ``verify`` takes beyond signature and data; None where a digest is not supported."""
    return _made(algorithm.key_algorithm, algorithm.digest, algorithm.pss_mgf_digest, algorithm.pss_salt_length)


@functools.lru_cache(maxsize=_KEPT)
def _made(
    kind: str | None, digest_name: str | None, mgf_digest: str | None, salt_length: int | None
) -> tuple[Any, ...] | None:
    from cryptography.hazmat.primitives.asymmetric import ec, padding

    digest = _hash(digest_name)
    if kind not in (keys.RSA, keys.RSA_PSS, keys.EC, keys.DSA):
        return ()
    if digest is None:
        return None
    if kind == keys.RSA:
        return padding.PKCS1v15(), digest
    if kind == keys.EC:
        return (ec.ECDSA(digest),)
    if kind == keys.DSA:
        return (digest,)
    mgf = _hash(mgf_digest)
    if mgf is None or salt_length is None:
        return None
    return padding.PSS(padding.MGF1(mgf), salt_length), digest


def _hash(name: str | None) -> Any:  # noqa: ANN401 - one of many digest types
    from cryptography.hazmat.primitives import hashes

    made: dict[str, Any] = {
        "md5": hashes.MD5,
        "sha1": hashes.SHA1,
        "sha224": hashes.SHA224,
        "sha256": hashes.SHA256,
        "sha384": hashes.SHA384,
        "sha512": hashes.SHA512,
        "sha3-224": hashes.SHA3_224,
        "sha3-256": hashes.SHA3_256,
        "sha3-384": hashes.SHA3_384,
        "sha3-512": hashes.SHA3_512,
    }
    kind = made.get(name or "")
    return None if kind is None else kind()


def _verify_small_rsa(key: PublicKey, algorithm: SignatureAlgorithm, signature: bytes, data: bytes) -> SignatureStatus:
    """Check RSASSA-PKCS1-v1_5 by its definition (RFC 8017, 8.2.2), for keys that cryptography will not load."""
    import hashlib

    prefix = _DIGEST_INFO.get(algorithm.digest or "")
    if algorithm.key_algorithm != keys.RSA or prefix is None:
        return SignatureStatus.UNSUPPORTED
    try:
        modulus, exponent = key.rsa_numbers()
    except EncodingError:
        return SignatureStatus.KEY_UNUSABLE
    size = (modulus.bit_length() + 7) // 8
    if (
        modulus <= 0
        or exponent <= 0
        or len(signature) != size
        or size > MAX_RSA_BITS // 8
        or exponent.bit_length() > 64
    ):
        return SignatureStatus.KEY_UNUSABLE
    told = prefix + hashlib.new(algorithm.digest or "", data, usedforsecurity=False).digest()
    padded = b"\x00\x01" + b"\xff" * (size - len(told) - 3) + b"\x00" + told
    found = pow(int.from_bytes(signature, "big"), exponent, modulus).to_bytes(size, "big")
    return SignatureStatus.VALID if found == padded else SignatureStatus.INVALID
