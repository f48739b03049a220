"""Node reports the last error that OpenSSL comes to, and compares host names itself."""

from __future__ import annotations

from tests.profiles.openssl_lab import cells, differences


def test_node_says_what_is_predicted() -> None:
    assert differences("node", "node-20") == []


def test_it_is_the_last_error() -> None:
    numbers = {cell.case.partition("_")[0]: cell.numbers for cell in cells("node", "node")}
    assert numbers["01"] == (21,)
    assert numbers["15"] == (26,)
    assert numbers["16"] == (32,)
    assert numbers["12"] == ()
