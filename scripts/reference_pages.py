"""The text of every page under docs/reference/ that the code dictates."""

from __future__ import annotations

import importlib
import inspect
from enum import Enum
from itertools import groupby
from typing import TYPE_CHECKING, Any

import click

import chainaudit
from chainaudit.app import registry
from chainaudit.cli.program import program
from chainaudit.model.cause import CAUSES
from chainaudit.model.remedy import ACTION_KINDS
from scripts import json_schema

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from chainaudit.model.cause_shape import Cause
    from chainaudit.model.check import Check
    from chainaudit.model.profile import Profile

GENERATED = "<!-- Written by python -m scripts.docs --write from the code; edit the code, not this page. -->"


def cell(text: object) -> str:
    """Make the text safe for a table."""
    return " ".join(str(text).split()).replace("|", "\\|")


def page(title: str, *paragraphs: str) -> str:
    """A page: mark, title, paragraphs."""
    return "\n\n".join((GENERATED, f"# {title}", *(text for text in paragraphs if text))) + "\n"


def check_section(check: Check) -> str:
    """One check, as ``chainaudit explain`` tells it."""
    lines = [
        f"### `{check.id}`",
        f"**{check.title}** · {check.severity.value} · looks at: {check.scope.value}",
        check.explanation,
        f"*What to do:* {check.remedy}",
        f"*Clauses:* {'; '.join(map(str, check.cites))}",
    ]
    if check.variants:
        lines.append(f"*Variants:* {', '.join(f'`{variant}`' for variant in check.variants)}")
    return "\n\n".join(lines)


def checks_page() -> str:
    """Every check, by what it looks at."""
    checks = registry.checks()
    sections: list[str] = []
    for folder, members in groupby(checks, key=lambda check: check.id.split(".")[0]):
        what = importlib.import_module(f"chainaudit.validators.{folder}").__doc__ or ""
        sections.append(f"## {folder}\n\n{what.strip()}")
        sections.extend(check_section(check) for check in members)
    return page(
        "Checks",
        f"{len(checks)} checks. The id is what scripts rely on: it never changes, a retired one is never used again. "
        "The severity is that of the standard; a profile says what the fact means to one verifier. "
        "`chainaudit explain ID` prints a section of this page.",
        *sections,
    )


def profile_section(profile: Profile) -> str:
    """One profile: how it comes to a path and what is fatal to it."""
    names = ", ".join(f"`{alias}`" for alias in profile.aliases)
    anchors = "a self-signed certificate among the anchors" if profile.strategy.self_signed_anchors else "any anchor"
    lines = [
        f"### `{profile.name}`",
        f"**{profile.title}**" + (f" · also called {names}" if names else ""),
        f"*How it comes to a path:* {profile.strategy.kind.value}; a path ends at {anchors}.",
    ]
    fatal = [
        (fact, ruling)
        for fact, said in sorted(profile.rulings.items())
        for ruling in (said if isinstance(said, tuple) else (said,))
        if ruling is not None
    ]
    if profile.family == "standard":
        lines.append("*Fatal to it:* every finding of severity error, but for what it tolerates.")
    if fatal:
        rows = [
            f"| `{fact}` | {'' if ruling.number is None else ruling.number} | {cell(ruling.words)} |"
            for fact, ruling in fatal
        ]
        lines.append("\n".join(("| Fact | Number | What it says |", "|---|---|---|", *rows)))
    tolerated = sorted({*profile.tolerates, *(fact for fact, ruling in profile.rulings.items() if ruling is None)})
    if tolerated:
        lines.append(f"*Tolerated:* {', '.join(f'`{fact}`' for fact in tolerated)}")
    if profile.skips:
        lines.append(f"*Not looked at:* {', '.join(f'`{fact}`' for fact in sorted(profile.skips))}")
    lines.append("*Where this is written down or was observed:*\n\n" + "\n".join(f"- {cite}" for cite in profile.cites))
    return "\n\n".join(lines)


def profiles_page() -> str:
    """Every profile: a table of names, then each."""
    profiles = registry.profiles()
    rows = [
        f"| `{profile.name}` | {', '.join(f'`{alias}`' for alias in profile.aliases)} | {cell(profile.title)} |"
        for profile in profiles
    ]
    return page(
        "Profiles",
        "A profile is one verifier, or one standard: `--as NAME`. It says how that verifier comes to a path, "
        "which facts are fatal to it, and in which words.",
        "\n".join(("| Name | Also called | What it is |", "|---|---|---|", *rows)),
        "## Each profile",
        *(profile_section(profile) for profile in profiles),
    )


def room_page(
    members: Callable[[], Iterable[Any]],
    title: str,
    introduction: str,
    more: Callable[[Any], Iterable[str]] | None = None,
) -> Callable[[], str]:
    """A page about a room whose members have a name and a title."""

    def text() -> str:
        sections = [
            "\n\n".join((f"### `{member.name}`", f"{member.title}.", *(more(member) if more else ())))
            for member in members()
        ]
        return page(title, introduction, *sections)

    return text


def endings(reader: Any) -> Iterable[str]:  # noqa: ANN401 - what the room's constant is
    """The endings that claim a format."""
    if reader.extensions:
        yield f"Usual endings: {', '.join(f'`{ending}`' for ending in reader.extensions)}"


def cause_section(cause: Cause) -> str:
    """One cause: what it means, who must act, and what is done."""
    actions = "; ".join(f"{ACTION_KINDS[kind].lower()} (`{kind}`)" for kind in cause.actions)
    lines = [f"### `{cause.name}`", f"**{cause.title}** · who acts: {cause.actor}", cause.explanation]
    if actions:
        lines.append(f"*What to do:* {actions}")
    return "\n\n".join(lines)


