"""Keys from passwords, the work counted before it is done: PBKDF1, PBKDF2, scrypt, PKCS 12 (RFC 8018, 7914, 7292)."""

from __future__ import annotations

import hashlib
import importlib
from typing import TYPE_CHECKING, Any, Final

from chainaudit.errors import StoreError, StoreErrorKind
from chainaudit.model.reader import MAX_SLOW_OCTETS, ROUNDS_PER_CAP, Limits, Work

if TYPE_CHECKING:
    from collections.abc import Callable

    from chainaudit.model.reader import ReadRequest

MAX_SCRYPT_BYTES: Final = 160 * 1024 * 1024
"""N=2^17, r=8, which is today's advice, takes 128 MiB."""
MAX_SCRYPT_WORK: Final = 1 << 21
"""N*r*p; today's advice is half of it, and takes about a second."""

_QUICK_MODULES: Final = {
    "md5": ("_md5",),
    "sha1": ("_sha1",),
    "sha224": ("_sha2", "_sha256"),
    "sha256": ("_sha2", "_sha256"),
    "sha384": ("_sha2", "_sha512"),
    "sha512": ("_sha2", "_sha512"),
}
"""Where CPython keeps a digest of its own: ``_sha2`` from 3.12 on, two modules before."""

PKCS12_KEY: Final = 1
PKCS12_IV: Final = 2
PKCS12_MAC: Final = 3


