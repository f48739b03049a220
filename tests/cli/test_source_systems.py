"""Each failure of the source systems on the wire: what ``connect`` says of a real peer, and what ``rehearse`` foresees.

Managed file transfer, integration servers, API gateways and integration clouds fail in the same fourteen ways; each is
one test here, with OpenSSL or Java as the peer.
"""

from __future__ import annotations

import json
import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from tests.benchmarks.bench_rehearsal import _version_1
from tests.peers import LIVES, NOW
from tests.validators.making import authority, end

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.peers import JavaServer, Pki

CLIENT_AUTH = ("1.3.6.1.5.5.7.3.2",)


@pytest.fixture
def trust(pki: Pki) -> Path:
    """Whom both sides trust."""
    return pki.file("trust.pem", pki.root)


@pytest.fixture
def ask(chainaudit: Callable[..., Any], trust: Path) -> Callable[..., tuple[int, dict[str, Any]]]:
    """Ask a peer on a port and read the document."""

    def one(port: int, *options: str | Path, host: str = "localhost") -> tuple[int, dict[str, Any]]:
        done = chainaudit(
            "connect", f"{host}:{port}", "--connect-to", f"127.0.0.1:{port}", "--truststore", trust, "--format", "json",
            *options,
        )  # fmt: skip
        assert "Traceback" not in done.stderr
        assert done.stdout, done.stderr
        return done.exit_code, json.loads(done.stdout)

    return one


@pytest.fixture
def play(chainaudit: Callable[..., Any], trust: Path) -> Callable[..., dict[str, Any]]:
    """Rehearse the same link; OpenSSL on both sides unless told otherwise."""

    def one(*options: str | Path, host: str = "localhost") -> dict[str, Any]:
        sides = [
            word for side in ("--client-as", "--server-as") if side not in options for word in (side, "openssl-3.0")
        ]
        done = chainaudit(
            "rehearse", "--client-truststore", trust, "--host", host, "--format", "json", *sides, *options
        )
        assert "Traceback" not in done.stderr
        (rehearsal,) = json.loads(done.stdout)["rehearsals"]
        assert done.exit_code == (0 if rehearsal["accepted"] else 1)
        return rehearsal

    return one


def _errors(document: dict[str, Any]) -> set[str]:
    return {f["check"] for f in document["findings"] if f["severity"] == "error"}


def _alerts(handshake: dict[str, Any]) -> list[str]:
    return [alert["description"] for alert in handshake["alerts"]]


def test_protocol_the_server_speaks_an_older_version_only(ask: Any, s_server: Any) -> None:
    with s_server("-tls1", "-cipher", "ALL:@SECLEVEL=0") as port:
        _, document = ask(port)
    (peer,) = document["peers"]
    assert peer["versions"] == {"TLSv1": True, "TLSv1.1": False, "TLSv1.2": False, "TLSv1.3": False}
    assert "peer.obsolete-version" in {f["check"] for f in document["findings"]}


@pytest.mark.parametrize("version", ["TLSv1.2", "TLSv1.3"])
def test_protocol_a_java_server_of_one_version(java_server: JavaServer, pki: Pki, ask: Any, version: str) -> None:
    port = java_server.listen(pki.file("own.pem", pki.server, pki.middle, key=pki.server), tls=version)
    code, document = ask(port, "--no-versions")
    java_server.said()
    assert code == 0, document["findings"]
    assert document["peers"][0]["version"] == version
    assert document["peers"][0]["presented"][0] == pki.server.certificate.fingerprint


def test_cipher_only_one_is_taken(ask: Any, s_server: Any) -> None:
    with s_server("-tls1_2", "-cipher", "ECDHE-ECDSA-AES128-SHA:@SECLEVEL=0") as port:
        code, document = ask(port, "--ciphers")
    assert code == 0
    assert document["peers"][0]["ciphers"] == {"TLSv1.2": ["TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA"]}


def test_cipher_none_is_shared(ask: Any, s_server: Any) -> None:
    """A server with an ECDSA key whose suites all want RSA can serve nobody below TLS 1.3."""
    with s_server("-tls1_2", "-cipher", "ECDHE-RSA-AES128-GCM-SHA256") as port:
        code, document = ask(port)
    assert code == 1
    assert _errors(document) == {"peer.handshake-refused"}
    assert _alerts(document["peers"][0]) == ["handshake_failure"]
    assert document["peers"][0]["presented"] == []


