"""What a benchmark says, and how time is taken: medians of interleaved runs, so that a busy machine hits all alike."""

from __future__ import annotations

import compileall
import statistics
import subprocess
import time
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path


class Row(NamedTuple):
    """One line of a table; a limit binds the value (``at_most``) or the other way round (``at_least``)."""

    what: str
    value: float
    unit: str
    at_most: float | None = None
    at_least: float | None = None

    @property
    def kept(self) -> bool:
        """Whether the value is within its limits."""
        high = self.at_most is None or self.value <= self.at_most
        return high and (self.at_least is None or self.value >= self.at_least)

    @property
    def limit(self) -> str:
        """The limit in words, or nothing."""
        if self.at_most is not None:
            return f"at most {self.at_most:g}"
        return f"at least {self.at_least:g}" if self.at_least is not None else ""


def median_seconds(candidates: Sequence[Callable[[], object]], rounds: int) -> list[float]:
    """Median time of each candidate over the rounds; one round runs each once, after a first that does not count."""
    taken: list[list[float]] = [[] for _ in candidates]
    for number in range(rounds + 1):
        for candidate, times in zip(candidates, taken, strict=True):
            start = time.perf_counter()
            candidate()
            if number:
                times.append(time.perf_counter() - start)
    return [statistics.median(times) for times in taken]


def compile_package(root: Path) -> None:
    """Write bytecode as an installation does: where Python may not write it itself, each start would compile anew."""
    if not compileall.compile_dir(root / "chainaudit", quiet=1):
        raise RuntimeError("chainaudit does not compile")


def process(*command: str | Path, exit_codes: tuple[int, ...] = (0,)) -> Callable[[], None]:
    """A whole process as a candidate; an exit code other than those expected stops the benchmark."""

    def run() -> None:
        done = subprocess.run([*map(str, command)], capture_output=True, stdin=subprocess.DEVNULL, check=False)
        if done.returncode not in exit_codes:
            raise RuntimeError(f"{command} ended with {done.returncode}: {done.stderr.decode(errors='replace')[-500:]}")

    return run
