"""Files that are no stores, made by the programs that make them, are called what they are."""

from __future__ import annotations

import bz2
import gzip
import lzma
import sqlite3
import sys
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from chainaudit.app.foreign_content import describe
from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable

HEAD = 1 << 20


def described(path: Path) -> str:
    with path.open("rb") as stream:
        return describe(stream.read(HEAD), path.name)


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda p: p.write_bytes(gzip.compress(b"x")), "a gzip file"),
        (lambda p: p.write_bytes(bz2.compress(b"x")), "a bzip2 file"),
        (lambda p: p.write_bytes(lzma.compress(b"x")), "an xz file"),
        (lambda p: zipfile.ZipFile(p, "w").writestr("a", "b"), "a ZIP archive"),
        (lambda p: sqlite3.connect(p).execute("create table t (c)"), "an SQLite database"),
    ],
)
def test_what_python_writes(make: Callable[[Path], object], words: str, tmp_path: Path) -> None:
    path = tmp_path / "store.jks"
    make(path)
    assert described(path) == f"store.jks is {words}, not a store that is known here."


def test_what_other_programs_write(tmp_path: Path, tool: Callable[..., Any]) -> None:
    assert "is a program," in described(Path(sys.executable).resolve())
    capture = ROOT / "testdata" / "evidence" / "unknown_ca" / "capture.pcap"
    assert "is a packet capture," in described(capture)
    source = tmp_path / "Empty.java"
    source.write_text("class Empty {}")
    tool("javac", "-d", tmp_path, source)
    assert "is a Java class," in described(tmp_path / "Empty.class")


@pytest.mark.parametrize("before", [b"", b"\xef\xbb\xbf", b"\r\n  "])
@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"<!DOCTYPE html>\n<title>Sign in</title>", "an HTML page"),
        (b"<HTML><body>404", "an HTML page"),
        (b'<?xml version="1.0"?><a/>', "an XML document"),
        (b'{"error": "not found"}', "a JSON document"),
        (b"ssh-ed25519 AAAAC3 me@here", "an OpenSSH public key"),
        (b"PuTTY-User-Key-File-3: ssh-ed25519", "a PuTTY private key"),
    ],
)
def test_text_is_known_behind_marks_and_blanks(before: bytes, content: bytes, words: str) -> None:
    assert describe(before + content, "x.pem").startswith(f"x.pem is {words}")


def test_nothing_but_zeros() -> None:
    assert "nothing but zeros" in describe(bytes(4096), "x.p12")
    assert "nothing but zeros" not in describe(bytes(4095) + b"\1", "x.p12")


@pytest.mark.parametrize("content", [b"\x30", b"hello", b"\x00\x01\x02", "прив".encode("utf-16")])
def test_all_else_is_told_where_formats_are_listed(content: bytes) -> None:
    assert describe(content, "x").endswith("'chainaudit list formats' names what is.")


def test_it_is_always_one_sentence() -> None:
    for first in range(256):
        said = describe(bytes([first]) * 16, "x")
        assert said.startswith("x ")
        assert said.endswith(".")
        assert "\n" not in said
