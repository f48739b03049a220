"""A new file: all of it or nothing, mode 0600, and never over what is there."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from chainaudit.app.new_file import write_new_file
from chainaudit.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def open_mask() -> Iterator[None]:
    """A umask that takes nothing away, as some containers have."""
    before = os.umask(0)
    yield
    os.umask(before)


@pytest.mark.usefixtures("open_mask")
def test_it_is_there_for_its_owner_alone(tmp_path: Path) -> None:
    target = tmp_path / "new.p12"
    write_new_file(str(target), b"\0content")
    assert target.read_bytes() == b"\0content"
    assert target.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [target]


def test_what_is_there_stays_as_it_is(tmp_path: Path) -> None:
    target = tmp_path / "new.p12"
    target.write_bytes(b"old")
    with pytest.raises(UsageError, match="there already"):
        write_new_file(str(target), b"new")
    assert (target.read_bytes(), list(tmp_path.iterdir())) == (b"old", [target])


def test_a_link_that_leads_nowhere_is_not_followed(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    (tmp_path / "new.p12").symlink_to(elsewhere)
    with pytest.raises(UsageError, match="there already"):
        write_new_file(str(tmp_path / "new.p12"), b"new")
    assert not elsewhere.exists()


@pytest.mark.parametrize("target", ["missing/new.p12", "a\0b"])
def test_what_cannot_be_written_leaves_nothing(tmp_path: Path, target: str) -> None:
    with pytest.raises(UsageError) as refused:
        write_new_file(f"{tmp_path}/{target}", b"new")
    assert "\n" not in str(refused.value)
    assert not list(tmp_path.iterdir())


def test_standard_output_is_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError, match="'-' is no file"):
        write_new_file("-", b"new")
    assert not list(tmp_path.iterdir())


def test_a_full_disk_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(UsageError, match=os.strerror(errno.ENOSPC)):
        write_new_file(str(tmp_path / "new.p12"), b"new")
    assert not list(tmp_path.iterdir())


@pytest.fixture
def without_links(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file system that has no hard links."""

    def refused(_self: Path, _target: Path) -> None:
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(Path, "hardlink_to", refused)


@pytest.mark.usefixtures("without_links", "open_mask")
def test_without_hard_links_it_is_the_same(tmp_path: Path) -> None:
    target = tmp_path / "new.p12"
    write_new_file(str(target), b"new")
    assert (target.read_bytes(), target.stat().st_mode & 0o777) == (b"new", 0o600)
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.usefixtures("without_links")
def test_somebody_quicker_is_not_overwritten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "new.p12"
    target.write_bytes(b"theirs")
    monkeypatch.setattr(os.path, "lexists", lambda _path: False)  # it came after we looked
    with pytest.raises(UsageError, match="there already"):
        write_new_file(str(target), b"new")
    assert (target.read_bytes(), list(tmp_path.iterdir())) == (b"theirs", [target])
