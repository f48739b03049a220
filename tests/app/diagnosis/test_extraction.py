"""Certificates out of evidence: one file each, named by what it is, and never over something else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from chainaudit.app.diagnosis import extraction
from chainaudit.app.diagnosis.diagnose import diagnose
from chainaudit.app.diagnosis.extraction import extract
from chainaudit.errors import UsageError
from tests.evidence.reading import SAMPLES

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from chainaudit.model.diagnosis import DiagnosisReport


@pytest.fixture(scope="module")
def report() -> DiagnosisReport:
    """Some connections of clients that do not trust one chain of two certificates."""
    return diagnose([str(SAMPLES / "unknown_ca" / "capture.pcap")])


def test_each_is_named_by_the_digest_that_openssl_shows(
    report: DiagnosisReport, tmp_path: Path, tool: Callable[..., Any]
) -> None:
    folder = tmp_path / "deep" / "out"
    written = extract(report, str(folder))
    assert sorted(written) == sorted(str(path) for path in folder.iterdir())
    single = [path for path in folder.iterdir() if not path.name.startswith("server-chain")]
    assert len(single) == 2
    for path in single:
        shown = tool("openssl", "x509", "-noout", "-fingerprint", "-sha256", "-in", path).stdout
        assert shown.strip().partition("=")[2].replace(":", "").lower() == path.stem


def test_a_chain_is_one_file_in_the_order_sent(report: DiagnosisReport, tmp_path: Path) -> None:
    extract(report, str(tmp_path))
    (presented,) = {conclusion.diagnosis.connection.presented for conclusion in report.conclusions[:1]}
    parts = [(tmp_path / f"{each.fingerprint}.pem").read_text() for each in presented or ()]
    assert (tmp_path / "server-chain-1.pem").read_text() == "".join(parts)


def test_a_second_time_changes_nothing(report: DiagnosisReport, tmp_path: Path) -> None:
    first = extract(report, str(tmp_path))
    times = {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()}
    assert extract(report, str(tmp_path)) == first
    assert {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()} == times


def test_something_else_of_that_name_stays(report: DiagnosisReport, tmp_path: Path) -> None:
    (tmp_path / "server-chain-1.pem").write_bytes(b"\xffmine")
    with pytest.raises(UsageError, match="holds something else"):
        extract(report, str(tmp_path))
    assert (tmp_path / "server-chain-1.pem").read_bytes() == b"\xffmine"


def test_a_folder_that_cannot_be_made(report: DiagnosisReport, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(UsageError, match="cannot be written to"):
        extract(report, str(tmp_path / "file" / "out"))


def test_their_number_is_bounded(report: DiagnosisReport, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extraction, "MAX_FILES", 2)
    assert len(extract(report, str(tmp_path))) == 2
    assert len(list(tmp_path.iterdir())) == 2
