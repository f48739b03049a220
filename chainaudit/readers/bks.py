"""BKS, BouncyCastle's keystore, versions 1 and 2: certificates in clear, keys sealed one by one, an HMAC over all.

Version 1 (written by BouncyCastle before 1.47, and by it today as BKS-V1) takes a MAC key of 16 bits only, so
that its MAC shows accidents, but no intent (CVE-2018-5382).
"""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING, Final, NamedTuple

from chainaudit.errors import EncodingError, StoreError, StoreErrorKind
from chainaudit.model.reader import Reader
from chainaudit.model.store import Integrity, Problem, Store
from chainaudit.readers import key_derivation
from chainaudit.readers.bouncycastle import EntryReader, Header, bmp_password
from chainaudit.readers.key_derivation import WorkBudget

if TYPE_CHECKING:
    from chainaudit.model.reader import ReadRequest

MAC_BYTES: Final = 20
BROKEN_MAC_KEY_BYTES: Final = 2
MAX_SALT_BYTES: Final = 1024
"""BouncyCastle writes 20; anything with a huge salt is another format."""

_MAX_ENTRY_TYPE: Final = 4
_CERTIFICATE_TYPE: Final = b"\0\5X.509"
"""Stands before every certificate, so that a store whose first entry is damaged is not taken for UBER."""


class _Judgement(NamedTuple):
    integrity: Integrity
    detail: str = ""
    problem: Problem | None = None


def sniff(data: bytes) -> int:
    """See whether version, salt, iterations and the type of the first entry fit; there are no magic bytes."""
    try:
        header = Header(data)
    except EncodingError:
        return 0
    if len(header.salt) > MAX_SALT_BYTES or header.end >= len(data):
        return 0
    if _CERTIFICATE_TYPE in data:
        return 80
    kind = data[header.end]
    if kind > _MAX_ENTRY_TYPE or (kind == 0 and len(data) != header.end + 1 + MAC_BYTES):
        return 0
    # An entry goes on with an alias and a date, whose first octets are zero until the year 10889.
    if kind:
        date = header.end + 3 + int.from_bytes(data[header.end + 1 : header.end + 3], "big")
        if data[date : date + 2] != b"\0\0":
            return 0
    return 80


def read(data: bytes, request: ReadRequest) -> Store:
    """Read a BKS store; what stands in clear is read without a password.

    Raises:
        StoreError: not even the header can be read.
    """
    try:
        header = Header(data)
    except EncodingError as error:
        raise StoreError(StoreErrorKind.MALFORMED, f"The BKS header is damaged: {error.message}.") from error
    budget = WorkBudget(request.limits.key_derivation_rounds)
    entries = EntryReader(data, header.end, len(data), request, budget)
    judgement = _judge(data, header, entries, request, budget)
    behind = len(data) - entries.end - MAC_BYTES
    notes = (f"{behind} bytes follow the MAC and were not read.",) if entries.problem is None and behind > 0 else ()
    return Store(
        request.source,
        "BKS" if header.version == 2 else "BKS-V1",
        entries=tuple(entries.entries),
        integrity=judgement.integrity,
        integrity_detail=judgement.detail,
        problem=judgement.problem,
        notes=notes,
    )


def _judge(data: bytes, header: Header, entries: EntryReader, request: ReadRequest, budget: WorkBudget) -> _Judgement:
    if entries.problem is not None:
        return _Judgement(Integrity.FAILED, "The MAC cannot be found behind a broken list of entries.", entries.problem)
    stored = data[entries.end : entries.end + MAC_BYTES]
    if len(stored) < MAC_BYTES:
        return _Judgement(
            Integrity.FAILED,
            "The MAC is cut off.",
            Problem(StoreErrorKind.MALFORMED, "The BKS file ends before its MAC is complete; copy it again."),
        )
    if request.password is None:
        return _Judgement(Integrity.UNCHECKED, "The MAC needs the store's password.")
    try:
        computed = _mac(data[header.end : entries.end], header, request.password, budget)
    except StoreError as error:
        return _Judgement(Integrity.UNCHECKED, "The MAC was not computed.", Problem(error.kind, error.message))
    if hmac.compare_digest(stored, computed):
        weak = header.version != 2
        detail = (
            "The MAC key of BKS version 1 has 16 bits: no protection against intent (CVE-2018-5382)." if weak else ""
        )
        return _Judgement(Integrity.VERIFIED, detail)
    if entries.opened or entries.damaged:
        sentence = "The MAC does not fit though the password opens a key" if entries.opened else "The MAC does not fit"
        suffix = "" if entries.opened else ", and a certificate is damaged"
        problem = Problem(
            StoreErrorKind.INTEGRITY, f"{sentence}{suffix}: the BKS file was changed after it was written."
        )
    else:
        problem = Problem(
            StoreErrorKind.WRONG_PASSWORD,
            "The MAC does not fit: the password is wrong, or the BKS file was changed after it was written.",
        )
    return _Judgement(Integrity.FAILED, "", problem)


def _mac(content: bytes, header: Header, password: str, budget: WorkBudget) -> bytes:
    budget.spend(header.iterations)
    size = MAC_BYTES if header.version == 2 else BROKEN_MAC_KEY_BYTES
    key = key_derivation.pkcs12(
        "sha1", bmp_password(password), header.salt, header.iterations, size, key_derivation.PKCS12_MAC
    )
    return hmac.digest(key, content, "sha1")


READER: Final = Reader(
    name="BKS",
    title="BouncyCastle keystore, versions 1 and 2",
    extensions=(".bks",),
    sniff=sniff,
    read=read,
)
