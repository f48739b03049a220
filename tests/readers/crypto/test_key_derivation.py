"""Derivations beside OpenSSL, hashlib and RFC 7914, counted before they are done."""

from __future__ import annotations

import hashlib
import subprocess

import pytest

from chainaudit.errors import StoreError, StoreErrorKind
from chainaudit.model.reader import MAX_COSTLY_STORES, ROUNDS_PER_CAP, Limits, ReadRequest
from chainaudit.readers.crypto import key_derivation
from chainaudit.readers.crypto.key_derivation import WorkBudget


def test_the_derivation_of_pkcs12_agrees_with_openssl() -> None:
    for digest, purpose, length in (("sha1", 1, 24), ("sha256", 3, 32), ("sha512", 2, 100), ("sha3_256", 1, 200)):
        password = "пароль".encode("utf-16-be") + b"\0\0"
        arguments = ("-kdfopt", f"digest:{digest.replace('_', '-')}", "-kdfopt", f"hexpass:{password.hex()}")
        more = ("-kdfopt", "hexsalt:0102030405060708", "-kdfopt", "iter:1000", "-kdfopt", f"id:{purpose}")
        done = subprocess.run(
            ["openssl", "kdf", "-keylen", str(length), *arguments, *more, "PKCS12KDF"], capture_output=True, check=True
        )
        expected = bytes.fromhex(done.stdout.decode().replace(":", ""))
        assert key_derivation.pkcs12(digest, password, bytes(range(1, 9)), 1000, length, purpose) == expected


def test_pbkdf1_and_the_quick_digests_agree_with_hashlib() -> None:
    octets = b"password" + b"saltsalt"
    for name in ("md5", "sha1", "sha224", "sha256", "sha384", "sha512", "sha3_256", "sm3"):
        assert key_derivation.digest_function(name)(octets).digest() == hashlib.new(name, octets).digest()
    thrice = octets
    for _ in range(3):
        thrice = hashlib.sha1(thrice, usedforsecurity=False).digest()
    assert key_derivation.pbkdf1("sha1", b"password", b"saltsalt", 3, 16) == thrice[:16]


def test_scrypt_is_bounded_before_it_runs() -> None:
    assert (
        key_derivation.scrypt(b"", b"", (16, 1, 1), 64, WorkBudget(1_000))
        .hex()
        .startswith("77d6576238657b203b19ca42c18a0497")
    )
    for cost in ((1 << 20, 8, 1), (1 << 15, 8, 100), (1 << 40, 1, 1)):
        with pytest.raises(StoreError) as error:
            key_derivation.scrypt(b"", b"", cost, 32, WorkBudget(1_000))
        assert error.value.kind is StoreErrorKind.TOO_EXPENSIVE
    for cost in ((15, 1, 1), (0, 1, 1), (16, 0, 1), (16, 1, -1)):
        with pytest.raises(StoreError) as error:
            key_derivation.scrypt(b"", b"", cost, 32, WorkBudget(1_000))
        assert error.value.kind is StoreErrorKind.MALFORMED


def test_work_is_spent_before_it_is_done() -> None:
    budget = WorkBudget(1000)
    for _ in range(4):
        budget.spend(1000)
    with pytest.raises(StoreError, match="together"):
        budget.spend(1)
    with pytest.raises(StoreError, match="1,001 rounds"):
        WorkBudget(1000).spend(1001)
    with pytest.raises(StoreError, match=r"10\^15"):
        WorkBudget(1000).spend(10**4000)
    with pytest.raises(StoreError, match="at least 1"):
        WorkBudget(1000).spend(0)


def test_scrypt_counts_for_the_whole_store() -> None:
    budget = WorkBudget(1_000)
    for _ in range(3):
        key_derivation.scrypt(b"", b"", (256, 8, 1), 32, budget)
    with pytest.raises(StoreError) as error:
        key_derivation.scrypt(b"", b"", (256, 8, 1), 32, budget)
    assert error.value.kind is StoreErrorKind.TOO_EXPENSIVE


def test_numbers_of_megabytes_cost_nothing_and_are_not_written_out() -> None:
    """Python takes hours to multiply them, and refuses to write them out (or takes hours, before 3.10.7)."""
    huge = 1 << 80_000_000
    for rounds, words in ((huge, r"10\^15"), (-huge, "at least 1")):
        with pytest.raises(StoreError, match=words):
            WorkBudget(1_000).spend(rounds)
    for cost in ((huge, huge - 1, 1), (huge, 8, huge - 1), (2, huge - 1, huge - 1)):
        with pytest.raises(StoreError) as error:
            key_derivation.scrypt(b"", b"", cost, 32, WorkBudget(1_000))
        assert error.value.kind is StoreErrorKind.TOO_EXPENSIVE


def test_stores_of_one_file_share_what_they_may_cost() -> None:
    request = ReadRequest("x", limits=Limits(key_derivation_rounds=1_000))
    for _ in range(MAX_COSTLY_STORES):
        budget = WorkBudget.of(request)
        for _ in range(ROUNDS_PER_CAP - 1):
            budget.spend(1_000)
        budget.spend_scrypt(2_000)
        budget.spend_slow_octets(1024 * 1024)
    for spend in (lambda: WorkBudget.of(request).spend(1), lambda: WorkBudget.of(request).spend_scrypt(2)):
        with pytest.raises(StoreError, match="all stores in this file") as error:
            spend()
        assert error.value.kind is StoreErrorKind.TOO_EXPENSIVE
    with pytest.raises(StoreError, match="slow here"):
        WorkBudget.of(request).spend_slow_octets(1)
    WorkBudget.of(ReadRequest("another", limits=request.limits)).spend(1_000)
