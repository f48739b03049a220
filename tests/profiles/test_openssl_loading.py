"""What OpenSSL does not load, beside the program: nothing else is said of it."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

import chainaudit
from chainaudit.judging.judge import verdict_of
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
