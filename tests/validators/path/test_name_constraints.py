"""Names that lie outside what a CA above is constrained to."""

from __future__ import annotations

import ipaddress
import random
import time
from typing import TYPE_CHECKING

import pytest

from chainaudit.model import der, extension
from chainaudit.model.certificate import Certificate
from chainaudit.model.finding import Severity
from chainaudit.model.rules import Rules
from chainaudit.validators.path.name_constraints import CHECK
from tests import forge
from tests.effort import PATIENCE_SECONDS
from tests.validators.making import applies, findings, of_path, variants

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Outcome

ROOT = forge.root()

Replaced = dict[str, "tuple[bool, bytes] | None"]


def base(text: str) -> bytes:
    """Encode the base of a subtree: ``DNS:``, ``email:``, ``URI:``, ``IP:address/mask``, ``dir:CN,CN``, ``other:``."""
    kind, _, value = text.partition(":")
    if kind == "IP":
        address, _, mask = value.partition("/")
        return der.encode(0x87, ipaddress.ip_address(address).packed + ipaddress.ip_address(mask).packed)
    if kind == "raw":
        return der.encode(0x87, bytes.fromhex(value))
    if kind == "dir":
        return der.encode(0xA4, directory(*value.split(",") if value else ()))
    if kind == "other":
        return der.encode(0xA0, der.encode(der.OBJECT_IDENTIFIER, der.encode_oid(value)) + der.encode(0xA0, b"\x05\0"))
    return der.encode({"DNS": 0x82, "email": 0x81, "URI": 0x86}[kind], value.encode("latin-1"))


def directory(*common_names: str, tag: int = der.UTF8_STRING) -> bytes:
    return der.encode(der.SEQUENCE, b"".join(der.read(forge.name(one, tag=tag)).content for one in common_names))


def constraints(
    permitted: tuple[str, ...] = (), excluded: tuple[str, ...] = (), *, critical: bool = True, tail: bytes = b""
) -> Replaced:
    """Return nameConstraints; ``tail`` stands behind each base (minimum, maximum)."""
    content = b""
    for tag, bases in ((0xA0, permitted), (0xA1, excluded)):
        trees = b"".join(der.encode(der.SEQUENCE, base(one) + tail) for one in bases)
        content += der.encode(tag, trees) if bases else b""
    return {extension.NAME_CONSTRAINTS: (critical, der.encode(der.SEQUENCE, content))}


def names(*texts: str) -> Replaced:
    """Return subjectAltName in the words of ``base``; an address stands without a mask."""
    found = b""
    for text in texts:
        kind, _, value = text.partition(":")
        found += der.encode(0x87, ipaddress.ip_address(value).packed) if kind == "IP" else base(text)
    return {extension.SUBJECT_ALTERNATIVE_NAME: (False, der.encode(der.SEQUENCE, found))}


def found(
    permitted: tuple[str, ...], excluded: tuple[str, ...], *presented: str, subject: str | None = None
) -> list[str]:
    """Name what is found of one certificate below one constrained CA."""
    ca = forge.intermediate(ROOT, "CA", replace=constraints(permitted, excluded))
    leaf = forge.issue(ca, subject=subject, replace=names(*presented))
    return variants(CHECK, of_path(leaf, ca, ROOT, anchored=True))


# --- DNS names ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tree", "name", "inside"),
    [
        ("example.com", "example.com", True),
        ("example.com", "EXAMPLE.com", True),
        ("Example.COM", "a.example.com", True),
        ("example.com", "a.b.example.com", True),
        ("example.com", "notexample.com", False),
        ("example.com", "com", False),
        ("example.com", "example.com.org", False),
        ("a.example.com", "example.com", False),
        ("", "anything.example", True),
        ("example.com", "*.example.com", True),
        ("example.com", "*.a.example.com", True),
        ("a.example.com", "*.b.example.com", False),
    ],
)
def test_dns_names_lie_in_a_subtree_or_not(tree: str, name: str, inside: bool) -> None:
    assert found((f"DNS:{tree}",), (), f"DNS:{name}") == ([] if inside else ["permitted"])
    assert found((), (f"DNS:{tree}",), f"DNS:{name}") == (["excluded"] if inside else [])


