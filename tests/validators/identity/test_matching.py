"""Host names, addresses and mailboxes by RFC 9525, 6.3 and 6.4, and what OpenSSL says of the same names."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any, Final

import pytest

from chainaudit.model.general_name import GeneralName, NameKind
from chainaudit.model.reference import reference_identifier
from chainaudit.model.rules import Rules
from chainaudit.validators.identity.matching import (
    MAX_COMPARED,
    dns_matches,
    email_matches,
    is_host_name,
    matches,
    nearest,
    presented_names,
    subject_matches,
    why_not,
)
from tests.validators.making import end

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

STANDARD: Final = Rules()


def dns(text: str) -> GeneralName:
    return GeneralName(NameKind.DNS, text.encode(), text)


@pytest.mark.parametrize(
    ("presented", "host"),
    [
        ("www.example.com", "www.example.com"),
        ("WWW.Example.COM", "www.example.com"),  # ASCII letters without regard to case
        ("*.example.com", "foo.example.com"),
        ("*.EXAMPLE.com", "foo.example.com"),
        ("*.example.com", "xn--bcher-kva.example.com"),  # a whole label, A-label or not
        ("*.example.com", "foo_bar.example.com"),
        ("xn--bcher-kva.example", "xn--bcher-kva.example"),
        ("*.com", "example.com"),  # RFC 9525 leaves public suffixes to the CAs (7.1)
        ("localhost", "localhost"),
        ("1.example.com", "1.example.com"),
    ],
)
def test_what_matches(presented: str, host: str) -> None:
    assert dns_matches(presented, host, STANDARD)


@pytest.mark.parametrize(
    ("presented", "host"),
    [
        ("www.example.com", "example.com"),
        ("example.com", "www.example.com"),
        ("*.example.com", "example.com"),  # a wildcard stands for one label, not for none
        ("*.example.com", "bar.foo.example.com"),  # and not for two
        ("*.example.com", ".example.com"),
        ("*.example.com", "foo.example.net"),
        ("*.example.com", "fooexample.com"),
        ("*", "localhost"),
        ("*", "com"),
        ("*.*.example.com", "a.b.example.com"),
        ("foo.*.example.com", "foo.bar.example.com"),  # not the left-most label
        ("www.*.com", "www.example.com"),
        ("*www.example.com", "www.example.com"),  # not the whole label
        ("w*.example.com", "www.example.com"),
        ("*w.example.com", "www.example.com"),
        ("w*w.example.com", "www.example.com"),
        ("**.example.com", "www.example.com"),
        ("xn--*-kva.example.com", "xn--bcher-kva.example.com"),
        ("bücher.example", "xn--bcher-kva.example"),  # no U-label belongs into a certificate
        ("www.example.com.", "www.example.com"),  # nor a dot at its end
        ("*.example.com.", "www.example.com"),
        (".example.com", "www.example.com"),
        ("www.example.com\0.evil.example", "www.example.com"),
        (" www.example.com", "www.example.com"),
        ("www.example.com ", "www.example.com"),
        ("", "www.example.com"),
        ("example.com", "example.com.evil.example"),
        ("192.0.2.1", "192.0.2.10"),
    ],
)
def test_what_does_not_match(presented: str, host: str) -> None:
    assert not dns_matches(presented, host, STANDARD)


@pytest.mark.parametrize(
    ("presented", "host", "rule"),
    [
        ("*", "localhost", "bare_wildcards"),
        ("w*.example.com", "www.example.com", "partial_wildcards"),
        ("*w.example.com", "www.example.com", "partial_wildcards"),
        ("www*.example.com", "www.example.com", "partial_wildcards"),
        ("w*w.example.com", "www.example.com", "infix_wildcards"),
        ("w**w.example.com", "www.example.com", "infix_wildcards"),
        ("**.example.com", "xn--bcher-kva.example.com", "infix_wildcards"),
        ("a*b*c.example.com", "axbyc.example.com", "infix_wildcards"),
        ("foo.*.example.com", "foo.bar.example.com", "inner_wildcards"),
        ("*.*.example.com", "foo.bar.example.com", "inner_wildcards"),
    ],
)
def test_what_other_verifiers_match_too(presented: str, host: str, rule: str) -> None:
    assert not dns_matches(presented, host, STANDARD)
    assert dns_matches(presented, host, Rules(**{rule: True}))


@pytest.mark.parametrize(
    ("presented", "host", "rules"),
    [
        ("*", "a.example", Rules(bare_wildcards=True)),
        ("w*w.example.com", "www.example.com", Rules(partial_wildcards=True)),
        ("w*.example.com", "foo.example.com", Rules(partial_wildcards=True)),
        ("ww*ww.example.com", "www.example.com", Rules(infix_wildcards=True)),
        ("a*b*c.example.com", "axc.example.com", Rules(infix_wildcards=True)),
        ("a*bb*b.example.com", "abb.example.com", Rules(infix_wildcards=True)),
        ("w**.example.com", "www.example.com", Rules(partial_wildcards=True)),
        ("www.example.*", "www.example.com", Rules(inner_wildcards=True)),
        ("x*.example.com", "xn--bcher-kva.example.com", Rules(partial_wildcards=True)),
        ("xn--*.example.com", "xn--bcher-kva.example.com", Rules(partial_wildcards=True)),
        ("foo.*.example.com", "bar.baz.example.com", Rules(inner_wildcards=True)),
        ("*.com", "example.com", Rules(public_suffix_wildcards=False)),
        ("w*", "www", Rules(partial_wildcards=True, bare_wildcards=True)),
    ],
)
def test_what_no_rule_makes_match(presented: str, host: str, rules: Rules) -> None:
    assert not dns_matches(presented, host, rules)


def test_rules_do_not_take_back_what_others_allow() -> None:
    assert dns_matches("*", "localhost", Rules(bare_wildcards=True, inner_wildcards=True))


def test_a_wildcard_below_a_registered_domain_is_no_public_suffix() -> None:
    assert dns_matches("*.example.com", "www.example.com", Rules(public_suffix_wildcards=False))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("www.example.com", True),
        ("xn--bcher-kva.example", True),
        ("foo_bar.example", False),
        ("-a.example", False),
        ("a-.example", False),
        ("a b.example", False),
        ("xn--\x80.example", False),
    ],
)
def test_host_names_in_the_narrow_sense(name: str, *, expected: bool) -> None:
    """What java.net.IDN lets through with its strict flag: letters, digits and inner hyphens (STD 3)."""
    assert is_host_name(name) is expected
    assert dns_matches(name, name, Rules(std3_names=True)) is expected
    assert dns_matches(name, name, STANDARD)


def test_in_the_narrow_sense_both_sides_count() -> None:
    assert dns_matches("*.example.com", "foo_bar.example.com", STANDARD)
    assert not dns_matches("*.example.com", "foo_bar.example.com", Rules(std3_names=True))
    assert dns_matches("*.example.com", "foo-bar.example.com", Rules(std3_names=True))


def test_both_parts_of_a_mailbox_count() -> None:
    assert email_matches("a@b.example", "a@B.example")
    assert not email_matches("a@b.example", "x@b.example")
    assert not email_matches("a@b.example", "a@x.example")
    assert not email_matches("b.example", "b.example")


# --- OpenSSL -------------------------------------------------------------------------------------

PATTERNS: Final = (
    "www.example.com", "WWW.EXAMPLE.COM", "example.com", "*.example.com", "*.com", "*", "w*.example.com",
    "*w.example.com", "w*w.example.com", "www*.example.com", "*.*.example.com", "www.*.com", "xn--*.example.com",
    "*.xn--bcher-kva.example", "xn--bcher-kva.example", "localhost", "**.example.com", "*.b.example.com",
    "*-1.example.com", "-*.example.com", "1*.example.com", "example.*", "*example.com", "*.example.com.",
    "www.example.com.",
)  # fmt: skip
HOSTS: Final = (
    "www.example.com", "example.com", "a.b.example.com", "com", "localhost", "xn--bcher-kva.example", "wx.example.com",
    "w.example.com", "a.xn--bcher-kva.example", "xn--bcher-kva.example.com", "node-1.example.com", "1.example.com",
)  # fmt: skip
OPENSSL: Final = Rules(partial_wildcards=True, public_suffix_wildcards=False, common_name_fallback=True)
"""What X509_check_host does without flags: wildcards at either end of the first label, with two labels behind it."""


def candidates(pattern: str) -> list[str]:
    """Hosts of as many labels, of which alone a wildcard may make a match."""
    return [host for host in HOSTS if host.count(".") == pattern.count(".")]


@pytest.mark.parametrize("pattern", PATTERNS)
def test_openssl_says_the_same(pattern: str, tool: Callable[..., Any], tmp_path: Path) -> None:
    """Every pattern as a DNS name beside every host of its length and one that is longer, by ``-checkhost``."""
    path = tmp_path / "leaf.pem"
    path.write_bytes(end("leaf", names=(pattern,), label="shared").pem)
    for host in [*candidates(pattern), "a." + pattern.lstrip("*.").rstrip(".")]:
        said = tool("openssl", "x509", "-noout", "-in", path, "-checkhost", host).stdout
        assert "match certificate" in said
        assert ("does NOT match" not in said) is dns_matches(pattern, host, OPENSSL), host


def test_where_openssl_and_the_standard_differ() -> None:
    """Three kinds of names: partial wildcards, wildcards below a top-level domain, and nothing else."""
    differ = {
        (pattern, host)
        for pattern, host in itertools.product(PATTERNS, HOSTS)
        if dns_matches(pattern, host, OPENSSL) != dns_matches(pattern, host, STANDARD)
    }
    for pattern, _ in differ:
        first, _, rest = pattern.partition(".")
        assert (first != "*" and "*" in first) or "." not in rest


@pytest.mark.parametrize(
    ("names", "address", "expected"),
    [
        (("IP:192.0.2.1",), "192.0.2.1", True),
        (("IP:192.0.2.1",), "192.0.2.2", False),
        (("IP:2001:db8::1",), "2001:db8:0:0::1", True),
        (("IP:::ffff:192.0.2.1",), "192.0.2.1", False),  # another address, whatever a stack makes of it
        (("192.0.2.1",), "192.0.2.1", False),  # a DNS name that looks like an address
        (("a.example",), "192.0.2.1", False),
    ],
)
def test_addresses_as_openssl_compares_them(
    names: tuple[str, ...], address: str, tool: Callable[..., Any], tmp_path: Path, *, expected: bool
) -> None:
    made = end("192.0.2.1", names=names, label="shared")
    reference = reference_identifier(address)
    assert any(matches(n, reference, STANDARD) for n in presented_names(made.certificate, reference)) is expected
    (tmp_path / "leaf.pem").write_bytes(made.pem)
    said = tool("openssl", "x509", "-noout", "-in", tmp_path / "leaf.pem", "-checkip", address).stdout
    assert ("does NOT match" not in said) is expected


@pytest.mark.parametrize(
    ("presented", "wanted", "expected"),
    [
        ("user@example.com", "user@example.com", True),
        ("user@EXAMPLE.com", "user@example.COM", True),
        ("User@example.com", "user@example.com", False),  # RFC 5280, 7.5: the local part exactly
        ("user@example.com", "user@mail.example.com", False),
        ("example.com", "user@example.com", False),
        ("*@example.com", "user@example.com", False),
    ],
)
def test_mailboxes_as_openssl_compares_them(
    presented: str, wanted: str, tool: Callable[..., Any], tmp_path: Path, *, expected: bool
) -> None:
    assert email_matches(presented, wanted) is expected
    made = end("leaf", names=(f"email:{presented}",), label="shared")
    reference = reference_identifier(wanted)
    assert any(matches(n, reference, STANDARD) for n in presented_names(made.certificate, reference)) is expected
    (tmp_path / "leaf.pem").write_bytes(made.pem)
    said = tool("openssl", "x509", "-noout", "-in", tmp_path / "leaf.pem", "-checkemail", wanted).stdout
    assert ("does NOT match" not in said) is expected


# --- kinds of names ------------------------------------------------------------------------------


def test_each_kind_is_compared_with_its_own_alone() -> None:
    made = end("a.example", names=("a.example", "IP:192.0.2.1", "email:a@a.example", "URI:https://u.example/"))
    for text, kind in (("a.example", NameKind.DNS), ("192.0.2.1", NameKind.IP), ("a@a.example", NameKind.EMAIL)):
        reference = reference_identifier(text)
        names = presented_names(made.certificate, reference)
        assert [n.kind for n in names] == [kind]
        assert matches(names[0], reference, STANDARD)
        others = [n for n in made.certificate.subject_alternative_names or () if n.kind is not kind]
        assert not any(matches(n, reference, STANDARD) for n in others)
    assert not any(
        matches(n, reference_identifier("u.example"), STANDARD)
        for n in made.certificate.subject_alternative_names or ()
    )


def test_the_subject_itself() -> None:
    host, other = reference_identifier("www.example.com"), reference_identifier("b.example")
    assert subject_matches(end("*.example.com", names=()).certificate, host, STANDARD)
    assert not subject_matches(end("*.example.com", names=()).certificate, other, STANDARD)
    assert not subject_matches(end("", names=("x.example",)).certificate, host, STANDARD)
    address = reference_identifier("[2001:db8::A]")
    assert subject_matches(end("2001:DB8::a", names=()).certificate, address, STANDARD)
    mail = reference_identifier("user@example.com")
    assert subject_matches(end("x", email_in_subject="user@Example.com").certificate, mail, STANDARD)
    assert not subject_matches(end("user@example.com", names=()).certificate, mail, STANDARD)


# --- what helps a reader --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("names", "wanted", "expected"),
    [
        (("a.example.com", "b.example.net"), "x.example.net", "b.example.net"),
        (("example.com", "www.example.com"), "ww.example.com", "www.example.com"),
        (("mail.example.com", "api.example.com"), "api2.example.com", "api.example.com"),
        (("zzz.test", "yyy.test"), "api.example.com", "zzz.test"),
        (("*.example.com", "other.test"), "a.b.example.com", "*.example.com"),
        (("API.EXAMPLE.COM", "apx.example.com"), "api.example.com.", "API.EXAMPLE.COM"),
    ],
)
def test_the_nearest_name(names: tuple[str, ...], wanted: str, expected: str) -> None:
    found = nearest([dns(n) for n in names], reference_identifier(wanted))
    assert found is not None
    assert found.text == expected


def test_the_nearest_of_none_and_of_very_many() -> None:
    wanted = reference_identifier("api.example.com")
    assert nearest([], wanted) is None
    crowd = [dns(f"h{i}.test") for i in range(MAX_COMPARED)]
    late = nearest([*crowd, dns("api.example.com")], wanted)
    assert late is not None
    assert late.text != "api.example.com"
    last = nearest([*crowd[:-1], dns("api.example.com")], wanted)
    assert last is not None
    assert last.text == "api.example.com"


@pytest.mark.parametrize(
    ("presented", "wanted", "expected"),
    [
        ("*.example.com", "a.b.example.com", "a wildcard stands for one label only"),
        ("*.example.com", "example.com", "a wildcard does not stand for no label at all"),
        ("*.example.com", "a.example.net", ""),
        ("w*.example.com", "www.example.com", "a wildcard counts only as the whole left-most label of a longer name"),
        ("*", "localhost", "a wildcard counts only as the whole left-most label of a longer name"),
        ("a.example.com.", "a.example.com", "the dot at its end is no part of a DNS name in a certificate"),
        ("a.example.com", "b.example.com", ""),
    ],
)
def test_why_a_name_that_looks_right_does_not_match(presented: str, wanted: str, expected: str) -> None:
    assert why_not(dns(presented), reference_identifier(wanted)) == expected


def test_addresses_need_no_explanation() -> None:
    assert why_not(GeneralName(NameKind.IP, b"\x7f\0\0\1"), reference_identifier("192.0.2.1")) == ""


def test_a_name_with_letters_beyond_ascii_is_shown_and_never_matches() -> None:
    assert not dns_matches("É.example", "é.example", STANDARD)
    assert why_not(dns("É.example."), reference_identifier("a.example")) == ""
