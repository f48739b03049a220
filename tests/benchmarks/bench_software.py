"""Rehearsals beside real programs: curl, Node.js, GnuTLS, nginx and OpenSSL's own, with the alerts read on the wire."""

from __future__ import annotations

import itertools
import os
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time
from collections import Counter
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from chainaudit.app import registry
from chainaudit.app.opening import open_store
from chainaudit.app.rehearse import software
from chainaudit.app.truststores import anchors_of
from chainaudit.model.reference import reference_identifier
from chainaudit.model.rehearsal import NONE, REQUIRED, Link, Party
from chainaudit.planning.rehearsal import Cast, rehearse
from chainaudit.tls.alerts import alert_name
from chainaudit.tls.keylog import KeyLog
from chainaudit.tls.session import Session
from tests.benchmarks import programs
from tests.benchmarks.bench_rehearsal import HOST, NOW, Seen
from tests.benchmarks.bench_rehearsal import identities as usual_identities
from tests.benchmarks.bench_rehearsal import key_of as key_pem
from tests.benchmarks.measured import Row
from tests.validators.making import Made, end

if TYPE_CHECKING:
    from collections.abc import Iterator

TITLE: Final = "Rehearsals beside programs"
PROFILES: Final = {
    "openssl": "openssl-3.0",
    "curl": "curl",
    "node": "node-20",
    "gnutls": "gnutls-3.7",
    "nginx": "nginx",
}
PAIRS: Final = (
    ("curl", "openssl"), ("node", "openssl"), ("gnutls", "openssl"), ("openssl", "openssl"),
    ("openssl", "nginx"), ("curl", "nginx"), ("openssl", "node"), ("curl", "node"), ("openssl", "gnutls"),
)  # fmt: skip
_PATIENCE: Final = 8.0


class Files(NamedTuple):
    """What one play is given: an identity for each side, whom each trusts, and the folder of all files."""

    server: Path
    client: Path | None
    client_trust: Path
    server_trust: Path | None
    folder: Path


class Tap:
    """Carries one connection on and keeps what is said."""

    def __init__(self, target: int) -> None:
        self.chunks: list[tuple[str, bytes]] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._listener.settimeout(_PATIENCE)
        self.port: int = self._listener.getsockname()[1]
        self._target = target
        self._serving = threading.Thread(target=self._serve, daemon=True)
        self._serving.start()

    def _serve(self) -> None:
        with self._listener:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            with client, socket.create_connection(("127.0.0.1", self._target), _PATIENCE) as server:
                ways = (("client", client, server), ("server", server, client))
                threads = [threading.Thread(target=self._carry, args=way, daemon=True) for way in ways]
                for thread in threads:
                    thread.start()
                for thread in threads:
                    thread.join(_PATIENCE)

    def _carry(self, side: str, come: socket.socket, go: socket.socket) -> None:
        try:
            while data := come.recv(65_536):
                self.chunks.append((side, data))
                go.sendall(data)
            go.shutdown(socket.SHUT_WR)
        except OSError:
            return

    def refusal(self, keylog: Path) -> tuple[str, str] | None:
        """Return who refused first, and with which alert; what is said to a connection that was cut is no refusal."""
        self._serving.join(_PATIENCE)
        session = Session(KeyLog(keylog.read_bytes().splitlines()))
        for side, data in list(self.chunks):
            for event in session.feed(side, data):
                if event.kind == "alert" and isinstance(event.value, tuple) and event.value[0] == 2:
                    name = alert_name(event.value[1])
                    if name not in ("close_notify", "decode_error"):
                        return side, name
        return None


def play(client: str, server: str, files: Files, tls: str) -> Seen:
    """Shake hands once for real."""
    port = programs.free_port()
    keylog = files.folder / "keys.log"
    keylog.write_bytes(b"")
    environment = {**os.environ, "SSLKEYLOGFILE": str(keylog)}
    command = programs.SERVERS[server](port, files.server, files.server_trust, tls, files.folder)
    with (files.folder / "server.out").open("wb") as out:
        serving = subprocess.Popen(
            [str(word) for word in command], stdin=subprocess.PIPE, stdout=out, stderr=out, env=environment,
            start_new_session=True,
        )  # fmt: skip
    try:
        if not programs.listens(port, serving):
            return Seen("server", None)
        tap = Tap(port)
        said = programs.CLIENTS[client](tap.port, files.client, files.client_trust, tls, files.folder, environment)
        if refusal := tap.refusal(keylog):
            return Seen(*refusal)
        if re.search(rb"HTTP/1\.[01] 200", said):
            return Seen(None, None)
        return Seen("client" if re.search(programs.OWN_REFUSAL, said) else "server", None)
    finally:
        with suppress(ProcessLookupError):  # it did not start
            os.killpg(serving.pid, signal.SIGKILL)
        serving.wait()
        if serving.stdin:
            serving.stdin.close()


