# ruff: noqa: E501 - lines of logs stand as they were written

from __future__ import annotations

from tests.evidence.reading import causes, read

START = "jvm 1    | ssl_debug({n}): {text}\n"


def log(number: int, *texts: str) -> str:
    return "".join(START.format(n=number, text=text) for text in texts)


def test_a_version_that_the_server_does_not_take() -> None:
    text = log(3, "Starting handshake (iSaSiLk 3.03)...", "Sending v3 client_hello message, requesting version 3.1...",
               "Received alert message: Alert Fatal: handshake failure")  # fmt: skip
    assert read(text)[0].offer is not None
    assert causes(text) == ["protocol_mismatch"]


def test_no_server_name_and_a_reset() -> None:
    text = log(6, "Sending v3 client_hello message to <server>, requesting version <TLS version>...",
               "Sending extensions: renegotiation_info (2), signature_algorithms (13)",
               "IOException while handshaking: Connection reset", "Sending alert: Alert Fatal: handshake failure")  # fmt: skip
    assert causes(text) == ["sni_missing"]


def test_a_chain_verifier_that_rejects() -> None:
    text = log(1, "Received certificate handshake message with server certificate.",
               "Server sent a 2048 bit RSA certificate, chain has 2 elements.", "Sending alert: Alert Fatal: bad certificate",
               "SSLException while handshaking: Server certificate rejected by ChainVerifier")  # fmt: skip
    assert causes(text) == ["server_cert_rejected"]


def test_two_handshakes_in_one_log() -> None:
    text = log(
        4,
        "Received certificate_request handshake message.",
        "Accepted certificate authorities:",
        "cn=ca,o=ca,c=IN",
        "Received server_hello_done handshake message.",
        "No client certificate available, sending empty certificate message...",
    )
    text += log(5, "Received certificate handshake message with client certificate.",
                "Certificate message is empty, client has no certificate.", "Sending alert: Alert Fatal: bad certificate")  # fmt: skip
    client, server = read(text)
    assert client.request is not None
    assert client.request.authorities == ("CN=ca,O=ca,C=IN",)
    assert (client.viewpoint, server.viewpoint) == ("client", "server")
    assert causes(text) == [None, "client_cert_missing"]
