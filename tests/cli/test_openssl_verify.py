"""The command drops in for `openssl verify`: streams, exit codes, options with one dash."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Outcome


def test_it_stands_in_for_the_program(chainaudit: Callable[..., Outcome], testdata: Path) -> None:
    folder = testdata / "conformance" / "openssl" / "openssl_certs"
    good = chainaudit(
        "openssl-verify", "-trusted", "root-cert.pem", "-untrusted", "ca-cert.pem", "ee-cert.pem", cwd=folder
    )
    assert good == (0, "ee-cert.pem: OK\n", "")
    bad = chainaudit("openssl-verify", "-trusted", "root-cert.pem", "ee-cert.pem", cwd=folder)
    assert bad.exit_code == 2
    assert bad.stderr.splitlines() == [
        "CN = server.example",
        "error 20 at 0 depth lookup: unable to get local issuer certificate",
        "error ee-cert.pem: verification failed",
    ]
    usage = chainaudit("openssl-verify", "-nonsense", cwd=folder)
    assert usage.exit_code == 1


def test_standard_input(chainaudit: Callable[..., Outcome], testdata: Path) -> None:
    folder = testdata / "conformance" / "openssl" / "openssl_certs"
    leaf = (folder / "ee-cert.pem").read_bytes()
    done = chainaudit(
        "openssl-verify", "-trusted", "root-cert.pem", "-untrusted", "ca-cert.pem", stdin=leaf, cwd=folder
    )
    assert done == (0, "stdin: OK\n", "")
