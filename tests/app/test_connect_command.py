"""Several peers in one report: what one of them leaves undecided is not covered by another."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from chainaudit.cli.program import program
from chainaudit.validators.peer.obsolete_version import CHECK

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from chainaudit.model.context import PeerContext
    from tests.peers import Pki


@pytest.fixture
def breaks_at(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Have a check of peers break at the one of a port, as on input that nobody foresaw."""
    real = CHECK.find

    def arrange(port: int) -> None:
        def find(context: PeerContext) -> Iterator[Any]:
            if context.peer.endpoint.port == port:
                raise LookupError
            yield from real(context)

        monkeypatch.setattr(CHECK, "find", find)

    return arrange


@pytest.mark.parametrize("broken", [0, 1])
def test_an_undetermined_check_of_one_peer_stays_undetermined(
    broken: int,
    breaks_at: Callable[[int], None],
    s_server: Callable[..., AbstractContextManager[int]],
    pki: Pki,
) -> None:
    trusted = str(pki.file("t.pem", pki.root))
    with s_server("-tls1_3") as one, s_server("-tls1_3") as other:
        breaks_at((one, other)[broken])
        done = CliRunner().invoke(
            program,
            ["connect", f"localhost:{one}", f"localhost:{other}", "--truststore", trusted, "--format", "json"],
        )
    document = json.loads(done.stdout)
    assert len(document["peers"]) == 2
    assert document["outcomes"][CHECK.id] == "undetermined"
    assert "LookupError" in document["undetermined"][CHECK.id]
    assert done.exit_code == 2


def test_two_healthy_peers_pass(s_server: Callable[..., AbstractContextManager[int]], pki: Pki) -> None:
    trusted = str(pki.file("t.pem", pki.root))
    with s_server("-tls1_3") as one, s_server("-tls1_3") as other:
        done = CliRunner().invoke(
            program,
            ["connect", f"localhost:{one}", f"localhost:{other}", "--truststore", trusted, "--format", "json"],
        )
    assert json.loads(done.stdout)["outcomes"][CHECK.id] == "passed"
    assert done.exit_code == 0
