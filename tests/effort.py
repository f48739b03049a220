"""Effort that does not depend on the machine: calls are counted, seconds only guard against what never ends."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable

PATIENCE_SECONDS: Final = 60.0
"""What no test comes near on the slowest machine, and what grows beyond all bounds passes. Speed is measured in
tests/benchmarks."""


def calls(work: Callable[[], object]) -> int:
    """Do ``work`` and return how many Python and built-in functions it called: the same number on every machine."""
    count = 0

    def note(_frame: object, event: str, _argument: Any) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count
