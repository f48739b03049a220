"""Where nothing is judged the exit code is 2, whatever was found beside, and the reason is told once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.peers import Pki


@pytest.fixture
def trust(pki: Pki) -> tuple[str, Path]:
    """The option that trusts the root."""
    return "--truststore", pki.file("root.pem", pki.root)


def test_a_store_of_secret_keys(
    tool: Callable[..., Any], chainaudit: Callable[..., Any], trust: tuple[str, Path], tmp_path: Path
) -> None:
    store = tmp_path / "secret.jceks"
    words = "-genseckey -alias s -keyalg AES -keysize 128 -storetype JCEKS -storepass changeit -keypass changeit"
    tool("keytool", *words.split(), "-keystore", store)
    for password in ((), ("--password", "pass:changeit")):
        done = chainaudit("verify", "--store", store, *password, *trust)
        assert done.exit_code == 2
        assert "holds no certificate, so that nothing can be judged" in " ".join(done.stdout.split())
        assert done.stdout.count("Nothing was judged.") == 1
    assert chainaudit("verify", "--store", store, *trust, "--fail-on", "never").exit_code == 2


def test_a_directory_with_several_files(chainaudit: Callable[..., Any], trust: tuple[str, Path], pki: Pki) -> None:
    folder = pki.folder / "several"
    folder.mkdir(exist_ok=True)
    pki.file("several/one.pem", pki.server, pki.middle)
    assert chainaudit("verify", "--presented", folder, *trust).exit_code == 0, "one chain is what is presented"
    pki.file("several/two.pem", pki.client, pki.middle)
    done = chainaudit("verify", "--presented", folder, *trust)
    assert done.exit_code == 2
    assert "holds certificates in 2 files" in done.stdout
    assert "one.pem" in done.stdout


def test_a_truststore_that_is_not_there(chainaudit: Callable[..., Any], pki: Pki) -> None:
    presented = pki.file("presented.pem", pki.server, pki.middle)
    done = chainaudit("verify", "--presented", presented, "--truststore", pki.folder / "none.pem")
    assert done.exit_code == 2
    assert "no such file" in done.stdout
    assert done.stdout.count("Nothing was judged") == 1
