"""``chainaudit inspect``: text, JSON, exit codes, and nothing secret anywhere."""

from __future__ import annotations

import base64
import json
import os
from typing import TYPE_CHECKING

import pytest

from tests.readers.stores import ROWS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Outcome

KEY = ROWS["jks_keytool_keypass.jks"]
TRUSTSTORE = ROWS["jks_truststore.jks"]


def test_text_shows_every_entry(chainaudit: Callable[..., Outcome]) -> None:
    done = chainaudit(
        *("inspect", KEY.path, TRUSTSTORE.path, "--password", "pass:changeit", "--key-password", "app=pass:key-secret")
    )
    assert done.exit_code == 0
    assert done.stderr == ""
    assert "integrity verified" in done.stdout
    assert "RSA 2048, matches" in done.stdout
    for words in ("app", "private-key", "CN=shop.example.test", "trusted-certificate", "ecroot", "2046-08-08"):
        assert words in done.stdout


def test_json_is_one_document(chainaudit: Callable[..., Outcome], tmp_path: Path) -> None:
    target = tmp_path / "out.json"
    done = chainaudit("inspect", KEY.path, "--password", "pass:changeit", "--format", "json", "-o", target)
    assert (done.exit_code, done.stdout) == (2, "")
    document = json.loads(target.read_text())
    assert document["schema"] == "chainaudit/1"
    (store,) = document["stores"]
    assert (store["format"], store["integrity"]) == ("JKS", "verified")
    assert store["error"]["kind"] == "wrong-password"
    (entry,) = store["entries"]
    assert (entry["alias"], entry["kind"], entry["has_private_key"]) == ("app", "private-key", True)
    assert (entry["key_matches_certificate"], entry["key"]) == (None, None)
    assert set(entry["certificates"]) <= set(document["certificates"])
    again = json.loads(
        chainaudit(
            *("inspect", KEY.path, "--password", "pass:changeit", "--key-password", "pass:key-secret"),
            *("--format", "json"),
        ).stdout
    )["stores"][0]
    assert again["error"] is None
    assert again["entries"][0]["key"] == {"algorithm": "RSA", "bits": 2048}
    assert again["entries"][0]["key_matches_certificate"] is True


@pytest.mark.parametrize(
    "file", ["other_empty.pem", "other_html.crt", "jks_bad_truncated_50pct.jks", "p12_wrong_pw.p12"]
)
def test_what_cannot_be_read_is_one_sentence_and_exit_code_2(file: str, chainaudit: Callable[..., Outcome]) -> None:
    done = chainaudit("inspect", ROWS[file].path, "--password", "pass:not-the-password")
    assert done.exit_code == 2
    assert "Traceback" not in done.stdout + done.stderr
    assert done.stdout.count("error (") == 1


def test_one_bad_store_does_not_hide_the_others(chainaudit: Callable[..., Outcome]) -> None:
    done = chainaudit("inspect", "/nowhere", TRUSTSTORE.path)
    assert done.exit_code == 2
    assert "no such file" in done.stdout
    assert "ecroot" in done.stdout
    assert "integrity not checked" in done.stdout


def test_standard_input(chainaudit: Callable[..., Outcome]) -> None:
    done = chainaudit("inspect", "-", "--password", "pass:changeit", stdin=TRUSTSTORE.path.read_bytes())
    assert done.exit_code == 0
    assert "integrity verified" in done.stdout


def test_no_secret_is_shown(chainaudit: Callable[..., Outcome]) -> None:
    secret = "s3cr3t-s3cr3t"
    env = {**os.environ, "STORE_PASSWORD": secret}
    for file in ("jceks_secret.jceks", "p12_java_secretbag.p12", "pem_pkcs8_camellia.pem", "jks_keytool_keypass.jks"):
        row = ROWS[file]
        for form in ("text", "json"):
            wrong = chainaudit("inspect", row.path, "--password", "env:STORE_PASSWORD", "--format", form, env=env)
            assert secret not in wrong.stdout + wrong.stderr
            right = chainaudit("inspect", row.path, "--password", f"pass:{row.told['password']}", "--format", form)
            for entry in row.open().entries:
                for octets in (entry.secret, entry.private_key.reveal() if entry.private_key else None):
                    if octets:
                        for shown in (octets.hex(), base64.b64encode(octets).decode()):
                            assert shown not in right.stdout + right.stderr
    refused = chainaudit("inspect", "x", "--password", secret)
    assert refused.exit_code == 2
    assert secret not in refused.stdout + refused.stderr


def test_caps_are_options(chainaudit: Callable[..., Outcome]) -> None:
    row = ROWS["jks_truststore.jks"]
    assert chainaudit("inspect", row.path, "--max-entries", "2").exit_code == 2
    assert chainaudit("inspect", row.path, "--max-bytes", "100").exit_code == 2
    done = chainaudit(
        "inspect", ROWS["p12_keytool17_default.p12"].path, "--max-rounds", "9999", "--password", "pass:changeit"
    )
    assert "too-expensive" in done.stdout


def test_aliases_cannot_command_the_terminal(chainaudit: Callable[..., Outcome], tmp_path: Path) -> None:
    block = ROWS["pem_fullchain.pem"].path.read_text()
    path = tmp_path / "x.pem"
    path.write_text("Bag Attributes\n    friendlyName: \x1b[31mred\u202e\n" + block)
    done = chainaudit("inspect", path)
    assert "\x1b" not in done.stdout
    assert "\u202e" not in done.stdout
    assert "\\x1b[31mred" in done.stdout
