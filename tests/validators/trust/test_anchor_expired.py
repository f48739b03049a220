"""Whether the dates of a root count is up to the verifier (RFC 5280, 6.1.1 (d))."""

from __future__ import annotations

import pytest

from chainaudit.model.context import Role
from chainaudit.model.finding import Severity
from chainaudit.model.rules import Rules
from chainaudit.validators.trust.anchor_expired import CHECK
from tests.validators.making import BEGIN, END, SECOND, applies, authority, findings, of_certificate, variants


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        pytest.param(BEGIN - SECOND, ["not-yet-valid"], id="a second before it begins"),
        pytest.param(BEGIN, [], id="its first second"),
        pytest.param(END, [], id="its last second"),
        pytest.param(END + SECOND, ["expired"], id="a second after its end"),
    ],
)
def test_both_ends_to_the_second(moment: object, expected: list[str]) -> None:
    assert variants(CHECK, of_certificate(authority(), Role.ANCHOR, moment=moment)) == expected


def test_other_roles_are_other_checks() -> None:
    late = END + SECOND
    assert not applies(CHECK, of_certificate(authority(), Role.TARGET, moment=late))
    assert not applies(CHECK, of_certificate(authority(), Role.INTERMEDIATE, moment=late))


@pytest.mark.parametrize("moment", [BEGIN - SECOND, END + SECOND])
def test_the_rules_say_whether_it_is_an_error(moment: object) -> None:
    for counts, severity in ((True, Severity.ERROR), (False, Severity.WARNING)):
        rules = Rules(anchor_dates_count=counts)
        (finding,) = findings(CHECK, of_certificate(authority(), Role.ANCHOR, rules, moment=moment))
        assert finding.severity is severity
    assert CHECK.severity is Severity.ERROR


def test_the_old_root_is_to_be_replaced() -> None:
    root = authority()
    context = of_certificate(root, Role.ANCHOR, moment=END + SECOND, truststores=("trust.jks",))
    (finding,) = findings(CHECK, context)
    assert finding.actions[0].kind == "replace-anchor"
    assert finding.actions[0].values["store"] == "trust.jks"
    assert finding.actions[0].values["certificate"] == root.certificate.fingerprint
