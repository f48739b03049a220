"""How BCFKS protects: keys from the password and a purpose, AES-256 in CCM or key wrap, a MAC or a signature."""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING, Final, NamedTuple

from chainaudit.errors import EncodingError, Secret, StoreError, StoreErrorKind
from chainaudit.model import der
from chainaudit.model.signature import SignatureStatus, verify
from chainaudit.model.signature_algorithm import SignatureAlgorithm
from chainaudit.model.store import Integrity, Problem
from chainaudit.readers.certificates import read_certificate
from chainaudit.readers.crypto import key_derivation
from chainaudit.readers.sequences import LONG_CHAIN, few

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainaudit.readers.crypto.key_derivation import WorkBudget

_PBES2: Final = "1.2.840.113549.1.5.13"
_PBKDF2: Final = "1.2.840.113549.1.5.12"
_SCRYPT: Final = "1.3.6.1.4.1.11591.4.11"
_AES256_CCM: Final = "2.16.840.1.101.3.4.1.47"
_AES256_WRAP_PAD: Final = "2.16.840.1.101.3.4.1.48"
_DIGESTS: Final = {
    "1.2.840.113549.2.7": "sha1",
    "1.2.840.113549.2.9": "sha256",
    "1.2.840.113549.2.10": "sha384",
    "1.2.840.113549.2.11": "sha512",
    "2.16.840.1.101.3.4.2.14": "sha3_256",
    "2.16.840.1.101.3.4.2.15": "sha3_384",
    "2.16.840.1.101.3.4.2.16": "sha3_512",
}
"""HMACs, for PBKDF2 and over the store; BouncyCastle writes those with 512 bits."""

SIGNATURE_TAG: Final = 0xA0
"""What the check of a store begins with where it is a signature, and no MAC."""
KEY_BYTES: Final = 32
MAX_KEY_BYTES: Final = 64
"""HMAC with SHA-512 has the longest key that anything here takes."""
DEFAULT_TAG_BYTES: Final = 12
"""Of CCM where its parameters do not say (RFC 5084, 3.1)."""


class Opened(NamedTuple):
    """What came of decrypting: the clear bytes, or why there are none.

    ``unauthentic`` is what CCM without its tag gives: worth a look to tell a wrong password from a damaged file.
    """

    clear: bytes | None
    problem: Problem | None = None
    unauthentic: bytes | None = None


class Check(NamedTuple):
    """What the check of a store showed; a signature that fits leaves open whether its signer is the right one."""

    integrity: Integrity
    detail: str = ""
    is_signature: bool = False
    problem: Problem | None = None


_REFUSED: Final = Problem(
    StoreErrorKind.WRONG_PASSWORD,
    "It does not open: its password is another one, or it is damaged.",
    Secret.KEY,
)


def decrypt(algorithm: der.Node, ciphertext: bytes, password: str, purpose: str, budget: WorkBudget) -> Opened:
    """Decrypt what was encrypted for ``purpose`` (BouncyCastle's words, such as ``STORE_ENCRYPTION``).

    Raises:
        EncodingError: the algorithm's parameters are malformed.
    """
    oid, parameters = _algorithm(algorithm)
    if oid != _PBES2 or parameters is None:
        return Opened(None, _unsupported("the encryption", oid))
    derivation, scheme = two(parameters, "the parameters of PBES2")
    cipher, options = _algorithm(scheme)
    if cipher not in (_AES256_CCM, _AES256_WRAP_PAD):
        return Opened(None, _unsupported("the cipher", cipher))
    opened = Opened(None, _REFUSED)
    try:
        for key in _derive(derivation, password, purpose, KEY_BYTES, budget):
            if len(key) != KEY_BYTES:
                return Opened(None, _unsupported("a key length", str(8 * len(key))))
            opened = _unwrap(key, ciphertext) if cipher == _AES256_WRAP_PAD else _decrypt_ccm(key, ciphertext, options)
            if opened.clear is not None:
                break
    except StoreError as error:
        return Opened(None, Problem.of(error))
    return opened


