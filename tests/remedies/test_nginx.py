from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from chainaudit.model.remedy import Action
from chainaudit.remedies.nginx import SYSTEM
from tests.remedies.desk import HOST
from tests.remedies.hostile import VALUES
from tests.validators.making import MOMENT, authority, end

if TYPE_CHECKING:
    from tests.remedies.desk import Desk

LATER = MOMENT.replace(year=2046)


def test_an_action_becomes_commands_with_its_values() -> None:
    action = Action("append-issuer", **VALUES)
    lines = SYSTEM.render(action)
    assert any("(echo; openssl x509 -in example-root.pem) >> trust.jks" in line for line in lines)


@pytest.mark.parametrize("system", ["nginx", "apache"])
def test_the_file_that_the_server_sends_is_mended(desk: Desk, system: str) -> None:
    """What tests and restarts the server comes last, and is left out here."""
    store = desk.write("server.pem", desk.leaf.pem)
    options = ("--presented", store, "--truststore", "example-root.pem", "--system", system)
    *lines, last = desk.judged(*options)["path.incomplete"]
    assert last.startswith(("nginx -t", "apachectl configtest"))
    desk.type(tuple(lines))
    assert desk.judged(*options) == {}


@pytest.mark.parametrize("system", ["nginx", "apache"])
def test_a_chain_is_put_in_order(desk: Desk, system: str) -> None:
    lower = authority("Example Lower", desk.issuing, end=LATER)
    leaf = end(HOST, lower, names=(HOST,), end=LATER)
    store = desk.write("server.pem", leaf.pem + desk.issuing.pem + lower.pem)
    options = ("--truststore", "example-root.pem", "--system", system)
    *lines, _ = desk.judged("--presented", store, *options)["path.wrong-order"]
    desk.type(tuple(lines), codes=(0, 1))  # 1 says that the root, which is not sent, was not given
    assert desk.judged("--presented", "ordered.pem", *options) == {}
