"""Every check can be explained, and what is said is what the check itself says."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from chainaudit.app import registry
from chainaudit.cli.explain import explain
from chainaudit.errors import UsageError

CHECKS = registry.checks()


@pytest.mark.parametrize("check", CHECKS, ids=[check.id for check in CHECKS])
def test_all_of_it_is_told(check: object) -> None:
    found = registry.check(check.id)  # type: ignore[attr-defined]
    done = CliRunner().invoke(explain, [found.id], catch_exceptions=False)
    told = " ".join(done.output.split())
    assert done.exit_code == 0
    assert told.startswith(f"{found.id} ({found.severity.value}): {found.title}")
    for part in (found.explanation, found.remedy, *map(str, found.cites), *found.variants):
        assert " ".join(part.split()) in told


def test_lines_are_as_wide_as_can_be_read() -> None:
    wide = CliRunner().invoke(explain, ["path.incomplete"], env={"COLUMNS": "300"}).output
    narrow = CliRunner().invoke(explain, ["path.incomplete"], env={"COLUMNS": "50"}).output
    assert 80 < max(map(len, wide.splitlines())) <= 100
    assert max(len(line) for line in narrow.splitlines()[1:]) <= 50
    assert "".join(wide.split()) == "".join(narrow.split())


def test_a_check_that_is_not_there() -> None:
    with pytest.raises(UsageError, match=r"path\.imcomplete"):
        CliRunner().invoke(explain, ["path.imcomplete"], catch_exceptions=False)
