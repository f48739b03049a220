"""What an import costs, as a whole process less a process that imports nothing."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from tests.benchmarks.measured import Row, median_seconds, process

if TYPE_CHECKING:
    from collections.abc import Iterator

TITLE = "Imports"
MODULES = ("cryptography.x509", "asn1crypto.x509", "tabulate", "click", "certifi", "dpkt", "OpenSSL", "jks")
ROUNDS = 15


def measure() -> Iterator[Row]:
    """The cost of each module that somewhere is imported only where it is used."""
    empty, *others = median_seconds(
        [process(sys.executable, "-c", text) for text in ("pass", *(f"import {name}" for name in MODULES))], ROUNDS
    )
    yield Row("a process that imports nothing", empty * 1000, "ms")
    for name, seconds in zip(MODULES, others, strict=True):
        yield Row(f"`import {name}`, more than that", (seconds - empty) * 1000, "ms")
