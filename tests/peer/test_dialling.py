"""Connecting within one deadline: slow name servers, names with several addresses."""

from __future__ import annotations

import socket
import threading
import time
from typing import TYPE_CHECKING, Any

import pytest

from chainaudit.errors import PeerError
from chainaudit.peer.dialling import connect
from tests.effort import PATIENCE_SECONDS

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = "127.0.0.1"


@pytest.fixture
def listening() -> Iterator[int]:
    """A port on which something listens."""
    with socket.create_server((HERE, 0)) as listener:
        yield listener.getsockname()[1]


def _addresses(*pairs: tuple[str, int]) -> Any:
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", pair) for pair in pairs]
    return lambda *_args, **_named: found


def _soon(seconds: float) -> float:
    return time.monotonic() + seconds


def test_a_resolver_that_hangs_ends_with_the_time(monkeypatch: pytest.MonkeyPatch) -> None:
    ending = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_named: [ending.wait(60)][1:])
    begun = time.monotonic()
    with pytest.raises(PeerError, match=r"was not resolved in 0\.3 seconds"):
        connect("slow.example", 443, _soon(0.3), 0.3)
    assert time.monotonic() - begun < PATIENCE_SECONDS
    ending.set()


def test_an_address_that_refuses_is_followed_by_the_next(listening: int, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as unused:
        unused.bind((HERE, 0))
        monkeypatch.setattr(socket, "getaddrinfo", _addresses(unused.getsockname(), (HERE, listening)))
        with connect("two.example", 443, _soon(5), 5) as connection:
            assert connection.getpeername()[1] == listening


def test_addresses_that_drop_everything_share_the_time(listening: int, monkeypatch: pytest.MonkeyPatch) -> None:
    begun = time.monotonic()

    def drop(_family: int, _kind: int, _protocol: int, address: Any, seconds: float) -> socket.socket:
        if address[1] == 1:
            tried.append(seconds)
            time.sleep(seconds)
            raise TimeoutError
        return socket.create_connection(address)

    tried: list[float] = []
    monkeypatch.setattr("chainaudit.peer.dialling._connected", drop)
    monkeypatch.setattr(socket, "getaddrinfo", _addresses((HERE, 1), (HERE, 1), (HERE, listening)))
    connect("three.example", 443, _soon(6), 6).close()
    monkeypatch.setattr(socket, "getaddrinfo", _addresses((HERE, 1), (HERE, 1)))
    with pytest.raises(PeerError, match=r"did not answer in 0\.4 seconds"):
        connect("none.example", 443, _soon(0.4), 0.4)
    assert sum(tried) < 5
    assert time.monotonic() - begun < PATIENCE_SECONDS


@pytest.mark.parametrize(
    ("host", "words"),
    [("::1", r"\[::1\]:1 refused the connection"), (HERE, "127.0.0.1:1 refused"), ("a" * 70, "does not resolve")],
)
def test_addresses_are_written_as_they_are_dialled(host: str, words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> socket.socket:
        raise ConnectionRefusedError

    monkeypatch.setattr("chainaudit.peer.dialling._connected", refuse)  # a machine may have no IPv6
    with pytest.raises(PeerError, match=words):
        connect(host, 1, _soon(10), 10)
