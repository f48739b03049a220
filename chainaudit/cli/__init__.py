"""The command line: one command a file, found by name; exit codes 0 nothing found, 1 findings, 2 could not audit."""

from __future__ import annotations

from typing import Final

GARBAGE_THRESHOLD: Final = 100_000
"""Objects after which Python looks for garbage in cycles, instead of 700: a run makes many objects and hardly a cycle,
and the looking takes a tenth of its time (docs/decisions/0007)."""


def main() -> None:
    """Run the command line; the entry point of the program ``chainaudit``."""
    import gc

    gc.set_threshold(GARBAGE_THRESHOLD)
    from chainaudit.cli.program import run

    run()
