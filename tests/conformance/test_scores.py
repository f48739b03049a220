"""The page about conformance shows what the suites say today."""

from __future__ import annotations

from tests.conformance import _scores


def test_the_page_shows_todays_scores() -> None:
    told = _scores.table(_scores.scores(), _scores.laboratory())
    assert told in _scores.PAGE.read_text(), "python -m tests.conformance._scores --write puts them there"
    assert f"| x509-limbo | **{_scores.OWN}** | 122 | 0 | 0 |" in told
    assert f"| BetterTLS | **{_scores.OWN}** | 229 | 0 | 0 |" in told
    assert f"| NIST PKITS | **{_scores.OWN}** | 160 | 0 | 0 |" in told
