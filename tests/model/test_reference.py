"""What a person types as a host, and what is compared (RFC 9525, 6.2; UTS #46; RFC 1035, 2.3.4)."""

from __future__ import annotations

import ipaddress

import pytest

from chainaudit.errors import UsageError
from chainaudit.model.question import ReferenceKind
from chainaudit.model.reference import dns_name, reference_identifier
from tests.effort import calls


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("api.example.com", "api.example.com"),
        ("API.Example.COM", "api.example.com"),
        ("example.com.", "example.com"),
        ("  example.com\n", "example.com"),
        ("localhost", "localhost"),
        ("node_1.example.com", "node_1.example.com"),
        ("3com.example", "3com.example"),
        ("xn--bcher-kva.example", "xn--bcher-kva.example"),
        ("1.2.3.4.example", "1.2.3.4.example"),
    ],
)
def test_host_names(text: str, value: str) -> None:
    reference = reference_identifier(text)
    assert reference.kind is ReferenceKind.DNS
    assert reference.value == value
    assert reference.text == text.strip()


@pytest.mark.parametrize(
    ("text", "a_labels"),
    [
        ("bücher.example", "xn--bcher-kva.example"),
        ("BÜCHER.example", "xn--bcher-kva.example"),
        ("öbb.at", "xn--bb-eka.at"),  # UTS #46, 4.5 has this and the next four
        ("faß.de", "xn--fa-hia.de"),
        ("βόλος.com", "xn--nxasmm1c.com"),
        ("ශ්\u200dරී.com", "xn--10cl1a0b660p.com"),
        ("نامه\u200cای.com", "xn--mgba3gch31f060k.com"),
        ("ΒΌΛΟΣ.com", "xn--nxasmq6b.com"),  # a capital sigma is never the final one
        ("例え。テスト", "xn--r8jz45g.xn--zckzah"),  # an ideographic full stop parts labels (RFC 3490, 3.1)
        ("ｅｘａｍｐｌｅ.com", "example.com"),  # full-width letters
        ("bu\u0308cher.example", "xn--bcher-kva.example"),  # a letter and its mark
        ("soft\u00adhyphen.example", "softhyphen.example"),
    ],
)
def test_internationalised_names(text: str, a_labels: str) -> None:
    assert reference_identifier(text).value == a_labels


@pytest.mark.parametrize(
    ("letter", "a_label"),
    [
        ("\u03f2", "xn--ab-vbc"),  # a lunate sigma is a sigma
        ("\u03c2", "xn--ab-sbc"),  # and a final one is itself
        ("\U0001d6d3", "xn--ab-vbc"),  # but not where it is a mathematical letter
        ("\u1f88", "xn--ab-09b540z"),  # an iota below becomes one beside
        ("\u1e9e", "xn--ab-gia"),
        ("\u00df", "xn--ab-gia"),
        ("\ufe0f", "ab"),  # what only asks for another picture
        ("\u034f", "ab"),
        ("\u115f", "ab"),
        ("\u2121", "atelb"),  # TEL in one sign
    ],
)
def test_letters_between_two_others_as_the_package_idna_encodes_them(letter: str, a_label: str) -> None:
    """Expected values are those of idna 3.20 with uts46=True and transitional=False."""
    assert dns_name(f"a{letter}b.example") == f"{a_label}.example"


@pytest.mark.parametrize(
    "text", ["192.0.2.1", "255.255.255.255", "::1", "2001:db8::1", "[2001:db8::1]", "::ffff:192.0.2.1"]
)
def test_addresses(text: str) -> None:
    reference = reference_identifier(text)
    assert reference.kind is ReferenceKind.IP
    assert reference.value == ipaddress.ip_address(text.strip("[]")).packed
    assert reference.text == text.strip("[]")


def test_mailboxes() -> None:
    reference = reference_identifier("User@Example.com")
    assert reference.kind is ReferenceKind.EMAIL
    assert reference.value == "User@Example.com"


