"""Which names are there, and the nearest (RFC 9525, 6)."""

from __future__ import annotations

import pytest

from chainaudit.model.finding import Severity
from chainaudit.model.rules import Rules
from chainaudit.validators.identity.host_mismatch import CHECK, MAX_SHOWN
from tests.validators.making import ANY, CLIENT, applies, doubts, end, findings, of_target, variants


@pytest.mark.parametrize(
    ("names", "host", "expected"),
    [
        pytest.param(("a.example",), "a.example", [], id="DNS"),
        pytest.param(("b.example", "a.example"), "A.example.", [], id="the second name"),
        pytest.param(("*.example.com",), "a.example.com", [], id="a wildcard"),
        pytest.param(("xn--bcher-kva.example",), "Bücher.example", [], id="an internationalised name"),
        pytest.param(("b.example",), "a.example", ["dns"], id="another DNS name"),
        pytest.param(("IP:192.0.2.1",), "192.0.2.1", [], id="an address"),
        pytest.param(("IP:192.0.2.2",), "192.0.2.1", ["ip"], id="another address"),
        pytest.param(("192.0.2.1",), "192.0.2.1", ["no-names"], id="an address as DNS name"),
        pytest.param(("IP:192.0.2.1",), "a.example", ["no-names"], id="an address for a host"),
        pytest.param(("email:a@b.example",), "a@b.example", [], id="a mailbox"),
        pytest.param(("email:x@b.example",), "a@b.example", ["email"], id="another mailbox"),
        pytest.param(("URI:https://a.example/",), "a.example", ["no-names"], id="a URI"),
        pytest.param((), "a.example", ["no-names"], id="nothing"),
    ],
)
def test_names_of_each_kind(names: tuple[str, ...], host: str, expected: list[str]) -> None:
    assert variants(CHECK, of_target(end("cn.example", names=names), host)) == expected


def test_every_name_asked_for_has_to_be_there() -> None:
    made = end("a.example", names=("a.example", "b.example"))
    assert variants(CHECK, of_target(made, "a.example", "b.example")) == []
    (finding,) = findings(CHECK, of_target(made, "a.example", "c.example"))
    assert finding.values["host"] == "c.example"


def test_what_a_person_reads() -> None:
    made = end(names=("www.example.com", "*.example.com", "mail.example.net"))
    (finding,) = findings(CHECK, of_target(made, "a.b.example.com"))
    assert finding.severity is Severity.ERROR
    assert finding.field == "subjectAltName"
    assert finding.observed == (
        "it is not for a.b.example.com; it is for DNS:www.example.com, DNS:*.example.com, DNS:mail.example.net; "
        "the nearest is *.example.com (a wildcard stands for one label only)"
    )
    assert finding.expected == "DNS:a.b.example.com among the subject alternative names"
    assert finding.values["nearest"] == "*.example.com"
    assert finding.values["names"] == ("DNS:www.example.com", "DNS:*.example.com", "DNS:mail.example.net")
    correct, reissue = finding.actions
    assert (correct.kind, reissue.kind) == ("correct-name", "reissue")
    assert correct.values["host"] == "a.b.example.com"
    assert correct.values["names"] == "*.example.com"
    assert reissue.values["names"] == "a.b.example.com"


def test_names_of_another_kind_are_shown() -> None:
    (finding,) = findings(CHECK, of_target(end("cn", names=("b.example", "IP:192.0.2.7")), "192.0.2.1"))
    assert finding.observed == "it is not for 192.0.2.1; it is for IP:192.0.2.7"
    (finding,) = findings(CHECK, of_target(end("cn", names=("192.0.2.1",)), "192.0.2.1"))
    assert finding.observed == "it is not for 192.0.2.1: it has no IP addresses, only DNS:192.0.2.1"
    assert finding.values["nearest"] == "192.0.2.1"
    (finding,) = findings(CHECK, of_target(end("cn", names=()), "a.example"))
    assert finding.observed == "it is not for a.example: it has no DNS names, nothing but its subject, 'CN=cn'"


def test_hundreds_of_names_are_counted_not_listed() -> None:
    many = end(names=tuple(f"h{i}.example" for i in range(MAX_SHOWN + 188)))
    (finding,) = findings(CHECK, of_target(many, "a.example"))
    assert " and 188 more; the nearest is " in finding.observed
    assert len(finding.values["names"]) == 100
    exact = end(names=tuple(f"h{i}.example" for i in range(MAX_SHOWN)))
    (finding,) = findings(CHECK, of_target(exact, "a.example"))
    assert " more;" not in finding.observed


def test_a_common_name_that_fits_is_told_by_the_other_check_alone() -> None:
    made = end("a.example", names=())
    assert variants(CHECK, of_target(made, "a.example")) == []
    assert variants(CHECK, of_target(made, "a.example", rules=Rules(common_name_fallback=True))) == []
    assert variants(CHECK, of_target(made, "b.example")) == ["no-names"]
    other = end("a.example", names=("b.example",))
    assert variants(CHECK, of_target(other, "a.example")) == ["dns"], "a DNS name is there, so the common name is none"
    mail = end("a.example", names=("email:x@a.example",))
    assert variants(CHECK, of_target(mail, "a.example")) == []


def test_nobody_takes_a_common_name_for_an_address() -> None:
    made = end("192.0.2.1", names=())
    assert variants(CHECK, of_target(made, "192.0.2.1", rules=Rules(common_name_fallback=True))) == ["no-names"]


def test_what_cannot_be_read_is_not_absent() -> None:
    broken = end("a.example", names=(), extra=[("2.5.29.17", False, b"\x30\x00")])
    (finding,) = findings(CHECK, of_target(broken, "a.example", rules=Rules(common_name_fallback=True)))
    assert finding.variant == "no-names"
    assert finding.observed == "it is not for a.example: its subjectAltName cannot be read"


def test_a_server_for_which_no_host_was_given_is_not_checked() -> None:
    (doubt,) = doubts(CHECK, of_target(end()))
    assert doubt.missing
    assert not applies(CHECK, of_target(end(), purpose=CLIENT))
    assert not applies(CHECK, of_target(end(), purpose=ANY))
    assert applies(CHECK, of_target(end(), "a.example", purpose=CLIENT))


def test_the_rules_of_other_verifiers_count() -> None:
    made = end(names=("w*.example.com",))
    assert variants(CHECK, of_target(made, "www.example.com")) == ["dns"]
    assert variants(CHECK, of_target(made, "www.example.com", rules=Rules(partial_wildcards=True))) == []
