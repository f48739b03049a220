"""Every path length that does not hold is told."""

from __future__ import annotations

from chainaudit.model.rules import Rules
from chainaudit.validators.path.length_exceeded import CHECK
from tests import forge
from tests.validators.making import findings, of_path

RULES = Rules(count_every_path_length=True)


def chain(*lengths: int | None) -> list[forge.Forged]:
    """Make a chain; the lengths are those of the CAs from the root down."""
    made = [forge.root(path_length=lengths[0])]
    for number, length in enumerate(lengths[1:]):
        made.append(forge.intermediate(made[-1], f"CA {number}", path_length=length))
    made.append(forge.issue(made[-1]))
    return made[::-1]


def positions(*lengths: int | None) -> list[int | None]:
    return [f.position for f in findings(CHECK, of_path(*chain(*lengths), anchored=True, rules=RULES))]


def test_at_the_limit_and_one_beyond() -> None:
    assert positions(1, 0) == []
    assert positions(0, None) == [2]


def test_all_of_them_are_told() -> None:
    assert positions(0, 0, None) == [2, 3]


def test_self_issued_ones_do_not_count() -> None:
    root = forge.root(path_length=0)
    renewed = forge.issue(root, subject="Root", ca=True, use_key=forge.key("EC", "renewed"))
    assert findings(CHECK, of_path(forge.issue(renewed), renewed, root, anchored=True, rules=RULES)) == []


def test_who_counts_the_first_alone_is_not_told() -> None:
    assert findings(CHECK, of_path(*chain(0, None), anchored=True)) == []
