"""Stores that others write on the fly, and what they themselves read from them."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import dsa, ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID

from chainaudit.model.reader import ReadRequest
from chainaudit.model.store import Integrity

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from cryptography.hazmat.primitives.asymmetric.types import CertificateIssuerPrivateKeyTypes

    from chainaudit.model.store import Store

SEED_PASSWORD = "seed-password"
BOUNCYCASTLE = "/usr/share/java/bcprov.jar"


class Told(NamedTuple):
    """What BouncyCastle says about one entry."""

    alias: str
    kind: str
    algorithm: str
    fingerprints: tuple[str, ...]


class Written(NamedTuple):
    """A store that BouncyCastle wrote: its bytes, its password, and what BouncyCastle reads from it."""

    name: str
    data: bytes
    password: str
    is_signed: bool
    entries: tuple[Told, ...]

    def assert_agrees(self, store: Store, integrity: Integrity = Integrity.VERIFIED) -> None:
        """Compare a store with what BouncyCastle reads; every key must be the one of its certificate."""
        assert (store.problem, store.integrity) == (None, integrity), self.name
        found = {(e.alias, e.kind.value, tuple(c.fingerprint for c in e.certificates)) for e in store.entries}
        assert found == {(told.alias, told.kind, told.fingerprints) for told in self.entries}, self.name
        algorithms = {entry.alias: entry.key_algorithm for entry in store.entries}
        for told in self.entries:
            assert told.algorithm in ("-", algorithms[told.alias]), self.name
        assert all(entry.key_matches_certificate for entry in store.entries if entry.has_private_key), self.name


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def _certificate(
    name: str,
    key: CertificateIssuerPrivateKeyTypes,
    issuer: str,
    issuer_key: CertificateIssuerPrivateKeyTypes,
    *,
    is_ca: bool,
) -> x509.Certificate:
    start = dt.datetime(2026, 1, 1, tzinfo=dt.timezone.utc)
    builder = x509.CertificateBuilder(
        _name(issuer), _name(name), key.public_key(), x509.random_serial_number(), start, start.replace(year=2046)
    )
    builder = builder.add_extension(x509.BasicConstraints(ca=is_ca, path_length=None), critical=True)
    return builder.sign(issuer_key, hashes.SHA256())


@pytest.fixture(scope="session")
def seed(tmp_path_factory: pytest.TempPathFactory, tool: Callable[..., object]) -> Path:
    """Return a PKCS12 with keys ``rsa``, ``ec`` and ``dsa``, each with a chain of three."""
    folder = tmp_path_factory.mktemp("seed")
    root_key, issuing_key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    root = _certificate("Root", root_key, "Root", root_key, is_ca=True)
    issuing = _certificate("Issuing", issuing_key, "Root", root_key, is_ca=True)
    keys: dict[str, CertificateIssuerPrivateKeyTypes] = {
        "rsa": rsa.generate_private_key(65537, 2048),
        "ec": ec.generate_private_key(ec.SECP384R1()),
        "dsa": dsa.generate_private_key(2048),
    }
    target = folder / "seed.p12"
    for alias, key in keys.items():
        leaf = _certificate(alias, key, "Issuing", issuing_key, is_ca=False)
        one = folder / f"{alias}.p12"
        one.write_bytes(
            pkcs12.serialize_key_and_certificates(
                alias.encode(),
                key,
                leaf,
                [issuing, root],
                serialization.BestAvailableEncryption(SEED_PASSWORD.encode()),
            )
        )
        arguments = ("-importkeystore", "-noprompt", "-srckeystore", one, "-destkeystore", target)
        tool("keytool", *arguments, "-srcstorepass", SEED_PASSWORD, "-deststorepass", SEED_PASSWORD)
    return target


@pytest.fixture(scope="session")
def bouncycastle(
    seed: Path, project: Path, tmp_path_factory: pytest.TempPathFactory, tool: Callable[..., object]
) -> tuple[Written, ...]:
    """Return one store of every kind that BouncyCastle writes."""
    folder = tmp_path_factory.mktemp("bouncycastle")
    program = project / "tests/readers/bouncycastle/BouncyCastleStores.java"
    options = ("-Dfile.encoding=UTF-8", "-Dorg.bouncycastle.bks.enable_v1=true")
    tool("java", *options, "-cp", BOUNCYCASTLE, program, seed, SEED_PASSWORD, folder, seconds=300)
    found: list[Written] = []
    for line in (folder / "truth.txt").read_text(encoding="utf-8").splitlines():
        what, *fields = line.split("\t")
        if what == "entry":
            told = Told(fields[0], fields[1], fields[2], tuple(fields[3:]))
            found[-1] = found[-1]._replace(entries=(*found[-1].entries, told))
        else:
            found.append(Written(fields[0], (folder / fields[0]).read_bytes(), fields[1], what == "signed", ()))
    return tuple(found)


KINDS = {
    "private_key": "private-key",
    "trusted_cert": "trusted-certificate",
    "cert": "certificate",
    "secret_key": "secret-key",
    "public_key": "public-key",
}
UNKNOWN_KINDS = ("any", "key_undecryptable")


class Expected(NamedTuple):
    """One row of testdata/stores_more/expected.json: a store, its passwords, and what its maker reads from it."""

    file: str
    path: Path
    password: str | None
    key_passwords: dict[str | None, str]
    entries: tuple[dict[str, Any], ...]

    def request(self, **changes: Any) -> ReadRequest:
        """Return the request that opens this store."""
        arguments: dict[str, Any] = {"password": self.password, "key_passwords": self.key_passwords, **changes}
        return ReadRequest(self.file, **arguments)

    def assert_agrees(self, store: Store) -> None:
        """Compare entry by entry, whatever their order: alias, kind, chain, key."""
        assert store.problem is None
        told = sorted(self.entries, key=lambda row: (row["alias"] or "", row["chain"]))
        found = sorted(store.entries, key=lambda e: (e.alias or "", [c.fingerprint for c in e.certificates]))
        assert [row["alias"] for row in told] == [entry.alias for entry in found]
        for row, entry in zip(told, found, strict=True):
            assert row["chain"] == [c.fingerprint for c in entry.certificates], entry
            assert row["has_private_key"] == entry.has_private_key, entry
            assert row["key_matches_cert"] == entry.key_matches_certificate, entry
            if row["kind"] not in UNKNOWN_KINDS:
                assert KINDS[row["kind"]] == entry.kind.value, entry
            if "key_alg" in row:
                assert row["key_alg"] == entry.key_algorithm, entry


@pytest.fixture(scope="session")
def expected(testdata: Path) -> dict[str, Expected]:
    """Return the rows of expected.json by file name."""
    folder = testdata / "stores_more"
    rows = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    return {
        row["file"]: Expected(
            row["file"], folder / row["file"], row["store_password"], row["key_passwords"], tuple(row["entries"])
        )
        for row in rows
    }
