"""Writes the files of a new check: ``python -m scripts.new_check path.too-deep "A path has too many issuers"``.

The check and its test are made to fail until they are written: a check that finds nothing must not look finished.
"""

from __future__ import annotations

import argparse
import re
import sys
from typing import TYPE_CHECKING

from chainaudit.model.check import Scope, Severity
from scripts.console_blocks import ROOT

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

CHECK = '''"""{title}."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainaudit.model.check import Check, Citation, Scope, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainaudit.model.check import Undetermined
    from chainaudit.model.context import {context}
    from chainaudit.model.finding import Finding


def find(ctx: {context}) -> Iterator[Finding | Undetermined]:
    """Yield CHECK.finding(...) for what is wrong, Undetermined(why) for what cannot be decided."""
    raise NotImplementedError(ctx)


CHECK = Check(
    id="{id}",
    title="{title}",
    severity=Severity.{severity},
    scope=Scope.{scope},
    cites=(Citation("RFC 5280", "?"),),
    explanation="",
    remedy="",
    find=find,
)
'''

TEST = '''"""{title}: what is found, what passes, and each boundary."""

from __future__ import annotations

import pytest

from chainaudit.validators.{folder}.{module} import CHECK


def test_it_is_found() -> None:
    pytest.fail(f"show a case in which {{CHECK.id}} is found")


def test_it_passes() -> None:
    pytest.fail(f"show a case in which {{CHECK.id}} passes")
'''


def files(identity: str, title: str, severity: Severity, scope: Scope, root: Path = ROOT) -> dict[Path, str]:
    """The files of a new check and their text; raises ValueError for what is no id."""
    if not re.fullmatch(r"[a-z]+\.[a-z0-9]+(-[a-z0-9]+)*", identity):
        raise ValueError(f"{identity} is no id: write folder.words-with-dashes, in lower case")
    folder, _, slug = identity.partition(".")
    module = slug.replace("-", "_")
    values = {
        "id": identity,
        "title": title.rstrip("."),
        "severity": severity.name,
        "scope": scope.name,
        "context": f"{scope.value.capitalize()}Context",
        "folder": folder,
        "module": module,
    }
    made = {
        root / "chainaudit" / "validators" / folder / f"{module}.py": CHECK.format(**values),
        root / "tests" / "validators" / folder / f"test_{module}.py": TEST.format(**values),
    }
    package = root / "chainaudit" / "validators" / folder / "__init__.py"
    if not package.exists():
        made[package] = f'"""Checks of {folder}."""\n'
    return made


def main(arguments: Sequence[str]) -> int:
    """Write the files, never over one that is there."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("id", help="folder.words-with-dashes")
    parser.add_argument("title", help="what is wrong when it is found, in a few words")
    parser.add_argument("--severity", choices=[s.value for s in Severity], default="error")
    parser.add_argument("--scope", choices=[s.value for s in Scope], default="path")
    options = parser.parse_args(arguments)
    try:
        made = files(options.id, options.title, Severity(options.severity), Scope(options.scope))
    except ValueError as error:
        parser.error(str(error))
    taken = [path for path in made if path.exists()]
    if taken:
        parser.error(f"{taken[0].relative_to(ROOT)} is there already")
    for path, text in made.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        print(path.relative_to(ROOT))
    print("Write the check and its test, then: python -m scripts.docs --write")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
