"""Many peers at once: in the order given, each within its time, and one that breaks us ends none of the others."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, Any

import pytest

from chainaudit.app import connect as module
from chainaudit.app.connect import ask, ask_many, connect, starttls_named, store_of
from chainaudit.app.endpoints import endpoint
from chainaudit.errors import StoreErrorKind, UsageError
from chainaudit.model.peer import FAILED, Endpoint, Peer, PeerHandshake
from chainaudit.peer.probe import Wishes
from tests.effort import PATIENCE_SECONDS
from tests.peers import free_port

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from tests.peers import Pki


def test_what_a_peer_shows_becomes_a_store(pki: Pki, s_server: Callable[..., AbstractContextManager[int]]) -> None:
    with s_server("-tls1_2") as port:
        peer = connect(f"localhost:{port}", ciphers=True, without_server_name=False)
    assert peer.presented == (pki.server.certificate, pki.middle.certificate)
    assert (peer.versions["TLSv1.2"], peer.versions["TLSv1.3"]) == (True, False)
    assert set(peer.ciphers) == {"TLSv1.2"}
    assert peer.without_server_name is None
    store = store_of(peer)
    assert (store.source, store.presented_order()) == (f"localhost:{port}", peer.presented)


def test_a_peer_that_is_not_there_is_told_and_not_raised() -> None:
    port = free_port()
    peer = connect(f"127.0.0.1:{port}", timeout_seconds=PATIENCE_SECONDS)
    assert (peer.handshake.outcome, peer.presented) == (FAILED, ())
    problem = store_of(peer).problem
    assert problem is not None
    assert problem.kind is StoreErrorKind.UNREADABLE
    assert f"127.0.0.1:{port} presented no certificate" in problem.message


@pytest.mark.parametrize("seconds", [0, -1, float("nan")])
def test_no_time_is_no_question(seconds: float) -> None:
    with pytest.raises(UsageError, match="a number of seconds above 0"):
        ask(endpoint("a.example"), Wishes(), seconds)


def test_a_protocol_that_nobody_speaks() -> None:
    assert starttls_named(None) is None
    with pytest.raises(UsageError, match=r"there is no STARTTLS for 'gopher'; there is: .*smtp"):
        connect("a.example", starttls="gopher")


@pytest.fixture
def answered(monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    """Have peers answer without a network: the one called ``slow`` late, the one called ``broken`` not at all."""
    open_now: list[str] = []
    seen = {"most": 0}
    lock = threading.Lock()

    def asked(where: Endpoint, _wishes: Wishes, _seconds: float) -> Peer:
        with lock:
            open_now.append(where.host)
            seen["most"] = max(seen["most"], len(open_now))
        time.sleep(0.2 if where.host == "slow.example" else 0.01)
        with lock:
            open_now.remove(where.host)
        if where.host == "broken.example":
            raise LookupError("secret of the implementation")
        return Peer(where, PeerHandshake(FAILED, error="nobody"))

    monkeypatch.setattr(module, "ask", asked)
    return seen


def many(*hosts: str, **options: Any) -> list[Peer]:
    return list(ask_many([endpoint(host) for host in hosts], Wishes(), 5, **options))


@pytest.mark.usefixtures("answered")
def test_answers_come_in_the_order_of_the_questions() -> None:
    hosts = ("slow.example", "b.example", "broken.example", "c.example")
    done: list[str] = []
    peers = many(*hosts, done=lambda peer: done.append(peer.endpoint.host))
    assert [peer.endpoint.host for peer in peers] == list(hosts)
    assert sorted(done) == sorted(hosts)
    assert done[-1] == "slow.example"


@pytest.mark.usefixtures("answered")
def test_one_that_breaks_us_is_told_by_its_kind_alone() -> None:
    (broken, sound) = many("broken.example", "a.example")
    assert broken.handshake.error == "asking broken.example:443 broke (LookupError)"
    assert sound.handshake.error == "nobody"


def test_no_more_are_open_than_are_allowed(answered: dict[str, int]) -> None:
    many(*(f"h{number}.example" for number in range(30)), at_once=3)
    assert answered["most"] == 3


@pytest.mark.usefixtures("answered")
def test_what_comes_then_has_the_time_that_is_left() -> None:
    left: list[float] = []

    def then(peer: Peer, seconds: float) -> Peer:
        left.append(seconds)
        return peer

    many("slow.example", then=then)
    assert 0.1 <= left[0] <= 4.81


@pytest.mark.usefixtures("answered")
def test_a_question_that_makes_no_sense_ends_all() -> None:
    def then(_peer: Peer, _seconds: float) -> Peer:
        raise UsageError("no such thing")

    with pytest.raises(UsageError, match="no such thing"):
        many("a.example", "b.example", then=then)


def test_nobody_is_asked_where_nobody_is_named() -> None:
    assert many() == []
