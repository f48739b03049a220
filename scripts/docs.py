"""``python -m scripts.docs --write`` writes reference pages from the code, and into pages what their examples print.

``--check`` writes nothing and exits with 1 where a reference page is not what the code says.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from scripts import reference_pages
from scripts.console_blocks import ROOT, run_page

REFERENCE = ROOT / "docs" / "reference"


def generated() -> dict[Path, str]:
    """Every generated file and its text."""
    return {REFERENCE / name: text for name, text in reference_pages.pages().items()}


def stale() -> list[Path]:
    """The generated files that are missing or not what the code says."""
    return [path for path, text in generated().items() if not path.exists() or path.read_text() != text]


def write() -> list[Path]:
    """Bring generated files and examples up to date and return the files that changed."""
    changed = stale()
    texts = generated()
    REFERENCE.mkdir(parents=True, exist_ok=True)
    for path in changed:
        path.write_text(texts[path])
    for page in sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]):
        before = page.read_text()
        after = run_page(before)
        if after != before:
            page.write_text(after)
            changed.append(page)
    return changed


def main() -> int:
    """Do what the option says."""
    parser = argparse.ArgumentParser(description=__doc__)
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--write", action="store_true", help="write the pages")
    what.add_argument("--check", action="store_true", help="say which reference pages are out of date")
    options = parser.parse_args()
    files: list[Path] = write() if options.write else stale()
    for path in files:
        print(f"{'written' if options.write else 'out of date'}: {Path(path).relative_to(ROOT)}")
    if options.check and files:
        print("python -m scripts.docs --write brings them up to date")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
