# ruff: noqa: E501 - lines of logs stand as they were written

from __future__ import annotations

import pytest

from tests.evidence.reading import causes, read

OPEN = "CFTY19I PART=P1 SSL=S1 opening client session CTX=200003 on task PID=23630\n"
ACCEPTING = "CFTY20I PROT=P SSL=S opening server session CTX=200003 on task PID=1\n"
ACCEPTED = "CFTY21I CTX=200003 Remote server certificate accepted rootID=ROOT\n"
CHOSEN = "CFTY23I CTX=200003 Client certificate ID=CERT ROOTID=ROOT\n"
FAILED = "CFTY13E CTX=200003 SSL Handshake local error [HANDSHAKE_FAILURE] CR=40\n"
REJECTED = "CFTH11E Error Opening session <PART=P1 EV=VVTIMO ST=SUP01>\nCFTT75E connect reject <IDTU=A1 PART=P1 IDF=F IDT=I 260 {}>\n"


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        pytest.param(FAILED + REJECTED.format("PKI 040"), "client_cert_missing", id="no certificate"),
        pytest.param(OPEN + ACCEPTED + FAILED + REJECTED.format("TLSDOWN"), "client_key_missing", id="no key"),
        pytest.param(OPEN + ACCEPTED + CHOSEN + FAILED + REJECTED.format("TLSDOWN"), "client_cert_bad_format", id="format"),
        pytest.param("CFTY13E CTX=210004 SSL Handshake local error [HANDSHAKE_FAILURE] CR=40 (Handshake failure: no shared cipher)\n",
                     "no_shared_cipher", id="cipher"),
        pytest.param("CFTY13E CTX = 100003 SSL Handshake local error [INSUFFICIENT_SECURITY] CR = 71\n", "no_shared_cipher",
                     id="security"),
        pytest.param(OPEN + "CFTY13E CTX=200003 SSL Handshake local error [UNKNOWN_CA] CR=48\n", "unknown_ca", id="authority"),
        pytest.param("CFTY13E CTX=200008 SSL Handshake local error [TLSPARSE] CR=1 (SSL_ERROR_ZERO_RETURN(6))\n"
                     + REJECTED.format("TLSPARSE"), "protocol_mismatch", id="header"),
        pytest.param("CFTH11E PART=P1 Error Opening session EV=VNRELI ST=SUP01\nCFTT75E PART=P1 connect reject 260\n"
                     "CFTY11I CTX=100003 PART=P1 SSL=S1 Closing SSL client session\n", "plaintext_port", id="plain port"),
        pytest.param("CFTY20I PROT=P SSL=S opening server session CTX=22057f on task PID=1\nCFTY25I CTX=22057f HOST=h remote address\n"
                     "CFTY12I CTX=22057f PROT=P SSL=S server SSL session Closing\n", "plaintext_client", id="plain client"),
        pytest.param(OPEN + "CFTY14I CTX=200003 PART=P SSL=S client session established VERSION=TLSV1.2 CIPHER=49199 AUTH=BOTH\n",
                     None, id="established"),
    ],
)  # fmt: skip
def test_how_far_a_session_came_tells_what_it_lacks(text: str, cause: str | None) -> None:
    assert cause in causes(text)
    stamped = "".join(f"26/11/21 08:34:51 {line}\n" for line in text.splitlines())
    assert cause in causes(stamped)


@pytest.mark.parametrize(
    ("opening", "code", "number", "alert", "cause"),
    [
        (OPEN, "13E {} local", "48 (Unknown CA: certificate verify failed)", ("client", 48), "unknown_ca"),
        (OPEN, "30E {} remote", "48 (Unknown CA: tlsv1 alert unknown ca)", ("server", 48), "client_cert_rejected_unknown_ca"),
        (OPEN, "30E {} remote", "70", ("server", 70), "protocol_mismatch"),
        (OPEN, "13E {} local", "44", ("client", 44), "certificate_revoked"),
        (ACCEPTING, "13E {} local", "48 (Unknown CA: certificate verify failed)", ("server", 48), "client_cert_rejected_unknown_ca"),
        (ACCEPTING, "30E {} remote", "45", ("client", 45), "certificate_expired"),
        (OPEN, "30E {} remote", "0", ("server", 40), "handshake_failure_unspecified"),
    ],
)  # fmt: skip
def test_the_number_of_the_alert_counts_whatever_the_brackets_say(
    opening: str, code: str, number: str, alert: tuple[str, int], cause: str
) -> None:
    text = opening + f"CFTY{code.format('CTX=200003 SSL Handshake')} error [HANDSHAKE_FAILURE] CR={number}\n"
    assert [(each.by, each.code) for each in read(text)[0].alerts] == [alert]
    assert causes(text) == [cause]


def test_words_that_only_a_server_says_make_it_the_log_of_a_server() -> None:
    text = (
        "CFTY13E CTX=210004 SSL Handshake local error [HANDSHAKE_FAILURE] CR=40 (Handshake failure: no shared cipher)\n"
    )
    connection = read(text)[0]
    assert (connection.viewpoint, connection.alerts[0].by) == ("server", "server")


def test_frames_of_a_trace_are_read_as_far_as_they_go() -> None:
    text = (
        "CFTY20I PROT=P SSL=S server opening session CTX=210004\n"
        "CFTY02Z>> CTX = 210004 ndata () _ 58 RECEIVED FROM HANDSHAKE DATA NETWORK\n"
        "CFTY02Z>> CTX = 210004 16030100 35010000 3103014D AECAB8AD >.... 5 ... 1 .. M. ...\n"
        "CFTY02Z>> CTX = 210004 355E939D EFFE380E 7B5C37C9 18FC993A> 5 ... 7 ..... 8 .....<\n"
        "CFTY02Z>> CTX = 210004 66A90F82 E271C992 D0972100 000A002F> q. .........< f. ...\n"
        "CFTY02Z>> CTX = 210004 000A0009 00010002 0100 >..........<\n"
    )
    connection = read(text)[0]
    assert connection.offer is not None
    assert (connection.offer.versions, connection.offer.ciphers) == ((0x301,), (0x2F, 0x0A, 9, 1, 2))


def test_a_catalogue_of_messages_is_no_log() -> None:
    assert read("CFTY13E CTX=&ctx SSL Handshake local error [&string] CR=&cr\n") == []
