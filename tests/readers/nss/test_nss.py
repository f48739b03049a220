"""NSS databases, compared with what certutil says of them."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import pytest

from chainaudit.errors import StoreError, StoreErrorKind
from chainaudit.model.reader import Limits, ReadRequest
from chainaudit.model.store import EntryKind, Integrity
from chainaudit.readers.nss import database, nss

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.readers.conftest import Expected

PASSWORD = "pw-123456"
SERVERS, CLIENTS, MAIL = "1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2", "1.3.6.1.5.5.7.3.4"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, tool: Callable[..., object]) -> Path:
    """Return a folder with two databases of certutil: one with a password, one without."""
    folder = tmp_path_factory.mktemp("nss")
    (folder / "pw").write_text(PASSWORD, encoding="ascii")
    (folder / "noise").write_bytes(bytes(range(64)))
    for name, protection in (("closed", ("-f", folder / "pw")), ("open", ("--empty-password",))):
        (folder / name).mkdir()
        tool("certutil", "-N", "-d", f"sql:{folder / name}", *protection)
    new = ("certutil", "-S", "-z", folder / "noise", "-v", "120")
    closed = ("-d", f"sql:{folder / 'closed'}", "-f", folder / "pw")
    ec = ("-k", "ec", "-q", "nistp256")
    tool(*new, *closed, *ec, "-n", "EC root", "-s", "CN=EC root", "-x", "-t", "C,,", "-m", "1")
    tool(*new, *closed, *ec, "-n", "ec", "-s", "CN=ec", "-c", "EC root", "-t", ",,", "-m", "2")
    tool(*new, *closed, "-k", "dsa", "-g", "2048", "-n", "dsa", "-s", "CN=dsa", "-c", "EC root", "-t", ",,", "-m", "3")
    tool(*new, *closed, "-k", "rsa", "-n", "rsa", "-s", "CN=rsa", "-c", "EC root", "-t", ",,", "-m", "4")
    opened = ("-d", f"sql:{folder / 'open'}")
    for number, flags in enumerate(("CT,C,C", "T,,", "p,p,p", "P,,", "c,,", "pC,,", ",P,"), 10):
        tool(*new, *opened, *ec, "-n", flags, "-s", f"CN=flags {number}", "-x", "-t", flags, "-m", str(number))
    return folder


def test_entries_are_those_that_certutil_shows(expected: dict[str, Expected]) -> None:
    row = expected["nssdb"]
    assert nss.sniff_path(str(row.path)) == 95
    store = nss.read_path(str(row.path), row.request())
    row.assert_agrees(store)
    assert store.integrity is Integrity.NONE


@pytest.mark.parametrize("password", [PASSWORD, None])
def test_every_kind_of_key_belongs_to_its_certificate_with_and_without_the_password(
    made: Path, password: str | None
) -> None:
    store = nss.read_path(str(made / "closed"), ReadRequest("x", password=password))
    assert store.problem is None
    found = {entry.alias: entry for entry in store.entries}
    assert {alias: len(entry.certificates) for alias, entry in found.items()} == {
        "EC root": 1,
        "ec": 2,
        "dsa": 2,
        "rsa": 2,
    }
    for entry in found.values():
        assert entry.kind is EntryKind.PRIVATE_KEY
        assert entry.key_matches_certificate is True
        assert (entry.private_key is not None) == (password is not None)
    assert {entry.key_algorithm for entry in found.values()} == {"EC", "DSA", "RSA"}
    assert found["EC root"].trusted_for == (SERVERS,)


def test_a_wrong_password_is_told_and_everything_else_is_read(made: Path) -> None:
    store = nss.read_path(str(made / "closed"), ReadRequest("x", password="other"))
    assert store.problem is not None
    assert store.problem.kind is StoreErrorKind.WRONG_PASSWORD
    assert len(store.certificates) == 7


def test_a_database_without_password_opens_without_one_and_with_any(made: Path) -> None:
    for password in (None, "", "whatever"):
        store = nss.read_path(str(made / "open"), ReadRequest("x", password=password))
        assert store.problem is None
        assert all(entry.private_key is not None for entry in store.entries)


def test_a_python_without_databases_in_memory_reads_files(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "_deserializer", lambda _: None)
    store = nss.read_path(str(made / "closed"), ReadRequest("x", password=PASSWORD))
    assert [entry.key_matches_certificate for entry in store.entries] == [True] * 4
    assert sorted(path.name for path in (made / "closed").iterdir()) == ["cert9.db", "key4.db", "pkcs11.txt"]
    assert _error((made / "closed" / "cert9.db").read_bytes()) is StoreErrorKind.UNSUPPORTED


def test_trust_flags_become_purposes(made: Path) -> None:
    store = nss.read_path(str(made / "open"), ReadRequest("x"))
    told = {entry.alias: (entry.trusted_for, entry.rejected_for) for entry in store.entries}
    code = "1.3.6.1.5.5.7.3.3"
    assert told["CT,C,C"] == ((SERVERS, CLIENTS, code, MAIL), ())
    assert told["T,,"] == ((CLIENTS,), ())
    assert told["P,,"] == ((SERVERS, CLIENTS), ())
    assert told["p,p,p"] == ((), (SERVERS, CLIENTS, code, MAIL))
    assert told["c,,"] == ((), ())
    assert told["pC,,"] == ((SERVERS,), (CLIENTS,))
    assert told[",P,"] == ((MAIL,), ())


def test_one_file_is_read_with_the_other_beside_it_or_alone(made: Path) -> None:
    both = nss.read_path(str(made / "closed" / "cert9.db"), ReadRequest("x", password=PASSWORD))
    assert [entry.has_private_key for entry in both.entries] == [True] * 4
    keys = nss.read_path(str(made / "closed" / "key4.db"), ReadRequest("x", password=PASSWORD))
    assert [len(entry.certificates) for entry in keys.entries] == [0] * 4
    data = (made / "closed" / "cert9.db").read_bytes()
    assert nss.sniff(data) == 95
    alone = nss.read(data, ReadRequest("x"))
    assert len(alone.entries) == 4
    assert not any(entry.has_private_key for entry in alone.entries)


def _error(data: bytes, **limits: int) -> StoreErrorKind:
    with pytest.raises(StoreError) as caught:
        nss.read(data, ReadRequest("x", limits=Limits(**limits)))
    return caught.value.kind


def test_the_older_database_is_named(tmp_path: Path) -> None:
    data = b"\x00\x06\x15\x61" + bytes(1000)
    assert nss.sniff(data) == 60
    assert _error(data) is StoreErrorKind.UNSUPPORTED
    (tmp_path / "cert8.db").write_bytes(data)
    assert nss.sniff_path(str(tmp_path)) == 95
    with pytest.raises(StoreError) as caught:
        nss.read_path(str(tmp_path), ReadRequest("x"))
    assert caught.value.kind is StoreErrorKind.UNSUPPORTED
    assert "certutil --upgrade-merge" in caught.value.message


def test_more_objects_than_are_allowed_are_refused(made: Path) -> None:
    assert _error((made / "closed" / "cert9.db").read_bytes(), entries=3) is StoreErrorKind.TOO_EXPENSIVE


def _database(path: Path, *statements: str) -> bytes:
    connection = sqlite3.connect(path)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()
    return path.read_bytes()


@pytest.mark.parametrize(
    "statements",
    [
        ("CREATE VIEW nssPublic AS SELECT 1 AS id, zeroblob(1000000000) AS a11",),
        (
            "CREATE TABLE nssPublic (id, a0, a11 AS (zeroblob(1000000000)))",
            "INSERT INTO nssPublic VALUES (1, x'00000001')",
        ),
        ("CREATE TABLE other (id)", "CREATE VIEW nssPublic AS SELECT id, a11 FROM other JOIN other USING (id)"),
    ],
)
def test_a_database_that_is_a_program_is_not_run(tmp_path: Path, statements: tuple[str, ...]) -> None:
    data = _database(tmp_path / "x.db", *statements)
    assert nss.sniff(data) == 95
    try:
        store = nss.read(data, ReadRequest("x"))
    except StoreError as error:
        assert error.kind is StoreErrorKind.MALFORMED  # noqa: PT017 - either way is right, as long as nothing runs
    else:
        assert store.entries == ()


def test_damage_is_the_documented_error(made: Path) -> None:
    data = (made / "closed" / "cert9.db").read_bytes()
    assert _error(data[:4096]) is StoreErrorKind.MALFORMED
    assert _error(data[:100] + bytes(len(data) - 100)) is StoreErrorKind.MALFORMED
