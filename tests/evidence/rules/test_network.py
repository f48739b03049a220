from __future__ import annotations

import pytest

from chainaudit.evidence.rules.network import PATIENCE_SECONDS, SILENCE_SECONDS, find
from tests.evidence.seen import OFFER, alert, votes

HELLO = {"server_port": 443, "offer": OFFER, "steps": ("c:client_hello",), "spoke": ("client",)}


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        pytest.param({"closings": (("server", "reset"),)}, {"connection_refused"}, id="reset"),
        pytest.param({"waited_seconds": PATIENCE_SECONDS}, {"no_answer"}, id="silence"),
        pytest.param({"waited_seconds": PATIENCE_SECONDS - 0.1}, set(), id="the capture ends"),
    ],
)
def test_an_attempt_to_connect(facts: dict[str, object], expected: set[str]) -> None:
    assert set(votes(find, syn_only=True, server_port=443, **facts)) == expected


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"waited_seconds": SILENCE_SECONDS}, {"no_answer"}),
        ({"waited_seconds": SILENCE_SECONDS - 0.1, "closings": (("client", "fin"),)}, {"closed_mid_handshake"}),
        ({"closings": (("server", "reset"),)}, {"reset_mid_handshake"}),
        ({"closings": (("server", "fin"),)}, {"closed_mid_handshake"}),
        ({}, set()),
    ],
)
def test_a_client_hello_without_an_answer(facts: dict[str, object], expected: set[str]) -> None:
    assert set(votes(find, **HELLO, **facts)) == expected


def test_a_long_silence_weighs_more_than_the_end_of_the_capture() -> None:
    long = votes(find, **HELLO, waited_seconds=SILENCE_SECONDS)["no_answer"][1]
    assert long > votes(find, **HELLO, waited_seconds=SILENCE_SECONDS - 0.1)["no_answer"][1]


def test_who_hung_up_is_told() -> None:
    found = votes(find, **HELLO, closings=(("server", "reset"), ("client", "fin")))
    assert found["reset_mid_handshake"][0] == "server"


def test_what_an_alert_explains_or_a_hole_hides_is_left_alone() -> None:
    closings = (("server", "fin"),)
    assert votes(find, **HELLO, closings=closings, alerts=alert("server", "handshake_failure")) == {}
    both = {**HELLO, "spoke": ("client", "server")}
    assert votes(find, **both, closings=closings, gaps=True) == {}
    assert votes(find, **HELLO, closings=closings, established=True) == {}


def test_a_connection_that_ends_before_anything_is_said() -> None:
    assert set(votes(find, server_port=443, closings=(("server", "reset"),))) == {"reset_mid_handshake"}
    assert set(votes(find, server_port=443, closings=(("client", "fin"),))) == {"closed_mid_handshake"}
    assert votes(find, server_port=443, closings=(("client", "fin"),), spoke=("client",)) == {}


def test_a_log_that_ends_after_the_client_hello() -> None:
    facts = {"viewpoint": "client", "steps": ("c:client_hello",)}
    assert set(votes(find, product="openssl", **facts)) == {"no_answer"}
    assert votes(find, product="java", **facts) == {}
