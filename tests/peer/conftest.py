"""Real peers on loopback, each a process of its own that ends with the test."""

from __future__ import annotations

import socket
import subprocess
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

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


def wait_for(port: int, process: subprocess.Popen[bytes] | None = None, seconds: float = 15) -> None:
    """Wait until something listens."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        assert process is None or process.poll() is None, process.stderr.read() if process and process.stderr else b""
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError(f"nothing listens on {port}")


@contextmanager
def running(*command: str | Path, port: int) -> Iterator[int]:
    """Run a server until the test is done with it."""
    process = subprocess.Popen(
        [str(word) for word in command], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    try:
        wait_for(port, process)
        yield port
    finally:
        process.kill()
        process.communicate()


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
