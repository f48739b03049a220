"""``python -m tests.benchmarks [--write] [NAME...]``: run the benchmarks, print their tables, keep the page."""

from __future__ import annotations

import argparse
import importlib
import platform
import re
import sys
from datetime import datetime, timezone
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.benchmarks.measured import Row

HERE = Path(__file__).resolve().parent
PAGE = HERE.parent.parent / "docs" / "reference" / "benchmarks.md"
HEADER = """# Benchmarks

What was measured, each beside somebody else's program in the same run: medians of interleaved runs.
`python -m tests.benchmarks --write` measures again and writes this page; `python -m tests.benchmarks NAME` runs one.
Ratios travel between machines, milliseconds do not.
"""


def table(rows: Sequence[Row]) -> str:
    """The rows as a Markdown table."""
    lines = ["| Measured | Value | Unit | Limit |", "|---|---:|---|---|"]
    for row in rows:
        verdict = row.limit and f"{row.limit}: {'kept' if row.kept else '**not kept**'}"
        lines.append(f"| {row.what} | {row.value:.3g} | {row.unit} | {verdict} |")
    return "\n".join(lines)


def section(name: str, title: str, rows: Sequence[Row]) -> str:
    """The section of one benchmark, between marks that let it be replaced alone."""
    when = datetime.now(timezone.utc).strftime("%Y-%m-%d")  # noqa: TID251 - the date on a table, not a moment judged
    where = f"Measured on {when} with Python {platform.python_version()} on {platform.system()} {platform.machine()}."
    return f"<!-- {name} -->\n## {title}\n\n{where}\n\n{table(rows)}\n<!-- end {name} -->\n"


def put(page: str, name: str, text: str) -> str:
    """Replace the section of this name in the page, or add it at the end."""
    pattern = re.compile(rf"<!-- {name} -->\n.*?<!-- end {name} -->\n", re.DOTALL)
    return pattern.sub(lambda _: text, page) if pattern.search(page) else f"{page.rstrip()}\n\n{text}"


def main(arguments: Sequence[str]) -> int:
    """Run what was asked for; 1 where a limit is not kept."""
    known = sorted(file.stem.removeprefix("bench_") for file in HERE.glob("bench_*.py"))
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help=f"put the tables into {PAGE.name}")
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(known))
    options = parser.parse_args(arguments)
    kept = True
    for name in options.names or known:
        bench = importlib.import_module(f"tests.benchmarks.bench_{name}")
        rows: list[Row] = list(bench.measure())
        kept = kept and all(row.kept for row in rows)
        print(f"{bench.TITLE}\n\n{table(rows)}\n", flush=True)
        if options.write:
            page = PAGE.read_text() if PAGE.exists() else HEADER
            PAGE.write_text(put(page, f"bench_{name}", section(f"bench_{name}", bench.TITLE, rows)))
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
