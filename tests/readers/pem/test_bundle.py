"""Plain bundles are read in one pass, to what the careful reading gives; whatever is odd is left to that."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import TYPE_CHECKING

import certifi
import pytest

from chainaudit.model.reader import ReadRequest
from chainaudit.readers.pem import bundle, pem

if TYPE_CHECKING:
    from chainaudit.model.store import Store

MOST = 1_000


def block(content: bytes, label: str = "CERTIFICATE") -> bytes:
    return f"-----BEGIN {label}-----\n".encode() + base64.encodebytes(content) + f"-----END {label}-----\n".encode()


def read(data: bytes) -> Store:
    return pem.read(data, ReadRequest("x.pem"))


def test_it_is_what_the_careful_reading_gives(monkeypatch: pytest.MonkeyPatch, testdata: Path) -> None:
    data = Path(certifi.where()).read_bytes() + (testdata / "demo" / "partners.pem").read_bytes()
    quick = read(data)
    monkeypatch.setattr(bundle, "certificates", lambda *_: None)
    careful = read(data)
    assert quick.file_order == careful.file_order
    assert len(quick.certificates) > 100
    for ours, theirs in zip(quick.entries, careful.entries, strict=True):
        assert (ours.kind, ours.position, ours.alias) == (theirs.kind, theirs.position, theirs.alias)
        assert ours.certificates == theirs.certificates
    assert (quick.problem, quick.notes, quick.children) == (careful.problem, careful.notes, careful.children)


@pytest.fixture(scope="module")
def der(testdata: Path) -> bytes:
    """One certificate."""
    (found, *_) = read((testdata / "demo" / "partners.pem").read_bytes()).certificates
    return found.der


def test_text_and_line_ends_do_not_matter(der: bytes) -> None:
    plain = b"# Issuer: \xc3\x9c\n" + block(der).replace(b"\n", b"\r\n") + b"and more\n" + block(der)
    assert [c.der for c in bundle.certificates(plain, MOST) or ()] == [der, der]


@pytest.mark.parametrize("how", ["key", "count", "marker", "cut", "odd base64", "trailing", "no certificate", "utf-16"])
def test_what_is_odd_is_left_to_the_careful_reading(der: bytes, how: str) -> None:
    good = block(der)
    odd = {
        "key": good + block(b"\x30\x00", "PRIVATE KEY"),
        "count": good * (MOST + 1),
        "marker": good + b"----- BEGIN something",
        "cut": good + good[:-40],
        "odd base64": good.replace(b"A", b"*", 1).replace(b"M", b"*"),
        "trailing": block(der + b"\x30\x00"),
        "no certificate": good + block(b"\x30\x03\x02\x01\x05"),
        "utf-16": good.decode().encode("utf-16-le"),
    }
    assert bundle.certificates(odd[how], MOST) is None
