"""Host names, addresses and mailboxes as X509_check_host(3) compares them."""

from __future__ import annotations

import pytest

from chainaudit.model.context import TargetContext
from chainaudit.model.question import ReferenceIdentifier, ReferenceKind
from chainaudit.model.rules import Rules
from chainaudit.validators.identity import wildcards
from chainaudit.validators.identity.literal_names import CHECK
from tests.validators.making import end, findings, make, question

RULES = Rules(literal_names=True, partial_wildcards=True)


def said(
    one: object, kind: ReferenceKind, text: str, value: bytes | str | None = None, rules: Rules = RULES
) -> list[str]:
    asked = question(one)
    reference = ReferenceIdentifier(kind, text, text if value is None else value)
    with_name = type(asked)(asked.target, anchors=(), moment=asked.moment, host=(reference,))
    return [f.variant for f in findings(CHECK, TargetContext(with_name, rules))]


def test_a_name_among_the_alternative_names() -> None:
    one = end("a.example")
    assert said(one, ReferenceKind.DNS, "A.example") == []
    assert said(one, ReferenceKind.DNS, "b.example") == ["dns"]
    assert said(one, ReferenceKind.DNS, "b.example", rules=Rules()) == []


def test_the_common_name_counts_where_no_dns_name_is_there() -> None:
    assert said(make("a.example", names=()), ReferenceKind.DNS, "a.example") == []
    assert said(make("a.example", names=("email:x@a.example",)), ReferenceKind.DNS, "a.example") == []
    assert said(make("a.example", names=("b.example",)), ReferenceKind.DNS, "a.example") == ["dns"]


def test_addresses_stand_in_alternative_names_alone() -> None:
    loopback = bytes((127, 0, 0, 1))
    assert said(make("127.0.0.1", names=("IP:127.0.0.1",)), ReferenceKind.IP, "127.0.0.1", loopback) == []
    assert said(make("127.0.0.1", names=()), ReferenceKind.IP, "127.0.0.1", loopback) == ["ip"]


def test_mailboxes() -> None:
    one = make("x", names=("email:x@a.example",))
    assert said(one, ReferenceKind.EMAIL, "x@A.example") == []
    assert said(one, ReferenceKind.EMAIL, "X@a.example") == ["email"]
    assert said(make("x", names=(), email_in_subject="x@a.example"), ReferenceKind.EMAIL, "x@a.example") == []


@pytest.mark.parametrize(
    ("pattern", "host", "same"),
    [
        (b"*.a.example", b"www.a.example", True),
        (b"*.a.example", b"a.example", False),
        (b"*.a.example", b"x.www.a.example", False),
        (b"*.example", b"a.example", False),
        (b"*", b"localhost", False),
        (b"w*.a.example", b"www.a.example", True),
        (b"*w.a.example", b"www.a.example", True),
        (b"w*w.a.example", b"www.a.example", False),
        (b"xn--*.a.example", b"xn--abc.a.example", False),
        (b"*.a.example", b"xn--abc.a.example", True),
        (b"w*.a.example", b"w.a.example", True),
        (b"www.*.example", b"www.a.example", False),
        (b"*.a_b.example", b"www.a_b.example", False),
        (b"a.example\0", b"a.example\0", False),
        (b"www.a.example", b".a.example", True),
        (b"a.example", b".a.example", False),
    ],
)
def test_wildcards(pattern: bytes, host: bytes, *, same: bool) -> None:
    assert wildcards.same_host(pattern, host) is same


def test_partial_wildcards_may_be_switched_off() -> None:
    assert not wildcards.same_host(b"w*.a.example", b"www.a.example", partial=False)
    assert wildcards.same_host(b"*.a.example", b"www.a.example", partial=False)
