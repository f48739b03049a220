"""What a BKS store holds: entries, then an HMAC over them whose key comes from the store's password.

Version 1 (written by BouncyCastle before 1.47, and by it today as BKS-V1) takes a MAC key of 16 bits only, so
that its MAC shows accidents, but no intent (CVE-2018-5382).
"""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING, Final, NamedTuple

from chainaudit.errors import EncodingError, StoreError, StoreErrorKind
from chainaudit.model.store import Integrity, Problem, Store
from chainaudit.readers.bouncycastle.entries import EntryReader
from chainaudit.readers.bouncycastle.header import DIGEST_BYTES, Header
from chainaudit.readers.crypto import key_derivation
from chainaudit.readers.crypto.key_derivation import WorkBudget
from chainaudit.readers.keys.problems import first_key_problem

if TYPE_CHECKING:
    from chainaudit.model.reader import ReadRequest

BROKEN_MAC_KEY_BYTES: Final = 2


class _Judgement(NamedTuple):
    integrity: Integrity
    detail: str = ""
    problem: Problem | None = None


def read(data: bytes, request: ReadRequest) -> Store:
    """Read a BKS store; what stands in clear is read without a password.

    Raises:
        StoreError: not even the header can be read.
    """
    try:
        header = Header(data)
    except EncodingError as error:
        raise StoreError(StoreErrorKind.MALFORMED, f"The BKS header is damaged: {error.message}.") from error
    budget = WorkBudget.of(request)
    entries = EntryReader(data, header.end, len(data), request, budget)
    judgement = _judge(data, header, entries, request, budget)
    behind = len(data) - entries.end - DIGEST_BYTES
    notes = (f"{behind} bytes follow the MAC and were not read.",) if entries.problem is None and behind > 0 else ()
    return Store(
        request.source,
        "BKS" if header.version == 2 else "BKS-V1",
        entries=tuple(entries.entries),
        integrity=judgement.integrity,
        integrity_detail=judgement.detail,
        problem=judgement.problem or first_key_problem(entries.entries),
        notes=notes,
    )


def _judge(data: bytes, header: Header, entries: EntryReader, request: ReadRequest, budget: WorkBudget) -> _Judgement:
    checked = Integrity.UNCHECKED if request.password is None else Integrity.FAILED
    if entries.problem is not None:
        return _Judgement(checked, "The MAC cannot be found behind a broken list of entries.", entries.problem)
    stored = data[entries.end : entries.end + DIGEST_BYTES]
    if len(stored) < DIGEST_BYTES:
        return _Judgement(
            checked,
            "The MAC is cut off.",
            Problem(StoreErrorKind.MALFORMED, "The BKS file ends before its MAC is complete; copy it again."),
        )
    if request.password is None:
        return _Judgement(Integrity.UNCHECKED, "The MAC needs the store's password.")
    try:
        computed = _mac(data[header.end : entries.end], header, request.password, budget)
    except StoreError as error:
        return _Judgement(Integrity.UNCHECKED, "The MAC was not computed.", Problem.of(error))
    if hmac.compare_digest(stored, computed):
        weak = header.version != 2
        detail = (
            "The MAC key of BKS version 1 has 16 bits: no protection against intent (CVE-2018-5382)." if weak else ""
        )
        return _Judgement(Integrity.VERIFIED, detail)
    sign = _sign_of_damage(data, entries)
    if sign:
        sentence = f"The BKS file was changed or damaged after it was written: its MAC does not fit, and {sign}."
        return _Judgement(Integrity.FAILED, "", Problem(StoreErrorKind.INTEGRITY, sentence))
    sentence = (
        "The MAC of the BKS file does not fit: the password is wrong, or the file was changed after it was written; "
        "the format does not tell which."
    )
    return _Judgement(Integrity.FAILED, "", Problem(StoreErrorKind.WRONG_PASSWORD, sentence))


def _sign_of_damage(data: bytes, entries: EntryReader) -> str:
    """Return what shows that the file and not the password is at fault, or nothing."""
    if entries.opened:
        return "the password opens a key in it"
    if entries.damaged:
        return "a certificate in it cannot be read"
    return "more bytes follow where it should end" if len(data) > entries.end + DIGEST_BYTES else ""


def _mac(content: bytes, header: Header, password: str, budget: WorkBudget) -> bytes:
    budget.spend(header.iterations)
    size = DIGEST_BYTES if header.version == 2 else BROKEN_MAC_KEY_BYTES
    key = key_derivation.pkcs12(
        "sha1", key_derivation.bmp_string(password), header.salt, header.iterations, size, key_derivation.PKCS12_MAC
    )
    return hmac.digest(key, content, "sha1")