def test_server_name_the_answer_without_it_is_another(ask: Any, s_server: Any, pki: Pki) -> None:
    other = end("default.example", pki.middle, **LIVES)
    second = pki.file("second.pem", pki.server, key=pki.server)
    with s_server("-servername", "localhost", "-cert2", second, "-key2", second, leaf=other) as port:
        _, with_name = ask(port)
        code, without = ask(port, "--no-servername")
    assert "peer.server-name-needed" in {f["check"] for f in with_name["findings"]}
    assert with_name["peers"][0]["presented"][0] == pki.server.certificate.fingerprint
    assert code == 1
    assert "identity.host-mismatch" in _errors(without)


def test_host_name_another_one_is_certified(ask: Any, play: Any, s_server: Any, pki: Pki) -> None:
    with s_server() as port:
        code, document = ask(port, host="api.example.com")
    assert code == 1
    assert _errors(document) == {"identity.host-mismatch"}
    own = pki.file("own.pem", pki.server, pki.middle, key=pki.server)
    played = play("--server-store", own, "--client-as", "java-17", host="api.example.com")
    assert (played["refused_by"], played["alert"]) == ("client", "certificate_unknown")


def test_incomplete_chain(ask: Any, play: Any, s_server: Any, pki: Pki) -> None:
    with s_server(chain=()) as port:
        code, document = ask(port)
    assert code == 1
    assert "path.incomplete" in _errors(document)
    assert str(pki.middle.x509.subject.rfc4514_string()) in json.dumps(document["findings"])
    played = play("--server-store", pki.file("leaf.pem", pki.server, key=pki.server))
    assert (played["refused_by"], played["alert"]) == ("client", "unknown_ca")


def test_unknown_ca(ask: Any, play: Any, s_server: Any, pki: Pki) -> None:
    issuer = authority("Elsewhere Issuing", pki.other_root, **LIVES)
    leaf = end("localhost", issuer, **LIVES)
    with s_server(chain=(issuer, pki.other_root), leaf=leaf) as port:
        code, document = ask(port)
    assert code == 1
    assert "trust.gap" in _errors(document)
    own = pki.file("elsewhere.pem", leaf, issuer, pki.other_root, key=leaf)
    played = play("--server-store", own)
    assert (played["refused_by"], played["alert"]) == ("client", "unknown_ca")
    assert played["client_view"]["reasons"][0]["number"] == 19


def test_expired(ask: Any, play: Any, s_server: Any, pki: Pki) -> None:
    leaf = end("localhost", pki.middle, begin=NOW - timedelta(days=20), end=NOW - timedelta(days=1))
    with s_server(leaf=leaf) as port:
        code, document = ask(port)
    assert code == 1
    assert _errors(document) == {"validity.expired"}
    played = play("--server-store", pki.file("expired.pem", leaf, pki.middle, key=leaf))
    assert (played["refused_by"], played["alert"]) == ("client", "certificate_expired")


def test_an_issuer_of_version_1(ask: Any, play: Any, s_server: Any, pki: Pki) -> None:
    old = _version_1("Version 1 CA", pki.root)
    leaf = end("localhost", old, **LIVES)
    with s_server(chain=(old,), leaf=leaf) as port:
        code, document = ask(port)
    assert code == 1
    assert "path.version-1" in _errors(document)
    played = play("--server-store", pki.file("v1.pem", leaf, old, key=leaf))
    assert (played["refused_by"], played["alert"]) == ("client", "unknown_ca")


# --- the client's certificate -----------------------------------------------------------------


@pytest.fixture
def wants(s_server: Any, pki: Pki) -> Callable[..., Any]:
    """Start a server that wants a certificate of those that it trusts."""

    def start(*trusted: Any, tls: str = "-tls1_2") -> Any:
        return s_server(tls, "-Verify", "3", "-verify_return_error", "-CAfile", pki.file("wanted.pem", *trusted))

    return start


@pytest.mark.parametrize(("tls", "alert"), [("-tls1_2", "handshake_failure"), ("-tls1_3", "certificate_required")])
def test_client_certificate_missing(
    ask: Any, play: Any, wants: Any, pki: Pki, trust: Path, tls: str, alert: str
) -> None:
    with wants(pki.root, tls=tls) as port:
        code, document = ask(port, "--no-versions")
    (peer,) = document["peers"]
    assert peer["client_certificate_requested"] is True
    assert peer["requested_authorities"] == ["CN=Peer Root"]
    assert _alerts(peer) == [alert]
    own = pki.file("own.pem", pki.server, pki.middle, key=pki.server)
    played = play("--server-store", own, "--server-truststore", trust, "--tls", "1.2" if "2" in tls else "1.3")
    assert (played["refused_by"], played["alert"]) == ("server", alert)
    assert code == 0, "nothing is wrong with the server, and no client was given"
    assert "peer.handshake-refused" in {f["check"] for f in document["findings"]}


