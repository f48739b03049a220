from __future__ import annotations

import pytest

from chainaudit.evidence.certificates import CertificateCache
from chainaudit.evidence.story import MAX_ALERTS, MAX_STEPS, Story
from chainaudit.model.evidence import CLIENT, SERVER, Connection
from chainaudit.tls.session import Session
from tests.evidence.wire import alert, client_hello, message, record, server_hello


def story(*spoken: tuple[str, bytes]) -> Story:
    mine = Story(Connection(), Session(), CertificateCache())
    for side, data in spoken:
        mine.take(mine.session.feed(side, data))
    return mine


def test_hellos_become_offer_and_answer() -> None:
    connection = story((CLIENT, client_hello(0xC02F, 0x2F)), (SERVER, server_hello(0x2F))).finish()
    assert connection.steps == ("c:client_hello", "s:server_hello")
    assert connection.offer is not None
    assert (connection.offer.versions, connection.offer.ciphers) == ((0x0303,), (0xC02F, 0x2F))
    assert connection.answer is not None
    assert (connection.answer.version, connection.answer.cipher, connection.answer.renegotiation) == (
        0x0303,
        0x2F,
        False,
    )


def test_alerts_in_clear_and_who_sent_them() -> None:
    connection = story((CLIENT, client_hello(0x2F)), (SERVER, alert(40)), (CLIENT, alert(0, 1))).finish()
    assert [(each.by, each.level, each.code) for each in connection.alerts] == [
        (SERVER, "fatal", 40),
        (CLIENT, "warning", 0),
    ]


def test_a_certificate_message_that_was_cut_before_its_first_certificate_shows_that_there_is_one() -> None:
    whole = message(11, (100).to_bytes(3, "big") + (97).to_bytes(3, "big") + bytes(97))
    for side, configured in ((CLIENT, True), (SERVER, None)):
        mine = story((CLIENT, client_hello(0x2F)), (SERVER, server_hello(0x2F)), (side, whole[:20]))
        connection = mine.finish()
        assert connection.client_configured is configured
        assert (connection.client_presented, connection.presented) == (None, None)


def test_an_empty_certificate_message_is_seen_to_be_empty() -> None:
    hellos = ((CLIENT, client_hello(0x2F)), (SERVER, server_hello(0x2F)))
    assert story(*hellos, (CLIENT, message(11, bytes(3)))).finish().client_presented == ()


@pytest.mark.parametrize(
    ("sides", "established"),
    [((CLIENT, SERVER), True), ((CLIENT,), False), ((SERVER,), False)],
)
def test_both_sides_must_have_changed_to_their_keys_and_gone_on(sides: tuple[str, ...], established: bool) -> None:
    spoken = [(CLIENT, client_hello(0x2F)), (SERVER, server_hello(0x2F))]
    for side in sides:
        spoken += [(side, record(20, b"\x01")), (side, record(22, bytes(40)))]
    assert story(*spoken).finish().established is established


def test_data_is_counted_by_side() -> None:
    spoken = [(CLIENT, client_hello(0x2F)), (SERVER, server_hello(0x2F))]
    for side in (CLIENT, SERVER):
        spoken += [(side, record(20, b"\x01")), (side, record(22, bytes(40)))]
    connection = story(*spoken, (CLIENT, record(23, bytes(100))), (SERVER, record(23, bytes(30)) * 2)).finish()
    assert (connection.client_data, connection.server_data) == (100, 60)


def test_what_a_hostile_peer_repeats_is_bounded() -> None:
    connection = story(
        (CLIENT, client_hello(0x2F) * (MAX_STEPS + 9)), (SERVER, alert(90, 1) * (MAX_ALERTS + 9))
    ).finish()
    assert len(connection.steps) <= MAX_STEPS
    assert len(connection.alerts) <= MAX_ALERTS
