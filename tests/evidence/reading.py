"""Reads evidence for tests: a file of testdata/evidence, or text that is given."""

from __future__ import annotations

import io
from datetime import datetime, timezone
from pathlib import Path
from typing import TYPE_CHECKING

from chainaudit.app.diagnosis.evidence_files import open_evidence, parser_for
from chainaudit.evidence.parser import ParserContext
from chainaudit.evidence.weighing import diagnose

if TYPE_CHECKING:
    from chainaudit.evidence.parser import Parser
    from chainaudit.model.evidence import Connection, Diagnosis
    from chainaudit.tls.keylog import KeyLog

SAMPLES = Path(__file__).parents[2] / "testdata" / "evidence"
MOMENT = datetime(2026, 11, 21, 8, 35, tzinfo=timezone.utc)


def read(data: bytes | str, *, keylog: KeyLog | None = None, parser: Parser | None = None) -> list[Connection]:
    encoded = data.encode() if isinstance(data, str) else data
    parser = parser or parser_for(encoded[:65536])
    return sorted(parser.parse(io.BytesIO(encoded), ParserContext("test", keylog)), key=lambda each: each.index)


def sample(path: str, keylog: KeyLog | None = None) -> list[Connection]:
    return sorted(open_evidence(str(SAMPLES / path)).connections(keylog), key=lambda each: each.index)


def conclude(connections: list[Connection]) -> list[Diagnosis]:
    dated = tuple(each if each.moment else each.but(moment=MOMENT) for each in connections)
    return [diagnose(each, dated) for each in dated]


def causes(data: bytes | str) -> list[str | None]:
    return [diagnosis.cause for diagnosis in conclude(read(data))]


def causes_of(path: str) -> list[str | None]:
    return [diagnosis.cause for diagnosis in conclude(sample(path))]
