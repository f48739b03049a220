"""Directories with stores in them."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

from chainaudit.app.opening import open_store
from chainaudit.errors import StoreErrorKind
from chainaudit.model.reader import Limits
from chainaudit.readers.directory import directory, files

if TYPE_CHECKING:
    from pathlib import Path

    from tests.readers.conftest import Expected


def test_every_store_below_is_found_and_what_is_none_is_counted(expected: dict[str, Expected], tmp_path: Path) -> None:
    below = tmp_path / "a" / "b"
    below.mkdir(parents=True)
    shutil.copy(expected["bks2_mixed.bks"].path, below / "keys")
    shutil.copy(expected["hashdir"].path / "root.pem", tmp_path / "root.pem")
    shutil.copytree(expected["nssdb"].path, tmp_path / "profile")
    shutil.copytree(expected["hashdir"].path, tmp_path / "trusted")
    (tmp_path / "README").write_text("nothing", encoding="ascii")
    os.mkfifo(tmp_path / "pipe")
    assert directory.sniff_path(str(tmp_path)) == 10
    store = open_store(tmp_path, password="changeit")
    assert store.problem is None
    assert {child.source: child.format for child in store.children} == {
        str(below / "keys"): "BKS",
        str(tmp_path / "root.pem"): "PEM",
        str(tmp_path / "profile"): "NSS",
        str(tmp_path / "trusted"): "CAPATH",
    }
    assert store.notes == ("2 files are no stores.",)


def test_links_to_directories_are_not_followed(tmp_path: Path, expected: dict[str, Expected]) -> None:
    shutil.copy(expected["hashdir"].path / "root.pem", tmp_path / "root.pem")
    (tmp_path / "loop").symlink_to(tmp_path)
    store = open_store(tmp_path)
    assert len(store.children) == 1
    assert "was not entered" in store.notes[0]


def test_nothing_and_nothing_known_are_told_apart(tmp_path: Path) -> None:
    empty = open_store(tmp_path)
    assert empty.problem is not None
    assert empty.problem.kind is StoreErrorKind.EMPTY
    (tmp_path / "README").write_text("nothing", encoding="ascii")
    other = open_store(tmp_path)
    assert other.problem is not None
    assert other.problem.kind is StoreErrorKind.NOT_A_STORE


def test_the_number_of_files_and_their_size_are_bounded(tmp_path: Path) -> None:
    for number in range(3):
        (tmp_path / str(number)).write_text("x", encoding="ascii")
    many = open_store(tmp_path, limits=Limits(entries=2))
    assert many.problem is not None
    assert many.problem.kind is StoreErrorKind.TOO_EXPENSIVE
    with (tmp_path / "0").open("wb") as stream:
        stream.truncate(files.MAX_FILE_BYTES + 1)
    large = open_store(tmp_path).children[0]
    assert large.problem is not None
    assert large.problem.kind is StoreErrorKind.TOO_EXPENSIVE
