"""The commands that a report proposes, run by the real programs on the real store: after them nothing is wrong."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from tests.conftest import ROOT
from tests.readers.conftest import BOUNCYCASTLE

if TYPE_CHECKING:
    from collections.abc import Callable

PASSWORD = "changeit"
AT = ("--at", "2026-11-21T12:00:00Z")
PROVIDER = ("-providerclass", "org.bouncycastle.jce.provider.BouncyCastleProvider", "-providerpath", BOUNCYCASTLE)
YES = "yes\n"
"""What a person types when keytool asks whether an issuer that it does not know is meant."""


class Bench(NamedTuple):
    """A folder with everything at hand that the commands name, and how stores are made and judged there."""

    folder: Path
    chainaudit: Callable[..., Any]
    tool: Callable[..., Any]

    def verify(self, *arguments: str | Path) -> dict[str, Any]:
        """Judge and return the report."""
        told = self.chainaudit("verify", *arguments, *AT, "--format", "json", cwd=self.folder)
        assert told.exit_code in (0, 1), told
        return dict(json.loads(told.stdout), exit_code=told.exit_code)

    def identity(self, store_type: str) -> str:
        """Make a store of the gateway's key and its certificate, without the issuer."""
        name = f"own.{store_type.lower()}"
        if store_type == "PEM":
            options = ("pkcs12", "-in", self.identity("PKCS12"), "-nodes", "-passin", f"pass:{PASSWORD}")
            self.tool("openssl", *options, "-out", self.folder / name)
            return str(self.folder / name)
        keytool = ("-importkeystore", "-srckeystore", "gateway.jks", "-srcalias", "api", "-srcstorepass", PASSWORD)
        where = ("-destkeystore", self.folder / name, "-deststoretype", store_type, "-deststorepass", PASSWORD)
        provider = PROVIDER if store_type in ("BKS", "BCFKS") else ()
        self.tool("keytool", *keytool[:2], self.folder / "gateway.jks", *keytool[3:], *where, "-noprompt", *provider)
        return str(self.folder / name)

    def truststore(self, store_type: str) -> str:
        """Make a truststore of an authority that did not issue the gateway's certificate."""
        other, path = self.folder / "other.pem", self.folder / f"trust.{store_type.lower()}"
        if store_type == "PEM":
            shutil.copy(other, path)
        elif store_type == "CAPATH":
            path.mkdir()
            shutil.copy(other, path)
            self.tool("openssl", "rehash", path)
        elif store_type == "NSS":
            path.mkdir()
            self.tool("certutil", "-N", "-d", f"sql:{path}", "--empty-password")
            self.tool("certutil", "-A", "-d", f"sql:{path}", "-n", "other", "-t", "CT,,", "-i", other)
        else:
            provider = PROVIDER if store_type in ("BKS", "BCFKS") else ()
            options = ("-importcert", "-noprompt", "-alias", "other", "-file", other, "-storepass", PASSWORD)
            self.tool("keytool", *options, "-keystore", path, "-storetype", store_type, *provider)
        return str(path)

    def follow(self, commands: list[str]) -> None:
        """Run the commands in the folder as a person does, answering what is asked."""
        binaries = self.folder / "bin"
        binaries.mkdir(exist_ok=True)
        program = binaries / "chainaudit"
        program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m chainaudit "$@"\n')
        program.chmod(0o755)
        path = os.pathsep.join((str(binaries), os.environ["PATH"]))
        for command in commands:
            if command.startswith("#"):
                continue
            done = subprocess.run(
                ["/bin/sh", "-c", command],
                input=YES if "-storepass:env" in command else f"{PASSWORD}\n{YES}",
                capture_output=True,
                text=True,
                cwd=self.folder,
                env={**os.environ, "PATH": path, "PYTHONPATH": str(ROOT), "STOREPASS": PASSWORD},
                check=False,
                timeout=60,
            )
            assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"


@pytest.fixture
def bench(chainaudit: Any, tool: Any, testdata: Path, tmp_path: Path) -> Bench:
    """The demo's files under the names that the commands use, and another authority."""
    demo = testdata / "demo"
    shutil.copy(demo / "gateway.jks", tmp_path / "gateway.jks")
    shutil.copy(demo / "issuing-ca.pem", tmp_path / "gateway-issuing-ca.pem")
    shutil.copy(demo / "partners.pem", tmp_path / "partners.pem")
    shutil.copy(BOUNCYCASTLE, tmp_path / "bcprov.jar")
    tool("openssl", "x509", "-in", demo / "partners.pem", "-out", tmp_path / "gateway-root-ca.pem")
    options = ("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", tmp_path / "other.key", "-days", "900")
    extensions = ("-addext", "basicConstraints=critical,CA:TRUE", "-addext", "keyUsage=critical,keyCertSign")
    tool("openssl", *options, "-subj", "/CN=Other Root", *extensions, "-out", tmp_path / "other.pem")
    return Bench(tmp_path, chainaudit, tool)


