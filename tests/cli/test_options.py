"""Options of one name mean one thing in every command, and what their help points to is there."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

import click
import pytest

from chainaudit.app import registry
from chainaudit.app.catalogue import catalogue
from chainaudit.cli.program import program

if TYPE_CHECKING:
    from collections.abc import Iterator


def _options() -> Iterator[tuple[str, click.Option]]:
    context = click.Context(program)
    for name in program.list_commands(context):
        command = program.get_command(context, name)
        assert command is not None, name
        yield from ((name, option) for option in command.params if isinstance(option, click.Option))


def _by_name() -> dict[str, list[tuple[str, click.Option]]]:
    found: dict[str, list[tuple[str, click.Option]]] = defaultdict(list)
    for command, option in _options():
        found[max(option.opts, key=len)].append((command, option))
    return {name: members for name, members in found.items() if len(members) > 1}


SHARED = _by_name()
OTHERWISE = {"--alias", "--format", "--truststore", "--password", "--untrusted", "--client-store", "--output"}
"""What differs from command to command: the sentence, or how many there may be."""


def test_there_are_options_that_commands_share() -> None:
    assert len(SHARED) > 15


@pytest.mark.parametrize("name", sorted(set(SHARED) - OTHERWISE))
def test_an_option_is_the_same_in_every_command(name: str) -> None:
    meant = {
        (option.name, option.metavar, repr(option.default), option.multiple, option.is_flag, repr(option.type))
        for _, option in SHARED[name]
    }
    assert len(meant) == 1, meant


@pytest.mark.parametrize("name", sorted(name for name in SHARED if name.endswith("-password")))
def test_passwords_that_are_keyed_may_be_given_again(name: str) -> None:
    for command, option in SHARED[name]:
        assert option.multiple == ("=]" in (option.metavar or "")), command
        assert not option.multiple or "Repeatable" in (option.help or ""), command


def test_every_list_that_help_points_to_is_there() -> None:
    named = {
        (command, kind)
        for command, option in _options()
        for kind in re.findall(r"chainaudit list (\w+)", option.help or "")
    }
    assert {kind for _, kind in named} == {"profiles", "systems", "reports", "starttls"}
    assert all(catalogue(kind)[1] for _, kind in named)


@pytest.mark.parametrize("command", ["verify", "connect"])
def test_the_formats_of_reports_are_those_that_can_be_had(command: str) -> None:
    option = next(o for c, o in _options() if (c, o.name) == (command, "format_name"))
    named = set(re.findall(r"\w+", (option.help or "").partition("(")[0]))
    assert named <= {known.name for known in registry.formats()}
    assert "list reports" in (option.help or "")
