"""What holds for every command: help that reads well, one sentence on stderr, nothing raw on a terminal."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.validators.making import end

if TYPE_CHECKING:
    from tests.peers import Pki

COMMANDS = (
    "complete", "connect", "convert", "diagnose", "explain", "inspect", "list", "openssl-verify", "rehearse", "verify",
)  # fmt: skip
STRANGE = "no\x1b[31mfile\nOK \x1b[0m"
SECRET = "a-secret-of-the-test"


@pytest.fixture
def evil(pki: Pki) -> Path:
    """An identity whose names hold terminal sequences and line ends."""
    one = end("evil\x1b[31m\nACCEPTED \x9b2J\u202e", pki.middle, names=("a\x1b[31m.example", "localhost"))
    return pki.file("evil.pem", one, pki.middle, key=one)


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_is_laid_out_and_fits(chainaudit: Any, command: str) -> None:
    done = chainaudit(*([command] if command else []), "--help", env={**os.environ, "COLUMNS": "100"})
    assert done.exit_code == 0
    assert max(map(len, done.stdout.splitlines())) <= 100
    assert "\\b" not in done.stdout
    assert "\b" not in done.stdout
    if command not in ("", "openssl-verify"):
        assert re.search(rf"^  chainaudit {command}\b", done.stdout, re.MULTILINE), "an example stands on its own line"


def test_every_command_is_listed(chainaudit: Any) -> None:
    listed = re.findall(r"^  ([a-z-]+) ", chainaudit("--help").stdout.split("Commands:")[1], re.MULTILINE)
    assert set(COMMANDS) <= set(listed)


def test_no_command_shows_which_there_are(chainaudit: Any) -> None:
    done = chainaudit()
    assert done.stdout == chainaudit("--help").stdout
    assert (done.exit_code, done.stderr) == (2, "")


def test_a_missing_argument_is_one_sentence_without_marks(chainaudit: Any) -> None:
    done = chainaudit("list")
    assert done.exit_code == 2
    assert "Choose from: checks, profiles, formats, written-formats, reports, systems" in done.stderr
    assert "\\x" not in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("verify", "--store", STRANGE),
        ("inspect", STRANGE),
        ("diagnose", STRANGE),
        ("complete", "--store", STRANGE, "-o", "new.pem"),
        ("convert", STRANGE, "-o", "new.p12"),
        ("rehearse", "--server-store", STRANGE),
        ("explain", STRANGE),
        ("connect", f"{STRANGE}:443"),
        (STRANGE,),
    ],
    ids=lambda arguments: arguments[0] if arguments[0] in COMMANDS else "no command",
)
def test_what_is_quoted_of_the_command_line_is_harmless(chainaudit: Any, arguments: tuple[str, ...]) -> None:
    done = chainaudit(*arguments)
    assert done.exit_code == 2
    said = done.stdout + done.stderr
    assert "\x1b" not in said
    assert not re.search(r"^OK", said, re.MULTILINE)
    assert "Traceback" not in said


@pytest.mark.parametrize("format_name", ["text", "json"])
def test_names_of_certificates_are_harmless(chainaudit: Any, evil: Path, pki: Pki, format_name: str) -> None:
    trust = pki.file("t.pem", pki.root)
    for arguments in (
        ("verify", "--store", evil, "--truststore", trust, "--host", "other.example"),
        ("inspect", evil),
        ("rehearse", "--server-store", evil, "--client-truststore", trust, "--host", "other.example"),
    ):
        done = chainaudit(*arguments, "--format", format_name)
        assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", done.stdout), arguments[0]
        assert not re.search("^ACCEPTED", done.stdout, re.MULTILINE)
        if format_name == "json":
            assert "a\x1b[31m.example" in str(json.loads(done.stdout)) or "\\x1b" in str(json.loads(done.stdout))


def test_a_file_name_that_is_no_utf_8_is_told_everywhere(chainaudit: Any, tmp_path: Path) -> None:
    target = tmp_path / "out.json"
    name = os.fsdecode(b"a\xff.pem")
    for arguments in (("--format", "text"), ("--format", "json"), ("--format", "json", "-o", str(target))):
        done = chainaudit("verify", "--store", name, *arguments)
        assert done.exit_code == 2
        assert "Traceback" not in done.stderr
    assert json.loads(target.read_text(encoding="utf-8"))["stores"][0]["error"]


@pytest.mark.parametrize("command", ["verify", "connect", "rehearse"])
def test_an_empty_host_is_not_no_host(chainaudit: Any, pki: Pki, command: str) -> None:
    own = pki.file("own.pem", pki.server, pki.middle, key=pki.server)
    what = {
        "verify": ("--store", own, "--truststore", own),
        "connect": ("127.0.0.1:1",),
        "rehearse": ("--server-store", own),
    }[command]
    done = chainaudit(command, *what, "--host", "")
    assert done.exit_code == 2
    assert "host name is empty" in done.stderr


@pytest.mark.parametrize("source", [SECRET, f"pas:{SECRET}", f"pass {SECRET}"])
def test_a_password_without_a_source_is_not_repeated(chainaudit: Any, pki: Pki, source: str) -> None:
    own = pki.file("own.pem", pki.server, pki.middle, key=pki.server)
    for arguments in (
        ("verify", "--store", own, "--password"),
        ("inspect", own, "--password"),
        ("rehearse", "--server-store", own, "--server-password"),
        ("connect", "127.0.0.1:1", "--client-store", own, "--client-password"),
        ("verify", "--store", own, "--truststore", own, "--truststore-password"),
        ("verify", "--store", own, "--key-password"),
    ):
        done = chainaudit(*arguments, source)
        assert done.exit_code == 2, arguments
        assert SECRET not in done.stdout + done.stderr, arguments


@pytest.mark.parametrize(("option", "words"), [("--crl", "list of revoked"), ("--ocsp", "OCSP response")])
def test_a_revocation_file_that_is_none_is_an_unreadable_input(
    chainaudit: Any, pki: Pki, option: str, words: str
) -> None:
    own = pki.file("own.pem", pki.server, pki.middle, key=pki.server)
    done = chainaudit("verify", "--store", own, option, own)
    assert done.exit_code == 2
    assert words in done.stderr


def test_a_truststore_that_cannot_be_read_is_no_clean_audit(chainaudit: Any, pki: Pki, tmp_path: Path) -> None:
    own, trust = pki.file("own.pem", pki.server, pki.middle, key=pki.server), pki.file("t.pem", pki.root)
    empty = tmp_path / "empty.pem"
    empty.touch()
    for bad in (tmp_path / "nowhere.pem", empty, tmp_path):
        for fail_on in ("error", "never"):
            done = chainaudit(
                "verify", "--store", own, "--truststore", trust, "--truststore", bad, "--fail-on", fail_on
            )
            assert done.exit_code == 2, bad


def test_a_reader_that_goes_away_is_no_crash() -> None:
    command = f"{sys.executable} -m chainaudit list checks | head -1"
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, timeout=60, check=False)
    assert done.stdout.count("\n") == 1
    assert done.stderr == ""


@pytest.mark.parametrize("arguments", [("list", "checks"), ("explain", "path.incomplete"), ("verify",)])
def test_a_disk_that_is_full_is_no_crash(pki: Pki, arguments: tuple[str, ...]) -> None:
    root = pki.file("root.pem", pki.root)
    options = ("--presented", root, "--truststore", root) if arguments == ("verify",) else ()
    with Path("/dev/full").open("wb") as full:
        command = [sys.executable, "-m", "chainaudit", *map(str, (*arguments, *options))]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, timeout=60, check=False)
    assert done.returncode == 2
    assert done.stderr.decode() == "chainaudit: the output cannot be written: No space left on device\n"


def test_options_that_may_be_repeated_are_taken(chainaudit: Any, pki: Pki) -> None:
    root = pki.file("root.pem", pki.root)
    repeated = ("--truststore", root, "--truststore", root, "--as", "java", "--as", "java-25")
    done = chainaudit("verify", "--presented", root, *repeated)
    assert "given twice" not in done.stderr
    assert done.stdout.count("[java-25]") == 1, "two names of one verifier"


@pytest.mark.parametrize("columns", [80, 120, 160])
def test_tables_and_prose_keep_to_the_columns_asked_for(chainaudit: Any, columns: int) -> None:
    env = {**os.environ, "COLUMNS": str(columns)}
    for arguments in (("list", "causes"), ("list", "software"), ("list", "formats"), ("explain", "path.incomplete")):
        lines = chainaudit(*arguments, env=env).stdout.splitlines()
        assert max(map(len, lines)) <= columns, arguments
    narrow = chainaudit("list", "checks", env={**os.environ, "COLUMNS": "20"}).stdout
    assert "usage.required-missing " in narrow, "ids are never broken"


def test_a_password_for_a_key_that_is_not_there(chainaudit: Any, tool: Any, pki: Pki, tmp_path: Path) -> None:
    own, store = pki.file("own.pem", pki.server, pki.middle, key=pki.server), tmp_path / "own.p12"
    tool("openssl", "pkcs12", "-export", "-in", own, "-name", "gw", "-passout", "pass:changeit", "-out", store)
    options = ("--store", store, "--password", "pass:changeit", "--truststore", own)
    done = chainaudit("verify", *options, "--key-password", "nope=pass:x")
    assert done.exit_code == 2
    assert "is for 'nope', and" in done.stderr
    assert "no such alias" not in chainaudit("verify", *options, "--key-password", "GW=pass:x").stderr


def test_a_terminal_without_unicode_is_shown_plain_lines(chainaudit: Any, pki: Pki) -> None:
    own = pki.file("own.pem", pki.server, pki.middle, key=pki.server)
    done = chainaudit("verify", "--store", own, env={**os.environ, "PYTHONIOENCODING": "ascii"})
    assert done.stdout.isascii()
    assert "`- CN=Peer Issuing" in done.stdout


def test_an_output_that_cannot_be_written_is_one_sentence(chainaudit: Any, pki: Pki, tmp_path: Path) -> None:
    own = pki.file("own.pem", pki.server, pki.middle, key=pki.server)
    for target in (tmp_path, tmp_path / "none" / "x"):
        done = chainaudit("verify", "--store", own, "-o", target)
        assert done.exit_code == 2
        assert "cannot be written" in done.stderr
        assert done.stdout == ""


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--at", "0001-01-01T00:00:00+14:00"), "is no time"),
        (("--at", "9999-12-31T23:59:59-14:00"), "is no time"),
        (("--at", "2026-01-01T00:00:00+25:00"), "is no time"),
        (("--truststore", "-", "--untrusted", "-"), "standard input ('-') can be read for one store alone"),
        (("--password", "prompt"), "env:NAME, file:PATH, fd:N, or pass:TEXT"),
        (("--alias", "nobody"), "no alias 'nobody'"),
        (("--as", "nobody"), "list profiles"),
        (("--format", "nobody"), "there are: json"),
        (("--fail-on", "nobody"), "'never'"),
        (("--truststore-password", "nobody"), "pass:TEXT"),
        (("--truststore-password", "other=pass:x"), "is for 'other', which is not given"),
        (("--untrusted-password", "pass:x"), "no store that it could open"),
        (("--starttls", "smtp"), "--starttls says how a peer is asked"),
        (("--servername", "a.example"), "--servername says how a peer is asked"),
        (("--connect-to", "127.0.0.1:1"), "--connect-to says how a peer is asked"),
        (("--host", "a.example", "--host", "b.example"), "--host is given twice"),
        (("--store", "another.pem"), "--store is given twice"),
    ],
)
def test_options_of_verify_that_make_no_sense(
    chainaudit: Any, pki: Pki, arguments: tuple[str, ...], words: str
) -> None:
    own = pki.file("own.pem", pki.server, pki.middle, key=pki.server)
    done = chainaudit("verify", "--store", own, "--truststore", own, *arguments)
    assert done.exit_code == 2
    assert words in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("option", ["--password", "--key-password"])
def test_a_password_beside_a_live_peer_opens_nothing(chainaudit: Any, option: str) -> None:
    done = chainaudit("verify", "--peer", "localhost:1", option, "pass:hidden")
    assert done.exit_code == 2
    assert f"{option} opens a store; there is no --store and no --presented" in done.stderr
    assert "hidden" not in done.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--timeout", "nan"), "--timeout"),
        (("--timeout", "0"), "--timeout"),
        (("--alpn", "\xfc"), "--alpn"),
        (("--alpn", "a" * 256), "--alpn"),
        (("--servername", "10.0.0.1"), "SNI"),
        (("--servername", ""), "empty part"),
        (("--servername", "a" * 300), "more than 63"),
        (("--proxy", "nowhere"), "names no port"),
    ],
)
def test_options_of_connect_that_make_no_sense(chainaudit: Any, arguments: tuple[str, ...], words: str) -> None:
    done = chainaudit("connect", "127.0.0.1:1", *arguments)
    assert done.exit_code == 2
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_an_alias_of_any_length_is_told_in_short(chainaudit: Any, pki: Pki, tmp_path: Path) -> None:
    from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12

    store = tmp_path / "long.p12"
    encryption = BestAvailableEncryption(SECRET.encode())
    data = pkcs12.serialize_key_and_certificates(b"A" * 30_000, pki.server.key, pki.server.x509, None, encryption)
    store.write_bytes(data)
    known = ("--password", f"pass:{SECRET}")
    for arguments in (("inspect", store), ("verify", "--store", store), ("verify", "--store", store, "--alias", "B")):
        done = chainaudit(*arguments, *known)
        assert "A" * 30 in done.stdout + done.stderr
        assert max(map(len, (done.stdout + done.stderr).splitlines())) < 300
        assert SECRET not in done.stdout + done.stderr


def test_what_nobody_foresaw_is_exit_code_2_and_shows_no_value(tmp_path: Path) -> None:
    program = tmp_path / "program.py"
    program.write_text(
        "import sys\nfrom chainaudit.cli import program\n"
        f"def broken(**_): raise ZeroDivisionError({SECRET!r})\n"
        "program.program.main = broken\nprogram.run()\n"
    )
    done = subprocess.run([sys.executable, str(program)], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 2
    assert "ZeroDivisionError" in done.stderr
    assert SECRET not in done.stderr
    assert "Traceback" not in done.stderr


def test_colour_is_for_terminals_that_want_it(pki: Pki) -> None:
    own = pki.file("own.pem", pki.server, pki.middle, key=pki.server)
    command = [sys.executable, "-m", "chainaudit", "verify", "--store", str(own)]
    assert "\x1b[1;31mREJECTED" in on_terminal(command, {"TERM": "xterm"})
    assert "\x1b" not in on_terminal(command, {"TERM": "xterm", "NO_COLOR": ""})
    assert "\x1b" not in on_terminal(command, {"TERM": "dumb"})
    narrow = on_terminal(command, {"TERM": "dumb", "COLUMNS": "64"})
    assert max(len(line) for line in narrow.splitlines() if line.startswith("    found")) <= 64


def test_a_person_who_interrupts_gets_a_quiet_end() -> None:
    # A job in the background inherits an ignored SIGINT; a person at a terminal has the default.
    program = (
        "import os, signal, sys; signal.signal(signal.SIGINT, signal.SIG_DFL); "
        "os.execv(sys.executable, [sys.executable, '-m', 'chainaudit', 'inspect', '-'])"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        time.sleep(2)
        process.send_signal(signal.SIGINT)
        stdout, stderr = process.communicate(timeout=20)
    assert process.returncode == 130
    assert "Traceback" not in stdout + stderr


def on_terminal(command: list[str], env: dict[str, str]) -> str:
    """Run a command on a pseudo-terminal and return what it shows there."""
    import pty

    inherited = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "COLUMNS")}
    ours, theirs = pty.openpty()
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, env={**inherited, **env}) as process:
        os.close(theirs)
        shown = b""
        try:
            while chunk := os.read(ours, 65_536):
                shown += chunk
        except OSError:  # the end, as Linux says it
            pass
        process.wait(60)
    os.close(ours)
    return shown.decode()
