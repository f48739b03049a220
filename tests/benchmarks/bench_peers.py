"""Two hundred peers asked in one run: handshakes a second, and whether memory grows with their number."""

from __future__ import annotations

import resource
import tempfile
import textwrap
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

from chainaudit.app.connect import ask_many
from chainaudit.model.peer import COMPLETED, Endpoint
from chainaudit.peer.probe import Wishes
from tests.benchmarks.measured import Row
from tests.peers import Pki, free_port, running

if TYPE_CHECKING:
    from collections.abc import Iterator

TITLE: Final = "Many peers at once"
HOSTS: Final = 200
ALONE: Final = Wishes(versions=False, without_server_name=False)


def _peak_mib() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _nginx(folder: Path, port: int) -> Path:
    pki = Pki(folder)
    both = pki.file("server.pem", pki.server, pki.middle, key=pki.server)
    config = folder / "nginx.conf"
    temporary = " ".join(f"{kind}_temp_path {folder};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    config.write_text(
        textwrap.dedent(f"""
        daemon off; pid {folder}/pid; error_log stderr; worker_processes 2; events {{}}
        http {{ access_log off; {temporary}
          server {{ listen {port} ssl; ssl_certificate {both}; ssl_certificate_key {both}; }} }}
        """)
    )
    return config


def measure() -> Iterator[Row]:
    """Ask 200 addresses of the loopback range, which all are one nginx; then ten times as many for the memory."""
    with tempfile.TemporaryDirectory() as name:
        port = free_port()
        config = _nginx(Path(name), port)
        with running("nginx", "-p", name, "-c", config, port=port):
            endpoints = [Endpoint(f"127.0.0.{n % 250 + 1}", port, server_name="localhost") for n in range(HOSTS)]
            list(ask_many(endpoints[:20], ALONE, 10))
            begun = time.perf_counter()
            good = sum(peer.handshake.outcome == COMPLETED for peer in ask_many(endpoints, ALONE, 10))
            seconds = time.perf_counter() - begun
            before = _peak_mib()
            for _ in ask_many(endpoints * 5, ALONE, 10):
                pass
            after = _peak_mib()
    yield Row(f"peers that answered, of {HOSTS}", good, "", at_least=HOSTS)
    yield Row("handshakes a second", HOSTS / seconds, "/s", at_least=50)
    yield Row("memory that five times as many add", after - before, "MiB", at_most=20)
