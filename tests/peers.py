"""Real peers on loopback, each a process of its own that ends with the test."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import tempfile
import time
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from tests.validators.making import authority, end

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


def free_port() -> int:
    """Return a port on which nothing listens now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(
    port: int, process: subprocess.Popen[bytes], said: IO[bytes], seconds: float = 20, host: str = "127.0.0.1"
) -> None:
    """Wait until something listens; a server that ended first is told in its words."""
    until = time.monotonic() + seconds
    while time.monotonic() < until and process.poll() is None:
        try:
            socket.create_connection((host, port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    said.seek(0)
    raise AssertionError(f"nothing listens on {port}: {said.read()[-600:].decode(errors='replace')}")


@contextmanager
def running(*command: str | Path, port: int, host: str = "127.0.0.1") -> Iterator[int]:
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
            wait_for(port, process, said, host=host)
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


NOW: Final = datetime.now(timezone.utc).replace(microsecond=0)  # noqa: TID251 - real peers are asked at the real moment
LIVES: Final = {"begin": NOW - timedelta(days=30), "end": NOW + timedelta(days=300)}
"""When the certificates of peers are valid."""


class Pki:
    """A root, an intermediate, a server and a client, as files."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.root = authority("Peer Root", **LIVES)
        self.middle = authority("Peer Issuing", self.root, **LIVES)
        self.server = end("localhost", self.middle, names=("localhost", "IP:127.0.0.1", "IP:::1"), **LIVES)
        self.client = end("client", self.middle, usages=("1.3.6.1.5.5.7.3.2",), **LIVES)
        self.other_root = authority("Other Root", **LIVES)

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


class JavaServer:
    """A Java 17 SSLServerSocket that takes one connection at a time, on one port after the other."""

    def __init__(self) -> None:
        program = Path(__file__).parent / "benchmarks" / "java" / "Handshaker.java"
        self._process = subprocess.Popen(
            ["java", str(program)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
        )

    def listen(self, identity: Path | None, trust: Path | None = None, *, need: bool = False, tls: str) -> int:
        """Wait for one connection with one version (``TLSv1.2``, ``TLSv1.3``); return the port."""
        assert self._process.stdin
        assert self._process.stdout
        port = free_port()
        words = ("server", str(port), str(identity or "-"), str(trust or "-"), "need" if need else "-", tls)
        self._process.stdin.write("\t".join(words) + "\n")
        assert self._process.stdout.readline().strip() == "listening"
        return port

    def said(self) -> str:
        """Return what came of the connection: ``ok`` or the exception."""
        assert self._process.stdout
        return self._process.stdout.readline().strip()

    def end(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.communicate()


@pytest.fixture(scope="session")
def java_server() -> Iterator[JavaServer]:
    """One JVM for the tests that need a Java server."""
    server = JavaServer()
    try:
        yield server
    finally:
        server.end()
