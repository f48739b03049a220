from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from chainaudit.model.remedy import Action
from chainaudit.remedies.openssl import SYSTEM
from tests.remedies.hostile import VALUES
from tests.validators.making import authority

if TYPE_CHECKING:
    from tests.remedies.desk import Desk


def test_an_action_becomes_commands_with_its_values() -> None:
    action = Action("append-issuer", **VALUES)
    lines = SYSTEM.render(action)
    assert any("(echo; openssl x509 -in example-root.pem) >> trust.jks" in line for line in lines)


def test_an_address_is_asked_for_as_an_address() -> None:
    for host, name in (
        ("a.example", "DNS:a.example"),
        ("192.0.2.7", "IP:192.0.2.7"),
        ("2001:db8::1", "IP:2001:db8::1"),
    ):
        lines = SYSTEM.render(Action("reissue", host=host))
        assert any(f"subjectAltName={name} " in line for line in lines), lines


@pytest.mark.parametrize("end_of_line", [b"\n", b""], ids=["ended", "not ended"])
def test_an_issuer_comes_behind_the_chain_beside_its_key(desk: Desk, end_of_line: bytes) -> None:
    store = desk.write("server.pem", desk.key + desk.leaf.pem.rstrip() + end_of_line)
    options = ("--store", store, "--truststore", "example-root.pem")
    desk.type(desk.judged(*options)["path.incomplete"])
    assert desk.judged(*options) == {}


@pytest.mark.parametrize("end_of_line", [b"\n", b""], ids=["ended", "not ended"])
def test_a_root_comes_beside_the_anchors_that_are_there(desk: Desk, end_of_line: bytes) -> None:
    store = desk.write("trust.pem", authority("Other").pem.rstrip() + end_of_line)
    options = ("--presented", "fullchain.pem", "--truststore", store)
    desk.type(desk.judged(*options)["trust.gap"])
    assert desk.judged(*options) == {}
