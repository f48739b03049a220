"""cA=TRUE for whoever issues (RFC 5280, 6.1.4 (k))."""

from __future__ import annotations

import pytest

from chainaudit.model.context import Role
from chainaudit.model.finding import Severity
from chainaudit.validators.path.issuer_not_ca import CHECK
from tests import forge
from tests.validators.making import applies, authority, end, findings, of_certificate, variants


@pytest.mark.parametrize(
    ("ca", "observed"),
    [(True, None), (False, "basicConstraints says cA=FALSE"), (None, "basicConstraints is missing")],
)
def test_what_basic_constraints_say(ca: bool | None, observed: str | None) -> None:
    for role, variant in ((Role.INTERMEDIATE, "issuer"), (Role.ANCHOR, "anchor")):
        found = findings(CHECK, of_certificate(authority(ca=ca), role))
        assert [f.observed for f in found] == ([] if observed is None else [observed])
        assert [f.variant for f in found] == ([] if observed is None else [variant])


def test_what_a_person_reads() -> None:
    (finding,) = findings(CHECK, of_certificate(authority(ca=None), Role.INTERMEDIATE))
    assert finding.severity is Severity.ERROR
    assert finding.values["has_basic_constraints"] is False
    assert finding.expected == "basicConstraints with cA=TRUE"
    assert finding.actions[0].kind == "reissue"


def test_an_extension_that_cannot_be_read_is_no_mark() -> None:
    broken = authority(ca=None, extra=[("2.5.29.19", True, b"\x05\x00")])
    (finding,) = findings(CHECK, of_certificate(broken, Role.INTERMEDIATE))
    assert finding.observed == "basicConstraints cannot be read"
    assert finding.values["has_basic_constraints"] is True


def test_targets_and_older_versions_are_other_checks() -> None:
    assert not applies(CHECK, of_certificate(end()))
    assert not applies(CHECK, of_certificate(forge.issue(version=1), Role.INTERMEDIATE))
    assert variants(CHECK, of_certificate(end(), Role.INTERMEDIATE)) == ["issuer"]