def test_a_wildcard_must_be_permitted_whole_and_is_excluded_by_any_part() -> None:
    assert found(("DNS:a.example.com",), (), "DNS:*.example.com") == ["permitted"]
    assert found((), ("DNS:a.example.com",), "DNS:*.example.com") == ["excluded"]
    assert found((), ("DNS:b.a.example.com",), "DNS:*.example.com") == []  # an asterisk stands for one label
    assert found((), ("DNS:example.com",), "DNS:*.com") == ["excluded"]


def test_excluded_counts_before_permitted() -> None:
    assert found(("DNS:example.com",), ("DNS:a.example.com",), "DNS:b.example.com") == []
    assert found(("DNS:example.com",), ("DNS:a.example.com",), "DNS:a.example.com") == ["excluded"]
    assert found(("DNS:b.example",), ("DNS:a.example",), "DNS:a.example") == ["permitted", "excluded"]


def test_every_name_counts_and_kinds_without_constraints_are_free() -> None:
    assert found(("DNS:a.example",), (), "DNS:a.example", "DNS:b.example", "DNS:c.example") == ["permitted"]
    assert found(("DNS:a.example",), (), "IP:192.0.2.1", "email:a@b.example") == []
    assert found((), ("IP:192.0.2.0/255.255.255.0",), "DNS:a.example") == []


@pytest.mark.parametrize("name", [".example.com", "a..example.com", "exam ple.com", "example.com.", "-a.example.com"])
def test_a_malformed_dns_name_lies_in_no_subtree(name: str) -> None:
    assert found(("DNS:example.com",), (), f"DNS:{name}") == ["name-syntax"]
    assert found((), ("DNS:example.com",), f"DNS:{name}") == ["name-syntax"]


def test_bases_that_are_no_dns_names_are_found_at_the_issuer() -> None:
    assert found(("DNS:*.example.com",), (), "DNS:a.example.com") == ["permitted", "syntax"]
    assert found(("DNS:.example.com",), (), "DNS:a.example.com") == ["leading-period"]
    assert found(("DNS:.example.com",), (), "DNS:example.com") == ["permitted", "leading-period"]
    ca = forge.intermediate(ROOT, "CA", replace=constraints(("DNS:.example.com",)))
    (finding,) = findings(CHECK, of_path(forge.issue(ca, names=("a.example.com",)), ca, ROOT, anchored=True))
    assert (finding.position, finding.certificate) == (1, ca.certificate)
    assert finding.values["bound_positions"] == (0,)


# --- e-mail addresses -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tree", "name", "inside"),
    [
        ("root@example.com", "root@example.com", True),
        ("root@example.com", "root@EXAMPLE.COM", True),
        ("root@example.com", "Root@example.com", False),  # RFC 5280, 7.5: local parts are compared exactly
        ("example.com", "anybody@example.com", True),
        ("example.com", "anybody@a.example.com", False),
        (".example.com", "anybody@a.example.com", True),
        (".example.com", "anybody@a.b.example.com", True),
        (".example.com", "anybody@example.com", False),
        ("*@example.com", "user@example.com", False),
        ("*@example.com", "*@example.com", True),
        ('"a@b"@example.com', '"a@b"@example.com', True),
    ],
)
def test_mailboxes(tree: str, name: str, inside: bool) -> None:
    assert found((f"email:{tree}",), (), f"email:{name}") == ([] if inside else ["permitted"])
    assert found((), (f"email:{tree}",), f"email:{name}") == (["excluded"] if inside else [])


def test_malformed_mailboxes() -> None:
    assert found(("email:example.com",), (), 'email:"a b"@example.com') == []
    for name in ("a b@example.com", "a@b@example.com", "example.com", "@example.com", "a@", "a@.example.com"):
        assert found(("email:example.com",), (), f"email:{name}") == ["name-syntax"]
    assert found(("email:a@b@example.com",), (), "email:a@example.com") == ["permitted", "syntax"]


def test_a_mail_address_in_the_subject_counts_where_there_are_no_alternative_names() -> None:
    ca = forge.intermediate(ROOT, "CA", replace=constraints(("email:example.com",)))
    oid = der.encode(der.OBJECT_IDENTIFIER, der.encode_oid("1.2.840.113549.1.9.1"))
    attribute = der.encode(der.SEQUENCE, oid + der.encode(der.IA5_STRING, b"a@elsewhere.example"))
    subject = der.encode(der.SEQUENCE, der.encode(der.SET, attribute))
    bare = forge.issue(ca, replace={extension.SUBJECT_ALTERNATIVE_NAME: None})
    assert variants(CHECK, of_path(bare, ca, ROOT, anchored=True)) == []
    for replace, severity in (
        ({extension.SUBJECT_ALTERNATIVE_NAME: None}, Severity.ERROR),
        (names("DNS:a.example"), Severity.WARNING),
    ):
        leaf = with_subject(ca, subject, replace)
        (finding,) = findings(CHECK, of_path(leaf, ca, ROOT, anchored=True))
        assert (finding.variant, finding.severity, finding.field) == ("permitted", severity, "subject")


