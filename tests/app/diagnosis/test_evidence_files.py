from __future__ import annotations

import gzip
import io
import os
from datetime import datetime, timezone
from typing import TYPE_CHECKING

import pytest

from chainaudit.app.diagnosis import evidence_files
from chainaudit.app.diagnosis.evidence_files import open_evidence, parser_for, read_keylog
from chainaudit.errors import EvidenceError
from tests.evidence.reading import SAMPLES

if TYPE_CHECKING:
    from pathlib import Path

LOG = SAMPLES / "unknown_ca" / "client3-java17.log"
CAPTURE = SAMPLES / "unknown_ca" / "capture.pcap"


def labels(path: Path | str) -> list[str]:
    return [each.label for each in open_evidence(str(path)).connections(None)]


@pytest.mark.parametrize("source", [LOG, CAPTURE], ids=["log", "capture"])
@pytest.mark.parametrize("layers", [1, 2])
def test_what_was_packed_with_gzip_is_read_like_the_file(source: Path, layers: int, tmp_path: Path) -> None:
    data = source.read_bytes()
    for _ in range(layers):
        data = gzip.compress(data)
    packed = tmp_path / "packed"
    packed.write_bytes(data)
    assert open_evidence(str(packed)).parser.name == open_evidence(str(source)).parser.name
    assert labels(packed) == labels(source) != []


def test_deeper_packing_is_not_opened(tmp_path: Path) -> None:
    packed = tmp_path / "packed"
    packed.write_bytes(gzip.compress(gzip.compress(gzip.compress(LOG.read_bytes()))))
    assert labels(packed) == []


def test_the_time_of_the_file_is_known(tmp_path: Path) -> None:
    path = tmp_path / "a.log"
    path.write_bytes(LOG.read_bytes())
    os.utime(path, (1_795_000_000, 1_795_000_000))
    assert open_evidence(str(path)).written == datetime.fromtimestamp(1_795_000_000, timezone.utc)


def test_standard_input_has_no_time(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.BytesIO(LOG.read_bytes())
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BufferedReader(stream)))
    opened = open_evidence("-")
    assert (opened.name, opened.written, opened.parser.name) == ("-", None, "java-debug")
    assert list(opened.connections(None))


def test_progress_is_told_every_byte() -> None:
    told: list[int] = []
    list(open_evidence(str(CAPTURE), told.append).connections(None))
    assert sum(told) == CAPTURE.stat().st_size


def test_what_cannot_be_opened_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(EvidenceError, match="is a directory"):
        open_evidence(str(tmp_path))
    with pytest.raises(EvidenceError, match="cannot be read: No such file"):
        open_evidence(str(tmp_path / "none"))
    broken = tmp_path / "broken.gz"
    broken.write_bytes(b"\x1f\x8b" + bytes(20))
    with pytest.raises(EvidenceError, match="cannot be read"):
        open_evidence(str(broken))


def test_a_file_that_breaks_off_gives_what_came_before(tmp_path: Path) -> None:
    cut = tmp_path / "cut.gz"
    cut.write_bytes(gzip.compress(LOG.read_bytes() * 40, mtime=0)[:-60])
    connections = open_evidence(str(cut)).connections(None)
    assert next(connections).offer is not None
    with pytest.raises(EvidenceError, match="to its end"):
        list(connections)


def test_a_file_that_unpacks_without_end_stops_at_the_bound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evidence_files, "MAX_UNPACKED_BYTES", 100_000)
    packed = tmp_path / "zeros.gz"
    packed.write_bytes(gzip.compress(LOG.read_bytes() + b"\n" * 10_000_000))
    stream = open_evidence(str(packed))._stream
    assert len(stream.read()) == 100_000


def test_utf_16_is_known_by_what_it_says() -> None:
    assert parser_for(LOG.read_text(encoding="utf-8").encode("utf-16")[:65536]).name == "java-debug"
    assert parser_for(b"").name == "text"


def test_a_key_log_holds_secrets(tmp_path: Path) -> None:
    assert len(read_keylog(str(SAMPLES / "ok_tls13_keylog" / "keylog.txt")))
    with pytest.raises(EvidenceError, match="is no key log"):
        read_keylog(str(LOG))
    with pytest.raises(EvidenceError, match="cannot be read"):
        read_keylog(str(tmp_path / "none"))
