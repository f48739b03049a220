"""A changed copy of a value keeps every other part."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from chainaudit.model.finding import Finding, Severity
from chainaudit.model.peer import COMPLETED, Endpoint, Peer, PeerHandshake
from chainaudit.model.profile import Profile, Strategy, StrategyKind
from chainaudit.model.question import RevocationInputs
from chainaudit.model.report import Report, TargetReport
from chainaudit.model.store import Entry, EntryKind, Store
from tests import forge
from tests.facts import question

if TYPE_CHECKING:
    from chainaudit.model.changing import Changeable

LEAF = forge.issue(forge.root())
VALUES = [
    pytest.param(question(LEAF), "partial_chain", id="question"),
    pytest.param(
        Profile(name="p", title="", cites=(), strategy=Strategy(StrategyKind.ANY_PATH)), "title", id="profile"
    ),
    pytest.param(Finding(check="a.b", title="", severity=Severity.NOTICE, cites=(), remedy=""), "alias", id="finding"),
    pytest.param(RevocationInputs(), "mode", id="revocation"),
    pytest.param(Report(), "notes", id="report"),
    pytest.param(TargetReport(question(LEAF), verdicts=(), findings=(), outcomes={}), "paths", id="target report"),
    pytest.param(Store("a.jks", "JKS"), "format", id="store"),
    pytest.param(Entry(EntryKind.PRIVATE_KEY), "alias", id="entry"),
    pytest.param(Peer(Endpoint("a.example", 443), PeerHandshake(COMPLETED)), "attempt", id="peer"),
]


@pytest.mark.parametrize(("value", "changed"), VALUES)
def test_every_other_part_is_kept(value: Any, changed: str) -> None:
    parts = type(value).__slots__
    for name in parts:
        if name != "moment":  # which is looked at when a question is made
            setattr(value, name, {"marked": name})
    copy = value.but(**{changed: {"another": "value"}})
    assert type(copy) is type(value)
    assert {n for n in parts if getattr(copy, n) != getattr(value, n)} == {changed}
    assert getattr(value, changed) == {"marked": changed}


@pytest.mark.parametrize(("value", "changed"), VALUES)
def test_a_part_that_there_is_none_of_is_refused(value: Changeable, changed: str) -> None:
    with pytest.raises(TypeError):
        value.but(**{f"{changed}_": ()})
