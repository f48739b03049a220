"""The runner of the examples notices what it has to notice."""

from __future__ import annotations

import pytest

from scripts.console_blocks import agrees, commands_of, run_page


def page(*lines: str) -> str:
    return "\n".join(("before", "```console", *lines, "```", "after"))


def test_output_that_agrees_is_kept() -> None:
    text = page("$ echo one; echo two", "one", "two")
    assert run_page(text) == text


def test_output_that_differs_is_replaced() -> None:
    assert run_page(page("$ echo one", "two")) == page("$ echo one", "one")


def test_missing_output_is_added_and_surplus_taken_away() -> None:
    assert run_page(page("$ echo one")) == page("$ echo one", "one")
    assert run_page(page("$ true", "one")) == page("$ true")


def test_standard_error_is_shown() -> None:
    assert run_page(page("$ echo oops >&2")) == page("$ echo oops >&2", "oops")


def test_commands_share_a_folder_and_know_the_last_exit_code() -> None:
    text = page("$ echo x > file; (exit 3)", "$ echo $?", "3", "$ cat file", "x")
    assert run_page(text) == text


def test_a_backslash_continues_a_command() -> None:
    text = page("$ echo one \\", "    two", "one two")
    assert run_page(text) == text


def test_other_blocks_are_left_alone() -> None:
    text = "```text\n$ false\nnothing\n```\n"
    assert run_page(text) == text


@pytest.mark.parametrize(
    ("expected", "printed", "same"),
    [
        ("a\n...\nd", "a\nb\nc\nd", True),
        ("a\n...", "a", True),
        ("a\n...\nd", "a\nb", False),
        ("a.c", "abc", False),
        ("", "", True),
        ("", "a", False),
    ],
)
def test_an_ellipsis_stands_for_any_lines(expected: str, printed: str, *, same: bool) -> None:
    assert agrees(expected, printed) is same


def test_a_block_without_a_command_is_refused() -> None:
    with pytest.raises(ValueError, match="starts with a command"):
        commands_of("output\n")
