"""Options of ``verify``: what reaches the question, and what is refused before anything is judged."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, PrivateFormat

from chainaudit.app.verify_command import run_verify
from chainaudit.cli.verify import verify
from chainaudit.errors import UsageError
from chainaudit.model.question import Purpose, RevocationMode
from tests.forge import MOMENT, intermediate, issue, root

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from chainaudit.model.report import Report
    from tests.peers import Pki

ROOT = root()
MIDDLE = intermediate(ROOT)
LEAF = issue(MIDDLE, names=("leaf.example",))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    key = LEAF.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(b"secret"))
    (tmp_path / "own.pem").write_bytes(key + LEAF.pem + MIDDLE.pem)
    (tmp_path / "leaf.pem").write_bytes(LEAF.pem)
    (tmp_path / "middle.pem").write_bytes(MIDDLE.pem)
    (tmp_path / "root.pem").write_bytes(ROOT.pem)
    return tmp_path


def run(*arguments: object) -> tuple[Report, int]:
    """Have click read the arguments, as on the command line."""
    context = verify.make_context("verify", ["--at", MOMENT.isoformat(), *map(str, arguments)])
    return run_verify(context.params)


def test_an_identity_is_opened_and_judged(folder: Path) -> None:
    report, code = run("--store", folder / "own.pem", "--password", "pass:secret", "--truststore", folder / "root.pem",
                       "--host", "leaf.example")  # fmt: skip
    assert (report.accepted, code) == (True, 0)
    assert report.targets[0].target.is_identity


def test_every_option_reaches_the_question(folder: Path) -> None:
    report, _ = run(
        "--presented", folder / "leaf.pem", "--truststore", folder / "root.pem", "--untrusted", folder / "middle.pem",
        "--host", "leaf.example", "--purpose", "client", "--partial-chain", "--expires-soon", "7",
        "--as", "openssl", "--as", "java",
    )  # fmt: skip
    question = report.targets[0].question
    assert question.moment == MOMENT
    assert question.purpose is Purpose.CLIENT
    assert question.partial_chain
    assert [one.text for one in question.host] == ["leaf.example"]
    assert question.untrusted == (MIDDLE.certificate,)
    assert question.truststores == (str(folder / "root.pem"),)
    assert question.revocation.mode in (RevocationMode.IF_GIVEN, RevocationMode.OFF)
    assert len(report.targets[0].verdicts) == 2


@pytest.mark.parametrize(("fail_on", "expected"), [("error", 1), ("never", 0)])
def test_the_exit_code_follows_what_is_asked(fail_on: str, expected: int, folder: Path) -> None:
    _, code = run("--presented", folder / "leaf.pem", "--truststore", folder / "root.pem", "--fail-on", fail_on)
    assert code == expected


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--store", "-", "--truststore", "-"), "standard input ('-') can be read for one store alone"),
        (("--presented", "{}/leaf.pem", "--untrusted", "-", "--truststore", "-"), "can be read for one store alone"),
        (("--presented", "{}/leaf.pem", "--starttls", "smtp"), "--peer HOST:PORT names it"),
        (("--presented", "{}/leaf.pem", "--servername", "a.example"), "--peer HOST:PORT names it"),
        (("--presented", "{}/leaf.pem", "--connect-to", "a.example"), "--peer HOST:PORT names it"),
        (("--store", "{}/own.pem", "--presented", "{}/leaf.pem"), "give one of --store"),
        (("--presented", "{}/leaf.pem", "--truststore-password", "none.p12=pass:x"), "none.p12"),
        (("--presented", "{}/leaf.pem", "--crl", "{}/none.crl"), "none.crl"),
        (("--presented", "{}/leaf.pem", "--cross-check", "openssl,oracle"), "oracle"),
        (("--presented", "{}/leaf.pem", "--system", "oracle"), "oracle"),
    ],
)
def test_what_makes_no_sense_is_refused(arguments: tuple[str, ...], words: str, folder: Path) -> None:
    with pytest.raises(UsageError) as refused:
        run(*(argument.format(folder) for argument in arguments))
    assert words in str(refused.value)


def test_a_live_peer_is_judged_under_the_name_dialled(pki: Pki, s_server: Callable[..., Any], tmp_path: Path) -> None:
    chain = tmp_path / "chain.pem"
    with s_server() as port:
        options = ("--peer", f"localhost:{port}", "--truststore", pki.file("t.pem", pki.root), "--at", "now")
        report, code = run(*options, "--save-chain", chain)
        other, _ = run(*options, "--host", "other.example")
    assert (report.accepted, code) == (True, 0)
    assert [one.text for one in report.targets[0].question.host] == ["localhost"]
    assert chain.read_text().count("BEGIN CERTIFICATE") == 2
    assert [one.text for one in other.targets[0].question.host] == ["other.example"]
    assert not other.accepted
