"""What OpenSSL does not load, beside the program: nothing else is said of it."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

import chainaudit
from chainaudit.judging.judge import verdict_of
from chainaudit.model import der
from chainaudit.profiles.openssl_loading import is_loaded
from tests import forge
from tests.differential.scenarios import pem
from tests.facts import question

if TYPE_CHECKING:
    from pathlib import Path

MOMENT = str(int(forge.MOMENT.timestamp()))


@pytest.mark.parametrize("serial", [b"", b"\x00\x01", b"\xff\x80", b"\x00\x80", b"\x80"])
@pytest.mark.parametrize("which", ["leaf", "between", "root"])
def test_a_serial_number_that_is_no_der_is_not_loaded(tmp_path: Path, serial: bytes, which: str) -> None:
    numbers = {name: serial if name == which else None for name in ("leaf", "between", "root")}
    root = forge.root(serial=numbers["root"])
    between = forge.intermediate(root, serial=numbers["between"])
    leaf = forge.issue(between, serial=numbers["leaf"])
    made = {"leaf": leaf, "between": between, "root": root}
    for name, one in made.items():
        (tmp_path / f"{name}.pem").write_bytes(pem(one.certificate.der))
    options = ("-attime", MOMENT, "-CAfile", "root.pem", "-no-CApath", "-no-CAstore", "-untrusted", "between.pem")
    done = subprocess.run(["openssl", "verify", *options, "leaf.pem"], cwd=tmp_path, capture_output=True, check=False)
    asked = question(leaf, root, untrusted=(between.certificate,))
    verdict, _ = verdict_of(asked, chainaudit.profile("openssl-3.0-default"), chainaudit.checks())
    assert verdict.accepted is (done.returncode == 0)
    assert is_loaded(made[which].certificate) is (done.returncode == 0)


def test_names_hold_strings_of_some_types_alone(tmp_path: Path) -> None:
    """Every universal tag of a value in a name, beside the program; what is printed is not its matter."""
    differing = []
    for tag in (*range(1, 16), *range(18, 31), 0x30, 0x31):
        value = {1: b"\xff", 3: b"\0x", 5: b"", 6: b"\x2a\x03", 0x0C: b"x", 0x1E: b"\0x", 0x1C: b"\0\0\0x"}.get(
            tag, b"x"
        )
        if tag in (0x30, 0x31):
            value = b"\x0c\x01x"
        pair = der.encode(der.SEQUENCE, der.encode(der.OBJECT_IDENTIFIER, b"\x55\x04\x03") + der.encode(tag, value))
        named = der.encode(der.SEQUENCE, der.encode(der.SET, pair))
        one = forge.issue(forge.root(), issuer_name=named).certificate
        (tmp_path / "one.pem").write_bytes(pem(one.der))
        command = ["openssl", "x509", "-noout", "-in", "one.pem"]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)
        if is_loaded(one) is not (done.returncode == 0):
            differing.append(tag)
    assert differing == []
