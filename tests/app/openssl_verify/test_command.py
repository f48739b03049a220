"""The program `openssl verify` and ours on the same files: lines, streams and exit codes."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from chainaudit.app.openssl_verify.command import openssl_verify
from tests.validators.making import Made, authority, end

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Outcome

AT = ("-attime", "1780315200")
NO_DEFAULTS = ("-no-CApath", "-no-CAstore", "-no-CAfile")


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Made]:
    """A chain and what else is asked for, in the folder where the program runs."""
    monkeypatch.chdir(tmp_path)
    root = authority("Root of options")
    ca = authority("CA of options", root)
    made = {"root": root, "ca": ca, "leaf": end("a.example", ca), "other": end("b.example", ca)}
    for name, one in made.items():
        (tmp_path / f"{name}.pem").write_bytes(one.pem)
        (tmp_path / f"{name}.der").write_bytes(one.certificate.der)
    (tmp_path / "empty.pem").write_bytes(b"")
    (tmp_path / "two.pem").write_bytes(root.pem + ca.pem)
    (tmp_path / "cut.pem").write_bytes(root.pem[:300] + b"\n" + ca.pem + root.pem)
    return made


COMMANDS = [
    ["-CAfile", "root.pem", "-untrusted", "ca.pem", "leaf.pem"],
    ["-CAfile", "root.pem", "-untrusted", "ca.pem", "leaf.pem", "other.pem", "missing.pem", "ca.pem"],
    ["-CAfile", "root.pem", "-untrusted", "ca.pem", "-show_chain", "leaf.pem"],
    ["-CAfile", "root.pem", "-untrusted", "ca.pem", "-show_chain", "-nameopt", "RFC2253", "leaf.pem"],
    ["-CAfile", "root.pem", "leaf.pem"],
    ["-CAfile", "two.pem", "leaf.der"],
    ["-trusted", "root.der", "-untrusted", "ca.der", "leaf.pem"],
    ["-trusted", "root.pem", "-trusted", "ca.pem", "leaf.pem"],
    ["-CAstore", "root.pem", "-untrusted", "ca.pem", "leaf.pem"],
    ["-CAstore", "nowhere", "leaf.pem"],
    ["-CAfile", "empty.pem", "leaf.pem"],
    ["-CAfile", "nowhere.pem", "leaf.pem"],
    ["-trusted", "empty.pem", "leaf.pem"],
    ["-trusted", "nowhere.pem", "leaf.pem"],
    ["-untrusted", "empty.pem", "leaf.pem"],
    ["-CAfile", "root.pem", "empty.pem"],
    ["-CAfile", "root.pem", "-CRLfile", "nowhere.pem", "leaf.pem"],
    ["-CAfile", "root.pem", "-CRLfile", "empty.pem", "leaf.pem"],
    ["-CAfile", "root.pem", "-untrusted", "ca.pem", "-crl_check", "leaf.pem"],
    ["-CAfile", "root.pem", "-untrusted", "ca.pem", "-crl_check_all", "leaf.pem"],
    ["-CAfile", "root.pem", "-untrusted", "ca.pem", "-verify_hostname", "b.example", "leaf.pem", "other.pem"],
    ["-CAfile", "root.pem", "-untrusted", "ca.pem", "-attime", "1", "leaf.pem"],
    ["-CAfile", "root.pem", "-untrusted", "ca.pem", "-attime", "1", "-no_check_time", "leaf.pem"],
    ["-nonsense"],
    ["-untrusted", "nowhere.pem", "-purpose", "bad"],
    ["-CAfile", "nowhere.pem", "-purpose", "bad"],
    ["-trusted", "nowhere.pem", "-CAfile", "root.pem"],
    ["-CAfile", "root.der", "leaf.pem"],
    ["-CAfile", "cut.pem", "leaf.pem"],
    ["-trusted", "cut.pem", "-untrusted", "ca.pem", "leaf.pem"],
    ["-CAfile", "root.pem", "-CRLfile", "root.der", "leaf.pem"],
    ["-CAfile", "root.pem", "-vfyopt", "x", "empty.pem", "leaf.pem"],
    ["-CAfile", "root.pem", "-verify_email", "", "-nameopt", "oneline,", "root.pem"],
    ["-CAfile", "root.pem", "-untrusted", "ca.pem", "-verify_depth", "0x10", "leaf.pem"],
    ["-CAfile", "", "leaf.pem"],
    ["-CAfile", "root.pem", "", "."],
]


def said(arguments: list[str], standard_input: bytes = b"") -> tuple[int, list[str], list[str]]:
    answer = openssl_verify([*AT, *NO_DEFAULTS, *arguments], lambda: standard_input)
    out = [line for is_error, text in answer.said if not is_error for line in text.split("\n")]
    return answer.code, out, [line for is_error, text in answer.said if is_error for line in text.split("\n")]


@pytest.mark.usefixtures("files")
@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_exit_code_and_lines_are_openssls(arguments: list[str], tool: Callable[..., Outcome]) -> None:
    real = tool("openssl", "verify", *AT, *NO_DEFAULTS, *arguments, check=False)
    errors = [line for line in real.stderr.splitlines() if ":error:" not in line]
    assert said(arguments) == (real.exit_code, real.stdout.splitlines(), errors)


def test_standard_input_is_a_target(files: dict[str, Made], tool: Callable[..., Outcome]) -> None:
    arguments = ["-CAfile", "two.pem"]
    real = tool("openssl", "verify", *AT, *NO_DEFAULTS, *arguments, stdin=files["leaf"].pem)
    assert said(arguments, files["leaf"].pem) == (0, real.stdout.splitlines(), [])


def test_a_directory_of_hashed_names(files: dict[str, Made], tmp_path: Path, tool: Callable[..., Outcome]) -> None:
    hashed = tmp_path / "hashed"
    hashed.mkdir()
    (hashed / "root.pem").write_bytes(files["root"].pem)
    tool("openssl", "rehash", hashed)
    found = openssl_verify(
        [*AT, "-no-CAfile", "-no-CAstore", "-CApath", str(hashed), "-untrusted", "ca.pem", "leaf.pem"]
    )
    assert found.code == 0
    for place in hashed.iterdir():
        if place.is_symlink():
            place.unlink()
    gone = openssl_verify(
        [*AT, "-no-CAfile", "-no-CAstore", "-CApath", str(hashed), "-untrusted", "ca.pem", "leaf.pem"]
    )
    assert gone.errors == [(20, 1)]


@pytest.mark.usefixtures("files")
def test_a_store_by_its_uri(tmp_path: Path) -> None:
    for uri, code in (
        (f"file:{tmp_path}/root.pem", 0),
        (f"file://localhost{tmp_path}/root.pem", 0),
        ("file:root.pem", 1),
        (f"file://far{tmp_path}/root.pem", 1),
    ):
        answer = openssl_verify([*AT, "-no-CAfile", "-no-CApath", "-CAstore", uri, "-untrusted", "ca.pem", "leaf.pem"])
        assert answer.code == code, uri


@pytest.mark.usefixtures("files")
def test_explain_adds_what_openssl_does_not_say() -> None:
    answer = openssl_verify([*AT, *NO_DEFAULTS, "-CAfile", "root.pem", "--explain", "leaf.pem"])
    told = "\n".join(text for _, text in answer.said)
    assert "error 20 at 0 depth lookup" in told
    assert "path.incomplete" in told
    assert "remedy:" in told


@pytest.mark.usefixtures("files")
def test_help_names_the_options() -> None:
    code, out, _ = said(["-help"])
    assert code == 0
    assert out[0].startswith("Usage:")


def test_the_default_truststore_is_the_systems(
    files: dict[str, Made], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert files
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "two.pem"))
    assert os.environ["SSL_CERT_FILE"]
    assert openssl_verify([*AT, "-no-CApath", "leaf.pem"]).code == 0
    assert openssl_verify([*AT, "-no-CApath", "-no-CAfile", "leaf.pem"]).code == 2
