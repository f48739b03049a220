"""Judge every case of a suite: ``python -m tests.conformance SUITE FILE [--base DIR]``.

One JSON object a line on stdout, a summary on stderr, exit code 0 whatever the score; 2 where the suite or the file
cannot be used. A suite is a module beside this one with ``run(document, base)``, which yields the objects, and with
``summary(document, rows)``, which tells how they compare with what the document expects.
"""

from __future__ import annotations

import argparse
import gzip
import importlib
import json
import pathlib
import pkgutil
import sys
from typing import TYPE_CHECKING, Any

import tests.conformance

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import ModuleType


def suites() -> dict[str, str]:
    """Return the module of every suite by the name it has on the command line."""
    names = (module.name for module in pkgutil.iter_modules(tests.conformance.__path__))
    return {name.replace("_", "-"): name for name in names if not name.startswith(("_", "test_"))}


def load(path: pathlib.Path) -> Any:
    """Read JSON, compressed or not: told by its first bytes, not by its name."""
    data = path.read_bytes()
    return json.loads(gzip.decompress(data) if data.startswith(b"\x1f\x8b") else data)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one suite; return the exit code."""
    known = suites()
    parser = argparse.ArgumentParser(prog="python -m tests.conformance", description=__doc__)
    parser.add_argument("suite", metavar="SUITE", choices=sorted(known), help=", ".join(sorted(known)))
    parser.add_argument("file", metavar="FILE", type=pathlib.Path)
    parser.add_argument("--base", metavar="DIR", type=pathlib.Path, help="where relative paths start (FILE's folder)")
    given = parser.parse_args(arguments)
    try:
        document = load(given.file)
    except (OSError, ValueError) as error:
        print(f"{given.file} cannot be read: {error}", file=sys.stderr)
        return 2
    suite: ModuleType = importlib.import_module(f"tests.conformance.{known[given.suite]}")
    rows: list[dict[str, Any]] = []
    for row in suite.run(document, given.base or given.file.parent):
        rows.append(row)
        print(json.dumps(row, separators=(", ", ": ")), flush=True)
    told = suite.summary(document, rows) if hasattr(suite, "summary") else f"{len(rows)} cases"
    print(told, file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
