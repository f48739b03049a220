"""The quick way to names and extensions says what the DER reader says, or nothing."""

from __future__ import annotations

import random
from typing import Any

import pytest

from chainaudit.errors import EncodingError
from chainaudit.model import certificate as certificates
from chainaudit.model import der, name, usual
from chainaudit.model.certificate import Certificate
from tests import forge

LEAF = forge.issue(forge.root(), names=tuple(f"host-{i}.leaf.example" for i in range(30)))


def slowly(monkeypatch: pytest.MonkeyPatch, encoded: bytes) -> Any:
    with monkeypatch.context() as patch:
        patch.setattr(usual, "extensions", lambda *_: None)
        patch.setattr(usual, "attributes", lambda *_: None)
        return told(encoded)


def told(encoded: bytes) -> Any:
    """Everything that depends on names and extensions, and what is wrong with them."""
    try:
        read = Certificate.read(encoded)
        names = []
        for one in (read.issuer, read.subject):
            try:
                names.append([[(a.oid, a.tag, a.value, a.text) for a in rdn] for rdn in one.rdns])
            except EncodingError as error:
                names.append([str(error)])
        extensions = [(e.oid, e.critical, e.value, e.offset) for e in read.extensions]
        return names, extensions, [str(fault) for fault in read.faults]
    except EncodingError as error:
        return str(error)


def test_an_ordinary_certificate_is_read_the_quick_way(monkeypatch: pytest.MonkeyPatch) -> None:
    assert told(LEAF.certificate.der) == slowly(monkeypatch, LEAF.certificate.der)
    assert usual.attributes(LEAF.certificate.subject.encoded) is not None
    first, last = LEAF.certificate.extensions[0], LEAF.certificate.extensions[-1]
    start = (
        LEAF.certificate.der.rfind(der.encode(der.OBJECT_IDENTIFIER, der.encode_oid(first.oid)), 0, first.offset) - 2
    )
    assert len(usual.extensions(LEAF.certificate.der, start, last.offset + len(last.value)) or ()) == 6


def test_damaged_certificates_are_read_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(5)  # noqa: S311 - a test repeats itself
    different = 0
    for _ in range(1500):
        damaged = bytearray(LEAF.certificate.der)
        for _ in range(chance.choice((1, 1, 2))):
            damaged[chance.randrange(len(damaged))] = chance.choice((0x00, 0x30, 0x31, 0x80, 0x81, 0x82, 0xFF, 0x05))
        quick, slow = told(bytes(damaged)), slowly(monkeypatch, bytes(damaged))
        assert quick == slow
        different += quick != told(LEAF.certificate.der)
    assert different > 800


@pytest.mark.parametrize(
    "encoded",
    [
        b"",
        b"\x30",
        b"\x30\x80",
        b"\x30\x02\x31\x00",
        b"\x31\x00",
        forge.name("a") + b"\0",
        der.encode(der.SEQUENCE, forge.name("a")[2:] * 9 + b"\x31\x00"),
    ],
)
def test_what_is_unusual_is_left_to_the_reader(encoded: bytes) -> None:
    assert usual.attributes(encoded) is None


def test_a_name_of_two_attributes_in_one_rdn_is_left_to_the_reader() -> None:
    pair = forge.name("a")[4:]
    both = der.encode(der.SEQUENCE, der.encode(der.SET, pair + pair))
    assert usual.attributes(both) is None
    assert len(name.Name(both).rdns[0]) == 2


def test_the_certificate_asks_it() -> None:
    assert certificates.usual is usual