def causes_page() -> str:
    """Every cause that a diagnosis may name."""
    return page(
        "Causes",
        f"The {len(CAUSES)} causes that `chainaudit diagnose` names. More may come; a name keeps its meaning.",
        *(cause_section(cause) for _, cause in sorted(CAUSES.items())),
    )


def command_line_page() -> str:
    """The help of the program and of every command, as it is printed."""
    context = click.Context(program, info_name="chainaudit", max_content_width=100, terminal_width=100)
    sections = [f"```text\n{program.get_help(context).rstrip()}\n```"]
    for name in program.list_commands(context):
        command = program.get_command(context, name)
        if command is not None:
            inner = click.Context(command, info_name=name, parent=context, max_content_width=100, terminal_width=100)
            sections.append(f"## {name}\n\n```text\n{command.get_help(inner).rstrip()}\n```")
    return page(
        "Command line",
        "Exit codes: 0 nothing found at or above `--fail-on`; 1 findings; 2 could not audit (bad usage, unreadable "
        "input, a wrong password, or a check that could not decide). Results go to standard output, talk and "
        "progress to standard error.",
        *sections,
    )


class Written:
    """An annotation as it stands in the code, without the quotes that a string has."""

    def __init__(self, annotation: object) -> None:
        self.annotation = annotation

    def __repr__(self) -> str:
        return str(self.annotation)


def signature_of(value: Callable[..., object]) -> str:
    """How something is called."""
    signature = inspect.signature(value)
    parameters = [
        parameter.replace(annotation=Written(parameter.annotation)) for parameter in signature.parameters.values()
    ]
    returned = inspect.Signature.empty if inspect.isclass(value) else Written(signature.return_annotation)
    return str(signature.replace(parameters=parameters, return_annotation=returned))


def public_name(name: str) -> str:
    """One public name: how it is called and what its docstring says."""
    value = getattr(chainaudit, name)
    signature = "" if inspect.isclass(value) and issubclass(value, (Exception, Enum)) else signature_of(value)
    documentation = inspect.getdoc(value) or ""
    return f"### `{name}`\n\n```python\nchainaudit.{name}{signature}\n```\n\n```text\n{documentation}\n```"


def python_page() -> str:
    """The names that ``import chainaudit`` offers."""
    return page(
        "Python",
        "What `import chainaudit` offers, and what stays as it is; other modules may change without a word. "
        "Names are loaded when they are used.",
        *(public_name(name) for name in chainaudit.__all__),
    )


def index_page() -> str:
    """The index of the reference."""
    rows = [f"| [{name}]({name}) | {title} |" for name, title in sorted({**HAND_WRITTEN, **TITLES}.items())]
    return page(
        "Reference",
        "Pages that are written from the code, and what was measured.",
        "\n".join(("| Page | What it lists |", "|---|---|", *rows)),
    )


HAND_WRITTEN = {
    "benchmarks.md": "What was measured, beside other programs",
    "openssl-agreement.md": "How far `openssl verify` is predicted, on made-up chains and on suites of others",
    "predictions.md": "How often profiles predict the verifiers that they are named after",
}
TITLES = {
    "checks.md": "Every check: what it finds, why it matters, what to do, which clause says so",
    "profiles.md": "Every verifier and standard that can judge",
    "formats.md": "Store formats that are read",
    "evidence.md": "Captures, logs and texts that are read",
    "causes.md": "What a diagnosis may name as the cause",
    "starttls.md": "Protocols that begin in the clear",
    "systems.md": "Whose commands a remedy can be written in",
    "report-formats.md": "What a report can be written as",
    "software.md": "Whose handshakes can be rehearsed",
    "written-formats.md": "Store formats that are written",
    "python.md": "What `import chainaudit` offers",
    "chainaudit-1.schema.json": "The JSON Schema of what `--format json` prints",
    "command-line.md": "Every command and option, and the exit codes",
}


PAGES: dict[str, Callable[[], str]] = {
    "README.md": index_page,
    "python.md": python_page,
    "chainaudit-1.schema.json": json_schema.text,
    "causes.md": causes_page,
    "command-line.md": command_line_page,
    "checks.md": checks_page,
    "profiles.md": profiles_page,
    "formats.md": room_page(
        registry.readers,
        "Store formats",
        "What `chainaudit` reads. The format is found by content, never by the name of the file; "
        "a name that says otherwise is a notice.",
        endings,
    ),
    "evidence.md": room_page(
        registry.parsers,
        "Evidence",
        "What `chainaudit diagnose` reads; found by content, several files in any mix.",
    ),
    "starttls.md": room_page(
        registry.starttls_protocols,
        "STARTTLS protocols",
        "What `chainaudit connect --starttls NAME` speaks before TLS.",
    ),
    "systems.md": room_page(registry.systems, "Systems", "Whose commands a remedy can be written in: `--system NAME`."),
    "software.md": room_page(
        registry.software, "Software", "Whose side `chainaudit rehearse` can play: `--client-as`, `--server-as`."
    ),
    "written-formats.md": room_page(
        registry.writers, "Written formats", "What `chainaudit convert` and `chainaudit complete` write."
    ),
    "report-formats.md": room_page(
        registry.formats, "Report formats", "What a report can be written as: `--format NAME`."
    ),
}


def pages() -> dict[str, str]:
    """Every generated page by its file name under docs/reference/."""
    return {name: text() for name, text in PAGES.items()}
