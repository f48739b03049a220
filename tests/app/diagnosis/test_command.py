"""Options of ``diagnose``: stores with their passwords, the key log, extraction, and the exit code."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from chainaudit.app.diagnosis.command import A_CAUSE, NOT_READ, NOTHING_FAILED, run_diagnose
from chainaudit.cli.diagnose import diagnose
from chainaudit.errors import EvidenceError, UsageError
from tests.evidence.reading import SAMPLES
from tests.forge import root

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from chainaudit.model.diagnosis import DiagnosisReport

FAILS = SAMPLES / "unknown_ca" / "client1-openssl.log"
CAPTURE = SAMPLES / "unknown_ca" / "capture.pcap"


def run(*arguments: object) -> tuple[DiagnosisReport, int]:
    """Have click read the arguments, as on the command line."""
    return run_diagnose(diagnose.make_context("diagnose", [str(one) for one in arguments]).params)


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ((SAMPLES / "smtp_starttls_ok" / "capture.pcap",), NOTHING_FAILED),
        ((FAILS,), A_CAUSE),
        ((FAILS, "no/such/file"), NOT_READ),
    ],
)
def test_exit_codes(files: tuple[object, ...], code: int) -> None:
    assert run(*files)[1] == code


@pytest.fixture
def trust(tmp_path: Path, tool: Callable[..., Any]) -> Path:
    """A PKCS 12 of OpenSSL, whose certificates cannot be read without its password."""
    (tmp_path / "root.pem").write_bytes(root().pem)
    target = tmp_path / "trust.p12"
    tool("openssl", "pkcs12", "-export", "-nokeys", "-in", tmp_path / "root.pem", "-out", target,
         "-passout", "pass:changeit")  # fmt: skip
    return target


@pytest.mark.parametrize(
    "passwords",
    [
        ("--password", "pass:changeit"),
        ("--password", "{}=pass:changeit"),
        ("--truststore-password", "pass:changeit"),
        ("--password", "pass:wrong", "--truststore-password", "{}=pass:changeit"),
    ],
)
def test_a_truststore_takes_its_own_password_or_that_of_all(passwords: tuple[str, ...], trust: Path) -> None:
    report, code = run(CAPTURE, "--truststore", trust, *(word.format(trust) for word in passwords))
    assert code == A_CAUSE
    assert any(finding.check.startswith(("path.", "trust.")) for finding in report.findings)


@pytest.mark.parametrize("passwords", [(), ("--password", "pass:wrong")])
def test_a_store_that_cannot_be_read_is_told_by_the_exit_code(passwords: tuple[str, ...], trust: Path) -> None:
    assert run(CAPTURE, "--truststore", trust, *passwords)[1] == NOT_READ


def test_certificates_go_where_they_are_wanted(tmp_path: Path) -> None:
    run(CAPTURE, "--extract", tmp_path / "out")
    assert any(path.name.startswith("server-chain-") for path in (tmp_path / "out").iterdir())


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (("--host", "a b"), UsageError),
        (("--at", "tomorrow"), UsageError),
        (("--system", "oracle"), UsageError),
        (("--password", "changeit"), UsageError),
        (("--keylog", "no/such/file"), EvidenceError),
    ],
)
def test_what_makes_no_sense_is_refused(arguments: tuple[str, ...], error: type[Exception]) -> None:
    with pytest.raises(error) as refused:
        run(FAILS, *arguments)
    assert "changeit" not in str(refused.value)
