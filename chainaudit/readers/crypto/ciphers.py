"""The ciphers that stores are encrypted with, old ones included; cryptography does the work."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from chainaudit.errors import StoreError, StoreErrorKind

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers import CipherAlgorithm

    from chainaudit.readers.crypto.key_derivation import WorkBudget

BLOCK_OCTETS: Final = {
    "aes": 16,
    "aria": 16,
    "blowfish": 8,
    "camellia": 16,
    "cast5": 8,
    "des": 8,
    "des2": 8,
    "des3": 8,
    "idea": 8,
    "rc2": 8,
    "seed": 16,
    "sm4": 16,
}
_NAMES: Final = {
    "blowfish": "Blowfish",
    "camellia": "Camellia",
    "cast5": "CAST5",
    "idea": "IDEA",
    "rc2": "RC2",
    "seed": "SEED",
    "sm4": "SM4",
}


def cbc_decrypt(
    name: str, key: bytes, iv: bytes, octets: bytes, rc2_bits: int = 0, budget: WorkBudget | None = None
) -> bytes:
    """Decrypt in CBC mode; the padding is left on. ``name`` is one of ``BLOCK_OCTETS``.

    ``rc2_bits`` is the number of effective bits of RC2 (RFC 2268, 2), which other ciphers do not have. What
    is decrypted with a cipher that cryptography does not have comes out of ``budget``, which one call may use up where
    none is given.

    Raises:
        StoreError: impossible lengths, too much for a slow cipher, or a cipher that this installation lacks.
    """
    block = BLOCK_OCTETS[name]
    if not octets or len(octets) % block or len(iv) != block:
        raise StoreError(StoreErrorKind.MALFORMED, "The encrypted data have an impossible length; the file is damaged.")
    if name == "aria":
        from chainaudit.readers.crypto import aria

        _spend(budget, octets)
        return aria.cbc_decrypt(key, iv, octets)
    if name == "rc2" and (len(key), rc2_bits) != (16, 128):
        from chainaudit.readers.crypto import rc2

        if not (1 <= len(key) <= 128 and 1 <= rc2_bits <= 1024):
            raise StoreError(StoreErrorKind.MALFORMED, "RC2 has a number of effective bits that it cannot have.")
        _spend(budget, octets)
        return rc2.cbc_decrypt(key, iv, octets, rc2_bits)
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.ciphers import Cipher, modes

    try:
        decryptor = Cipher(_algorithm(name, key), modes.CBC(iv)).decryptor()
        return decryptor.update(octets) + decryptor.finalize()
    except (UnsupportedAlgorithm, ValueError) as error:
        raise StoreError(StoreErrorKind.UNSUPPORTED, f"The cipher {name} is not available here.") from error


def _spend(budget: WorkBudget | None, octets: bytes) -> None:
    from chainaudit.readers.crypto.key_derivation import WorkBudget

    (budget or WorkBudget(0)).spend_slow_octets(len(octets))


def rc4_decrypt(key: bytes, octets: bytes) -> bytes:
    """Decrypt RC4.

    Raises:
        StoreError: this installation lacks it.
    """
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.ciphers import Cipher

    try:
        decryptor = Cipher(cipher_class("ARC4")(key), None).decryptor()
        return decryptor.update(octets) + decryptor.finalize()
    except (UnsupportedAlgorithm, ValueError) as error:
        raise StoreError(StoreErrorKind.UNSUPPORTED, "The cipher RC4 is not available here.") from error


def unpad(octets: bytes, block: int) -> bytes | None:
    """Take off the padding of RFC 8018, 6.1.1; None where it is no padding."""
    count = octets[-1] if octets else 0
    if not 1 <= count <= block or octets[-count:] != bytes((count,)) * count:
        return None
    return octets[:-count]


def cipher_class(name: str) -> Any:  # noqa: ANN401 - a class of cryptography, whose place changes with its version
    """Return a cipher class from where this version of cryptography keeps it."""
    from cryptography.hazmat.decrepit.ciphers import algorithms as decrepit

    found = getattr(decrepit, name, None)
    if found is None:
        from cryptography.hazmat.primitives.ciphers import algorithms

        found = getattr(algorithms, name, None)
    if found is None:
        raise StoreError(StoreErrorKind.UNSUPPORTED, f"The cipher {name} is not available here.")
    return found


def _algorithm(name: str, key: bytes) -> CipherAlgorithm:
    from cryptography.hazmat.primitives.ciphers import algorithms

    if name == "aes":
        return algorithms.AES(key)
    if name in ("des", "des2", "des3"):
        # One DES key three times is single DES, and K1 K2 K1 is DES with two keys.
        tripled = {"des": key * 3, "des2": key + key[:8], "des3": key}[name]
        made: CipherAlgorithm = cipher_class("TripleDES")(tripled)
    else:
        made = cipher_class(_NAMES[name])(key)
    return made
