"""What an UBER store holds, once it is decrypted: the entries of BKS and a SHA-1 of them."""

from __future__ import annotations

import hashlib
import hmac
from typing import TYPE_CHECKING, Final

from chainaudit.errors import EncodingError, Secret, StoreError, StoreErrorKind
from chainaudit.model.store import Integrity, Problem, Store
from chainaudit.readers.bouncycastle.entries import EntryReader
from chainaudit.readers.bouncycastle.header import DIGEST_BYTES, MAX_ENTRY_TYPE, Header
from chainaudit.readers.bouncycastle.seal import WORK_PER_ROUND
from chainaudit.readers.crypto import ciphers, key_derivation, twofish
from chainaudit.readers.crypto.key_derivation import WorkBudget
from chainaudit.readers.java.data_input import DataInput
from chainaudit.readers.keys.problems import first_key_problem

if TYPE_CHECKING:
    from chainaudit.model.reader import ReadRequest

MAX_ENCRYPTED_BYTES: Final = 8 * 1024 * 1024
"""Twofish takes 0.2 s a MiB here, and all roots of the Web make a store of 200 KiB."""

_MAX_MILLISECONDS: Final = 1 << 43
"""The year 2248: eight random octets are a date below it once in two million times."""


def read(data: bytes, request: ReadRequest) -> Store:
    """Read an UBER store; nothing of it can be read without its password.

    Raises:
        StoreError: there is no password, it is a wrong one, or the file is damaged beyond reading.
    """
    header, ciphertext = _split(data)
    if request.password is None:
        raise StoreError(
            StoreErrorKind.PASSWORD_NEEDED, "UBER is encrypted as a whole, and no password was given.", Secret.STORE
        )
    budget = WorkBudget.of(request)
    budget.spend(header.iterations, WORK_PER_ROUND)
    secret = key_derivation.bmp_string(request.password)
    key = key_derivation.pkcs12("sha1", secret, header.salt, header.iterations, 32, key_derivation.PKCS12_KEY)
    vector = key_derivation.pkcs12("sha1", secret, header.salt, header.iterations, 16, key_derivation.PKCS12_IV)
    if not _begins_as_entries(twofish.decrypt_cbc(key, vector, ciphertext[: 1 << 16])):
        raise StoreError(
            StoreErrorKind.WRONG_PASSWORD, "The UBER file does not open: the password is wrong, or the file is damaged."
        )
    clear = twofish.decrypt_cbc(key, vector, ciphertext)
    content = ciphers.unpad(clear, twofish.BLOCK_BYTES)
    body = content if content is not None else clear
    entries = EntryReader(body, 0, len(body), request, budget)
    intact = content is not None and entries.problem is None and _digest_fits(content, entries.end)
    problem = None
    if not intact:
        sentence = "The password opens the UBER file, but its digest does not fit: the file was changed or cut off."
        problem = Problem(StoreErrorKind.INTEGRITY, sentence)
    return Store(
        request.source,
        "UBER",
        entries=tuple(entries.entries),
        integrity=Integrity.VERIFIED if intact else Integrity.FAILED,
        integrity_detail="" if entries.problem is None else entries.problem.message,
        problem=problem or first_key_problem(entries.entries),
    )


def _split(data: bytes) -> tuple[Header, bytes]:
    try:
        header = Header(data)
    except EncodingError as error:
        raise StoreError(StoreErrorKind.MALFORMED, f"The UBER header is damaged: {error.message}.") from error
    if header.version == 0:
        raise StoreError(
            StoreErrorKind.UNSUPPORTED,
            "UBER version 0, of BouncyCastle before 1.20, is not read; let BouncyCastle write it anew.",
        )
    ciphertext = data[header.end :]
    if not ciphertext or len(ciphertext) % twofish.BLOCK_BYTES:
        raise StoreError(
            StoreErrorKind.MALFORMED, "What is encrypted is no whole number of blocks: the UBER file is cut off."
        )
    if len(ciphertext) > MAX_ENCRYPTED_BYTES:
        raise StoreError(
            StoreErrorKind.TOO_EXPENSIVE,
            f"The UBER file holds {len(ciphertext):,} encrypted bytes; at most {MAX_ENCRYPTED_BYTES:,} are read.",
        )
    return header, ciphertext


def _begins_as_entries(clear: bytes) -> bool:
    """Whether the first octets can be an entry, or the end of none: what only the right password brings about."""
    source = DataInput(clear)
    try:
        kind = source.unsigned_byte("the type of an entry")
        if kind == 0:
            return hmac.compare_digest(hashlib.sha1(b"\0", usedforsecurity=False).digest(), clear[1 : 1 + DIGEST_BYTES])
        if kind > MAX_ENTRY_TYPE:
            return False
        source.text("an alias")
        return 0 <= source.long("a date") < _MAX_MILLISECONDS
    except EncodingError:
        return False


def _digest_fits(content: bytes, end: int) -> bool:
    computed = hashlib.sha1(content[:end], usedforsecurity=False).digest()
    return hmac.compare_digest(computed, content[end : end + DIGEST_BYTES])
