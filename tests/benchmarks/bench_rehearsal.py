"""Rehearsals beside real handshakes: OpenSSL and Java 17 on both sides, identities of every kind, TLS 1.2 and 1.3."""

from __future__ import annotations

import itertools
import re
import socket
import ssl
import subprocess
import tempfile
import threading
from collections import Counter
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from chainaudit.app import registry
from chainaudit.app.opening import open_store
from chainaudit.app.rehearse import software
from chainaudit.app.truststores import anchors_of
from chainaudit.model.certificate import Certificate
from chainaudit.model.reference import reference_identifier
from chainaudit.model.rehearsal import NONE, REQUIRED, Link, Party
from chainaudit.planning.rehearsal import Cast, rehearse
from tests.benchmarks.measured import Row
from tests.validators.making import Made, authority, end, make

if TYPE_CHECKING:
    from collections.abc import Iterator


TITLE: Final = "Rehearsals beside real handshakes"
HOST: Final = "api.example.com"
NOW: Final = datetime.now(timezone.utc).replace(microsecond=0)  # noqa: TID251 - real handshakes are at the real moment
PROFILES: Final = {"openssl": "openssl-3.0", "java": "java-17"}
_ENDED: Final = re.compile(r"[Bb]roken pipe|reset|EOF|[Rr]emote host|timed out|closed|^$")
_ALERT: Final = re.compile(r"Received fatal alert: (\w+)")


class Seen(NamedTuple):
    """What came of a handshake: who refused (None: nobody), and with which alert, where it was seen."""

    refused_by: str | None
    alert: str | None


def identities(role: str) -> dict[str, tuple[list[Made], Made | None]]:
    """Return chains as one side would hold them, with the key, by what is right or wrong with them."""
    usages = ("1.3.6.1.5.5.7.3.1",) if role == "server" else ("1.3.6.1.5.5.7.3.2",)
    wrong = ("1.3.6.1.5.5.7.3.2",) if role == "server" else ("1.3.6.1.5.5.7.3.1",)
    span = {"begin": NOW - timedelta(days=30), "end": NOW + timedelta(days=300)}
    ca = {"begin": NOW - timedelta(days=300), "end": NOW + timedelta(days=900)}
    root = authority("Root", **ca)
    middle = authority("Middle", root, **ca)
    stranger = authority("Stranger", **ca)
    other = authority("Other", stranger, **ca)
    old_middle = authority("Old Middle", root, begin=NOW - timedelta(days=90), end=NOW - timedelta(days=1))
    no_ca = make("Not a CA", root, ca=False, key_usage=(0, 5), usages=None, **ca)
    cross_root = authority("Cross Root", **ca)
    cross = authority("Cross Root", root, use_key=cross_root.key, **ca)
    below_cross = authority("Below Cross", cross_root, **ca)

    def own(issuer: Made | None, **parts: Any) -> Made:
        return end(HOST, issuer, **{"usages": usages, **span, **parts})

    leaf = own(middle)
    old_kind = _version_1("Version 1 CA", root)
    return {
        "v1 issuer": ([one := own(old_kind), old_kind], one),
        "complete": ([leaf, middle], leaf),
        "with root": ([leaf, middle, root], leaf),
        "leaf only": ([leaf], leaf),
        "wrong order": ([leaf, root, middle], leaf),
        "expired": ([one := own(middle, begin=NOW - timedelta(days=90), end=NOW - timedelta(days=1)), middle], one),
        "not yet valid": ([one := own(middle, begin=NOW + timedelta(days=1)), middle], one),
        "expired issuer": ([one := own(old_middle), old_middle], one),
        "wrong usage": ([one := own(middle, usages=wrong), middle], one),
        "no key": ([leaf, middle], None),
        "untrusted": ([one := own(other), other], one),
        "self-signed": ([one := own(None)], one),
        "issuer no CA": ([one := own(no_ca), no_ca], one),
        "other name": ([one := end("other.example.com", middle, usages=usages, **span), middle], one),
        "cross-signed": ([one := own(below_cross), below_cross, cross], one),
        "none": ([], None),
    }


def _version_1(name: str, issuer: Made) -> Made:
    """Make a CA of X.509 version 1: openssl leaves extensions out, cryptography cannot."""
    made = authority(name, issuer)
    with tempfile.TemporaryDirectory() as folder:
        own, ca = Path(folder) / "own.key", Path(folder) / "ca.pem"
        own.write_bytes(key_of(made))
        ca.write_bytes(issuer.pem + key_of(issuer))
        request = subprocess.run(
            ["openssl", "req", "-new", "-key", own, "-subj", f"/CN={name}"], check=True, capture_output=True
        ).stdout
        signed = subprocess.run(
            ["openssl", "x509", "-req", "-CA", ca, "-CAkey", ca, "-CAcreateserial", "-days", "300"],
            input=request, check=True, capture_output=True,
        ).stdout  # fmt: skip
    loaded = x509.load_pem_x509_certificate(signed)
    return Made(Certificate.read(loaded.public_bytes(Encoding.DER)), loaded, made.key)


