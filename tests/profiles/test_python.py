"""CPython is predicted in verdict and words; since 3.13 it is strict and takes partial chains."""

from __future__ import annotations

from chainaudit import checks, profile
from chainaudit.judging.judge import verdict_of
from tests.profiles.openssl_lab import cases, differences, question


def test_python_3_11_says_what_is_predicted() -> None:
    assert differences("python", "python-3.11") == []


def verdicts(name: str) -> dict[str, bool]:
    return {case: verdict_of(question(parts), profile(name), checks())[0].accepted for case, parts in cases().items()}


def test_what_3_13_changed() -> None:
    """Measured with 3.13.0: intermediates are anchors, and a missing authority key identifier refuses."""
    before, after = verdicts("python-3.11"), verdicts("python-3.13")
    changed = {case.partition("_")[0]: after[case] for case in before if before[case] is not after[case]}
    assert changed == {"02": True, "02b": True, "23": False}
    assert verdicts("python") == after
