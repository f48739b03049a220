from __future__ import annotations

from chainaudit.evidence.transfer_cft.trace import CftTrace
from chainaudit.model.evidence import Connection
from tests.evidence.wire import server_hello

ALERT = "CFTY02Z>> 15030300 020230"


def told(*lines: str, viewpoint: str = "client") -> Connection:
    trace, connection = CftTrace(), Connection()
    connection.viewpoint = viewpoint
    for line in lines:
        trace.take(line)
    trace.tell(connection)
    return connection


def test_an_alert_of_either_side() -> None:
    received = told("CFTY02Z>> RECEIVED", ALERT)
    assert [(each.by, each.level, each.code) for each in received.alerts] == [("server", "fatal", 48)]
    assert [each.by for each in told("CFTY02Z>> SENDING", ALERT).alerts] == ["client"]
    assert [each.by for each in told("CFTY02Z>> SENDING", ALERT, viewpoint="server").alerts] == ["server"]


def test_a_frame_that_was_cut_does_not_swallow_the_next() -> None:
    cut = "CFTY02Z>> 16030300 500B0000 4C"
    assert [each.code for each in told("CFTY02Z>> RECEIVED", cut, ALERT).alerts] == [48]


def test_a_message_that_was_cut_does_not_swallow_the_next() -> None:
    rows = [server_hello(0x2F)[:20], server_hello(0x35)]
    connection = told("CFTY02Z>> RECEIVED", *(f"CFTY02Z>> {row.hex(' ', -4).upper()}" for row in rows))
    assert connection.answer is not None
    assert connection.answer.cipher == 0x35


def test_the_number_of_a_context_is_no_data() -> None:
    assert [
        each.code for each in told("CFTY02Z>> CTX=200003 RECEIVED", "CFTY02Z>> CTX=200003 15030300 020230").alerts
    ] == [48]


def test_what_the_trace_tells_without_reading_it() -> None:
    trace = CftTrace()
    assert not trace.tells
    trace.take("CFTY02Z>> SENDING ALERT")
    trace.take("CFTY02Z>> cftpki")
    assert (trace.tells, trace.sends_alert, trace.in_pki, trace.lines) == (True, True, True, 2)
    assert trace.alert_code is None


def test_rows_of_a_frame_are_known_without_their_code() -> None:
    trace = CftTrace()
    assert trace.wants("16030300 500B0000 4C000049")
    assert not trace.wants("CFTH11E Error Opening session")
