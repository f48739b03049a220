"""Hashed directories, made by openssl rehash."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from chainaudit.app.opening import open_store
from chainaudit.model.store import EntryKind
from chainaudit.readers.directory import hashed_directory

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Outcome
    from tests.readers.conftest import Expected


def test_entries_are_the_trusted_certificates_once_each(expected: dict[str, Expected]) -> None:
    row = expected["hashdir"]
    assert hashed_directory.sniff_path(str(row.path)) == 90
    store = open_store(row.path)
    row.assert_agrees(store)
    assert store.format == "CAPATH"
    assert store.notes == ()


def test_links_of_rehash_are_followed_and_a_file_without_one_is_told(
    expected: dict[str, Expected], tmp_path: Path, tool: Callable[..., object]
) -> None:
    source = expected["hashdir"].path
    for name in ("root.pem", "inter.pem"):
        shutil.copy(source / name, tmp_path / name)
    tool("openssl", "rehash", tmp_path)
    shutil.copy(source / "ecroot.pem", tmp_path / "late.pem")
    store = open_store(tmp_path)
    assert len(store.entries) == 2
    assert {entry.kind for entry in store.entries} == {EntryKind.TRUSTED_CERTIFICATE}
    assert store.notes == ("OpenSSL does not find late.pem: no hashed name leads to it; run openssl rehash.",)


def test_what_openssl_does_not_come_to_is_not_trusted(
    expected: dict[str, Expected], tmp_path: Path, tool: Callable[..., Outcome]
) -> None:
    root = expected["hashdir"].path / "root.pem"
    for name, found in (("7791e0c1.0", False), ("3ab614cc.1", False), ("3ab614cc.0", True)):
        folder = tmp_path / name
        folder.mkdir()
        shutil.copy(root, folder / name)
        assert (len(open_store(folder).entries) == 1) is found
        verified = tool("openssl", "verify", "-CApath", folder, "-no-CAfile", "-no-CAstore", root, check=False)
        assert (verified.exit_code == 0) is found
    wrong = open_store(tmp_path / "7791e0c1.0").notes[0]
    assert wrong == "OpenSSL does not find 7791e0c1.0: the hash of its subject is 3ab614cc; run openssl rehash."
    assert "first number that is missing" in open_store(tmp_path / "3ab614cc.1").notes[0]


def test_trust_settings_of_openssl_are_kept(
    expected: dict[str, Expected], tmp_path: Path, tool: Callable[..., object]
) -> None:
    target = tmp_path / "ca.pem"
    root = expected["hashdir"].path / "root.pem"
    tool("openssl", "x509", "-in", root, "-addreject", "clientAuth", "-trustout", "-out", target)
    tool("openssl", "rehash", tmp_path)
    assert open_store(tmp_path).entries[0].rejected_for == ("1.3.6.1.5.5.7.3.2",)


def test_a_broken_file_does_not_hide_the_others(expected: dict[str, Expected], tmp_path: Path) -> None:
    shutil.copytree(expected["hashdir"].path, tmp_path / "ca")
    (tmp_path / "ca" / "00000000.0").write_bytes(b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")
    store = open_store(tmp_path / "ca")
    assert len(store.entries) == 3
    assert store.problem is not None
