from __future__ import annotations

import pytest

from chainaudit.model.evidence import CLIENT, SERVER, UNKNOWN, Connection, SeenCertificate, other_side


def test_nothing_is_seen_of_a_new_connection() -> None:
    connection = Connection("a.log", 2, "line 1")
    assert (connection.source, connection.index, connection.label) == ("a.log", 2, "line 1")
    assert (connection.presented, connection.client_presented, connection.request, connection.offer) == (None,) * 4
    assert (connection.viewpoint, connection.moment, connection.unseen) == (UNKNOWN, None, ())


@pytest.mark.parametrize("name", Connection.__slots__)
def test_but_changes_one_fact_and_keeps_the_others(name: str) -> None:
    first = Connection("a.log", 2, "line 1").but(server_port=443, steps=("c:client_hello",))
    before = {each: getattr(first, each) for each in Connection.__slots__}
    other = first.but(**{name: "told otherwise"})
    assert {each: getattr(other, each) for each in Connection.__slots__} == {**before, name: "told otherwise"}
    assert {each: getattr(first, each) for each in Connection.__slots__} == before


def test_there_is_no_fact_of_another_name() -> None:
    with pytest.raises(TypeError, match="has no hots"):
        Connection().but(hots="x")


@pytest.mark.parametrize(("side", "other"), [(CLIENT, SERVER), (SERVER, CLIENT), (UNKNOWN, UNKNOWN)])
def test_the_other_side(side: str, other: str) -> None:
    assert other_side(side) == other


def test_a_certificate_is_self_issued_by_its_names() -> None:
    assert SeenCertificate("CN=a", "CN=a").is_self_issued
    assert not SeenCertificate("CN=a", "CN=b").is_self_issued
