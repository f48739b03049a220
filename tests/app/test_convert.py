"""Copies are new files, of the owner alone, whole or not there at all."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from chainaudit.app import convert, new_file
from chainaudit.app.convert import whole, write_store, writer_for
from chainaudit.app.new_file import write_new_file
from chainaudit.app.opening import open_store
from chainaudit.errors import ChainauditError, StoreError, UsageError
from chainaudit.model.writer import Writer
from tests.readers.stores import ROWS

if TYPE_CHECKING:
    from pathlib import Path

STORE = ROWS["p12_openssl3_default.p12"]


def test_the_file_is_the_owner_s_alone(tmp_path: Path) -> None:
    target = tmp_path / "copy.jks"
    old = os.umask(0)
    try:
        write_store(STORE.open(), str(target), password="geheim")
    finally:
        os.umask(old)
    assert target.stat().st_mode & 0o777 == 0o600
    assert [file.name for file in tmp_path.iterdir()] == ["copy.jks"]


def test_no_file_is_ever_overwritten_not_even_through_a_link(tmp_path: Path) -> None:
    there = tmp_path / "there.jks"
    there.write_bytes(b"mine")
    dangling = tmp_path / "dangling.jks"
    dangling.symlink_to(tmp_path / "nowhere")
    for target in (there, dangling):
        with pytest.raises(UsageError, match="is there already"):
            write_store(STORE.open(), str(target), password="geheim")
    assert there.read_bytes() == b"mine"
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize("step", ["fsync", "hardlink"])
def test_a_failure_leaves_nothing_behind(step: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    if step == "fsync":
        monkeypatch.setattr(new_file.os, "fsync", fail)
    else:
        monkeypatch.setattr(new_file, "_give_name", fail)
    with pytest.raises(UsageError, match="No space left"):
        write_new_file(str(tmp_path / "x"), b"content")
    assert list(tmp_path.iterdir()) == []


def test_without_hard_links_the_name_is_taken_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(new_file.Path, "hardlink_to", refuse)
    write_new_file(str(tmp_path / "x"), b"content")
    assert (tmp_path / "x").read_bytes() == b"content"
    with pytest.raises(UsageError):
        write_new_file(str(tmp_path / "x"), b"other")
    assert [file.name for file in tmp_path.iterdir()] == ["x"]


def test_a_copy_that_does_not_read_back_is_not_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = Writer(name="broken", title="Broken", format="PEM", write=lambda *_: b"junk")
    monkeypatch.setattr(convert, "writer_for", lambda *_: broken)
    with pytest.raises(ChainauditError, match="nothing was written"):
        write_store(STORE.open(), str(tmp_path / "x.pem"))
    assert list(tmp_path.iterdir()) == []


def test_the_format_is_what_is_asked_for_else_what_the_name_says_else_the_old_one() -> None:
    store = STORE.open()
    assert writer_for(store, "x.jks", "pem").name == "pem"
    assert writer_for(store, "x.JKS").name == "jks"
    assert writer_for(store, "x").name == "pkcs12"
    assert writer_for(ROWS["p7_chain.p7b"].open(), "x").name == "pem"
    with pytest.raises(UsageError, match="jks, pem, pkcs12"):
        writer_for(store, "x", "bks")


def test_chains_that_come_out_otherwise_are_said_so(tmp_path: Path) -> None:
    written = write_store(ROWS["jks_chain_extra_dup.jks"].open(), str(tmp_path / "x.p12"), password="geheim")
    assert any("'extra'" in note for note in written.notes)
    assert write_store(STORE.open(), str(tmp_path / "y.p12"), password="geheim").notes == ()


def test_only_what_was_read_wholly_is_copied() -> None:
    assert whole(STORE.open())
    with pytest.raises(StoreError):
        whole(ROWS["pem_no_end.pem"].open())
    with pytest.raises(StoreError, match="would be lost"):
        whole(open_store(ROWS["jks_keytool_keypass.jks"].path))
    inner = STORE.open()
    with pytest.raises(UsageError, match="other stores"):
        whole(inner.but(children=(inner,)))


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be written"):
        write_new_file(str(tmp_path / "no" / "x"), b"")
    with pytest.raises(UsageError):
        write_new_file("a\0b", b"")


@pytest.mark.parametrize(("name", "writer"), [("a.crt", "pem"), ("a.cer", "pem"), ("a.p12", "pkcs12"), ("a", "pkcs12")])
def test_a_name_is_taken_at_its_word(name: str, writer: str) -> None:
    assert writer_for(STORE.open(), name).name == writer


@pytest.mark.parametrize("name", ["a.bks", "a.bcfks", "a.jceks"])
def test_a_name_that_would_lie_is_refused(name: str) -> None:
    with pytest.raises(UsageError, match="claims a format that is not written"):
        writer_for(STORE.open(), name)
    assert writer_for(STORE.open(), name, "jks").name == "jks"