def with_subject(issuer: forge.Forged, subject: bytes, replace: Replaced) -> forge.Forged:
    """Issue a certificate for a subject of any form, put in place of a common name of the same length."""
    filler = "x" * (len(subject) - len(forge.name("")))
    made = forge.issue(issuer, subject=filler, replace=replace)
    return made._replace(certificate=Certificate.read(made.certificate.der.replace(forge.name(filler), subject)))


def test_mailboxes_beyond_ascii_are_bound_by_their_host() -> None:
    def smtp_utf8(text: str) -> Replaced:
        oid = der.encode(der.OBJECT_IDENTIFIER, der.encode_oid("1.3.6.1.5.5.7.8.9"))
        value = der.encode(0xA0, der.encode(der.UTF8_STRING, text.encode()))
        return {extension.SUBJECT_ALTERNATIVE_NAME: (False, der.encode(der.SEQUENCE, der.encode(0xA0, oid + value)))}

    ca = forge.intermediate(ROOT, "CA", replace=constraints(("email:xn--bcher-kva.example",)))
    inside, outside = (forge.issue(ca, replace=smtp_utf8(f"ä@{host}")) for host in ("bücher.example", "b.example"))
    assert variants(CHECK, of_path(inside, ca, ROOT, anchored=True)) == []
    assert variants(CHECK, of_path(outside, ca, ROOT, anchored=True)) == ["permitted"]


# --- URIs -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tree", "name", "inside"),
    [
        ("host.example.com", "http://host.example.com/path", True),
        ("host.example.com", "http://HOST.example.com:8080", True),
        ("host.example.com", "ldaps://user:secret@host.example.com/x?y#z", True),
        ("host.example.com", "http://a.host.example.com", False),
        ("example.com", "http://host.example.com", False),
        (".example.com", "http://host.example.com", True),
        (".example.com", "http://my.host.example.com", True),
        (".example.com", "http://example.com", False),
        (".example.com", "http://example.com@evil.example/", False),
    ],
)
def test_uris_are_bound_by_their_host(tree: str, name: str, inside: bool) -> None:
    assert found((f"URI:{tree}",), (), f"URI:{name}") == ([] if inside else ["permitted"])
    assert found((), (f"URI:{tree}",), f"URI:{name}") == (["excluded"] if inside else [])


@pytest.mark.parametrize("name", ["urn:example:a", "http://192.0.2.1/", "http://[2001:db8::1]/", "file:///etc", "x"])
def test_a_uri_without_a_host_name_is_refused(name: str) -> None:
    assert found(("URI:.example.com",), (), f"URI:{name}") == ["name-syntax"]
    assert found((), ("URI:.example.com",), f"URI:{name}") == ["name-syntax"]


def test_a_base_that_is_no_host() -> None:
    assert found((), ("URI:http://example.com",), "URI:http://a.example/") == ["syntax"]
    assert found((), ("URI:192.0.2.1",), "URI:http://a.example/") == ["syntax"]


# --- addresses ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tree", "name", "inside"),
    [
        ("192.0.2.0/255.255.255.0", "192.0.2.255", True),
        ("192.0.2.0/255.255.255.0", "192.0.3.0", False),
        ("192.0.2.77/255.255.255.0", "192.0.2.1", True),  # bits beyond the mask do not count
        ("0.0.0.0/0.0.0.0", "203.0.113.9", True),
        ("192.0.2.1/255.255.255.255", "192.0.2.1", True),
        ("2001:db8::/ffff:ffff::", "2001:db8:ffff::1", True),
        ("2001:db8::/ffff:ffff::", "2001:db9::1", False),
        ("::/::", "192.0.2.1", False),
        ("0.0.0.0/0.0.0.0", "2001:db8::1", False),
    ],
)
def test_addresses(tree: str, name: str, inside: bool) -> None:
    assert found((f"IP:{tree}",), (), f"IP:{name}") == ([] if inside else ["permitted"])
    assert found((), (f"IP:{tree}",), f"IP:{name}") == (["excluded"] if inside else [])


