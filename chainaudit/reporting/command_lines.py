"""The lines of a remedy: what is typed stands behind a prompt, and nothing else does."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from chainaudit.reporting.paint import Paint

_NOT_TYPED: Final = re.compile(r"[\w.-]+=\S*$|-D\S+$|[A-Z][a-z]+ > ")
"""Settings of a file, options of a JVM in a file, and pages of an administrator's console.

In a shell ``>`` would write a file, and a setting would be a variable that nobody reads.
"""


def command_line(line: str, paint: Paint) -> str:
    """Return a command with a prompt; notes, settings and pages without one."""
    if line.startswith("#"):
        return paint.faint(line)
    return line if _NOT_TYPED.match(line) else f"{paint.strong('$')} {line}"
