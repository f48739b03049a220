from __future__ import annotations

import pytest

from chainaudit.app.registry import parsers
from chainaudit.evidence.parser import Parser, ParserContext
from tests.evidence.reading import SAMPLES

GARBAGE = (b"", b"\x00" * 4096, b"\xff\xfe" + b"a\x00" * 100, b"a" * 65536, b"\n" * 4096, bytes(range(256)) * 16)


@pytest.mark.parametrize("parser", parsers(), ids=lambda parser: parser.name)
@pytest.mark.parametrize("head", GARBAGE, ids=range(len(GARBAGE)))
def test_confidence_is_a_number_from_0_to_1(parser: Parser, head: bytes) -> None:
    assert 0.0 <= parser.sniff(head) <= 1.0


def test_real_files_are_known_by_one_parser_above_all_others() -> None:
    for path in (each for each in sorted(SAMPLES.rglob("*")) if each.suffix in {".log", ".pcap"}):
        head = path.read_bytes()[:65536]
        best, second = sorted((parser.sniff(head) for parser in parsers()), reverse=True)[:2]
        assert best > second, path


def test_a_context_is_the_name_and_the_key_log() -> None:
    context = ParserContext("a.log")
    assert (context.source, context.keylog) == ("a.log", None)
