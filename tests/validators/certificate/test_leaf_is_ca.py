"""The target certificate is a CA certificate."""

from __future__ import annotations

from chainaudit.model.context import Role
from chainaudit.model.finding import Severity
from chainaudit.validators.certificate.leaf_is_ca import CHECK
from tests import forge
from tests.facts import findings


def test_it_is_untidy_and_forbidden_where_the_baseline_requirements_are_asked_for() -> None:
    ca = forge.root()
    assert [f.severity for f in findings(CHECK, ca)] == [Severity.WARNING]
    assert [f.severity for f in findings(CHECK, ca, baseline_requirements=True)] == [Severity.ERROR]


def test_an_end_entity_passes_and_an_issuer_is_not_looked_at() -> None:
    assert findings(CHECK, forge.issue(), baseline_requirements=True) == []
    assert findings(CHECK, forge.root(), Role.ANCHOR, baseline_requirements=True) == []
