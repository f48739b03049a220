"""The common name is none of the subject alternative names."""

from __future__ import annotations

import pytest

from chainaudit.model.finding import Severity
from chainaudit.validators.certificate.common_name_not_in_san import CHECK
from tests import forge
from tests.facts import findings


@pytest.mark.parametrize(
    ("common_name", "names", "count"),
    [
        ("a.example", ("b.example", "a.example"), 0),
        ("A.example", ("a.example",), 1),
        ("*.a.example", ("*.a.example",), 0),
        ("c.example", ("a.example", "b.example"), 1),
        ("192.0.2.1", ("IP:192.0.2.1",), 0),
        ("192.0.02.1", ("IP:192.0.2.1",), 1),
        ("0xC0000201", ("IP:192.0.2.1",), 1),
        ("2001:db8::1", ("IP:2001:db8::1",), 0),
        ("2001:DB8::1", ("IP:2001:db8::1",), 1),
        ("2001:db8:0:0:1:0:0:1", ("IP:2001:db8::1:0:0:1",), 1),
        ("tëst.example", ("xn--tst-jma.example",), 1),
        ("a.example", ("IP:192.0.2.1",), 1),
        ("a.example", ("*.a.example",), 1),
        (None, ("a.example",), 0),
    ],
)
def test_it_is_copied_character_for_character(common_name: str | None, names: tuple[str, ...], count: int) -> None:
    one = forge.issue(forge.root(), subject=common_name, names=names)
    assert len(findings(CHECK, one, baseline_requirements=True)) == count


def test_without_the_baseline_requirements_nobody_asks() -> None:
    assert findings(CHECK, forge.issue(subject="c.example", names=("a.example",))) == []


@pytest.mark.parametrize(
    ("common_name", "names", "variant", "severity"),
    [
        ("c.example", ("a.example",), "differs", Severity.ERROR),
        ("a.example", ("*.a.example",), "wildcard-domain", Severity.WARNING),
        ("b.a.example", ("*.a.example",), "differs", Severity.ERROR),
        ("a.example", ("IP:192.0.2.1",), "other-kind", Severity.WARNING),
        ("a.example", ("IP:192.0.2.1", "b.example"), "differs", Severity.ERROR),
        ("192.0.02.1", ("IP:192.0.2.1",), "differs", Severity.ERROR),
        ("0xC0000201", ("IP:192.0.2.1",), "differs", Severity.ERROR),
    ],
)
def test_what_names_nobody_else_is_told_apart(
    common_name: str, names: tuple[str, ...], variant: str, severity: Severity
) -> None:
    (finding,) = findings(
        CHECK, forge.issue(forge.root(), subject=common_name, names=names), baseline_requirements=True
    )
    assert (finding.variant, finding.severity) == (variant, severity)
