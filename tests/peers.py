"""Real peers on loopback, each a process of its own that ends with the test."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import tempfile
import time
from contextlib import contextmanager, suppress
from typing import IO, TYPE_CHECKING, Any

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from tests.validators.making import authority, end

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


def free_port() -> int:
    """Return a port on which nothing listens now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(port: int, process: subprocess.Popen[bytes], said: IO[bytes], seconds: float = 20) -> None:
    """Wait until something listens; a server that ended first is told in its words."""
    until = time.monotonic() + seconds
    while time.monotonic() < until and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    said.seek(0)
    raise AssertionError(f"nothing listens on {port}: {said.read()[-600:].decode(errors='replace')}")


@contextmanager
def running(*command: str | Path, port: int) -> Iterator[int]:
    """Run a server, and whatever it starts itself, until the test is done with it."""
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(
            [str(word) for word in command],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=said,
            start_new_session=True,
        )
        try:
            wait_for(port, process, said)
            yield port
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGTERM)
            try:
                process.wait(5)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait(5)
            if process.stdin:
                process.stdin.close()


class Pki:
    """A root, an intermediate, a server and a client, as files."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.root = authority("Peer Root")
        self.middle = authority("Peer Issuing", self.root)
        self.server = end("localhost", self.middle, names=("localhost", "IP:127.0.0.1"))
        self.client = end("client", self.middle, usages=("1.3.6.1.5.5.7.3.2",))
        self.other_root = authority("Other Root")

    def file(self, name: str, *parts: Any, key: Any = None) -> Path:
        """Write certificates, and a key where one is given, into one PEM file."""
        path = self.folder / name
        data = b"".join(part.pem for part in parts)
        if key is not None:
            data += key.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        path.write_bytes(data)
        return path


@pytest.fixture(scope="session")
def pki(tmp_path_factory: pytest.TempPathFactory) -> Pki:
    """The certificates of the peers."""
    return Pki(tmp_path_factory.mktemp("pki"))


@pytest.fixture
def s_server(pki: Pki) -> Callable[..., Any]:
    """Start ``openssl s_server`` with a chain and further options; a context manager that gives its port."""

    def start(*options: str | Path, chain: tuple[Any, ...] | None = None, leaf: Any = None) -> Any:
        own = leaf or pki.server
        port = free_port()
        name = f"server-{port}.pem"
        certificate = pki.file(name, own, key=own)
        issuers = (pki.middle,) if chain is None else chain
        extra = ("-cert_chain", pki.file(f"chain-{port}.pem", *issuers)) if issuers else ()
        return running(
            "openssl",
            "s_server",
            "-accept",
            f"127.0.0.1:{port}",
            "-cert",
            certificate,
            *extra,
            "-quiet",
            *options,
            port=port,
        )

    return start