def _identities(role: str) -> dict[str, tuple[list[Made], Made | None]]:
    """Return the identities of the other benchmark, and keys that some programs have no use for."""
    found = usual_identities(role)
    middle = found["complete"][0][1]
    usages = ("1.3.6.1.5.5.7.3.1",) if role == "server" else ("1.3.6.1.5.5.7.3.2",)
    span = {"begin": NOW - timedelta(days=30), "end": NOW + timedelta(days=300)}
    for name, parts in {
        "RSA 1024": {"kind": "RSA 1024"},
        "RSA": {"kind": "RSA 2048"},
        "P-224": {"kind": "P-224"},
        "P-384": {"kind": "P-384"},
        "Ed25519": {"kind": "Ed25519"},
        "critical extension": {"extra": [("1.2.3.4.5", True, b"\x05\x00")]},
        "any usage": {"usages": ("2.5.29.37.0",)},
        "no usage": {"usages": None},
    }.items():
        one = end(HOST, middle, **{"usages": usages, **span, **parts})
        found[name] = ([one, middle], one)
    return found


def _combinations() -> Iterator[tuple[str, str, str, str, str]]:
    """Yield (client, server, server identity, client identity, version)."""
    servers, clients = _identities("server"), _identities("client")
    for pair, tls in itertools.product(PAIRS, ("1.2", "1.3")):
        for name in servers:
            if name != "none":
                yield (*pair, name, "", tls)
        for name in clients:
            yield (*pair, "complete", name, tls)


def _written(folder: Path) -> dict[tuple[str, str], Path | None]:
    files: dict[tuple[str, str], Path | None] = {}
    for role in ("server", "client"):
        for name, (chain, key) in _identities(role).items():
            path = folder / f"{role}-{name}.pem"
            path.write_bytes(b"".join(one.pem for one in chain) + (key_pem(key) if key is not None else b""))
            files[role, name] = path if chain else None
    path = folder / "trust.pem"
    path.write_bytes(_identities("server")["with root"][0][2].pem)
    files["trust", ""] = path
    return files


def _rehearsed(client: str, server: str, files: Files, tls: str, cast: Cast) -> Seen:
    def party(role: str, kind: str, identity: Path | None, trust: Path | None) -> Party:
        store = None if identity is None else open_store(str(identity))
        anchors = None if trust is None else anchors_of(open_store(str(trust)))
        return Party(role, PROFILES[kind], identity=store, anchors=anchors)

    sides = (
        party("client", client, files.client, files.client_trust),
        party("server", server, files.server, files.server_trust),
    )
    wants = REQUIRED if files.server_trust else NONE
    names = (reference_identifier(HOST),)
    played = rehearse(Link("x", *sides, host=names, client_authentication=wants, tls13=tls == "1.3"), cast)
    return Seen(played.refused_by, played.alert)


def measure() -> Iterator[Row]:
    """Compare outcomes, refusing sides and alerts."""
    missing = [
        name for name in ("openssl", "curl", "node", "gnutls-cli", "gnutls-serv", "nginx") if not shutil.which(name)
    ]
    if missing:
        raise SystemExit(f"this needs {', '.join(missing)}")
    cast = Cast(registry.checks(), NOW, registry.profile, software)
    total: Counter[tuple[str, str]] = Counter()
    same: Counter[tuple[str, str]] = Counter()
    alerts = agreeing = 0
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as name:
        written = _written(Path(name))
        for client, server, of_server, of_client, tls in _combinations():
            trust = written["trust", ""]
            files = Files(
                written["server", of_server] or Path(), written["client", of_client] if of_client else None,
                trust or Path(), trust if of_client else None, Path(name),
            )  # fmt: skip
            told, real = _rehearsed(client, server, files, tls, cast), play(client, server, files, tls)
            total[client, server] += 1
            same[client, server] += told.refused_by == real.refused_by
            alerts += real.alert is not None
            agreeing += real.alert is not None and told.alert == real.alert
            if told.refused_by != real.refused_by or (real.alert and told.alert != real.alert):
                print("differs:", client, server, of_server, of_client, tls, "rehearsed", told, "real", real)
    for pair, count in total.items():
        label = f"{pair[0]} client, {pair[1]} server: outcome and refusing side, of {count}"
        yield Row(label, 100 * same[pair] / count, "%")
    everything = sum(total.values())
    yield Row(f"outcome and refusing side, of {everything}", 100 * sum(same.values()) / everything, "%", at_least=99)
    yield Row(f"alert, of {alerts} that were seen", 100 * agreeing / alerts, "%", at_least=95)
    yield Row("handshakes a second, programs started each time", everything / (time.monotonic() - begun), "/s")
