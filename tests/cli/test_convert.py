"""``chainaudit convert`` as a person runs it: what it says, exit codes, nothing overwritten, nothing secret."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainaudit.app.opening import open_store
from tests.readers.stores import ROWS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Outcome

KEY = ROWS["jks_keytool_keypass.jks"]
PASSWORDS = ("--password", "pass:changeit", "--key-password", "app=pass:key-secret")


def test_a_copy_with_a_password_of_its_own(chainaudit: Callable[..., Outcome], tmp_path: Path) -> None:
    target = tmp_path / "copy.p12"
    done = chainaudit("convert", KEY.path, "-o", target, *PASSWORDS, "--new-password", "pass:neues-geheim")
    assert (done.exit_code, done.stderr) == (0, "")
    assert "was written: PKCS 12" in done.stdout
    assert "1 entry" in done.stdout
    again = open_store(target, password="neues-geheim")
    assert again.problem is None
    assert again.entries[0].alias == "app"
    assert again.entries[0].key_matches_certificate


def test_the_passwords_stay_where_no_new_one_is_given(chainaudit: Callable[..., Outcome], tmp_path: Path) -> None:
    target = tmp_path / "copy"
    assert chainaudit("convert", KEY.path, "-o", target, "--to", "jks", *PASSWORDS).exit_code == 0
    again = open_store(target, password="changeit", key_passwords={"app": "key-secret"})
    assert again.problem is None


def test_keys_stand_in_clear_only_when_asked_for(chainaudit: Callable[..., Outcome], tmp_path: Path) -> None:
    sealed, clear = tmp_path / "sealed.pem", tmp_path / "clear.pem"
    assert chainaudit("convert", KEY.path, "-o", sealed, *PASSWORDS).exit_code == 0
    assert chainaudit("convert", KEY.path, "-o", clear, *PASSWORDS, "--no-password").exit_code == 0
    assert b"BEGIN ENCRYPTED PRIVATE KEY" in sealed.read_bytes()
    assert b"BEGIN PRIVATE KEY" in clear.read_bytes()
    assert clear.stat().st_mode & 0o777 == 0o600


def test_what_cannot_be_done_is_one_sentence_and_no_file(chainaudit: Callable[..., Outcome], tmp_path: Path) -> None:
    there = tmp_path / "there.jks"
    there.write_bytes(b"mine")
    cases = (
        (KEY.path, there, PASSWORDS),
        (KEY.path, tmp_path / "a.jks", ("--password", "pass:changeit")),
        (KEY.path, tmp_path / "b.jks", ("--password", "pass:wrong-wrong")),
        (KEY.path, tmp_path / "c.xyz", (*PASSWORDS, "--to", "bks")),
        (ROWS["jceks_secret.jceks"].path, tmp_path / "d.jks", ("--password", "pass:changeit")),
        (ROWS["other_html.crt"].path, tmp_path / "e.pem", ()),
    )
    for store, target, options in cases:
        done = chainaudit("convert", store, "-o", target, *options)
        assert (done.exit_code, done.stdout) == (2, ""), target
        assert done.stderr.count("\n") == 1
        assert "wrong-wrong" not in done.stderr
    assert there.read_bytes() == b"mine"
    assert [file.name for file in tmp_path.iterdir()] == ["there.jks"]
