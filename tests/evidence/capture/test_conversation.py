from __future__ import annotations

import struct

import pytest

from chainaudit.evidence.capture.conversation import MAX_PLAINTEXT_BYTES, Conversation
from chainaudit.evidence.capture.segments import ACK, FIN, RST, SYN, Segment
from chainaudit.evidence.certificates import CertificateCache
from chainaudit.model.evidence import CLIENT, SERVER, Connection
from tests.evidence.wire import alert, client_hello, server_hello

START = 1_795_000_000.0
OUT = bytes((10, 0, 0, 1, 10, 0, 0, 2)) + struct.pack(">HH", 50000, 443)
BACK = bytes((10, 0, 0, 2, 10, 0, 0, 1)) + struct.pack(">HH", 443, 50000)
FLOWS = {CLIENT: OUT, SERVER: BACK}


class Wire:
    """Two ends that count their bytes; every segment comes a second after the one before."""

    def __init__(self) -> None:
        self.next = {CLIENT: 100, SERVER: 9000}
        self.conversation: Conversation | None = None
        self.time = START

    def say(self, side: str, data: bytes = b"", flags: int = ACK, missing: int = 0) -> Wire:
        segment = Segment(FLOWS[side], self.next[side], flags, data, missing)
        if self.conversation is None:
            self.conversation = Conversation("test", 0, segment, CertificateCache(), None)
        self.conversation.take(segment, self.time)
        self.next[side] += len(data) + missing + bool(flags & (SYN | FIN))
        self.time += 1
        return self

    def lose(self, side: str, count: int) -> Wire:
        self.next[side] += count
        return self

    def open(self) -> Wire:
        return self.say(CLIENT, flags=SYN).say(SERVER, flags=SYN | ACK)

    def told(self) -> Connection:
        assert self.conversation is not None
        return self.conversation.finish(self.time)


def test_a_handshake_that_the_server_refuses() -> None:
    wire = Wire().open().say(CLIENT, client_hello(0x2F)).say(SERVER, alert(40)).say(SERVER, flags=FIN | ACK)
    connection = wire.told()
    assert (connection.label, connection.address) == ("10.0.0.1:50000 > 10.0.0.2:443", "10.0.0.2:443")
    assert connection.server_port == 443
    assert [(each.by, each.code) for each in connection.alerts] == [(SERVER, 40)]
    assert (connection.closings, connection.spoke) == (((SERVER, "fin"),), (CLIENT, SERVER))
    assert not connection.gaps
    assert connection.moment is not None
    assert connection.moment.timestamp() == START


@pytest.mark.parametrize("first", [CLIENT, SERVER])
def test_without_a_syn_what_is_said_tells_the_sides(first: str) -> None:
    wire = Wire().say(first, {CLIENT: client_hello(0x2F), SERVER: server_hello(0x2F)}[first])
    assert wire.told().steps == (f"{first[0]}:{first}_hello",)


def test_an_attempt_that_stays_unanswered_waits_until_the_capture_ends() -> None:
    connection = Wire().say(CLIENT, flags=SYN).say(CLIENT, flags=SYN).told()
    assert (connection.syn_only, connection.waited_seconds) == (True, 2.0)


def test_an_attempt_that_is_reset() -> None:
    connection = Wire().say(CLIENT, flags=SYN).say(SERVER, flags=RST | ACK).told()
    assert (connection.syn_only, connection.closings) == (True, ((SERVER, "reset"),))


def test_plain_text_before_tls_is_kept_up_to_a_bound() -> None:
    wire = Wire().open().say(SERVER, b"220 mx\r\n").say(CLIENT, b"STARTTLS\r\n").say(SERVER, b"220 go\r\n")
    connection = wire.say(CLIENT, client_hello(0x2F)).say(SERVER, server_hello(0x2F)).told()
    assert connection.plaintext == {CLIENT: b"STARTTLS\r\n", SERVER: b"220 mx\r\n220 go\r\n"}
    assert connection.steps == ("c:client_hello", "s:server_hello")
    flood = Wire().open().say(SERVER, b"x" * 3 * MAX_PLAINTEXT_BYTES).told()
    assert len(flood.plaintext[SERVER]) == MAX_PLAINTEXT_BYTES


def test_a_hello_that_comes_byte_by_byte() -> None:
    wire = Wire().open()
    for byte in client_hello(0x2F):
        wire.say(CLIENT, bytes((byte,)))
    assert wire.told().steps == ("c:client_hello",)


def test_segments_that_were_not_captured_or_not_whole_are_gaps() -> None:
    hello = client_hello(0x2F)
    assert Wire().open().say(CLIENT, hello).lose(SERVER, 50).say(SERVER, alert(40)).told().gaps
    assert Wire().open().say(CLIENT, hello[:20], missing=len(hello) - 20).told().gaps
    assert Wire().open().say(CLIENT, hello).lose(SERVER, 50).say(SERVER, flags=FIN | ACK).told().gaps


def test_one_direction_alone_does_not_show_what_the_other_said() -> None:
    wire = Wire().say(CLIENT, flags=SYN).say(CLIENT, client_hello(0x2F)).say(CLIENT, alert(48))
    assert wire.told().unseen == ("everything that the server sent",)


@pytest.mark.parametrize(("flags", "is_over"), [(FIN | ACK, False), (RST, True)])
def test_it_is_over_when_one_resets_or_both_have_ended_it(flags: int, is_over: bool) -> None:
    wire = Wire().open().say(CLIENT, client_hello(0x2F)).say(SERVER, flags=flags)
    assert wire.conversation is not None
    assert wire.conversation.is_over is is_over
    wire.say(CLIENT, flags=FIN | ACK)
    assert wire.conversation.is_over
