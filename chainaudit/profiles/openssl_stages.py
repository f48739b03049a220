"""What every ruling of OpenSSL is made of: its stages, and its own numbers with their words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from chainaudit.model.profile import Ruling
from chainaudit.profiles.openssl_words import TEXTS

if TYPE_CHECKING:
    from collections.abc import Callable

    from chainaudit.model.finding import Finding
    from chainaudit.model.path import Path
    from chainaudit.model.question import Question

    When = Callable[[Finding, Path, Question], bool]

LEAF_KEY: Final = 0
BUILD: Final = 1
EXTENSIONS: Final = 2
LEVEL: Final = 3
IDENTITY: Final = 4
CRLS: Final = 5
SUITE_B: Final = 6
VERIFY: Final = 7
NAMES: Final = 8
POLICY: Final = 9
NO_POLICY: Final = 10

Rulings = dict[str, "Ruling | tuple[Ruling, ...] | None"]


def said(number: int, stage: int, **options: Any) -> Ruling:  # noqa: ANN401 - the options of Ruling
    """Return a ruling in OpenSSL's words."""
    return Ruling(TEXTS[number], number=number, stage=stage, **options)


def position_of(finding: Finding) -> int:
    """Return the position in the path; the target's where the finding has none."""
    return finding.position or 0


def is_last(finding: Finding, path: Path) -> bool:
    """Whether the finding is about the last certificate of the path."""
    return position_of(finding) == len(path.certificates) - 1