def test_the_kind_may_be_known() -> None:
    assert reference_identifier("**@example.com", ReferenceKind.EMAIL).kind is ReferenceKind.EMAIL
    assert reference_identifier("192.0.2.1", ReferenceKind.IP).kind is ReferenceKind.IP
    assert reference_identifier("a.example", ReferenceKind.DNS).kind is ReferenceKind.DNS
    with pytest.raises(UsageError, match="is no IP address; give one such as"):
        reference_identifier("a.example", ReferenceKind.IP)
    with pytest.raises(UsageError, match="ends in a number"):
        reference_identifier("192.0.2.1", ReferenceKind.DNS)
    with pytest.raises(UsageError, match="is no e-mail address"):
        reference_identifier("a.example", ReferenceKind.EMAIL)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "the host name is empty"),
        ("   ", "the host name is empty"),
        (".", "has an empty part between its dots"),
        ("a..example", "has an empty part between its dots"),
        (".example.com", "has an empty part between its dots"),
        ("a b.example", "holds a space"),
        ("a\tb", "holds a space"),
        ("example.com:443", "holds a port; give the host alone: example.com"),
        ("192.0.2.1:443", "holds a port; give the host alone: 192.0.2.1"),
        ("[2001:db8::1]:443", "holds a port; give the host alone: 2001:db8::1"),
        ("https://example.com", "give the host alone: example.com"),
        ("https://user@example.com:8443/path", "give the host alone: example.com"),
        ("ftps://[::1]:990/", "give the host alone: ::1"),
        ("example.com/path", "give the host alone: example.com"),
        ("https://", "give the host alone: api.example.com"),
        ("*.example.com", "is a pattern"),
        ("1.2.3", "ends in a number, but is no IP address"),
        ("300.1.2.3", "ends in a number, but is no IP address"),
        ("example.123", "ends in a number, but is no IP address"),
        ("-a.example", "begins or ends with a hyphen"),
        ("a-.example", "begins or ends with a hyphen"),
        ("a,b.example", "holds ','"),
        ("exa\u2028mple", "holds a space"),
        ("a\u0000b.example", r"holds '\\x00'"),
        ("℀.example", "holds '/'"),
        ("\u0308a.example", "begins with a mark"),
        ("a\u2260b.example", "which no host name does"),
        ("@example.com", "is no e-mail address"),
        ("user@", "is no e-mail address"),
        ("us er@example.com", "is no e-mail address"),
    ],
)
def test_what_is_no_name_and_what_to_type_instead(text: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        reference_identifier(text)


def test_the_length_of_a_label_to_the_octet() -> None:
    assert dns_name("a" * 63 + ".example") == "a" * 63 + ".example"
    with pytest.raises(UsageError, match="takes 64 octets, and no part takes more than 63"):
        dns_name("a" * 64 + ".example")
    with pytest.raises(UsageError, match=r"takes 6[4-9] octets"):
        dns_name("ü" + "a" * 57 + ".example")


def test_a_megabyte_is_refused_at_once() -> None:
    """Mapping and Punycode take time by more than the length; so the length is looked at first."""

    def refused() -> None:
        with pytest.raises(UsageError, match="500008 characters long, and no name is longer than 253"):
            dns_name("ü" * 500_000 + ".example")
        with pytest.raises(UsageError, match="is 900 letters long, and no part is over 63"):
            dns_name("ü" * 900)
        with pytest.raises(UsageError, match="is 64 letters long"):
            dns_name("ü" * 64)

    assert calls(refused) < 100_000  # an import of tables included


def test_the_length_of_a_name_to_the_character() -> None:
    longest = ".".join(["a" * 63, "b" * 63, "c" * 63, "d" * 61])
    assert len(longest) == 253
    assert dns_name(longest) == longest
    assert dns_name(longest + ".") == longest
    with pytest.raises(UsageError, match="254 characters long, and no name is longer than 253"):
        dns_name(longest + "d")


def test_a_page_of_text_is_not_repeated_in_the_sentence() -> None:
    with pytest.raises(UsageError) as caught:
        reference_identifier("x" * 10_000)
    assert len(str(caught.value)) < 250
