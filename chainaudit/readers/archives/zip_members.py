"""The members of a zip archive that are stores, unpacked and read."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from typing import TYPE_CHECKING, Final

from chainaudit.errors import StoreError, StoreErrorKind
from chainaudit.model.store import Problem, Store
from chainaudit.readers.archives.zip_archive import END_OF_DIRECTORY, LOCAL_HEADER

if TYPE_CHECKING:
    from chainaudit.model.reader import ReadNested, ReadRequest

MAX_DIRECTORY_BYTES: Final = 16 * 1024 * 1024
"""Of the central directory, which is read as a whole: two hundred thousand files."""
MAX_LOOKED_AT: Final = 5_000
"""Members whose first octets are read; the classes of a large program are left out by their name."""
HEAD_BYTES: Final = 4096

_END_OF_DIRECTORY_64: Final = b"PK\x06\x06"
_MAX_COMMENT_BYTES: Final = 0xFFFF
_MAGICS: Final = (
    b"\xfe\xed\xfe\xed",
    b"\xce\xce\xce\xce",
    b"\x30",
    b"\0\0\0\0",
    b"\0\0\0\1",
    b"\0\0\0\2",
    b"\x1f\x8b",
    b"PK\x03\x04",
    b"SQLite format 3",
    b"\xff\xfe",
    b"\xfe\xff",
)
_STORE_NAME: Final = re.compile(
    r"\.(pem|crt|cer|der|key|p7b|p7c|p7s|p12|pfx|jks|jceks|bks|ubr|uber|bcfks|keystore|truststore|ks|ts|ya?ml|json)$"
    r"|(^|/)cacerts$",
    re.IGNORECASE,
)
_OTHER_NAME: Final = re.compile(
    r"\.(class|html?|css|js|png|gif|jpe?g|svg|ttf|woff2?|java|kt|mf|sf|so|dll)$", re.IGNORECASE
)
_METHODS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_BENIGN: Final = (StoreErrorKind.NOT_A_STORE, StoreErrorKind.EMPTY)
_DAMAGE: Final = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError)


def read(data: bytes, request: ReadRequest) -> Store:
    """Read every store in an archive.

    Raises:
        StoreError: it is damaged, too large, or holds no store.
    """
    if request.read_nested is None:
        raise StoreError(StoreErrorKind.UNSUPPORTED, "What stands in an archive cannot be read here.")
    _refuse_large_directory(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacking = _Unpacking(archive, request, request.read_nested)
            unpacking.run()
    except _DAMAGE as error:
        raise _damaged(data) from error
    if unpacking.problem is not None and not unpacking.found:
        raise unpacking.problem.error()
    if not archive.infolist():
        raise StoreError(StoreErrorKind.EMPTY, "The archive is empty.")
    if not unpacking.found:
        sentence = f"The archive holds {len(archive.infolist()):,} files, and none of them is a store."
        raise StoreError(StoreErrorKind.NOT_A_STORE, sentence)
    return Store(request.source, "ZIP", children=tuple(unpacking.found), problem=unpacking.problem)


def _damaged(data: bytes) -> StoreError:
    # A local header with a name is an archive that was cut off; the four magic octets alone are not.
    if data.startswith(LOCAL_HEADER) and any(data[26:28]):
        return StoreError(StoreErrorKind.MALFORMED, "The zip archive is damaged or cut off; copy it again.")
    return StoreError(StoreErrorKind.NOT_A_STORE, "The file begins as a zip archive and is none.")


def _refuse_large_directory(data: bytes) -> None:
    """Look at the size of the central directory before it is read.

    Raises:
        StoreError: it is too large.
    """
    tail = data[-(_MAX_COMMENT_BYTES + 22 + 20 + 56) :]
    sizes = []
    for mark, offset, width in ((END_OF_DIRECTORY, 12, 4), (_END_OF_DIRECTORY_64, 40, 8)):
        at = tail.rfind(mark)
        if at >= 0:
            sizes.append(int.from_bytes(tail[at + offset : at + offset + width], "little"))
    # All ones stand for: see the record of 64 bits.
    if any(size > MAX_DIRECTORY_BYTES for size in sizes if size != 0xFFFFFFFF):
        raise StoreError(StoreErrorKind.TOO_EXPENSIVE, "The directory of the zip archive is larger than is read.")


class _Unpacking:
    """The stores found so far, and how many bytes may still be unpacked."""

    __slots__ = ("_archive", "_left", "_read_nested", "_request", "found", "problem")

    def __init__(self, archive: zipfile.ZipFile, request: ReadRequest, read_nested: ReadNested) -> None:
        self._archive = archive
        self._request = request
        self._read_nested = read_nested
        self._left = request.limits.unpacked_bytes
        self.found: list[Store] = []
        self.problem: Problem | None = None

    def run(self) -> None:
        looked_at = 0
        for member in self._archive.infolist():
            if member.filename.endswith("/") or _OTHER_NAME.search(member.filename):
                continue
            looked_at += 1
            if looked_at > MAX_LOOKED_AT:
                self._stop(f"The archive holds more than the {MAX_LOOKED_AT:,} files that are looked at.")
                return
            try:
                self._look_at(member)
            except StoreError as error:
                self._stop(error.message)
                return
            except _DAMAGE:
                if _STORE_NAME.search(member.filename):
                    self._failed(member, StoreErrorKind.MALFORMED, "It is damaged inside the archive.")

    def _stop(self, message: str) -> None:
        self.problem = Problem(StoreErrorKind.TOO_EXPENSIVE, message)

    def _look_at(self, member: zipfile.ZipInfo) -> None:
        if member.flag_bits & 1 or member.compress_type not in _METHODS:
            if _STORE_NAME.search(member.filename):
                self._failed(
                    member, StoreErrorKind.UNSUPPORTED, "It is encrypted or packed by a method that is not read."
                )
            return
        with self._archive.open(member) as stream:
            head = stream.read(HEAD_BYTES)
            if not _may_be_a_store(member.filename, head):
                return
            self._left -= len(head)
            rest = stream.read(max(self._left, 0) + 1)
            self._left -= len(rest)
        if self._left < 0:
            raise StoreError(
                StoreErrorKind.TOO_EXPENSIVE,
                f"The archive unpacks to more than the {self._request.limits.unpacked_bytes:,} bytes that are allowed; "
                "raise --max-unpacked-bytes.",
            )
        store = self._read_nested(head + rest, self._name(member))
        if store.problem is None or store.problem.kind not in _BENIGN or store.entries:
            self.found.append(store)

    def _failed(self, member: zipfile.ZipInfo, kind: StoreErrorKind, message: str) -> None:
        self.found.append(Store(self._name(member), "unknown", problem=Problem(kind, message)))

    def _name(self, member: zipfile.ZipInfo) -> str:
        return f"{self._request.source}!/{member.filename}"


def _may_be_a_store(name: str, head: bytes) -> bool:
    if _STORE_NAME.search(name) or head.startswith(_MAGICS):
        return True
    return b"-----BEGIN " in head or b"apiVersion" in head
