"""Zip archives with stores in them, and hostile ones."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from chainaudit.app.opening import Access, read_bytes
from chainaudit.errors import StoreErrorKind
from chainaudit.model.reader import Limits
from chainaudit.readers.archives import zip_archive, zip_members

if TYPE_CHECKING:
    from pathlib import Path

    from chainaudit.model.store import Store
    from tests.readers.conftest import Expected


def _pack(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def _read(data: bytes, limits: Limits | None = None) -> Store:
    return read_bytes(data, "app.jar", Access("changeit", limits=limits))


def _kind(store: Store) -> StoreErrorKind:
    assert store.problem is not None
    return store.problem.kind


def test_stores_are_found_by_content_under_any_name_and_in_archives_inside(expected: dict[str, Expected]) -> None:
    bks, root = expected["bks2_mixed.bks"], (expected["hashdir"].path / "root.pem").read_bytes()
    inner = _pack({"config/identity": bks.path.read_bytes(), "readme.txt": b"nothing"})
    data = _pack({"lib/inner.war": inner, "ca": root, "A.class": b"\xca\xfe\xba\xbe" + root, "empty/": b""})
    assert zip_archive.sniff(data) == 100
    store = _read(data)
    assert [child.source for child in store.children] == ["app.jar!/lib/inner.war", "app.jar!/ca"]
    found = store.children[0].children[0]
    assert found.source == "app.jar!/lib/inner.war!/config/identity"
    bks.assert_agrees(found)
    assert len(store.children[1].certificates) == 1


def test_the_signer_of_a_jar_is_found(seed: Path, tmp_path: Path, tool: object) -> None:
    (tmp_path / "app.jar").write_bytes(_pack({"A.class": b"x"}))
    assert callable(tool)
    tool("jarsigner", "-keystore", seed, "-storepass", "seed-password", tmp_path / "app.jar", "rsa")
    store = _read((tmp_path / "app.jar").read_bytes())
    assert [len(child.certificates) for child in store.children] == [3]


def test_nothing_and_no_archive_are_told_apart(expected: dict[str, Expected]) -> None:
    assert _kind(_read(_pack({"readme.txt": b"nothing"}))) is StoreErrorKind.NOT_A_STORE
    assert _kind(_read(_pack({}))) is StoreErrorKind.EMPTY
    assert _kind(_read(b"PK\x03\x04" + bytes(60))) is StoreErrorKind.NOT_A_STORE
    packed = _pack({"ca.pem": (expected["hashdir"].path / "root.pem").read_bytes()})
    assert _kind(_read(packed[:-30])) is StoreErrorKind.MALFORMED


def test_what_grows_too_large_is_refused_while_it_grows() -> None:
    bomb = _pack({"x.pem": b"-----BEGIN CERTIFICATE-----\n" + bytes(3_000_000)})
    assert len(bomb) < 10_000
    assert _kind(_read(bomb, Limits(unpacked_bytes=1_000_000))) is StoreErrorKind.TOO_EXPENSIVE


def test_a_size_that_lies_changes_nothing() -> None:
    data = bytearray(_pack({"x.pem": b"-----BEGIN CERTIFICATE-----\n" + bytes(100_000)}))
    at = data.rfind(b"PK\x01\x02")
    data[at + 24 : at + 28] = (10).to_bytes(4, "little")
    assert _kind(_read(bytes(data)).children[0]) is StoreErrorKind.MALFORMED


def test_a_member_without_a_name_is_read_too(expected: dict[str, Expected]) -> None:
    root = (expected["hashdir"].path / "root.pem").read_bytes()
    data = bytearray(_pack({"a": root, "b.pem": root}))
    # The length of the name becomes zero, and the name an extra field, in the local header and in the directory.
    for at in (26, data.index(b"PK\x01\x02") + 28):
        data[at : at + 4] = b"\0\0\1\0"
    assert [child.source for child in _read(bytes(data)).children] == ["app.jar!/", "app.jar!/b.pem"]


def test_archives_in_archives_end() -> None:
    data = _pack({"ca.pem": b"-----BEGIN CERTIFICATE-----"})
    for _ in range(10):
        data = _pack({"a.zip": data})
    store = _read(data)
    depth = 0
    while store.children:
        store, depth = store.children[0], depth + 1
    assert depth == 5
    assert _kind(store) is StoreErrorKind.TOO_EXPENSIVE


def test_a_member_that_cannot_be_unpacked_is_told(expected: dict[str, Expected]) -> None:
    root = (expected["hashdir"].path / "root.pem").read_bytes()
    lzma = _pack({"a.pem": root}, zipfile.ZIP_LZMA)
    assert _kind(_read(lzma).children[0]) is StoreErrorKind.UNSUPPORTED
    damaged = bytearray(_pack({"a.pem": root, "b.pem": root}, zipfile.ZIP_STORED))
    damaged[damaged.index(b"MII") + 50] ^= 1
    store = _read(bytes(damaged))
    assert _kind(store.children[0]) is StoreErrorKind.MALFORMED
    assert store.children[1].problem is None


def test_a_directory_that_is_too_large_is_not_read() -> None:
    data = bytearray(_pack({"readme.txt": b"nothing"}))
    at = data.rfind(b"PK\x05\x06")
    data[at + 12 : at + 16] = (zip_members.MAX_DIRECTORY_BYTES + 1).to_bytes(4, "little")
    assert _kind(_read(bytes(data))) is StoreErrorKind.TOO_EXPENSIVE