def key_of(one: Made) -> bytes:
    return one.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


class Java:
    """One JVM for all handshakes of one side."""

    def __init__(self) -> None:
        program = Path(__file__).with_name("java") / "Handshaker.java"
        self._process = subprocess.Popen(
            ["java", str(program)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
        )

    def say(self, *words: str) -> None:
        assert self._process.stdin
        self._process.stdin.write("\t".join(words) + "\n")

    def hear(self) -> str:
        assert self._process.stdout
        return self._process.stdout.readline().rstrip("\n")

    def end(self) -> None:
        self._process.kill()
        self._process.wait()


class Side:
    """What one side came to: it succeeded, refused by itself, or was told an alert."""

    def __init__(self) -> None:
        self.ok = False
        self.told: str | None = None
        self.refuses = False
        self.words = ""


def _context(role: str, identity: Path | None, trust: Path | None, version: ssl.TLSVersion) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT if role == "client" else ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = context.maximum_version = version
    if identity is not None:
        context.load_cert_chain(identity)
    if trust is not None:
        context.load_verify_locations(trust)
        context.verify_mode = ssl.CERT_REQUIRED
    return context


def _openssl(role: str, connection: socket.socket, context: ssl.SSLContext, side: Side) -> None:
    try:
        with context.wrap_socket(
            connection, server_side=role == "server", server_hostname=HOST if role == "client" else None
        ) as tls:
            if role == "server":
                tls.recv(1)
                tls.sendall(b"b")
                side.ok = True
            else:
                tls.sendall(b"a")
                side.ok = tls.recv(1) == b"b"
    except OSError as error:
        side.words = str(error)
        side.refuses = isinstance(error, ssl.SSLCertVerificationError) or "did not return" in side.words
        reason = str(getattr(error, "reason", "") or "")
        if "_ALERT_" in reason:
            side.told = reason.split("_ALERT_")[1].lower()


def _port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Stage:
    """Plays links for real."""

    def __init__(self) -> None:
        self.servers, self.clients = Java(), Java()

    def play(self, kinds: tuple[str, str], files: dict[str, Path | None], tls: str) -> Seen:
        """Shake hands once. ``kinds`` are the software of client and server."""
        port, server, client = _port(), Side(), Side()
        version = ssl.TLSVersion.TLSv1_3 if tls == "TLSv1.3" else ssl.TLSVersion.TLSv1_2
        if kinds[1] == "openssl":
            try:
                context = _context("server", files["server"], files["server trust"], version)
            except (ssl.SSLError, OSError):
                return Seen("server", None)
            if files["server"] is None:
                return Seen("server", None)
            listener = socket.create_server(("127.0.0.1", port))
            listener.settimeout(8)
            serving = threading.Thread(target=self._serve, args=(listener, context, server))
        else:
            need = "need" if files["server trust"] else "-"
            self.servers.say("server", str(port), _word(files["server"]), _word(files["server trust"]), need, tls)
            if (line := self.servers.hear()) != "listening":
                raise AssertionError(line)
            serving = threading.Thread(target=lambda: _heard(self.servers, server))
        serving.start()
        self._connect(kinds[0], port, files, tls, version, client)
        serving.join()
        return _verdict(client, server)

    def _serve(self, listener: socket.socket, context: ssl.SSLContext, side: Side) -> None:
        with listener:
            connection, _ = listener.accept()
            connection.settimeout(8)
            _openssl("server", connection, context, side)

    def _connect(
        self, kind: str, port: int, files: dict[str, Path | None], tls: str, version: ssl.TLSVersion, side: Side
    ) -> None:
        if kind == "java":
            self.clients.say("client", str(port), _word(files["client"]), _word(files["client trust"]), HOST, tls)
            _heard(self.clients, side)
            return
        try:
            context = _context("client", files["client"], files["client trust"], version)
        except (ssl.SSLError, OSError):
            side.refuses = True  # the program does not start; the server is not kept waiting
            socket.create_connection(("127.0.0.1", port), timeout=8).close()
            return
        _openssl("client", socket.create_connection(("127.0.0.1", port), timeout=8), context, side)


def _heard(java: Java, side: Side) -> None:
    said = java.hear()
    side.ok = said == "ok"
    side.words = said
    found = _ALERT.search(said)
    side.told = found[1] if found else None
    side.refuses = side.told is None and said.startswith("failed\tSSLHandshakeException") and not _ENDED.search(said)


def _verdict(client: Side, server: Side) -> Seen:
    if client.ok and server.ok:
        return Seen(None, None)
    if client.told:
        return Seen("server", client.told)
    if server.told:
        return Seen("client", server.told)
    # Nobody was told: the side that refuses has an error of its own, the other one only a connection that ended.
    return Seen("client" if client.refuses else "server", None)


def _word(path: Path | None) -> str:
    return "-" if path is None else str(path)


def _combinations() -> Iterator[tuple[str, str, str, str, str]]:
    """Yield (client software, server software, server identity, client identity, version)."""
    servers, clients = identities("server"), identities("client")
    for kinds in itertools.product(PROFILES, repeat=2):
        for tls in ("TLSv1.2", "TLSv1.3"):
            for name in servers:
                if name != "none":
                    yield (*kinds, name, "", tls)
            for name in clients:
                yield (*kinds, "complete", name, tls)
            for name in (
                "leaf only",
                "wrong order",
                "expired",
                "wrong usage",
                "untrusted",
                "v1 issuer",
                "cross-signed",
            ):
                yield (*kinds, name, name, tls)
            yield (*kinds, "complete", "complete (other list)", tls)


def compare() -> list[tuple[tuple[str, ...], Seen, Seen]]:
    """Play every combination both ways; return (combination, rehearsed, real)."""
    rows = []
    stage = Stage()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = _written(folder)
        cast = Cast(registry.checks(), NOW, registry.profile, software)
        try:
            for client, server, server_identity, client_identity, tls in _combinations():
                mutual = bool(client_identity)
                of = {
                    "server": files["server", server_identity],
                    "client": files["client", client_identity.split(" (")[0]] if mutual else None,
                    "client trust": files["trust", "root"],
                    "server trust": files["trust", "stranger" if "(" in client_identity else "root"]
                    if mutual
                    else None,
                }
                real = stage.play((client, server), of, tls)
                played = rehearse(_link((client, server), of, tls), cast)
                told = Seen(played.refused_by, played.alert)
                rows.append(((client, server, server_identity, client_identity, tls), told, real))
        finally:
            stage.servers.end()
            stage.clients.end()
    return rows


def _written(folder: Path) -> dict[tuple[str, str], Path | None]:
    files: dict[tuple[str, str], Path | None] = {}
    for role in ("server", "client"):
        for name, (chain, key) in identities(role).items():
            path = folder / f"{role}-{name}.pem"
            data = b"".join(one.pem for one in chain)
            if key is not None:
                data += key_of(key)
            path.write_bytes(data)
            files[role, name] = path if chain else None
    chains = identities("server")
    for name, one in (("root", chains["with root"][0][2]), ("stranger", chains["self-signed"][0][0])):
        path = folder / f"trust-{name}.pem"
        path.write_bytes(one.pem)
        files["trust", name] = path
    return files


def _link(kinds: tuple[str, str], files: dict[str, Path | None], tls: str) -> Link:
    def party(role: str, kind: str) -> Party:
        identity, trust = files[role], files[f"{role} trust"]
        anchors = None if trust is None else anchors_of(open_store(str(trust)))
        return Party(
            role,
            PROFILES[kind],
            identity=None if identity is None else open_store(str(identity)),
            anchors=anchors,
            # Python's ssl, which speaks for OpenSSL here, sends no list of authorities.
            authorities=() if kind == "openssl" and role == "server" else None,
        )

    wants = REQUIRED if files["server trust"] else NONE
    sides = party("client", kinds[0]), party("server", kinds[1])
    return Link("x", *sides, host=(reference_identifier(HOST),), client_authentication=wants, tls13=tls == "TLSv1.3")


def measure() -> Iterator[Row]:
    """Compare outcomes, refusing sides and alerts."""
    rows = compare()
    for combination, told, real in rows:
        if told.refused_by != real.refused_by or (real.alert and told.alert != real.alert):
            print("differs:", *combination, "rehearsed", told, "real", real)
    by_pair = Counter((c[0], c[1]) for c, _, _ in rows)
    for pair, count in by_pair.items():
        same = sum(told.refused_by == real.refused_by for c, told, real in rows if (c[0], c[1]) == pair)
        yield Row(f"{pair[0]} client, {pair[1]} server: outcome and refusing side, of {count}", 100 * same / count, "%")
    agree = sum(told.refused_by == real.refused_by for _, told, real in rows)
    yield Row(f"outcome and refusing side, of {len(rows)}", 100 * agree / len(rows), "%", at_least=99)
    seen = [(told, real) for _, told, real in rows if real.alert]
    alerts = sum(told.alert == real.alert for told, real in seen)
    yield Row(f"alert, of {len(seen)} that were seen", 100 * alerts / len(seen), "%", at_least=95)
