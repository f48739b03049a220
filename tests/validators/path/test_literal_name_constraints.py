"""Names and constraints compared octet by octet, and the order in which OpenSSL comes to them."""

from __future__ import annotations

import pytest

from chainaudit.model.certificate import Certificate
from chainaudit.model.rules import Rules
from chainaudit.validators.path.literal_name_constraints import CHECK
from tests.differential import making
from tests.differential.making import Key
from tests.validators.making import findings, key, of_path

CA_KEY, LEAF_KEY = (Key(key("P-256", label)) for label in ("constraining CA", "constrained"))
CA_NAME = making.name(("CN", "CA"))
RULES = Rules(literal_name_constraints=True)
DNS, EMAIL, URI, IP, DIRECTORY, REGISTERED = 0x82, 0x81, 0x86, 0x87, 0xA4, 0x88
Trees = tuple[tuple[int, bytes], ...]


def read(**parts: object) -> Certificate:
    return Certificate.read(making.certificate(**parts))  # type: ignore[arg-type]


def ca(permitted: Trees = (), excluded: Trees = (), limit: bytes = b"") -> Certificate:
    parts = b""
    for tag, trees in ((0xA0, permitted), (0xA1, excluded)):
        if trees:
            inner = b"".join(making.seq(making.general_name(kind, base), limit) for kind, base in trees)
            parts += making.der.encode(tag, inner)
    constraints = making.extension("2.5.29.30", making.seq(parts), critical=True)
    return read(subject=CA_NAME, issuer=CA_NAME, key=CA_KEY, signer=CA_KEY, extensions=[constraints])


def leaf(*names: tuple[int, bytes], subject: bytes | None = None) -> Certificate:
    san = making.extension("2.5.29.17", making.seq(*(making.general_name(kind, value) for kind, value in names)))
    own = subject if subject is not None else making.name(("CN", "Some Body"))
    return read(subject=own, issuer=CA_NAME, key=LEAF_KEY, signer=CA_KEY, extensions=[san] if names else [])


def said(one: Certificate, above: Certificate) -> list[str]:
    return [f.variant for f in findings(CHECK, of_path(one, above, anchored=True, rules=RULES))]


@pytest.mark.parametrize(
    ("name", "base", "inside"),
    [
        ((DNS, b"a.example"), (DNS, b"a.example"), True),
        ((DNS, b"www.A.example"), (DNS, b"a.EXAMPLE"), True),
        ((DNS, b"wwwa.example"), (DNS, b"a.example"), False),
        ((DNS, b"www.a.example"), (DNS, b".a.example"), True),
        ((DNS, b"a.example"), (DNS, b".a.example"), False),
        ((DNS, b"b.example"), (DNS, b""), True),
        ((EMAIL, b"x@a.example"), (EMAIL, b"a.example"), True),
        ((EMAIL, b"x@sub.a.example"), (EMAIL, b"a.example"), False),
        ((EMAIL, b"x@sub.a.example"), (EMAIL, b".a.example"), True),
        ((EMAIL, b"x@a.example"), (EMAIL, b"x@A.example"), True),
        ((EMAIL, b"X@a.example"), (EMAIL, b"x@a.example"), False),
        ((URI, b"https://a.example/x"), (URI, b"a.example"), True),
        ((URI, b"https://a.example:8443/x"), (URI, b"a.example"), True),
        ((URI, b"https://sub.a.example/"), (URI, b".a.example"), True),
        ((URI, b"https://a.example/"), (URI, b".a.example"), False),
        ((IP, bytes((10, 1, 2, 3))), (IP, bytes((10, 1, 0, 0, 255, 255, 0, 0))), True),
        ((IP, bytes((10, 2, 2, 3))), (IP, bytes((10, 1, 0, 0, 255, 255, 0, 0))), False),
        ((IP, bytes(16)), (IP, bytes((10, 1, 0, 0, 255, 255, 0, 0))), False),
        ((DIRECTORY, making.name(("O", "X"), ("CN", "y"))), (DIRECTORY, making.name(("O", "x"))), True),
        ((DIRECTORY, making.name(("O", "Y"))), (DIRECTORY, making.name(("O", "x"))), False),
    ],
)
def test_inside_and_outside(name: tuple[int, bytes], base: tuple[int, bytes], *, inside: bool) -> None:
    subject = making.seq() if name[0] == DIRECTORY else None
    assert said(leaf(name, subject=subject), ca(permitted=(base,))) == ([] if inside else ["permitted"])
    assert said(leaf(name, subject=subject), ca(excluded=(base,))) == (["excluded"] if inside else [])


@pytest.mark.parametrize(
    ("name", "base", "variant"),
    [
        ((IP, b"\x7f\0\0"), (IP, bytes(8)), "name-syntax"),
        ((IP, bytes(4)), (IP, bytes(3)), "name-syntax"),
        ((EMAIL, b"nobody"), (EMAIL, b"a.example"), "name-syntax"),
        ((URI, b"mailto:x"), (URI, b"a.example"), "name-syntax"),
        ((REGISTERED, b"\x2a\3"), (REGISTERED, b"\x2a\3"), "unsupported"),
    ],
)
def test_what_cannot_be_compared(name: tuple[int, bytes], base: tuple[int, bytes], variant: str) -> None:
    assert said(leaf(name), ca(permitted=(base,))) == [variant]


def test_another_kind_of_name_is_not_constrained() -> None:
    assert said(leaf((EMAIL, b"x@b.example")), ca(permitted=((DNS, b"a.example"),))) == []


def test_minimum_and_maximum_are_not_supported() -> None:
    limit = making.der.encode(0x81, b"\2")
    assert said(leaf((DNS, b"a.example")), ca(permitted=((DNS, b"a.example"),), limit=limit)) == ["min-max"]


def test_a_common_name_counts_where_it_looks_like_a_host_and_no_dns_name_is_there() -> None:
    above = ca(permitted=((DNS, b"a.example"),))
    assert said(leaf(subject=making.name(("CN", "b.example"))), above) == ["permitted"]
    assert said(leaf(subject=making.name(("CN", "B Example"))), above) == []
    assert said(leaf((DNS, b"www.a.example"), subject=making.name(("CN", "b.example"))), above) == []


def test_mail_in_the_subject_counts() -> None:
    subject = making.name(("CN", "x"), ("emailAddress", "x@b.example"))
    assert said(leaf(subject=subject), ca(permitted=((EMAIL, b"a.example"),))) == ["permitted"]


def test_nobody_asked() -> None:
    outside = of_path(leaf((DNS, b"b.example")), ca(permitted=((DNS, b"a.example"),)), anchored=True)
    assert findings(CHECK, outside) == []


def test_a_product_beyond_the_limit_is_not_compared() -> None:
    names = tuple((DNS, b"%d.example" % n) for n in range(1100))
    many = ca(permitted=tuple((DNS, b"%d.example" % n) for n in range(1000)))
    assert said(leaf(*names), many) == ["limit"]