def commands_of(report: dict[str, Any], check: str) -> list[str]:
    """Return what is proposed for a finding; addresses of the demo lead nowhere, the file is at hand."""
    (finding,) = [found for found in report["findings"] if found["check"] == check]
    return [command for command in finding["commands"] if not command.startswith("curl ")]


@pytest.mark.parametrize("store_type", ["JKS", "JCEKS", "PKCS12", "BKS", "BCFKS"])
def test_a_missing_issuer_is_put_into_the_keystore(bench: Bench, store_type: str) -> None:
    identity = bench.identity(store_type)
    which = ("--store", identity, "--password", f"pass:{PASSWORD}", "--truststore", "partners.pem")
    asked = (*which, "--host", "api.example.com")
    before = bench.verify(*asked)
    assert before["exit_code"] == 1
    bench.follow(commands_of(before, "path.incomplete"))
    after = bench.verify(*asked)
    assert (after["exit_code"], [v["accepted"] for v in after["verdicts"]]) == (0, [True])
    (entry,) = [e for s in after["stores"] if s["source"] == identity for e in s["entries"]]
    assert (entry["has_private_key"], entry["key_matches_certificate"], len(entry["certificates"])) == (True, True, 2)


def test_a_missing_issuer_is_put_behind_a_certificate_in_pem(bench: Bench) -> None:
    identity = bench.identity("PEM")
    asked = ("--truststore", "partners.pem", "--host", "api.example.com")
    before = bench.verify("--store", identity, *asked)
    assert before["exit_code"] == 1
    bench.follow(commands_of(before, "path.incomplete"))
    after = bench.verify("--store", identity, *asked)
    assert (after["exit_code"], [v["accepted"] for v in after["verdicts"]]) == (0, [True])
    (entry,) = [e for s in after["stores"] if s["source"] == identity for e in s["entries"]]
    assert (entry["has_private_key"], len(entry["certificates"])) == (True, 2)


@pytest.mark.parametrize("store_type", ["JKS", "JCEKS", "PKCS12", "BKS", "BCFKS", "PEM", "CAPATH", "NSS"])
def test_a_missing_root_is_put_into_the_truststore(bench: Bench, store_type: str) -> None:
    pem = bench.identity("PEM")
    chain = bench.folder / "presented.pem"
    bench.tool("openssl", "x509", "-in", pem, "-out", chain)
    chain.write_bytes(chain.read_bytes() + (bench.folder / "gateway-issuing-ca.pem").read_bytes())
    which = ("--presented", chain, "--host", "api.example.com", "--truststore", bench.truststore(store_type))
    asked = (*which, "--truststore-password", f"pass:{PASSWORD}")
    before = bench.verify(*asked)
    assert commands_of(before, "trust.gap") == commands_of(before, "path.incomplete")
    bench.follow(commands_of(before, "trust.gap"))
    after = bench.verify(*asked)
    assert (after["exit_code"], [v["accepted"] for v in after["verdicts"]]) == (0, [True])


@pytest.mark.parametrize("store_type", ["PEM", "PKCS12", "JKS"])
def test_the_certificate_shows_the_names_that_it_is_for(bench: Bench, store_type: str) -> None:
    identity = bench.identity(store_type)
    asked = ("--store", identity, "--password", f"pass:{PASSWORD}", "--truststore", "partners.pem")
    report = bench.verify(*asked, "--host", "wrong.example.com")
    bench.follow(commands_of(report, "identity.host-mismatch"))


def test_a_chain_is_put_in_order(bench: Bench) -> None:
    pem, wrong = bench.identity("PEM"), bench.folder / "wrong.pem"
    root, issuer = bench.folder / "gateway-root-ca.pem", bench.folder / "gateway-issuing-ca.pem"
    wrong.write_text(root.read_text() + issuer.read_text() + Path(pem).read_text())
    asked = ("--host", "api.example.com", "--truststore", "partners.pem")
    report = bench.verify("--store", wrong, *asked)
    bench.follow([c for c in commands_of(report, "path.wrong-order") if c.startswith("chainaudit")])
    after = bench.verify("--store", "ordered.pem", *asked)
    assert "path.wrong-order" not in {finding["check"] for finding in after["findings"]}
    assert after["exit_code"] == 0
