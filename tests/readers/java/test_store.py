"""From container to store: what the digest proves, whom its failure blames, and how often a password is tried."""

from __future__ import annotations

import struct

import pytest

from chainaudit.errors import Secret, StoreErrorKind
from chainaudit.model.reader import ReadRequest
from chainaudit.model.store import EntryKind, Integrity, Store
from chainaudit.readers.java import key_protection, store
from chainaudit.readers.java.keystore import store_digest
from tests.readers.stores import ROWS

PASSWORD = "changeit"
TRUST = ROWS["jks_bad_flip_cert.jks"].path.with_name("jks_keytool_trust.jks").read_bytes()
WITH_KEY = ROWS["wrong_ext_p12_is_jks.p12"].path.read_bytes()
DIGEST = 20


def read(data: bytes, password: str | None = PASSWORD, **parts: object) -> Store:
    return store.read_store(data, ReadRequest("a.jks", password=password, **parts), "JKS")  # type: ignore[arg-type]


def flipped(data: bytes, place: int) -> bytes:
    return data[:place] + bytes((data[place] ^ 1,)) + data[place + 1 :]


@pytest.mark.parametrize(
    ("data", "password", "integrity", "kind"),
    [
        (TRUST, PASSWORD, Integrity.VERIFIED, None),
        (TRUST, None, Integrity.UNCHECKED, None),
        (TRUST, "another", Integrity.FAILED, StoreErrorKind.WRONG_PASSWORD),
        (flipped(TRUST, len(TRUST) - 1), PASSWORD, Integrity.FAILED, StoreErrorKind.WRONG_PASSWORD),
        (TRUST + b"\0", "another", Integrity.FAILED, StoreErrorKind.INTEGRITY),
        (TRUST[:-1], PASSWORD, Integrity.FAILED, StoreErrorKind.MALFORMED),
        (TRUST[:-1], None, Integrity.UNCHECKED, StoreErrorKind.MALFORMED),
        (WITH_KEY, PASSWORD, Integrity.VERIFIED, None),
        (flipped(WITH_KEY, len(WITH_KEY) - 1), PASSWORD, Integrity.FAILED, StoreErrorKind.INTEGRITY),
    ],
    ids=["sound", "unchecked", "wrong password", "digest changed", "bytes behind", "cut off", "cut off, unchecked",
         "with a key", "the password opens the key"],
)  # fmt: skip
def test_what_the_digest_proves_and_whom_its_failure_blames(
    data: bytes, password: str | None, integrity: Integrity, kind: StoreErrorKind | None
) -> None:
    found = read(data, password)
    assert found.integrity is integrity
    assert (None if found.problem is None else found.problem.kind) is kind


def test_without_a_password_certificates_are_there_and_the_key_says_why_not() -> None:
    (entry,) = (entry for entry in read(WITH_KEY, None).entries if entry.has_private_key)
    assert entry.certificates
    assert entry.private_key is None
    problem = entry.key_problem
    assert problem is not None
    assert (problem.kind, problem.wants) == (StoreErrorKind.PASSWORD_NEEDED, Secret.KEY)
    assert entry.alias is not None
    assert f"'{entry.alias}'" in problem.message


def trusted(alias: bytes) -> bytes:
    certificate = read(TRUST).certificates[0].der
    head = struct.pack(">IH", 2, len(alias)) + alias + bytes(8) + struct.pack(">H", 5) + b"X.509"
    return head + struct.pack(">I", len(certificate)) + certificate


def of_aliases(*aliases: bytes) -> Store:
    content = struct.pack(">III", 0xFEEDFEED, 2, len(aliases)) + b"".join(map(trusted, aliases))
    return read(content + store_digest(PASSWORD, content))


@pytest.mark.parametrize(
    ("aliases", "notes"),
    [
        ((b"a", b"b"), ()),
        ((b"a", b"a"), ("2 entries have the alias 'a'; Java keeps the last of them.",)),
        ((b"a", b"A"), ("Aliases differ in case alone (A, a); only the type CaseExactJKS reads them all.",)),
    ],
)
def test_aliases_that_java_takes_for_one_are_noted(aliases: tuple[bytes, ...], notes: tuple[str, ...]) -> None:
    assert of_aliases(*aliases).notes == notes


def test_bytes_behind_the_store_are_noted() -> None:
    assert read(TRUST + b"xyz", None).notes == ("3 bytes follow the store; Java ignores them.",)


def keyed(count: int) -> bytes:
    sealed = b"\x30\x03\x02\x01\x00"
    entries = b"".join(
        struct.pack(">IH", 1, 2) + b"%02d" % number + bytes(8) + struct.pack(">I", len(sealed)) + sealed + bytes(4)
        for number in range(count)
    )
    content = struct.pack(">III", 0xFEEDFEED, 2, count) + entries
    return content + store_digest(PASSWORD, content)


@pytest.mark.parametrize(("password", "tries"), [("another", store.MAX_REFUSALS), (PASSWORD, 10)])
def test_a_password_that_digest_and_keys_refuse_is_not_tried_on_all(
    monkeypatch: pytest.MonkeyPatch, password: str, tries: int
) -> None:
    """Where the digest proves the password, a key may have another, and each is tried."""
    tried = []

    def refuse(_sealed: bytes, password: str, _budget: object) -> bytes:
        tried.append(password)
        raise key_protection.StoreError(StoreErrorKind.WRONG_PASSWORD, "no")

    monkeypatch.setattr(key_protection, "open_private_key", refuse)
    found = read(keyed(10), password)
    assert tried == [password] * tries
    assert {entry.kind for entry in found.entries} == {EntryKind.PRIVATE_KEY}
    assert all(entry.key_problem and entry.key_problem.kind is StoreErrorKind.WRONG_PASSWORD for entry in found.entries)


def test_no_sentence_shows_a_password() -> None:
    found = read(WITH_KEY, "Hunter2Secret")
    told = [found.problem, *(entry.key_problem for entry in found.entries)]
    assert any(told)
    assert "Hunter2Secret" not in repr(told) + repr(found.entries)