def test_client_certificate_not_in_the_list(ask: Any, play: Any, wants: Any, pki: Pki) -> None:
    mine = pki.file("mine.pem", pki.client, pki.middle, key=pki.client)
    with wants(pki.other_root) as port:
        code, document = ask(port, "--no-versions", "--client-store", mine)
    assert code == 1
    assert "trust.client-issuer-not-requested" in _errors(document)
    own, others = pki.file("own.pem", pki.server, pki.middle, key=pki.server), pki.file("others.pem", pki.other_root)
    played = play(
        "--server-store", own, "--server-truststore", others, "--client-store", mine, "--client-as", "java-17",
    )  # fmt: skip
    assert (played["refused_by"], played["alert"]) == ("server", "certificate_required")
    assert any("not among the authorities" in reason for reason in played["reasons"])


def test_an_empty_list_takes_any(ask: Any, s_server: Any, pki: Pki) -> None:
    mine = pki.file("mine.pem", pki.client, pki.middle, key=pki.client)
    with s_server("-verify", "3") as port:
        code, document = ask(port, "--no-versions", "--client-store", mine)
    (peer,) = document["peers"]
    assert code == 0
    assert peer["client_certificate_requested"] is True
    assert peer["requested_authorities"] == []
    assert peer["with_client_certificate"]["outcome"] == "completed"


def test_a_client_certificate_that_the_server_refuses(ask: Any, play: Any, wants: Any, pki: Pki, trust: Path) -> None:
    old = end("client", pki.middle, usages=CLIENT_AUTH, begin=NOW - timedelta(days=20), end=NOW - timedelta(days=1))
    mine = pki.file("old.pem", old, pki.middle, key=old)
    with wants(pki.root) as port:
        code, document = ask(port, "--no-versions", "--client-store", mine)
    assert code == 1
    assert _errors(document) == {"validity.expired", "peer.handshake-refused"}
    assert document["peers"][0]["with_client_certificate"]["outcome"] == "refused"
    assert _alerts(document["peers"][0]["with_client_certificate"]) == ["certificate_expired"]
    own = pki.file("own.pem", pki.server, pki.middle, key=pki.server)
    played = play("--server-store", own, "--server-truststore", trust, "--client-store", mine)
    assert (played["refused_by"], played["alert"]) == ("server", "certificate_expired")


def test_a_client_store_without_a_private_key(ask: Any, play: Any, wants: Any, pki: Pki, trust: Path) -> None:
    mine = pki.file("no-key.pem", pki.client, pki.middle)
    with wants(pki.root) as port:
        code, document = ask(port, "--no-versions", "--client-store", mine)
    assert code == 1
    assert "keys.private-key-missing" in _errors(document)
    own = pki.file("own.pem", pki.server, pki.middle, key=pki.server)
    played = play("--server-store", own, "--server-truststore", trust, "--client-store", mine)
    assert (played["refused_by"], played["alert"]) == ("client", None)  # an OpenSSL client does not start with it
    assert any("no private key" in reason for reason in played["reasons"])
    by_java = play("--server-store", own, "--server-truststore", trust, "--client-store", mine, "--client-as", "java")
    assert (by_java["refused_by"], by_java["alert"]) == ("server", "certificate_required")


def test_a_java_server_refuses_a_client_of_another_ca(java_server: JavaServer, ask: Any, pki: Pki) -> None:
    own, others = pki.file("own.pem", pki.server, pki.middle, key=pki.server), pki.file("others.pem", pki.other_root)
    mine = pki.file("mine.pem", pki.client, pki.middle, key=pki.client)
    port = java_server.listen(own, others, need=True, tls="TLSv1.3")
    _, document = ask(port, "--no-versions", "--client-store", mine)
    assert re.search("Empty client certificate chain", java_server.said())
    assert document["peers"][0]["requested_authorities"] == ["CN=Other Root"]
    assert _alerts(document["peers"][0]) == ["bad_certificate"]
    assert "trust.client-issuer-not-requested" in _errors(document)


def test_an_oversized_list_fails_in_java(ask: Any, wants: Any, pki: Pki) -> None:
    names = [authority(f"Authority {i:03} " + "x" * 45, label="many") for i in range(560)]
    with wants(pki.root, *names) as port:
        code, document = ask(port, "--no-versions")
    assert code == 1
    assert "peer.authorities-too-large" in _errors(document)
    assert document["peers"][0]["certificate_request_bytes"] > 32_768