def _unwrap(key: bytes, ciphertext: bytes) -> Opened:
    from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap_with_padding

    try:
        return Opened(aes_key_unwrap_with_padding(key, ciphertext))
    except (InvalidUnwrap, ValueError):
        return Opened(None, _REFUSED)


def _decrypt_ccm(key: bytes, ciphertext: bytes, options: der.Node | None) -> Opened:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers import Cipher, aead, algorithms, modes

    if options is None:
        raise EncodingError("CCM has no nonce", 0)
    fields = few(options.expect(der.SEQUENCE, "the parameters of CCM"))
    if not fields:
        raise EncodingError("CCM has no nonce", options.start)
    nonce = fields[0].expect(der.OCTET_STRING, "the nonce of CCM").content
    tag_bytes = der.integer(fields[1], "the length of the tag") if len(fields) > 1 else DEFAULT_TAG_BYTES
    if not 7 <= len(nonce) <= 13 or tag_bytes not in range(4, 17, 2) or len(ciphertext) < tag_bytes:
        raise EncodingError("the parameters of CCM are impossible", options.start)
    try:
        return Opened(aead.AESCCM(key, tag_bytes).decrypt(nonce, ciphertext, None))
    except (InvalidTag, ValueError, OverflowError):
        # The counter of RFC 3610, 2.3: flags, nonce, then 1 for the first block.
        width = 15 - len(nonce)
        start = bytes((width - 1,)) + nonce + (1).to_bytes(width, "big")
        decryptor = Cipher(algorithms.AES(key), modes.CTR(start)).decryptor()
        return Opened(None, _REFUSED, decryptor.update(ciphertext[:-tag_bytes]) + decryptor.finalize())


def check_integrity(content: der.Node, check: der.Node, password: str | None, budget: WorkBudget) -> Check:
    """Check the MAC or the signature over ``content`` as it stands encoded.

    Raises:
        EncodingError: the check is malformed.
    """
    if check.tag == SIGNATURE_TAG:
        return _check_signature(content, check)
    parts = few(check.expect(der.SEQUENCE, "the MAC"))
    if len(parts) != 3:
        raise EncodingError("the MAC is not an algorithm, a derivation and octets", check.start)
    if password is None:
        return Check(Integrity.UNCHECKED, "The MAC needs the store's password.")
    oid, _ = _algorithm(parts[0])
    digest = _DIGESTS.get(oid)
    if digest is None:
        problem = _unsupported("the MAC", oid)
        return Check(Integrity.UNCHECKED, problem.message, problem=problem)
    stored = parts[2].expect(der.OCTET_STRING, "the MAC").content
    try:
        for key in _derive(parts[1], password, "INTEGRITY_CHECK", MAX_KEY_BYTES, budget):
            if hmac.compare_digest(hmac.digest(key, content.encoded, digest), stored):
                return Check(Integrity.VERIFIED)
    except StoreError as error:
        return Check(Integrity.UNCHECKED, "The MAC was not computed.", problem=Problem.of(error))
    return Check(Integrity.FAILED)