class WorkBudget:
    """What opening one store may still cost; spent before the work, refused when gone.

    ``cap`` is the number of rounds for one key, ``left`` that for all of them, ``slow_octets`` what ciphers that are
    written in Python may still decrypt. ``work`` is what is left for the file that the store stands in.
    """

    __slots__ = ("cap", "left", "slow_octets", "work")

    def __init__(self, cap: int, work: Work | None = None) -> None:
        """Allow ``cap`` rounds for one derivation, and a few times that for the store."""
        self.cap = cap
        self.left = cap * ROUNDS_PER_CAP
        self.slow_octets = MAX_SLOW_OCTETS
        self.work = work or Work(Limits(key_derivation_rounds=cap))

    @classmethod
    def of(cls, request: ReadRequest) -> WorkBudget:
        """Return the budget of the store that is asked for."""
        return cls(request.limits.key_derivation_rounds, request.work)

    def spend(self, rounds: int, blocks: int = 1) -> None:
        """Take ``rounds`` for each of ``blocks`` blocks of output.

        Raises:
            StoreError: too expensive, or a count below one.
        """
        if rounds < 1:
            raise StoreError(StoreErrorKind.MALFORMED, f"The iteration count is {shown(rounds)}; at least 1 is needed.")
        if rounds > self.cap:
            raise StoreError(
                StoreErrorKind.TOO_EXPENSIVE,
                f"The key derivation asks for {shown(rounds)} rounds, more than the {self.cap:,} that are allowed; "
                "raise --max-rounds if you trust the file.",
            )
        if rounds * blocks > self.left:
            raise StoreError(
                StoreErrorKind.TOO_EXPENSIVE,
                f"The keys of this store together need more than {self.cap * ROUNDS_PER_CAP:,} rounds of key "
                "derivation; raise --max-rounds if you trust the file.",
            )
        self._take(rounds * blocks)

    def spend_slow_octets(self, count: int) -> None:
        """Take ``count`` octets for a cipher that is written in Python.

        Raises:
            StoreError: too expensive, together with what was decrypted before.
        """
        if count > min(self.slow_octets, self.work.slow_octets):
            raise StoreError(
                StoreErrorKind.TOO_EXPENSIVE,
                f"More than {MAX_SLOW_OCTETS:,} bytes of this store are encrypted with a cipher that is slow here.",
            )
        self.slow_octets -= count
        self.work.slow_octets -= count

    def spend_scrypt(self, work: int) -> None:
        """Take N*r*p of scrypt, of which two cost about what a round of PBKDF2 does.

        Raises:
            StoreError: too expensive, together with what was derived before.
        """
        if work // 2 > self.left:
            raise StoreError(
                StoreErrorKind.TOO_EXPENSIVE,
                "The keys of this store together need more of scrypt than is allowed; "
                "raise --max-rounds if you trust the file.",
            )
        self._take(work // 2)

    def _take(self, rounds: int) -> None:
        if rounds > self.work.rounds:
            raise StoreError(
                StoreErrorKind.TOO_EXPENSIVE,
                "The keys of all stores in this file together need more rounds of key derivation than are allowed; "
                "raise --max-rounds if you trust the file.",
            )
        self.left -= rounds
        self.work.rounds -= rounds


def shown(count: int) -> str:
    """Return a number as text, one of a stranger's too: Python refuses 4,300 digits, or takes hours for millions."""
    if abs(count) < 10**15:
        return f"{count:,}"
    return "more than 10^15" if count > 0 else "less than -10^15"


def digest_function(name: str) -> Callable[[bytes], Any]:
    """Return the constructor of a digest that is quickest for a few octets.

    A derivation calls it up to millions of times. CPython's own modules take half the time of OpenSSL's
    general interface for that; where they are missing, the latter does the same.
    """
    for module in _QUICK_MODULES.get(name, ()):
        try:
            found: Callable[[bytes], Any] = getattr(importlib.import_module(module), name)
        except (ImportError, AttributeError):
            continue
        return found
    return lambda octets: hashlib.new(name, octets, usedforsecurity=False)


def pbkdf1(digest: str, password: bytes, salt: bytes, rounds: int, length: int) -> bytes:
    """RFC 8018, 5.1."""
    constructor = digest_function(digest)
    octets = password + salt
    for _ in range(rounds):
        octets = constructor(octets).digest()
    return octets[:length]


def pbkdf2(digest: str, password: bytes, salt: bytes, rounds: int, length: int) -> bytes:
    """RFC 8018, 5.2."""
    return hashlib.pbkdf2_hmac(digest, password, salt, rounds, length)


def scrypt(password: bytes, salt: bytes, cost: tuple[int, int, int], length: int, budget: WorkBudget) -> bytes:
    """RFC 7914; ``cost`` is (N, r, p), which is taken out of ``budget`` first.

    Raises:
        StoreError: too expensive, or parameters that scrypt forbids.
    """
    n, r, p = cost
    if n < 2 or n & (n - 1) or r < 1 or p < 1:
        raise StoreError(StoreErrorKind.MALFORMED, "The scrypt parameters are impossible: N must be a power of two.")
    # Each by itself first: the product of two numbers of megabytes would be the work that is to be avoided.
    if max(n, r, p) > MAX_SCRYPT_WORK or 128 * n * r > MAX_SCRYPT_BYTES or n * r * p > MAX_SCRYPT_WORK:
        raise StoreError(
            StoreErrorKind.TOO_EXPENSIVE,
            f"The key derivation asks for more of scrypt than is allowed: N={shown(n)}, r={shown(r)}, p={shown(p)}.",
        )
    budget.spend_scrypt(n * r * p)
    return hashlib.scrypt(password, salt=salt, n=n, r=r, p=p, maxmem=2 * MAX_SCRYPT_BYTES, dklen=length)


def bmp_string(text: str) -> bytes:
    """Return a password as RFC 7292, appendix B.1 has it, but an empty one as nothing at all, as BouncyCastle does.

    UTF-16 with the high octet first, then two zero octets; half a pair of surrogates stays what it is.
    """
    return text.encode("utf-16-be", "surrogatepass") + b"\0\0" if text else b""


def pkcs12(digest: str, password: bytes, salt: bytes, rounds: int, length: int, purpose: int) -> bytes:
    """RFC 7292, appendix B.2; ``password`` is a BMPString with its two zero octets, or empty."""
    constructor = digest_function(digest)
    block = constructor(b"").block_size
    diversifier = bytes((purpose,)) * block
    state = _fill(salt, block) + _fill(password, block)
    out = b""
    while True:
        octets: bytes = constructor(diversifier + state).digest()
        for _ in range(rounds - 1):
            octets = constructor(octets).digest()
        out += octets
        if len(out) >= length:
            return bytes(out[:length])
        step = int.from_bytes(_fill(octets, block)[:block], "big") + 1
        modulus = 1 << (8 * block)
        state = b"".join(
            ((int.from_bytes(state[i : i + block], "big") + step) % modulus).to_bytes(block, "big")
            for i in range(0, len(state), block)
        )


def pkcs12_blocks(digest: str, length: int) -> int:
    """Return how many blocks of output ``pkcs12`` makes for ``length`` octets."""
    return -(-length // hashlib.new(digest).digest_size)


def _fill(octets: bytes, block: int) -> bytes:
    """Repeat ``octets`` up to a whole number of blocks; nothing stays nothing."""
    if not octets:
        return b""
    length = block * -(-len(octets) // block)
    return (octets * (length // len(octets) + 1))[:length]
