"""Pages say what is so: their examples print what is shown, their links lead somewhere, every page can be found."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from scripts.console_blocks import FENCE, ROOT, run_page

if TYPE_CHECKING:
    from pathlib import Path

PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
SET_UP = {"sh scripts/try.sh", "sh scripts/check.sh"}


def names(pages: list[Path]) -> list[str]:
    return [str(page.relative_to(ROOT)) for page in pages]


def anchor(heading: str) -> str:
    """The anchor that Markdown viewers give a heading."""
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


EXAMPLES = [page for page in PAGES if "```console" in page.read_text()]


@pytest.mark.parametrize("page", EXAMPLES, ids=names(EXAMPLES))
def test_examples_print_what_the_page_shows(page: Path) -> None:
    text = page.read_text()
    assert run_page(text) == text, "python -m scripts.docs --write puts what is printed into the page"


def test_there_are_examples() -> None:
    assert {"README.md", "docs/tutorial/first-audit.md"} <= set(names(EXAMPLES))


@pytest.mark.parametrize("page", PAGES, ids=names(PAGES))
def test_commands_of_ours_stand_in_blocks_that_are_run(page: Path) -> None:
    """What a reader may copy has been run, but for the two commands that set everything up."""
    shown = [
        line
        for language, block in FENCE.findall(page.read_text())
        if language != "console"
        for line in block.splitlines()
        if re.match(r"(\$ )?(chainaudit |sh scripts/)", line)
    ]
    assert not [line for line in shown if line not in SET_UP]


@pytest.mark.parametrize("page", PAGES, ids=names(PAGES))
def test_links_lead_somewhere(page: Path) -> None:
    prose = FENCE.sub("", page.read_text())
    for target in LINK.findall(prose):
        if re.match(r"(https?|mailto):", target):
            continue
        path, _, fragment = target.partition("#")
        file = (page.parent / path).resolve() if path else page
        assert file.exists(), f"{target} leads nowhere"
        if fragment and file.suffix == ".md":
            headings = re.findall(r"^#+ (.*)$", file.read_text(), re.MULTILINE)
            assert fragment in {anchor(heading) for heading in headings}, f"{target} names no heading"


@pytest.mark.parametrize("page", PAGES, ids=names(PAGES))
def test_every_page_under_docs_is_linked_from_its_index(page: Path) -> None:
    if page.parent.parent.name == "docs" and page.name not in {"README.md", "0000-template.md"}:
        index = (page.parent / "README.md") if (page.parent / "README.md").exists() else ROOT / "docs" / "README.md"
        assert page.name in index.read_text(), f"{index} does not mention {page.name}"
