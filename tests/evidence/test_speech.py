from __future__ import annotations

import pytest

from chainaudit.evidence.speech import OWN, listen, may_tell, side_of
from chainaudit.model.evidence import CLIENT, SERVER, UNKNOWN

READ, WROTE = "SSL3 alert read:fatal:unknown CA", "SSL3 alert write:fatal:unknown CA"


@pytest.mark.parametrize(
    ("line", "side", "by"),
    [
        (READ, CLIENT, SERVER),
        (READ, SERVER, CLIENT),
        (WROTE, CLIENT, CLIENT),
        (READ, UNKNOWN, UNKNOWN),
        (WROTE, UNKNOWN, OWN),
    ],
)
def test_who_sent_an_alert_depends_on_whose_log_it_is(line: str, side: str, by: str) -> None:
    heard = listen(line, side)
    assert [(each.by, each.level, each.description, each.code) for each in heard.alerts] == [
        (by, "fatal", "unknown_ca", 48)
    ]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("sslv3 alert certificate expired: SSL alert number 45", 45),
        ("javax.net.ssl.SSLHandshakeException: Received fatal alert: handshake_failure", 40),
        ("remote error: tls: bad certificate", 42),
        ("SSL_ERROR_UNKNOWN_CA_ALERT", 48),
        ("error:14094418:SSL routines:ssl3_read_bytes", 48),
        ("The following fatal alert was received: 70.", 70),
        ("SSL alert number 255", None),
    ],
)
def test_alerts_in_many_tongues(line: str, code: int | None) -> None:
    assert [each.code for each in listen(line, CLIENT).alerts] == ([] if code is None else [code])


def test_a_connection_that_is_gone_gets_no_alert() -> None:
    heard = listen("Fatal (HANDSHAKE_FAILURE): Couldn't kickstart handshaking: Connection reset", CLIENT)
    assert heard.alerts == ()
    assert [each.meaning for each in heard.remarks] == ["reset"]


@pytest.mark.parametrize(
    ("line", "side"),
    [
        ("error in SSL_accept", SERVER),
        ("error in SSL_connect", CLIENT),
        ("SSL_accept failed while SSL handshaking to upstream", CLIENT),
        ("nothing of the kind", UNKNOWN),
    ],
)
def test_whose_log_a_line_belongs_to(line: str, side: str) -> None:
    assert side_of(line) == side


def test_a_line_that_tells_whose_log_it_is_tells_it_in_what_was_heard() -> None:
    assert listen("tls_process_server_certificate:certificate verify failed").side == CLIENT
    assert listen("tls_process_server_certificate:certificate verify failed", SERVER).side == SERVER


def test_what_is_shown_holds_no_secret() -> None:
    heard = listen("unable to load certificate, keystore password was incorrect password=hunter2")
    assert heard.remarks
    assert all("hunter2" not in each.text + each.detail for each in heard.remarks)


def test_lines_without_any_of_the_words_are_passed_over() -> None:
    assert not may_tell("GET /index.html 200")
    assert listen("GET /index.html 200", CLIENT) == (CLIENT, (), ())
