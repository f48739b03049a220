"""Values that stores and logs may hold, and what a shell makes of the lines that hold them."""

from __future__ import annotations

import re
import shlex
import subprocess
from typing import TYPE_CHECKING, Final

from chainaudit.model.remedy import ACTION_KINDS, Action, System

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

VALUES: Final = {
    "store": "trust.jks",
    "alias": "ALIAS-1",
    "subject": "CN=Example Root,O=Example",
    "host": "api.example.com",
}
"""Values as they usually are."""

FREE: Final = (
    *("store", "alias", "name", "file", "chain_file", "key_file", "port", "url"),
    *("certificate", "protocol", "cipher", "side", "format"),
)
"""The values that may be any text; a host is held to what names consist of."""

CANARY: Final = "canary"
_TOUCH: Final = f":>{CANARY}"
HOSTILE: Final = (
    f"a'b\"c; {_TOUCH} $({_TOUCH}) `{_TOUCH}` & | > <\n{_TOUCH}\n%PATH%",
    f"$({_TOUCH})",
    f"`{_TOUCH}`",
    f"';{_TOUCH};'",
    f'";{_TOUCH};"',
    f"x' $({_TOUCH}) '",
    f'x" $({_TOUCH}) "',
    f"\u201d;{_TOUCH};\u201c",
    f"|| {_TOUCH}",
    "one two",
    "$HOME ${PATH}",
    "ends in \\",
    "\\",
    "~",
    "*",
    "#note",
    "-option",
    "!!",
)
"""What ends a word or a quoted one, expands, or begins another command in some shell."""

_END: Final = "end of the call"
_RUN_BY: Final = re.compile(r"(?:^|\||&&)\s*([\w.-]+)")


def marked(name: str) -> str:
    """A harmless value by which one can see where it went."""
    return f"The{name.title().replace('_', '')}Value"


def lines_of(system: System, values: Mapping[str, str]) -> list[str]:
    """Every line that the system writes, for every kind of action."""
    return [line for kind in ACTION_KINDS for line in system.render(Action(kind, **values))]


def commands_of(system: System, values: Mapping[str, str]) -> list[str]:
    """The lines that hold a value and are typed, and notes whose command is typed once it is uncommented."""
    harmless = lines_of(system, {name: marked(name) for name in values})
    written = lines_of(system, values)
    assert len(harmless) == len(written)
    pairs = [(line, text) for line, text in zip(harmless, written, strict=True) if "Value" in line]
    typed = [text for line, text in pairs if not line.startswith("#")]
    return typed + [text.removeprefix("# ") for line, text in pairs if line.startswith("# keytool ")]


def calls_of(lines: list[str], programs: set[str], folder: Path) -> tuple[list[list[str]], list[str]]:
    """Run lines in a shell where every program only notes its arguments; return these and the files that were made."""
    folder.mkdir()
    (folder / "decoy").touch()
    note = "".join(
        f"{program}() {{ printf '%s\\0' {program} \"$@\" {shlex.quote(_END)} >>../calls; }}\n" for program in programs
    )
    calls = folder.parent / "calls"
    calls.write_bytes(b"")
    script = note + "\n".join(lines) + "\n"
    subprocess.run(["/bin/sh", "-c", script], cwd=folder, capture_output=True, check=False, env={"PATH": ""})
    text = calls.read_bytes().decode()
    noted = [call.split("\0")[:-1] for call in text.split(_END + "\0")[:-1]]
    return sorted(noted), sorted(file.name for file in folder.iterdir())


def programs_in(lines: list[str]) -> set[str]:
    """The programs that lines call."""
    return {program for line in lines for program in _RUN_BY.findall(line)}
