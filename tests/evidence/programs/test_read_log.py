from __future__ import annotations

import pytest

from tests.evidence.reading import causes, conclude, read

ONCE = "read 325 bytes from ('127.0.0.1', 54058)\nread 517 bytes from ('127.0.0.1', 54070)\n"


def test_a_server_that_read_from_each_client_once_never_came_further() -> None:
    found = conclude(read(ONCE))
    assert [(each.cause, each.refused_by, each.certainty) for each in found] == [
        ("no_answer", "server", "possible")
    ] * 2
    assert causes("2026-11-21 10:00:00 received 517 bytes from 10.0.0.1:4711") == ["no_answer"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(ONCE + "read 64 bytes from ('127.0.0.1', 54070)\n", id="a client is read from again"),
        pytest.param(ONCE + "sent 1200 bytes to ('127.0.0.1', 54070)\n", id="something else happens"),
        pytest.param("read 12 bytes from ('127.0.0.1', 54058)", id="too few bytes for a ClientHello"),
        pytest.param("read 99999 bytes from ('127.0.0.1', 54058)", id="too many"),
        pytest.param("", id="nothing"),
    ],
)
def test_other_logs_tell_nothing(text: str) -> None:
    assert read(text) == []