def test_a_mask_with_holes_is_no_prefix_and_is_applied_bit_by_bit() -> None:
    tree = "IP:10.0.0.5/255.0.0.255"
    assert found((), (tree,), "IP:10.9.9.5") == ["excluded", "syntax"]
    assert found((), (tree,), "IP:10.9.9.6") == ["syntax"]


def test_addresses_of_a_wrong_size() -> None:
    assert found(("raw:c0000200ff",), (), "IP:192.0.2.1") == ["permitted", "syntax"]
    ca = forge.intermediate(ROOT, "CA", replace=constraints(("IP:192.0.2.0/255.255.255.0",)))
    network = der.encode(der.SEQUENCE, der.encode(0x87, bytes.fromhex("c0000200ffffff00")))
    leaf = forge.issue(ca, replace={extension.SUBJECT_ALTERNATIVE_NAME: (False, network)})
    assert variants(CHECK, of_path(leaf, ca, ROOT, anchored=True)) == ["name-syntax"]


# --- directory names ------------------------------------------------------------------------------


def test_the_subject_begins_with_the_base() -> None:
    assert found(("dir:leaf",), (), "DNS:a.example", subject="leaf") == []
    assert found(("dir:LEAF",), (), "DNS:a.example", subject="  leaf ") == []
    assert found(("dir:other",), (), "DNS:a.example", subject="leaf") == ["permitted"]
    assert found((), ("dir:leaf",), "DNS:a.example", subject="leaf") == ["excluded"]
    assert found((), ("dir:leaf,more",), "DNS:a.example", subject="leaf") == []
    assert found((), ("dir:",), "DNS:a.example", subject="leaf") == ["excluded"]


def test_an_empty_subject_is_no_name() -> None:
    assert found(("dir:other",), (), "DNS:a.example", subject=None) == []


def test_directory_names_among_the_alternative_names_count_too() -> None:
    assert found(("dir:leaf",), (), "dir:leaf,more", subject="leaf") == []
    assert found(("dir:leaf",), (), "dir:other", subject="leaf") == ["permitted"]


def test_strings_are_prepared_before_they_are_compared() -> None:
    """RFC 5280, 7.1: the kind of string, case and repeated white space do not count."""
    trees = der.encode(der.SEQUENCE, der.encode(0xA4, directory("An  Example", tag=der.PRINTABLE_STRING)))
    value = der.encode(der.SEQUENCE, der.encode(0xA0, trees))
    ca = forge.intermediate(ROOT, "CA", replace={extension.NAME_CONSTRAINTS: (True, value)})
    leaf = forge.issue(ca, subject="AN EXAMPLE", names=("a.example",))
    assert variants(CHECK, of_path(leaf, ca, ROOT, anchored=True)) == []


# --- which certificates bind, and which are bound --------------------------------------------------


def test_every_constrained_issuer_binds_everything_below_it() -> None:
    first = forge.intermediate(ROOT, "First", replace=constraints(("DNS:a.example", "DNS:b.example")))
    second = forge.intermediate(first, "Second", replace=constraints(("DNS:b.example", "DNS:c.example")))
    for name, expected in (("b.example", []), ("a.example", [1]), ("c.example", [2]), ("d.example", [1, 2])):
        leaf = forge.issue(second, names=(name,))
        said = findings(CHECK, of_path(leaf, second, first, ROOT, anchored=True))
        assert [f.values["constraint_position"] for f in said] == expected
        assert {f.position for f in said} <= {0}


def test_intermediates_are_bound_unless_self_issued() -> None:
    top = forge.intermediate(ROOT, "CA", replace=constraints(("dir:CA", "dir:Sub", "dir:leaf.example")))
    sub = forge.intermediate(top, "Elsewhere")
    assert variants(CHECK, of_path(forge.issue(sub), sub, top, ROOT, anchored=True)) == ["permitted"]
    renewed = forge.intermediate(top, "CA", use_key=forge.key("EC", "renewed"), replace=names("DNS:x.example"))
    limited = forge.intermediate(ROOT, "CA", replace=constraints(("DNS:leaf.example",)))
    path = (forge.issue(renewed), renewed, limited, ROOT)
    assert variants(CHECK, of_path(*path, anchored=True)) == []


def test_a_self_issued_target_is_bound() -> None:
    top = forge.intermediate(ROOT, "CA", replace=constraints(("DNS:a.example",)))
    target = forge.issue(top, subject="CA", names=("b.example",))
    assert variants(CHECK, of_path(target, top, ROOT, anchored=True)) == ["permitted"]


