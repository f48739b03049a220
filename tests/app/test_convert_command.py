"""Copies as the options of ``convert`` ask for them, and which password opens what afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from chainaudit.app.convert_command import run_convert
from chainaudit.app.opening import open_store
from chainaudit.errors import StoreError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

STORE, KEY, NEW = "of-the-store", "of-the-key", "of-the-copy"


@pytest.fixture
def source(tmp_path: Path, tool: Callable[..., Any]) -> Path:
    """A JKS of keytool whose one key has a password of its own."""
    target = tmp_path / "source.jks"
    tool("keytool", "-genkeypair", "-keystore", target, "-storetype", "JKS", "-storepass", STORE, "-keypass", KEY,
         "-alias", "own", "-dname", "CN=own", "-keyalg", "EC", "-validity", "400")  # fmt: skip
    return target


def converted(source: Path, name: str, **others: object) -> tuple[Path, tuple[str, ...]]:
    target = source.parent / name
    options = {
        "store": str(source),
        "target": str(target),
        "format_name": None,
        "password": f"pass:{STORE}",
        "key_passwords": (f"own=pass:{KEY}",),
        "new_password": None,
        "no_password": False,
        **others,
    }
    return target, run_convert(options)


def opens(path: Path, password: str | None, key: str | None = None) -> bool:
    store = open_store(path, password=password, key_passwords={} if key is None else {"own": key})
    return store.problem is None and [e.private_key is not None for e in store.entries] == [True]


def test_passwords_stay_where_no_new_one_is_given(source: Path, tool: Callable[..., Any]) -> None:
    target, said = converted(source, "copy.jks")
    assert said[0] == f"{target} was written: Java KeyStore, version 2, 1 entry."
    assert opens(target, STORE, KEY)
    assert not opens(target, STORE)
    request = ("-certreq", "-alias", "own", "-keystore", target, "-storepass", STORE)
    assert tool("keytool", *request, "-keypass", KEY).exit_code == 0
    assert tool("keytool", *request, "-keypass", STORE, check=False).exit_code != 0


def test_a_new_password_is_that_of_the_keys_too(source: Path) -> None:
    target, _ = converted(source, "copy.jks", new_password=f"pass:{NEW}")
    assert opens(target, NEW)
    assert not opens(target, STORE, KEY)


def test_without_a_password_the_key_stands_in_clear(source: Path, tool: Callable[..., Any]) -> None:
    target, _ = converted(source, "copy.pem", no_password=True)
    assert opens(target, None)
    assert "BEGIN PRIVATE KEY" in target.read_text()
    assert tool("openssl", "pkey", "-in", target, "-noout", "-text").stdout.startswith("Private-Key")
    assert target.stat().st_mode & 0o777 == 0o600


def test_only_pem_goes_without_a_password(source: Path) -> None:
    with pytest.raises(UsageError, match="needs a password"):
        converted(source, "copy.p12", no_password=True)
    assert sorted(path.name for path in source.parent.iterdir()) == ["source.jks"]


def test_a_key_that_does_not_open_ends_it(source: Path) -> None:
    with pytest.raises(StoreError, match="--key-password ALIAS=SOURCE"):
        converted(source, "copy.p12", key_passwords=())
    assert sorted(path.name for path in source.parent.iterdir()) == ["source.jks"]


def test_lists_of_revoked_certificates_are_named_as_left_out(source: Path, tool: Callable[..., Any]) -> None:
    folder = source.parent
    tool("openssl", "req", "-x509", "-newkey", "ed25519", "-nodes", "-subj", "/CN=ca", "-keyout", folder / "ca.key",
         "-out", folder / "ca.pem", "-days", "400")  # fmt: skip
    (folder / "index").write_text("")
    (folder / "ca.cnf").write_text(f"[ca]\ndefault_ca=c\n[c]\ndatabase={folder}/index\ndefault_crl_days=9\n")
    tool("openssl", "ca", "-gencrl", "-config", folder / "ca.cnf", "-keyfile", folder / "ca.key",
         "-cert", folder / "ca.pem", "-md", "null", "-out", folder / "crl.pem")  # fmt: skip
    both = folder / "both.pem"
    both.write_bytes((folder / "ca.pem").read_bytes() + (folder / "crl.pem").read_bytes())
    _, said = converted(both, "copy.p12", password=None, key_passwords=(), new_password=f"pass:{NEW}")
    assert said[-1] == "1 revocation list was left out."