def _check_signature(content: der.Node, check: der.Node) -> Check:
    inner = few(check)
    parts = few(inner[0].expect(der.SEQUENCE, "the signature")) if inner else []
    if len(parts) < 2:
        raise EncodingError("the signature is cut off", check.start)
    algorithm = SignatureAlgorithm(parts[0])
    signature = der.bits(parts[-1].expect(der.BIT_STRING, "the signature"))[0]
    signers = [one for listed in few(parts[1]) for one in few(listed, LONG_CHAIN)] if len(parts) > 2 else []
    signer = read_certificate(signers[0].encoded) if signers else None
    if signer is None or isinstance(signer, Problem) or signer.public_key is None:
        return Check(Integrity.UNCHECKED, "The store is signed, and the file does not say by whom.", is_signature=True)
    status = verify(signer.public_key, algorithm, signature, content.encoded)
    if status in (SignatureStatus.UNSUPPORTED, SignatureStatus.KEY_UNUSABLE):
        sentence = f"The store is signed with {algorithm.label}, which cannot be checked here."
        return Check(Integrity.UNCHECKED, sentence, is_signature=True)
    if status is not SignatureStatus.VALID:
        return Check(Integrity.FAILED, f"The signature of {signer.subject} does not fit.", is_signature=True)
    sentence = (
        f"The store is signed by {signer.subject}, as the file says; whether that is the right signer it cannot tell."
    )
    return Check(Integrity.UNCHECKED, sentence, is_signature=True)


def _derive(node: der.Node, password: str, purpose: str, length: int, budget: WorkBudget) -> Iterator[bytes]:
    """Yield the key that the parameters say, of ``length`` octets where they do not, and what it may be instead.

    Raises:
        StoreError: too expensive, or an algorithm that is not known.
    """
    oid, parameters = _algorithm(node)
    secret = key_derivation.bmp_string(password) + key_derivation.bmp_string(purpose)
    if parameters is None or oid not in (_PBKDF2, _SCRYPT):
        problem = _unsupported("the key derivation", oid)
        raise problem.error()
    fields = few(parameters.expect(der.SEQUENCE, "the parameters of the key derivation"))
    if not fields:
        raise EncodingError("the key derivation has no salt", parameters.start)
    salt = fields[0].expect(der.OCTET_STRING, "the salt").content
    numbers = [der.integer(field) for field in fields[1:] if field.tag == der.INTEGER]
    fixed = 3 if oid == _SCRYPT else 1
    if len(numbers) < fixed:
        raise EncodingError("the parameters of the key derivation are cut off", parameters.start)
    size = numbers[fixed] if len(numbers) > fixed else length
    if not 1 <= size <= MAX_KEY_BYTES:
        raise EncodingError("the length of a key is impossible", parameters.start)
    if oid == _SCRYPT:
        yield from _scrypt(secret, salt, (numbers[0], numbers[1], numbers[2]), size, budget)
        return
    digest = _DIGESTS.get(_algorithm(fields[-1])[0]) if fields[-1].tag == der.SEQUENCE else "sha1"
    if digest is None:
        problem = _unsupported("the key derivation", _algorithm(fields[-1])[0])
        raise problem.error()
    budget.spend(numbers[0])
    yield key_derivation.pbkdf2(digest, secret, salt, numbers[0], size)


def _scrypt(secret: bytes, salt: bytes, cost: tuple[int, int, int], size: int, budget: WorkBudget) -> Iterator[bytes]:
    """Yield the key of RFC 7914, and the one that BouncyCastle derives: it hands r over twice, and never p."""
    n, r, p = cost
    yield key_derivation.scrypt(secret, salt, (n, r, p), size, budget)
    if p != r:
        yield key_derivation.scrypt(secret, salt, (n, r, r), size, budget)


def _algorithm(node: der.Node) -> tuple[str, der.Node | None]:
    parts = few(node.expect(der.SEQUENCE, "an algorithm"))
    if not parts:
        raise EncodingError("an algorithm is empty", node.start)
    return der.oid(parts[0]), parts[1] if len(parts) > 1 else None


def two(node: der.Node, what: str) -> tuple[der.Node, der.Node]:
    """Return the two elements of a SEQUENCE.

    Raises:
        EncodingError: it has more or fewer.
    """
    parts = few(node.expect(der.SEQUENCE, what))
    if len(parts) != 2:
        raise EncodingError(f"{what} are not two", node.start)
    return parts[0], parts[1]


def _unsupported(what: str, name: str) -> Problem:
    return Problem(StoreErrorKind.UNSUPPORTED, f"The BCFKS file uses {what} {name}, which is not supported.")
