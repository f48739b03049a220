from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from chainaudit.evidence.likeness import MAX_REMEMBERED, Weighing, likeness
from chainaudit.evidence.weighing import diagnose
from chainaudit.model.evidence import Alert, Answer, AuthorityRequest, Connection, Offer, Remark, SeenCertificate

MOMENT = datetime(2026, 11, 21, tzinfo=timezone.utc)
LEAF = SeenCertificate("CN=leaf", "CN=ca")
LEAF.not_before, LEAF.not_after = MOMENT - timedelta(days=1), MOMENT + timedelta(days=1)
VALUES = {
    "moment": MOMENT + timedelta(days=2), "offer": Offer((0x0303,), (0x2F,), "other"), "plaintext": {"client": b"EHLO"},
    "answer": Answer(0x0303, 0x2F), "request": AuthorityRequest(("CN=ca",)), "dh_bits": 512, "exit_status": 1,
    "alerts": (Alert("server", "fatal", "unknown_ca", 48),), "remarks": (Remark("expired", "client", "expired"),),
    "presented": (LEAF, LEAF), "presented_complete": False, "client_presented": (), "client_configured": True,
    "closings": (("client", "fin"),), "steps": ("c:client_hello",), "established": True, "client_data": 1,
    "server_data": 1, "encrypted_alerts": ("client",), "sealed_lengths": (("client", 9),), "expected_host": "h",
    "server_port": 443, "syn_only": True, "waited_seconds": 2.0, "gaps": True, "spoke": ("client",),
    "unseen": ("alerts",), "address": "h:443", "viewpoint": "client", "product": "go", "moment_is_assumed": True,
}  # fmt: skip


def seen(**changes: object) -> Connection:
    offer = Offer((0x0303,), (0x2F,), "h")
    return Connection("log", 1, "one").but(moment=MOMENT, presented=(LEAF,), offer=offer).but(**changes)


@pytest.mark.parametrize("name", sorted({*Connection.__slots__} - {"source", "index", "label"}))
def test_every_fact_of_a_connection_counts(name: str) -> None:
    assert likeness(seen(**{name: VALUES[name]})) != likeness(seen())


def test_equal_facts_are_alike_whatever_the_connection_is_called() -> None:
    assert likeness(seen(label="two", index=2)) == likeness(seen())


@pytest.mark.parametrize("seconds", [-1, 0, 1])
@pytest.mark.parametrize("end", [LEAF.not_before, LEAF.not_after])
def test_moments_are_alike_as_long_as_the_same_certificates_are_valid(end: datetime, seconds: int) -> None:
    moment = end + timedelta(seconds=seconds)
    is_valid = LEAF.not_before <= moment <= LEAF.not_after
    assert (likeness(seen(moment=moment)) == likeness(seen())) is is_valid


def test_what_is_remembered_is_what_weighing_says_and_names_the_connection_at_hand() -> None:
    weighing = Weighing()
    for label in ("one", "two"):
        connection = seen(alerts=(Alert("client", "fatal", "unknown_ca", 48),), label=label)
        mine, plain = weighing.diagnose(connection), diagnose(connection)
        assert mine.connection is connection
        assert (mine.cause, mine.refused_by, mine.certainty) == (plain.cause, plain.refused_by, plain.certainty)
        assert (mine.reasons, mine.others, mine.deciding) == (plain.reasons, plain.others, plain.deciding)
        assert mine.cause is not None


def test_memory_is_bounded() -> None:
    weighing = Weighing()
    for number in range(MAX_REMEMBERED + 2):
        weighing.diagnose(seen(client_data=number))
    assert len(weighing._known) <= MAX_REMEMBERED


def test_a_connection_told_otherwise_leaves_the_first_as_it_was() -> None:
    first = seen()
    assert first.but(expected_host="x").expected_host == "x"
    assert first.expected_host is None
    with pytest.raises(TypeError, match="has no hots"):
        first.but(hots="x")
