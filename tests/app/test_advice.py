"""Every command names its own option for the password that a reader lacked, and a reader names none."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from chainaudit import open_store
from chainaudit.app.advice import IDENTITY, TRUSTSTORE, PasswordOptions, advised, with_advice
from chainaudit.errors import Secret, StoreErrorKind
from chainaudit.model.store import Entry, EntryKind, Problem, Store
from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

STORES = ROOT / "testdata" / "stores"
WHOLE = ROOT / "testdata" / "stores_more" / "bcfks_mixed.bcfks"
"""Encrypted from its first byte to its last."""
NEEDED, WRONG = StoreErrorKind.PASSWORD_NEEDED, StoreErrorKind.WRONG_PASSWORD
WITHOUT_KEYS = PasswordOptions("--client-password")


@pytest.mark.parametrize(
    ("problem", "options", "advice"),
    [
        (Problem(NEEDED, "No.", Secret.STORE), IDENTITY, " Give it with --password."),
        (Problem(NEEDED, "No.", Secret.STORE), TRUSTSTORE, " Give it with --truststore-password."),
        (Problem(NEEDED, "No.", Secret.KEY), IDENTITY,
         " Give it with --password, or with --key-password where the key has its own."),
        (Problem(NEEDED, "No.", Secret.KEY), WITHOUT_KEYS, " Give it with --client-password."),
        (Problem(WRONG, "No.", Secret.KEY), IDENTITY,
         " If the key has a password of its own, give it with --key-password ALIAS=SOURCE."),
        (Problem(WRONG, "No.", Secret.KEY), WITHOUT_KEYS, ""),
        (Problem(WRONG, "No.", Secret.STORE), IDENTITY, ""),
        (Problem(StoreErrorKind.MALFORMED, "No."), IDENTITY, ""),
    ],
)  # fmt: skip
def test_what_is_advised(problem: Problem, options: PasswordOptions, advice: str) -> None:
    told = advised(problem, options)
    assert told is not None
    assert (told.kind, told.message, told.wants) == (problem.kind, f"No.{advice}", problem.wants)


def test_without_a_problem_nothing_is_advised() -> None:
    store = Store("a.jks", "JKS", entries=(Entry(EntryKind.CERTIFICATE),))
    assert with_advice(store, IDENTITY) is store
    assert advised(None, IDENTITY) is None


def test_keys_and_stores_inside_are_advised_too() -> None:
    key = Entry(EntryKind.PRIVATE_KEY, alias="a", key_problem=Problem(NEEDED, "No.", Secret.KEY))
    inside = Store("in.p12", "PKCS12", problem=Problem(NEEDED, "No.", Secret.STORE))
    found = with_advice(Store("a.zip", "ZIP", entries=(key,), children=(inside,)), TRUSTSTORE)
    (entry,), (child,) = found.entries, found.children
    assert entry.key_problem is not None
    assert entry.key_problem.message == "No. Give it with --truststore-password."
    assert child.problem is not None
    assert child.problem.message == "No. Give it with --truststore-password."


def test_certificates_of_a_truststore_are_not_read_for_it() -> None:
    """They are read one by one when they are needed; looking at them all would cost what that saves."""
    store = open_store(STORES / "java_cacerts", password="changeit")
    assert with_advice(store, TRUSTSTORE) is store
    assert any(getattr(entry, "found", 1) is None for entry in store.entries)


@pytest.mark.parametrize(
    "path",
    sorted(
        p.name for p in STORES.iterdir() if p.suffix in {".jks", ".p12", ".jceks", ".bks", ".uber", ".bcfks", ".pem"}
    ),
)
def test_a_reader_names_no_option(path: str) -> None:
    for password in (None, "certainly wrong"):
        store = open_store(STORES / path, password=password)
        problems = [store.problem, *(entry.key_problem for entry in store.entries)]
        for problem in problems:
            if problem is None or problem.kind not in (NEEDED, WRONG):
                continue
            assert "-password" not in problem.message
            assert problem.kind is WRONG or problem.wants is not None, problem


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory, tool: Callable[..., Any]) -> Path:
    """A PKCS 12 of OpenSSL, certificates and key encrypted."""
    folder = tmp_path_factory.mktemp("sealed")
    tool("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=a",
         "-keyout", folder / "key.pem", "-out", folder / "a.pem", "-days", "3650")  # fmt: skip
    tool("openssl", "pkcs12", "-export", "-inkey", folder / "key.pem", "-in", folder / "a.pem", "-name", "a",
         "-passout", "pass:changeit", "-out", folder / "a.p12")  # fmt: skip
    return folder / "a.p12"


@pytest.mark.parametrize(
    ("command", "option"),
    [
        (("inspect", "{}"), "--password"),
        (("verify", "--store", "{}"), "--password"),
        (("verify", "--presented", "{}"), "--password"),
        (("verify", "--presented", "{pem}", "--truststore", "{}"), "--truststore-password"),
        (("verify", "--presented", "{pem}", "--untrusted", "{}"), "--untrusted-password"),
        (("convert", "{}", "-o", "{new}"), "--password"),
        (("complete", "--store", "{}", "-o", "{new}"), "--password"),
        (("complete", "--store", "{pem}", "-o", "{new}", "--truststore", "{}"), "--truststore-password"),
        (("complete", "--store", "{pem}", "-o", "{new}", "--untrusted", "{}"), "--untrusted-password"),
        (("rehearse", "--server-store", "{}"), "--server-password"),
        (("rehearse", "--server-store", "{pem}", "--client-truststore", "{}"), "--client-truststore-password"),
        (("connect", "127.0.0.1:9", "--client-store", "{whole}"), "--client-password"),
    ],
)
def test_each_command_names_its_own(
    command: tuple[str, ...], option: str, sealed: Path, tmp_path: Path, chainaudit: Callable[..., Any]
) -> None:
    places = {"{}": sealed, "{pem}": sealed.with_suffix(".pem"), "{new}": tmp_path / "new.p12", "{whole}": WHOLE}
    done = chainaudit(*(places.get(word, word) for word in command))
    told = " ".join((done.stdout + done.stderr).split())
    assert done.exit_code == 2
    assert f"Give it with {option}" in told, told
    assert told.count("Give it with") == told.count(f"Give it with {option}")


def test_json_says_it_too(sealed: Path, chainaudit: Callable[..., Any]) -> None:
    done = chainaudit("verify", "--store", sealed, "--format", "json")
    (store, *_) = json.loads(done.stdout)["stores"]
    assert store["error"]["kind"] == "password-needed"
    assert store["error"]["message"].endswith("Give it with --password.")