def test_the_anchor_binds_where_the_rules_say_so() -> None:
    anchor = forge.root(replace=constraints(("DNS:a.example",)))
    leaf = forge.issue(anchor, names=("b.example",))
    assert variants(CHECK, of_path(leaf, anchor, anchored=True)) == ["permitted"]
    free = of_path(leaf, anchor, anchored=True, rules=Rules(anchor_constraints_count=False))
    assert not applies(CHECK, free)
    assert variants(CHECK, of_path(leaf, anchor, rules=Rules(anchor_constraints_count=False))) == ["permitted"]


def test_common_names_are_dns_names_only_where_the_rules_say_so() -> None:
    ca = forge.intermediate(ROOT, "CA", replace=constraints(("DNS:a.example",)))
    without_names = {extension.SUBJECT_ALTERNATIVE_NAME: None}
    leaf = forge.issue(ca, subject="b.example", replace=without_names)
    words = forge.issue(ca, subject="Some Person", replace=without_names)
    beside = forge.issue(ca, subject="b.example", names=("a.example",))
    lenient = Rules(common_name_fallback=True)
    assert variants(CHECK, of_path(leaf, ca, ROOT, anchored=True)) == []
    assert variants(CHECK, of_path(leaf, ca, ROOT, anchored=True, rules=lenient)) == ["permitted"]
    assert variants(CHECK, of_path(words, ca, ROOT, anchored=True, rules=lenient)) == []
    assert variants(CHECK, of_path(beside, ca, ROOT, anchored=True, rules=lenient)) == []


# --- kinds without constraints, broken extensions, limits -------------------------------------------


def test_a_kind_that_nobody_can_constrain_is_refused_where_it_is_critical() -> None:
    for critical, severity in ((True, Severity.ERROR), (False, Severity.WARNING)):
        ca = forge.intermediate(ROOT, "CA", replace=constraints((), ("other:1.2.3",), critical=critical))
        leaf = forge.issue(ca, replace=names("other:1.2.3.4"))
        (finding,) = findings(CHECK, of_path(leaf, ca, ROOT, anchored=True))
        assert (finding.variant, finding.severity) == ("unsupported", severity)
        assert variants(CHECK, of_path(forge.issue(ca), ca, ROOT, anchored=True)) == []


def test_minimum_and_maximum_are_not_used() -> None:
    for tail, severity in ((der.encode(0x80, b"\x01"), Severity.ERROR), (der.encode(0x81, b"\x05"), Severity.ERROR)):
        ca = forge.intermediate(ROOT, "CA", replace=constraints(("DNS:leaf.example",), tail=tail))
        (finding,) = findings(CHECK, of_path(forge.issue(ca), ca, ROOT, anchored=True))
        assert (finding.variant, finding.severity) == ("min-max", severity)
    zero = forge.intermediate(ROOT, "CA", replace=constraints(("DNS:leaf.example",), tail=der.encode(0x80, b"\0")))
    assert variants(CHECK, of_path(forge.issue(zero), zero, ROOT, anchored=True)) == []
    unused = forge.intermediate(ROOT, "CA", replace=constraints(("URI:a.example",), tail=der.encode(0x80, b"\x01")))
    (finding,) = findings(CHECK, of_path(forge.issue(unused), unused, ROOT, anchored=True))
    assert finding.severity is Severity.WARNING


@pytest.mark.parametrize(
    "value",
    [b"", b"\x05\0", b"\x30\0", b"\x30\x02\xa0\x00", b"\x30\x02\xa2\x00", b"\x30\x04\xa0\x02\x30\x00", b"\x30\x05\xa0"],
)
def test_an_extension_that_cannot_be_read_is_no_pass(value: bytes) -> None:
    ca = forge.intermediate(ROOT, "CA", replace={extension.NAME_CONSTRAINTS: (True, value)})
    assert variants(CHECK, of_path(forge.issue(ca), ca, ROOT, anchored=True)) == ["malformed"]


def many(count: int, per_name: str = "t{}.example") -> tuple[str, ...]:
    return tuple(f"DNS:{per_name.format(n)}" for n in range(count))


