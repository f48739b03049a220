"""Host names in the common name alone (RFC 9525, 2; RFC 6125, 6.4.4)."""

from __future__ import annotations

import pytest

from chainaudit.model.finding import Severity
from chainaudit.model.rules import Rules
from chainaudit.validators.identity.no_san import CHECK
from tests.validators.making import applies, end, findings, of_target, variants

FALLBACK = Rules(common_name_fallback=True)


@pytest.mark.parametrize(
    ("names", "host", "expected"),
    [
        pytest.param(("a.example",), "a.example", [], id="a DNS name"),
        pytest.param(("b.example",), "a.example", [], id="another DNS name is a mismatch"),
        pytest.param((), "a.example", ["common-name-matches"], id="the common name alone"),
        pytest.param((), "b.example", ["common-name-differs"], id="another common name alone"),
        pytest.param(("email:x@a.example",), "a.example", ["common-name-matches"], id="a mailbox beside it"),
        pytest.param(("IP:192.0.2.1",), "a.example", ["common-name-matches"], id="an address beside it"),
        pytest.param(("IP:192.0.2.1",), "192.0.2.1", [], id="an address asked for"),
        pytest.param(("a.example",), "192.0.2.1", [], id="an address where a DNS name stands is a mismatch"),
        pytest.param((), "192.0.2.1", ["common-name-differs"], id="an address, and no name at all"),
    ],
)
def test_where_the_name_stands(names: tuple[str, ...], host: str, expected: list[str]) -> None:
    assert variants(CHECK, of_target(end("a.example", names=names), host)) == expected


def test_the_rules_say_whether_the_common_name_counts() -> None:
    made = end("a.example", names=())
    (finding,) = findings(CHECK, of_target(made, "a.example"))
    assert finding.severity is Severity.ERROR
    (finding,) = findings(CHECK, of_target(made, "a.example", rules=FALLBACK))
    assert finding.severity is Severity.WARNING
    (finding,) = findings(CHECK, of_target(made, "b.example", rules=FALLBACK))
    assert finding.severity is Severity.ERROR


def test_nobody_takes_a_common_name_for_an_address() -> None:
    (finding,) = findings(CHECK, of_target(end("192.0.2.1", names=()), "192.0.2.1", rules=FALLBACK))
    assert finding.variant == "common-name-matches"
    assert finding.severity is Severity.ERROR


def test_what_a_person_reads() -> None:
    (finding,) = findings(CHECK, of_target(end("a.example", names=()), "a.example"))
    assert finding.observed == "it has no subjectAltName, only the common name 'a.example'"
    assert finding.expected == "DNS:a.example among the subject alternative names"
    assert finding.actions[0].kind == "reissue"
    assert finding.actions[0].values["names"] == "a.example"
    (finding,) = findings(CHECK, of_target(end("a.example", names=("email:x@a.example",)), "a.example"))
    assert finding.observed == "it has no DNS name in its subjectAltName, only the common name 'a.example'"
    (finding,) = findings(CHECK, of_target(end("", names=("IP:192.0.2.1",)), "a.example"))
    assert finding.observed == "it has no DNS name in its subjectAltName, and no common name"


def test_a_mailbox_in_the_subject() -> None:
    made = end("x", names=(), email_in_subject="user@example.com")
    (finding,) = findings(CHECK, of_target(made, "user@example.com", rules=FALLBACK))
    assert finding.variant == "common-name-matches"
    assert finding.severity is Severity.WARNING
    assert "the emailAddress in the subject 'user@example.com'" in finding.observed
    assert variants(CHECK, of_target(made, "other@example.com")) == ["common-name-differs"]


def test_each_name_asked_for_is_told() -> None:
    made = end("a.example", names=())
    assert variants(CHECK, of_target(made, "a.example", "b.example")) == ["common-name-matches", "common-name-differs"]


def test_without_a_name_there_is_nothing_to_ask() -> None:
    assert not applies(CHECK, of_target(end(names=())))


def test_what_cannot_be_read_is_not_absent() -> None:
    broken = end("a.example", names=(), extra=[("2.5.29.17", False, b"\x30\x00")])
    assert variants(CHECK, of_target(broken, "a.example")) == []
