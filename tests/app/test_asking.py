"""A password that was not given is asked for once, by every command alike, and only where a person sits."""

from __future__ import annotations

import os
import pty
import sys
from typing import TYPE_CHECKING, Any

import pytest

from chainaudit.app import passwords
from chainaudit.app.asking import opened_with_prompt, passwords_of
from chainaudit.app.passwords import Passwords
from chainaudit.errors import StoreErrorKind, UsageError
from chainaudit.model.reader import Limits
from tests.peers import LIVES
from tests.validators.making import authority, end

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PASSWORD = "korrekt: pferd"


@pytest.fixture
def store(tmp_path: Path, tool: Callable[..., Any]) -> Path:
    """A PKCS 12 of OpenSSL whose certificates want the password."""
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    issuer = authority("Asking Root", None, **LIVES)
    own = end("asked.example", issuer, names=("asked.example",), **LIVES)
    (tmp_path / "own.pem").write_bytes(
        own.pem + own.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    )
    (tmp_path / "root.pem").write_bytes(issuer.pem)
    target = tmp_path / "asked.p12"
    tool("openssl", "pkcs12", "-export", "-in", tmp_path / "own.pem", "-name", "own", "-out", target,
         "-certfile", tmp_path / "root.pem", "-passout", f"pass:{PASSWORD}")  # fmt: skip
    return target


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Have a person sit there who types the password; the list is of what they were asked."""
    questions: list[str] = []

    def prompt(what: str) -> str:
        questions.append(what)
        return PASSWORD

    monkeypatch.setattr(passwords, "can_prompt", lambda: True)
    monkeypatch.setattr(passwords, "prompt", prompt)
    return questions


def test_it_is_asked_once_and_kept(store: Path, asked: list[str]) -> None:
    opened, used = opened_with_prompt(str(store), Passwords(truststores={None: "other"}))
    assert asked == [str(store)]
    assert opened.problem is None
    assert [entry.alias for entry in opened.entries if entry.has_private_key] == ["own"]
    assert (used.store, used.of_truststore("any")) == (PASSWORD, "other")


def test_a_wrong_one_is_not_asked_for_again(store: Path, asked: list[str]) -> None:
    opened, used = opened_with_prompt(str(store), Passwords("wrong"))
    assert asked == []
    assert opened.problem is not None
    assert opened.problem.kind is StoreErrorKind.WRONG_PASSWORD
    assert used.store == "wrong"


def test_nobody_is_asked_where_nobody_sits(store: Path, asked: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "can_prompt", lambda: False)
    opened, used = opened_with_prompt(str(store), Passwords())
    assert (asked, used.store) == ([], None)
    assert opened.problem is not None
    assert opened.problem.kind is StoreErrorKind.PASSWORD_NEEDED


def test_standard_input_cannot_be_read_again(store: Path, asked: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    with store.open("rb") as stream:
        monkeypatch.setattr(sys, "stdin", type("Input", (), {"buffer": stream}))
        opened, _ = opened_with_prompt("-", Passwords())
    assert asked == []
    assert opened.problem is not None


def test_what_needs_none_is_not_asked_for(store: Path, asked: list[str]) -> None:
    opened, _ = opened_with_prompt(str(store.parent / "root.pem"), Passwords())
    assert (asked, opened.problem) == ([], None)


def test_limits_hold_and_what_is_too_expensive_is_not_asked_about(store: Path, asked: list[str]) -> None:
    opened, _ = opened_with_prompt(str(store), Passwords(), limits=Limits(key_derivation_rounds=1))
    assert opened.problem is not None
    assert (asked, opened.problem.kind) == ([], StoreErrorKind.TOO_EXPENSIVE)


def test_options_become_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONE", "eins")
    found = passwords_of(
        {
            "password": "env:ONE",
            "key_passwords": ("own=pass:zwei",),
            "truststore_passwords": ("pass:drei", "a.jks=pass:vier"),
            "untrusted_passwords": ("pass:fünf",),
        }
    )
    assert (found.store, found.keys) == ("eins", {"own": "zwei"})
    assert (found.of_truststore("a.jks"), found.of_truststore("b.jks")) == ("vier", "drei")
    assert found.of_untrusted("b.jks") == "fünf"
    assert "eins" not in repr(found)


def test_options_that_a_command_has_not_are_no_passwords() -> None:
    found = passwords_of({"truststore_passwords": ()})
    assert (found.store, found.keys, found.truststores, found.untrusted) == (None, {}, {}, {})
    with pytest.raises(UsageError, match="given by its source"):
        passwords_of({"password": PASSWORD})


def typed(command: list[str], answer: str) -> tuple[str, int]:
    """Run a command whose terminal is ours, type the answer when asked; return what it showed and its exit code."""
    process, terminal = pty.fork()
    if process == 0:
        os.execv(command[0], command)  # noqa: S606 - our own program
    shown = b""
    try:
        while chunk := os.read(terminal, 65_536):
            if b"Password of" in chunk and b"Password of" not in shown:
                os.write(terminal, answer.encode() + b"\n")
            shown += chunk
    except OSError:  # the end, as Linux says it
        pass
    os.close(terminal)
    return shown.decode(), os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


@pytest.mark.parametrize("name", ["inspect", "verify", "complete", "convert"])
def test_every_command_asks_on_a_terminal_and_shows_nothing_of_it(name: str, store: Path) -> None:
    root = str(store.parent / "root.pem")
    arguments = {
        "inspect": [str(store)],
        "verify": ["--store", str(store), "--truststore", root, "--host", "asked.example"],
        "complete": ["--store", str(store), "--truststore", root, "-o", str(store.parent / "new.p12")],
        "convert": [str(store), "-o", str(store.parent / "new.jks")],
    }[name]
    shown, code = typed([sys.executable, "-m", "chainaudit", name, *arguments], PASSWORD)
    assert shown.count("Password of") == 1, shown
    assert PASSWORD not in shown
    assert code == 0, shown


@pytest.mark.parametrize("name", ["inspect", "verify", "complete", "convert"])
def test_the_cap_that_a_sentence_tells_to_raise_can_be_raised(
    name: str, store: Path, chainaudit: Callable[..., Any]
) -> None:
    arguments = {
        "inspect": (store,),
        "verify": ("--store", store, "--truststore", store.parent / "root.pem"),
        "complete": ("--store", store, "-o", store.parent / "new.p12", "--truststore", store.parent / "root.pem"),
        "convert": (store, "-o", store.parent / "new.jks"),
    }[name]
    capped = chainaudit(name, *arguments, "--password", f"pass:{PASSWORD}", "--max-rounds", "1")
    assert (capped.exit_code, "raise --max-rounds" in " ".join((capped.stdout + capped.stderr).split())) == (2, True)
    assert chainaudit(name, *arguments, "--password", f"pass:{PASSWORD}", "--max-rounds", "9999999").exit_code == 0