def test_thousands_of_names_and_constraints_take_no_time() -> None:
    ca = forge.intermediate(ROOT, "CA", replace=constraints(many(500), many(500, "x{}.example")))
    leaf = forge.issue(ca, subject=None, replace=names(*many(1000)))
    context = of_path(leaf, ca, ROOT, anchored=True)
    begun = time.process_time()
    (permitted, noted) = sorted(findings(CHECK, context), key=lambda f: f.variant != "permitted")
    assert time.process_time() - begun < PATIENCE_SECONDS
    assert (permitted.variant, permitted.values["count"]) == ("permitted", 500)
    assert (noted.variant, noted.severity, noted.values["comparisons"]) == ("limit", Severity.WARNING, 1_000_000)


def test_beyond_a_limit_that_every_verifier_has_the_path_is_refused() -> None:
    ca = forge.intermediate(ROOT, "CA", replace=constraints(many(1024)))
    for count, severity in ((1024, Severity.WARNING), (1025, Severity.ERROR)):
        leaf = forge.issue(ca, subject=None, replace=names(*many(1024), *["DNS:t0.example"] * (count - 1024)))
        (finding,) = findings(CHECK, of_path(leaf, ca, ROOT, anchored=True))
        assert (finding.variant, finding.severity) == ("limit", severity)
    few = forge.issue(ca, subject=None, replace=names(*many(100)))
    assert variants(CHECK, of_path(few, ca, ROOT, anchored=True)) == []


def test_names_of_one_kind_are_one_finding_that_counts_them() -> None:
    ca = forge.intermediate(ROOT, "CA", replace=constraints(("DNS:a.example",)))
    leaf = forge.issue(ca, replace=names("DNS:b.example", "DNS:a.example", "DNS:c.example"))
    (finding,) = findings(CHECK, of_path(leaf, ca, ROOT, anchored=True))
    assert finding.values["names"] == ("b.example", "c.example")
    assert finding.values["count"] == 2
    assert "(and 1 more)" in finding.observed
    assert finding.values["kind"] == "DNS"
    assert finding.actions[0].kind == "reissue"


# --- beside OpenSSL -------------------------------------------------------------------------------

TREES = (
    *("DNS:example.com", "DNS:a.example.com", "DNS:", "dir:leaf", "dir:leaf,more"),
    *("email:example.com", "email:.example.com", "email:u@example.com", "URI:.example.com", "URI:a.example.com"),
    *("IP:192.0.2.0/255.255.255.128", "IP:10.0.0.0/255.0.0.0", "IP:2001:db8::/ffff:ffff::"),
)
PRESENTED = (
    *("DNS:example.com", "DNS:a.example.com", "DNS:b.a.example.com", "DNS:other.example", "dir:leaf,more", "dir:else"),
    *("email:u@example.com", "email:U@example.com", "email:v@a.example.com"),
    *("URI:http://a.example.com/", "URI:https://b.a.example.com:8/x"),
    *("IP:192.0.2.1", "IP:192.0.2.200", "IP:2001:db8::5", "IP:10.1.2.3"),
)


@pytest.mark.parametrize("seed", range(40))
def test_openssl_comes_to_the_same_verdict(seed: int, tool: Callable[..., Outcome], tmp_path: Path) -> None:
    """Two constrained CAs and some names, drawn at random from what both read alike."""
    draw = random.Random(seed)  # noqa: S311 - a test that is the same every time

    def some(of: tuple[str, ...], most: int) -> tuple[str, ...]:
        return tuple(draw.sample(of, draw.randint(0, most)))

    def limited() -> Replaced:
        return constraints(some(TREES, 6), some(TREES, 1) or ("DNS:no.example",))

    above = forge.intermediate(ROOT, "leaf", use_key=forge.key("EC", "above"), replace=limited())
    below = forge.intermediate(above, "leaf", use_key=forge.key("EC", "below"), replace=limited())
    target = forge.issue(below, subject="leaf", replace=names(*(some(PRESENTED, 3) or ("DNS:example.com",))))
    for name, one in (("root", ROOT), ("above", above), ("below", below), ("target", target)):
        (tmp_path / name).write_bytes(one.pem)
    untrusted = ("-untrusted", tmp_path / "above", "-untrusted", tmp_path / "below")
    said = tool(
        "openssl",
        "verify",
        "-no_check_time",
        "-CAfile",
        tmp_path / "root",
        *untrusted,
        tmp_path / "target",
        check=False,
    )
    ours = findings(CHECK, of_path(target, below, above, ROOT, anchored=True))
    assert (said.exit_code == 0) is (not ours), (said.stderr, ours)
    if ours:
        assert any(word in said.stderr for word in ("permitted subtree violation", "excluded subtree violation"))
