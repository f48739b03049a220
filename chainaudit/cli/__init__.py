"""The command line: one command a file, found by name; exit codes 0 nothing found, 1 findings, 2 could not audit."""

from __future__ import annotations


def main() -> None:
    """Run the command line; the entry point of the program ``chainaudit``."""
    from chainaudit.cli.program import run

    run()
