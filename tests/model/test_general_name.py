"""General names: each kind as cryptography writes it, how it is shown, and what is refused."""

from __future__ import annotations

from ipaddress import ip_address

import pytest
from cryptography import x509

from chainaudit.errors import EncodingError
from chainaudit.model import der, general_name
from chainaudit.model.general_name import GeneralName, NameKind

DIRECTORY = x509.DirectoryName(x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "A, B")]))


def written(name: x509.GeneralName) -> GeneralName:
    (node,) = der.read(x509.SubjectAlternativeName([name]).public_bytes()).children()
    return general_name.read(node)


@pytest.mark.parametrize(
    ("name", "kind", "shown"),
    [
        (x509.DNSName("*.a.example"), NameKind.DNS, "DNS:*.a.example"),
        (x509.RFC822Name("a@b.example"), NameKind.EMAIL, "email:a@b.example"),
        (x509.UniformResourceIdentifier("https://a/b?c"), NameKind.URI, "URI:https://a/b?c"),
        (x509.IPAddress(ip_address("192.0.2.1")), NameKind.IP, "IP:192.0.2.1"),
        (x509.IPAddress(ip_address("2001:db8::1")), NameKind.IP, "IP:2001:db8::1"),
        (DIRECTORY, NameKind.DIRECTORY, "dirName:CN=A\\, B"),
        (x509.RegisteredID(x509.ObjectIdentifier("1.2.3")), NameKind.REGISTERED_ID, "registeredID:2a03"),
        (x509.OtherName(x509.ObjectIdentifier("1.2.3"), b"\x0c\x01a"), NameKind.OTHER, "otherName:06022a03a0030c0161"),
    ],
)
def test_each_kind_is_read_and_shown(name: x509.GeneralName, kind: NameKind, shown: str) -> None:
    read = written(name)
    assert (read.kind, str(read)) == (kind, shown)


def test_control_characters_are_shown_as_numbers_and_long_names_are_cut() -> None:
    read = general_name.read(der.read(der.encode(0x82, b"a\n\x1b[31m.example")))
    assert read.shown == "a\\x0a\\x1b[31m.example"
    assert len(general_name.read(der.read(der.encode(0x82, b"a" * 1000))).shown) == 260


@pytest.mark.parametrize(
    ("size", "constraint", "is_read"),
    [(3, False, False), (4, False, True), (8, False, False), (16, False, True), (4, True, False), (8, True, True),
     (16, True, False), (32, True, True), (0, False, False)],
)  # fmt: skip
def test_an_address_has_its_size_and_in_constraints_a_mask(size: int, constraint: bool, is_read: bool) -> None:
    node = der.read(der.encode(0x87, bytes(size)))
    if is_read:
        assert general_name.read(node, constraint=constraint).kind is NameKind.IP
    else:
        with pytest.raises(EncodingError, match=f"an IP address has {size} bytes"):
            general_name.read(node, constraint=constraint)


def test_a_network_is_shown_with_its_mask() -> None:
    node = der.read(der.encode(0x87, bytes((192, 0, 2, 0, 255, 255, 255, 0))))
    assert general_name.read(node, constraint=True).shown == "192.0.2.0/255.255.255.0"


@pytest.mark.parametrize(
    ("encoded", "why"),
    [
        (der.encode(0x8F, b"x"), "unknown tag 0x8f"),
        (der.encode(0x82, "ä.example".encode()), "bytes outside ASCII"),
        (der.encode(0xA4, b"\x31\x00"), "directory name"),
    ],
)
def test_what_is_none_of_them_is_refused(encoded: bytes, why: str) -> None:
    with pytest.raises(EncodingError, match=why):
        general_name.read(der.read(encoded))


def test_a_list_may_not_be_empty() -> None:
    one = der.encode(der.SEQUENCE, der.encode(0x82, b"a"))
    assert [str(name) for name in general_name.read_list(one, "names")] == ["DNS:a"]
    with pytest.raises(EncodingError, match="names is empty"):
        general_name.read_list(der.encode(der.SEQUENCE, b""), "names")


def test_names_are_equal_by_kind_and_octets() -> None:
    one, same, other = (
        general_name.read(der.read(der.encode(tag, text))) for tag, text in ((0x82, b"a"), (0x82, b"a"), (0x86, b"a"))
    )
    assert one == same
    assert hash(one) == hash(same)
    assert one != other
    assert one != "a"
