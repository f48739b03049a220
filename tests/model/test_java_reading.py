"""What Java's certificate factory gives up at, beside the real one."""

from __future__ import annotations

from typing import Final

from chainaudit.model import der, extension, java_reading
from tests import forge
from tests.profiles import verifiers
from tests.profiles.chains import Chain, subtrees

ROOT: Final = forge.root()
NC, BC, KU = extension.NAME_CONSTRAINTS, extension.BASIC_CONSTRAINTS, extension.KEY_USAGE
SAN, EKU = extension.SUBJECT_ALTERNATIVE_NAME, extension.EXTENDED_KEY_USAGE


def sequence(*parts: bytes) -> bytes:
    return der.encode(der.SEQUENCE, b"".join(parts))


def constraint(tag: int, text: bytes) -> bytes:
    return sequence(subtrees(0xA0, der.encode(tag, text)))


HOST: Final = der.encode(0x82, b"leaf.example")
TRUE: Final = bytes((der.BOOLEAN, 1, 255))
VALUES: Final = (
    (BC, sequence(TRUE[:2] + b"\x01")),
    (BC, sequence(TRUE, der.encode(der.INTEGER, b"\xff"))),
    (BC, sequence(TRUE, der.encode(der.INTEGER, b"\x00"), der.encode(der.INTEGER, b"\x00"))),
    (BC, sequence(der.encode(der.INTEGER, b"\x00"))),
    (BC, b"\x30\x80\x01\x01\xff\x00\x00"),
    (BC, sequence() + b"\x05\x00"),
    (BC, der.encode(der.INTEGER, b"\x00")),
    (KU, sequence()),
    (KU, der.encode(der.BIT_STRING, b"")),
    (EKU, sequence()),
    (EKU, sequence(der.encode(der.INTEGER, b"\x00"))),
    (SAN, sequence(HOST, der.encode(0x86, b"http://leaf.example/"))),
    (SAN, sequence(HOST, der.encode(0x86, b"nonsense"))),
    (SAN, sequence(HOST, der.encode(0x86, b"urn:x:y"))),
    (SAN, sequence(HOST, der.encode(0x86, b"http://a b/"))),
    (SAN, sequence(HOST, der.encode(0x81, b"a@"))),
    (SAN, sequence(HOST, der.encode(0x81, b"leaf.example"))),
    (SAN, sequence(HOST, der.encode(0x87, b"\x7f\x00\x00"))),
    (SAN, sequence(HOST, der.encode(0x87, b"\x7f\x00\x00\x01\xff\xff\xff\xff"))),
    (SAN, sequence(HOST, der.encode(0xA5, b""))),
    (NC, sequence()),
    (NC, sequence(der.encode(0xA0, b""), subtrees(0xA1, der.encode(0x82, b"other.example")))),
    (NC, constraint(0x86, b".example")),
    (NC, constraint(0x86, b"http://leaf.example")),
    (NC, constraint(0x86, b"")),
    (NC, constraint(0x81, b"")),
    (NC, constraint(0x87, b"\x7f\x00\x00\x01")),
    (NC, constraint(0x87, b"\x7f\x00\x00")),
    (extension.INHIBIT_ANY_POLICY, der.encode(der.INTEGER, b"\xff")),
    (extension.INHIBIT_ANY_POLICY, der.encode(der.INTEGER, b"\xfe")),
    (extension.POLICY_CONSTRAINTS, sequence()),
    (extension.CERTIFICATE_POLICIES, sequence(sequence(der.encode(der.OBJECT_IDENTIFIER, b"\x2a\x03")) * 2)),
)


def test_critical_values_as_java_reads_them() -> None:
    made = [forge.issue(ROOT, replace={oid: (True, value)}).certificate for oid, value in VALUES]
    chains = [Chain("", one, (), (one,), "leaf.example") for one in made]
    builder, _ = verifiers.java(chains)
    ours = [java_reading.refusal(one) is None for one in made]
    # Each is its own anchor, of which nothing but the host name is looked at.
    read = [answer == verifiers.ACCEPT or answer.startswith("reject: No ") for answer in builder]
    assert list(zip(VALUES, ours, strict=True)) == list(zip(VALUES, read, strict=True))
    assert 8 < sum(ours) < len(ours) - 8


def test_what_is_not_critical_is_passed_over() -> None:
    for oid, value in VALUES:
        assert java_reading.refusal(forge.issue(ROOT, replace={oid: (False, value)}).certificate) is None


def test_a_serial_number_has_an_octet() -> None:
    assert java_reading.refusal(forge.issue(ROOT, serial=b"").certificate) is not None


def test_twice_counts_where_it_is_read_or_unknown() -> None:
    junk = (SAN, False, b"junk")
    assert not java_reading.repeats(forge.issue(ROOT, replace={SAN: None}, extra=(junk, junk)).certificate)
    unknown = ("1.2.3.4", False, b"junk")
    assert java_reading.repeats(forge.issue(ROOT, extra=(unknown, unknown)).certificate)
    assert not java_reading.repeats(forge.issue(ROOT).certificate)
