"""Names: read leniently, compared as RFC 5280 section 7.1 asks, written as openssl writes them."""

from __future__ import annotations

import pytest
from cryptography import x509
from cryptography.x509.name import _ASN1Type
from cryptography.x509.oid import NameOID
from hypothesis import given
from hypothesis import strategies as st

from chainaudit.model import der
from chainaudit.model.name import MAX_SHOWN_CHARACTERS, Name, prepare


def _name(*pairs: tuple[x509.ObjectIdentifier, str], kind: _ASN1Type = _ASN1Type.UTF8String) -> Name:
    return Name(x509.Name([x509.NameAttribute(oid, text, _type=kind) for oid, text in pairs]).public_bytes())


def test_it_is_written_most_specific_first() -> None:
    name = _name((NameOID.ORGANIZATION_NAME, "Example, Inc."), (NameOID.COMMON_NAME, "a+b"))
    assert str(name) == "CN=a\\+b, O=Example\\, Inc."
    assert str(name) == str(name).replace("\n", "")


def test_case_white_space_and_string_type_do_not_count() -> None:
    one = _name((NameOID.COMMON_NAME, "Test  CA "), kind=_ASN1Type.PrintableString)
    assert one == _name((NameOID.COMMON_NAME, "test ca"))
    assert hash(one) == hash(_name((NameOID.COMMON_NAME, "TEST CA")))


def test_order_and_attribute_type_count() -> None:
    pairs = ((NameOID.COMMON_NAME, "a"), (NameOID.ORGANIZATION_NAME, "b"))
    assert _name(*pairs) != _name(*reversed(pairs))
    assert _name((NameOID.COMMON_NAME, "a")) != _name((NameOID.ORGANIZATION_NAME, "a"))


def test_equality_is_only_with_names() -> None:
    assert _name((NameOID.COMMON_NAME, "a")) != "CN=a"


def test_composed_and_decomposed_letters_are_one() -> None:
    assert _name((NameOID.COMMON_NAME, "Zürich")) == _name((NameOID.COMMON_NAME, "Zu\u0308RICH"))


def test_a_teletex_string_is_read_as_latin_1() -> None:
    value = der.encode(der.TELETEX_STRING, "Müller".encode("latin-1"))
    pair = der.encode(der.SEQUENCE, der.encode(der.OBJECT_IDENTIFIER, der.encode_oid("2.5.4.3")) + value)
    assert str(Name(der.encode(der.SEQUENCE, der.encode(der.SET, pair)))) == "CN=Müller"


def test_an_unreadable_name_is_shown_as_bytes_and_equals_only_itself() -> None:
    broken = Name(b"\x30\x02\x31\x05")
    assert str(broken).startswith("(unreadable name 3002")
    assert broken == Name(b"\x30\x02\x31\x05")
    assert broken.common_name is None


def test_a_very_long_name_is_cut_for_people() -> None:
    many = [(NameOID.ORGANIZATIONAL_UNIT_NAME, "x" * 60)] * 50
    assert len(str(_name(*many))) == MAX_SHOWN_CHARACTERS + 1


def test_control_characters_are_escaped() -> None:
    assert str(_name((NameOID.COMMON_NAME, "a\x1b[31m"))) == "CN=a\\1B[31m"


def test_the_empty_name_says_so() -> None:
    assert Name(b"\x30\x00").is_empty
    assert str(Name(b"\x30\x00")) == "(empty name)"


def test_the_last_common_name_is_the_most_specific() -> None:
    assert _name((NameOID.COMMON_NAME, "first"), (NameOID.COMMON_NAME, "last")).common_name == "last"


@pytest.mark.parametrize(
    ("text", "prepared"),
    [
        ("  A  b\tC ", "a b c"),
        ("ß", "ss"),
        ("ﬁ", "fi"),
        ("a\u00adb", "ab"),
        ("a\0b\x1fc", "abc"),
        ("a\r\n\u2003 b", "a b"),
        ("A\u030aB\ufeff", "åb"),
        ("\u200b", ""),
    ],
)
def test_preparation(text: str, prepared: str) -> None:
    assert prepare(text) == prepared


@given(st.text(max_size=30))
def test_preparing_twice_changes_nothing(text: str) -> None:
    assert prepare(prepare(text)) == prepare(text)
