from __future__ import annotations

from chainaudit.evidence.log_connection import MAX_REMARKS, LogConnection
from chainaudit.evidence.speech import OWN, Heard
from chainaudit.model.evidence import CLIENT, SERVER, UNKNOWN, Alert, Remark

CA = Alert(SERVER, "fatal", "unknown_ca", 48)


def log() -> LogConnection:
    return LogConnection("a.log", 3, "line 7")


def test_what_is_told_twice_counts_once() -> None:
    mine = log()
    for _ in range(2):
        mine.add_alert(CA)
        mine.add_remark(Remark("expired", CLIENT, "one"))
    mine.add_remark(Remark("expired", SERVER, "two"))
    connection = mine.finish()
    assert len(connection.alerts) == 1
    assert [each.text for each in connection.remarks] == ["one", "two"]


def test_remarks_are_bounded() -> None:
    mine = log()
    for number in range(MAX_REMARKS + 5):
        mine.add_remark(Remark(f"m{number}", CLIENT, "x"))
    assert len(mine.finish().remarks) == MAX_REMARKS


def test_sides_are_filled_in_once_the_own_side_is_known() -> None:
    mine = log()
    mine.add_alert(Alert(OWN, "fatal", "unknown_ca", 48))
    mine.add_alert(Alert(UNKNOWN, "fatal", "bad_certificate", 42))
    mine.add_remark(Remark("expired", UNKNOWN, "x"))
    mine.connection.viewpoint = SERVER
    connection = mine.finish()
    assert [each.by for each in connection.alerts] == [SERVER, CLIENT]
    assert [each.side for each in connection.remarks] == [SERVER]


def test_the_first_that_tells_a_side_tells_whose_log_it_is() -> None:
    mine = log()
    mine.take(Heard(UNKNOWN, (), (Remark("expired", UNKNOWN, "x"),)))
    mine.take(Heard(SERVER, (), (Remark("host", SERVER, "x"),)))
    assert mine.finish().viewpoint == SERVER
    assert log().finish().viewpoint == UNKNOWN


def test_a_general_failure_is_not_something() -> None:
    mine = log()
    assert not mine.tells
    mine.add_remark(Remark("failure", CLIENT, "x"))
    assert (mine.tells, mine.tells_something) == (True, False)
    mine.add_remark(Remark("expired", CLIENT, "x"))
    assert mine.tells_something
    mine.drop_remarks("expired")
    assert not mine.has("expired")


def test_the_product_of_the_log_is_that_of_its_remarks() -> None:
    mine = log()
    mine.product = "curl"
    mine.add_remark(Remark("expired", CLIENT, "x"))
    connection = mine.finish()
    assert (connection.product, connection.remarks[0].product) == ("curl", "curl")
    assert (connection.source, connection.index, connection.label) == ("a.log", 3, "line 7")
