"""Stores at URLs, fetched from a server that misbehaves."""

from __future__ import annotations

import http.server
import threading
import time
from typing import TYPE_CHECKING

import pytest

from chainaudit.app import remote
from chainaudit.app.opening import open_store
from chainaudit.errors import StoreError, StoreErrorKind
from chainaudit.model.reader import Limits
from tests.effort import PATIENCE_SECONDS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class _Server(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        if path == "/slow":
            time.sleep(120)
        elif path == "/drip":
            self.send_response(200)
            self.end_headers()
            for _ in range(1_200):
                self.wfile.write(b"x")
                time.sleep(0.1)
        elif path in ("/to-file", "/loop", "/moved"):
            self.send_response(302)
            self.send_header("Location", {"/to-file": "file:///etc/passwd", "/loop": "/loop", "/moved": "/store"}[path])
            self.end_headers()
        elif path == "/gone":
            self.send_error(404)
        else:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"x" * 1000)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """Return the address of a server."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Server) as listening:
        listening.daemon_threads = True
        listening.block_on_close = False
        threading.Thread(target=listening.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{listening.server_port}"
        listening.shutdown()


def _error(url: str, **arguments: float) -> StoreError:
    with pytest.raises(StoreError) as caught:
        remote.fetch(url, 100, **arguments)
    return caught.value


def test_no_more_than_the_limit_and_one_byte_is_read(server: str) -> None:
    assert remote.fetch(f"{server}/store", 100) == b"x" * 101
    assert remote.fetch(f"{server}/store", 5000) == b"x" * 1000
    assert len(remote.fetch(f"{server}/moved", 5000)) == 1000


def test_what_goes_wrong_is_said_without_credentials(server: str) -> None:
    port = server.rpartition(":")[2]
    assert _error(f"{server}/gone?token=secret").message == f"{server}/gone answers 404."
    assert "secret" not in _error(f"http://user:secret@127.0.0.1:{port}/loop?token=secret").message
    assert _error(f"{server}/to-file").kind is StoreErrorKind.UNREADABLE
    assert _error("http://127.0.0.1:1/x").kind is StoreErrorKind.UNREADABLE
    assert _error("nowhere://x/y").kind is StoreErrorKind.UNREADABLE
    assert _error("http://[broken").kind is StoreErrorKind.UNREADABLE
    assert _error("s3://[broken").kind is StoreErrorKind.UNREADABLE
    assert _error("simplecache::s3://bucket/key").kind is StoreErrorKind.UNSUPPORTED


def test_waiting_ends(server: str) -> None:
    start = time.monotonic()
    assert _error(f"{server}/slow", timeout_seconds=0.3).kind is StoreErrorKind.UNREADABLE
    assert _error(f"{server}/drip", timeout_seconds=0.5).kind is StoreErrorKind.UNREADABLE
    assert time.monotonic() - start < PATIENCE_SECONDS


def test_a_store_behind_fsspec_is_read_and_bounded(testdata: Path) -> None:
    url = f"file://{testdata / 'stores_more/hashdir/root.pem'}"
    assert len(open_store(url).certificates) == 1
    small = open_store(url, limits=Limits(store_bytes=100))
    assert small.problem is not None
    assert small.problem.kind is StoreErrorKind.TOO_EXPENSIVE
