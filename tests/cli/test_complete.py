"""``chainaudit complete`` as a person runs it: what is said where, and the exit codes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from tests.forge import intermediate, issue, root

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ROOT = root()
MIDDLE = intermediate(ROOT)
LEAF = issue(MIDDLE, names=("leaf.example",))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    key = LEAF.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (tmp_path / "own.pem").write_bytes(key + LEAF.pem)
    (tmp_path / "middle.pem").write_bytes(MIDDLE.pem)
    (tmp_path / "root.pem").write_bytes(ROOT.pem)
    return tmp_path


def test_a_complete_chain_is_0(folder: Path, chainaudit: Callable[..., Any]) -> None:
    done = chainaudit("complete", "--store", folder / "own.pem", "--untrusted", folder / "middle.pem",
                      "--truststore", folder / "root.pem", "-o", folder / "new.pem")  # fmt: skip
    assert (done.exit_code, done.stderr) == (0, "")
    assert "added 'CN=Intermediate'" in done.stdout
    assert f"{folder}/new.pem was written" in done.stdout


def test_a_missing_issuer_is_1_and_the_rest_is_written(folder: Path, chainaudit: Callable[..., Any]) -> None:
    done = chainaudit("complete", "--store", folder / "own.pem", "--truststore", folder / "root.pem",
                      "-o", folder / "new.pem")  # fmt: skip
    assert done.exit_code == 1
    assert "still missing: the issuer 'CN=Intermediate'" in done.stdout
    assert (folder / "new.pem").exists()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--store", "{}/own.pem", "-o", "{}/root.pem"), "is there already"),
        (("--store", "{}/none.pem", "-o", "{}/new.pem"), "no such file"),
        (("--store", "{}/own.pem", "--alias", "none", "-o", "{}/new.pem"), "has no alias 'none'"),
        (
            (
                "--store",
                "{}/own.pem",
            ),
            "Missing option '-o'",
        ),
    ],
)
def test_where_nothing_is_written_it_is_2(
    arguments: tuple[str, ...], words: str, folder: Path, chainaudit: Callable[..., Any]
) -> None:
    before = {path: path.read_bytes() for path in folder.iterdir()}
    done = chainaudit("complete", "--truststore", folder / "root.pem", *(word.format(folder) for word in arguments))
    assert (done.exit_code, done.stdout) == (2, "")
    assert words in done.stderr
    assert {path: path.read_bytes() for path in folder.iterdir()} == before
