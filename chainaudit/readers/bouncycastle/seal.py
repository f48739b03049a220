"""Keys that BKS and UBER seal one by one: PBEWithSHAAnd3-KeyTripleDES-CBC (RFC 7292, appendix B and C).

What is sealed begins with the kind of the key and the name of its format, which no wrong password brings about: so a
wrong password is told from a key that was damaged behind its first blocks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from chainaudit.errors import EncodingError, Secret, StoreError, StoreErrorKind
from chainaudit.model.store import Problem
from chainaudit.readers.crypto import ciphers, key_derivation
from chainaudit.readers.java.data_input import DataInput

if TYPE_CHECKING:
    from chainaudit.readers.crypto.key_derivation import WorkBudget

PRIVATE, PUBLIC, SECRET = 0, 1, 2
KINDS: Final = (PRIVATE, PUBLIC, SECRET)
FORMATS: Final = ("PKCS#8", "PKCS8", "X.509", "X509", "RAW")
WORK_PER_ROUND: Final = 6
"""Key and vector take three blocks, each made in Python; the other half of the budget is left: some thousand rounds are
what BouncyCastle writes."""

_BLOCK_BYTES: Final = 8


class Unsealed(NamedTuple):
    """What came of a sealed key: its clear bytes, or why there are none.

    ``password`` is the one that is shown to be right, even where the key is damaged behind its beginning.
    """

    clear: bytes | None = None
    problem: Problem | None = None
    password: str | None = None


_REFUSED: Final = Problem(
    StoreErrorKind.WRONG_PASSWORD,
    "It does not open: its password is another one, or it is damaged.",
    Secret.KEY,
)
_DAMAGED: Final = Problem(StoreErrorKind.MALFORMED, "The password is right, but what is sealed is damaged.")


def unseal(content: bytes, passwords: tuple[str, ...], budget: WorkBudget) -> Unsealed:
    """Open a sealed key with the first of ``passwords`` that fits."""
    if not passwords:
        return Unsealed(problem=Problem(StoreErrorKind.PASSWORD_NEEDED, "No password was given.", Secret.KEY))
    source = DataInput(content)
    try:
        salt = source.octets("the salt of a key")
        iterations = source.integer("the iteration count of a key")
    except EncodingError as error:
        return Unsealed(problem=Problem(StoreErrorKind.MALFORMED, f"It is damaged: {error.message}."))
    ciphertext = source.take(source.left, "a sealed key")
    if not ciphertext or len(ciphertext) % _BLOCK_BYTES:
        return Unsealed(problem=Problem(StoreErrorKind.MALFORMED, "It is damaged: it is no whole number of blocks."))
    try:
        for password in passwords:
            budget.spend(iterations, WORK_PER_ROUND)
            padded = _decrypt(password, salt, iterations, ciphertext)
            if _begins_as_a_key(padded):
                clear = ciphers.unpad(padded, _BLOCK_BYTES)
                return Unsealed(clear, None if clear is not None else _DAMAGED, password)
    except StoreError as error:
        return Unsealed(problem=Problem.of(error))
    return Unsealed(problem=_REFUSED)


def _decrypt(password: str, salt: bytes, iterations: int, ciphertext: bytes) -> bytes:
    secret = key_derivation.bmp_string(password)
    key = key_derivation.pkcs12("sha1", secret, salt, iterations, 24, key_derivation.PKCS12_KEY)
    vector = key_derivation.pkcs12("sha1", secret, salt, iterations, 8, key_derivation.PKCS12_IV)
    return ciphers.cbc_decrypt("des3", key, vector, ciphertext)


def _begins_as_a_key(clear: bytes) -> bool:
    source = DataInput(clear)
    try:
        return source.unsigned_byte("the kind of a key") in KINDS and source.text("the format of a key") in FORMATS
    except EncodingError:
        return False
