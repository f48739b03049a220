"""Moments, spans and names as people read them, and nothing that a terminal would obey."""

from __future__ import annotations

from datetime import timedelta

import pytest

from chainaudit.validators.identity import no_san
from chainaudit.validators.path import incomplete, wrong_order
from chainaudit.validators.trust import gap
from chainaudit.validators.wording import MAX_SHOWN_CHARACTERS, moment_text, name_text, short_name, shown, span_text
from tests.validators.making import MOMENT, authority, end, findings, make, of_path, of_target

HOSTILE = "\x1b[2Jevil\r\nAll is well \u202egood"


def test_moments_are_told_to_the_second_with_their_zone() -> None:
    assert moment_text(MOMENT) == "2026-06-01 12:00:00 UTC"


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0, "0 seconds"),
        (1, "1 second"),
        (59, "59 seconds"),
        (60, "1 minute"),
        (3_599, "59 minutes"),
        (3_600, "1 hour"),
        (86_399, "23 hours"),
        (86_400, "1 day"),
        (-2 * 86_400, "2 days"),
    ],
)
def test_spans_are_told_in_their_largest_unit(seconds: int, text: str) -> None:
    assert span_text(timedelta(seconds=seconds)) == text


def test_names() -> None:
    assert short_name(authority("Root").certificate) == "Root"
    assert name_text(end("", names=("a.example",)).certificate.subject) == "(empty name)"
    assert shown("Größe €uro 日本") == "Größe €uro 日本"
    assert len(shown("x" * MAX_SHOWN_CHARACTERS)) == MAX_SHOWN_CHARACTERS
    assert shown("x" * (MAX_SHOWN_CHARACTERS + 1)) == "x" * MAX_SHOWN_CHARACTERS + "…"


def test_a_name_cannot_write_to_the_terminal() -> None:
    """Escape sequences, line ends and marks that turn the direction, in every sentence that holds a common name."""
    root = authority(HOSTILE)
    ca = authority("CA", root)
    leaf = make(HOSTILE, ca, names=("email:a@b.example",))
    said = [
        *findings(incomplete.CHECK, of_path(leaf, ca, anchors=[ca])),
        *findings(gap.CHECK, of_path(leaf, ca, presented=[leaf, ca])),
        *findings(gap.CHECK, of_path(leaf, ca, root, presented=[leaf, ca, root])),
        *findings(wrong_order.CHECK, of_path(leaf, presented=[ca, leaf])),
        *findings(no_san.CHECK, of_target(leaf, "a.example")),
    ]
    assert len(said) == 5
    for finding in said:
        texts = [finding.observed, finding.expected, finding.remedy, *map(str, finding.values.values())]
        texts += [value for action in finding.actions for value in action.values.values()]
        assert all(text.isprintable() for text in texts)
        assert any("evil" in text for text in texts)
