from __future__ import annotations

import pytest

from chainaudit.validators.peer.obsolete_version import CHECK
from tests.validators.making import doubts, findings
from tests.validators.peer.asked import of_peer

MODERN = {"TLSv1.2": True, "TLSv1.3": True}


@pytest.mark.parametrize("accepted", ["TLSv1", "TLSv1.1"])
def test_an_obsolete_version_that_is_accepted_is_found(accepted: str) -> None:
    (finding,) = findings(CHECK, of_peer(versions={**MODERN, accepted: True}))
    assert finding.observed == f"it accepts {accepted}"


@pytest.mark.parametrize("other", [False, None])
def test_what_is_refused_or_not_known_passes(other: bool | None) -> None:
    assert findings(CHECK, of_peer(versions={**MODERN, "TLSv1": other, "TLSv1.1": False})) == []


def test_versions_that_were_not_asked_for_are_not_checked() -> None:
    (doubt,) = doubts(CHECK, of_peer())
    assert doubt.missing
