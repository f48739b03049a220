"""What is written is read back by keytool, by openssl and by ourselves, with equal entries."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

import pytest

from chainaudit.app.convert import write_store
from chainaudit.app.opening import open_store, read_bytes
from chainaudit.errors import UsageError
from chainaudit.model.store import Entry, EntryKind, Integrity, Store
from chainaudit.model.writer import WriteRequest
from chainaudit.writers import jks, pem, pkcs12
from tests.readers.stores import ROWS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PASSWORD = "neu-geheim"
SOURCES = [
    "jceks_multi_keys.jceks",
    "jks_modified_utf8_alias.jks",
    "jks_unicode_alias.jks",
    "jks_long_chain.jks",
    "jks_odd_certs.jks",
    "p12_java_distinct_keypass.p12",
    "p12_openssl_ed448.p12",
    "pem_two_keys.pem",
    "java_cacerts",
]


def entries_of(store: Store, *, lower: bool = False) -> set[tuple[str | None, tuple[str, ...], bool | None]]:
    return {
        (
            e.alias.lower() if lower and e.alias is not None else e.alias,
            tuple(c.fingerprint for c in e.certificates),
            e.key_matches_certificate,
        )
        for e in store.entries
    }


def as_keytool_lists(text: str) -> dict[str, list[str]]:
    """Alias to SHA-256 fingerprints, from ``keytool -list -v``."""
    found: dict[str, list[str]] = {}
    for part in text.split("Alias name: ")[1:]:
        alias, rest = part.split("\n", 1)
        digests = re.findall(r"SHA256: ([0-9A-F:]{95})", rest)
        found[alias.strip()] = [digest.replace(":", "").lower() for digest in digests]
    return found


@pytest.mark.parametrize("name", ["jks", "pkcs12", "pkcs12-java8"])
@pytest.mark.parametrize("file", SOURCES)
def test_java_and_we_read_the_same(file: str, name: str, tmp_path: Path, tool: Callable[..., object]) -> None:
    store = ROWS[file].open()
    target = tmp_path / "copy"
    write_store(store, str(target), format_name=name, password=PASSWORD)
    again = open_store(target, password=PASSWORD)
    assert (again.problem, again.integrity) == (None, Integrity.VERIFIED)
    known = file != "pem_two_keys.pem"
    assert {e[1:] for e in entries_of(again)} == {e[1:] for e in entries_of(store)}
    if known:
        assert entries_of(again, lower=True) == entries_of(store, lower=True)
    options = ("-J-Dstdout.encoding=UTF-8", "-J-Dfile.encoding=UTF-8", "-J-Duser.language=en")
    listed = tool("keytool", *options, "-list", "-v", "-keystore", target, "-storepass", PASSWORD)
    told = as_keytool_lists(listed.stdout)
    assert sorted(told.values()) == sorted([c.fingerprint for c in e.certificates] for e in again.entries)
    if known and "\\0" not in repr([e.alias for e in store.entries]) and file != "jks_modified_utf8_alias.jks":
        assert set(told) == {(e.alias or "").lower() for e in again.entries}


@pytest.mark.parametrize("name", ["pkcs12", "pkcs12-java8"])
@pytest.mark.parametrize(
    "file", ["jceks_multi_keys.jceks", "pem_two_keys.pem", "p12_java_secretbag.p12", "java_cacerts"]
)
def test_openssl_reads_every_certificate_and_key(
    file: str, name: str, tmp_path: Path, tool: Callable[..., object]
) -> None:
    store = ROWS[file].open()
    target = tmp_path / "copy.p12"
    write_store(store, str(target), format_name=name, password=PASSWORD)
    shown = tool("openssl", "pkcs12", "-in", target, "-passin", f"pass:{PASSWORD}", "-nodes").stdout
    read_back = read_bytes(shown.encode(), "x.pem")
    assert {c.fingerprint for c in read_back.certificates} == {c.fingerprint for c in store.certificates}
    assert {e.private_key.reveal() for e in read_back.entries if e.private_key} == {
        e.private_key.reveal() for e in store.entries if e.private_key
    }


def test_pem_keeps_aliases_keys_and_chains(tmp_path: Path, tool: Callable[..., object]) -> None:
    store = ROWS["jceks_multi_keys.jceks"].open()
    for password in (None, PASSWORD):
        target = tmp_path / f"copy-{password}.pem"
        write_store(store, str(target), password=password)
        again = open_store(target, password=password)
        assert again.problem is None
        assert entries_of(again) == entries_of(store)
        assert (b"BEGIN ENCRYPTED" in target.read_bytes()) is (password is not None)
        keys = tool("openssl", "pkey", "-in", target, "-passin", f"pass:{password}", "-pubout").stdout
        assert "BEGIN PUBLIC KEY" in keys


def test_secret_keys_go_where_java_finds_them(tmp_path: Path, tool: Callable[..., object]) -> None:
    store = ROWS["jceks_secret.jceks"].open()
    keep = [e for e in store.entries if e.alias in ("aes128", "aes256", "des3", "hmac")]
    target = tmp_path / "s.p12"
    write_store(store.but(entries=tuple(keep)), str(target), password=PASSWORD)
    listed = tool("keytool", "-list", "-keystore", target, "-storepass", PASSWORD).stdout
    assert listed.count("SecretKeyEntry") == 4
    again = open_store(target, password=PASSWORD)
    assert {(e.alias, e.key_algorithm, e.secret) for e in again.entries} == {
        (e.alias, e.key_algorithm, e.secret) for e in keep
    }
    with pytest.raises(UsageError, match="cannot hold"):
        jks.write(store, WriteRequest(PASSWORD))
    with pytest.raises(UsageError, match="cannot hold"):
        pem.write(store, WriteRequest(PASSWORD))


def test_key_passwords_stay_those_of_their_keys(tmp_path: Path, tool: Callable[..., object]) -> None:
    store = ROWS["p12_java_distinct_keypass.p12"].open()
    target = tmp_path / "k.jks"
    write_store(store, str(target), password=PASSWORD, key_passwords={"one": "eins-eins"})
    assert open_store(target, password=PASSWORD).problem is not None
    assert open_store(target, password=PASSWORD, key_passwords={"one": "eins-eins"}).problem is None
    arguments = ("-certreq", "-alias", "one", "-keystore", target, "-storepass", PASSWORD, "-keypass", "eins-eins")
    assert "BEGIN NEW CERTIFICATE REQUEST" in tool("keytool", *arguments).stdout


def test_what_would_be_lost_is_refused() -> None:
    locked = ROWS["jks_keytool_keypass.jks"].open(key_passwords={})
    for writer in (jks.write, pkcs12.write, pem.write):
        with pytest.raises(UsageError, match="would be lost"):
            writer(locked, WriteRequest(PASSWORD))
    with pytest.raises(UsageError, match="needs a password"):
        jks.write(ROWS["pem_two_keys.pem"].open(), WriteRequest())
    with pytest.raises(UsageError, match="needs a password"):
        pkcs12.write(ROWS["pem_two_keys.pem"].open(), WriteRequest())
    with pytest.raises(UsageError, match="nothing"):
        pem.write(ROWS["jks_empty.jks"].open(), WriteRequest())


def test_aliases_that_java_would_confuse_are_refused() -> None:
    store = ROWS["jks_case_exact.jks"].open()
    with pytest.raises(UsageError, match="alias 'alias'"):
        jks.write(store, WriteRequest(PASSWORD))
    assert len(read_bytes(pem.write(store, WriteRequest()), "x.pem").entries) == 3


def test_aliases_are_made_after_the_certificates_where_there_are_none() -> None:
    certificates = ROWS["pem_duplicate.pem"].open().certificates
    entries = tuple(Entry(EntryKind.CERTIFICATE, certificates=(c,)) for c in certificates)
    again = read_bytes(jks.write(Store("x", "PEM", entries=entries), WriteRequest(PASSWORD)), "x.jks")
    aliases = [entry.alias for entry in again.entries]
    assert len(set(aliases)) == 4
    assert aliases[0] == "shop.example.test"


def test_an_alias_that_would_break_pem_is_refused() -> None:
    certificate = ROWS["pem_fullchain.pem"].open().certificates[0]
    for alias in ("a\nb", "-----BEGIN CERTIFICATE-----"):
        entry = Entry(EntryKind.CERTIFICATE, alias=alias, certificates=(certificate,))
        with pytest.raises(UsageError, match="alias"):
            pem.write(Store("x", "PEM", entries=(entry,)), WriteRequest())


def test_nothing_of_a_request_is_shown() -> None:
    assert PASSWORD not in repr(WriteRequest(PASSWORD, {"a": PASSWORD}))
    assert hashlib.sha256(PASSWORD.encode()).hexdigest() not in repr(WriteRequest(PASSWORD))
