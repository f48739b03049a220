from __future__ import annotations

import pytest

from chainaudit.evidence.view import View
from chainaudit.model.evidence import Alert, Answer, AuthorityRequest
from tests.evidence.seen import OFFER, alert, connection, said


@pytest.mark.parametrize(
    ("seen", "is_fatal"),
    [
        (Alert("server", "fatal", "unknown_ca", 48), True),
        (Alert("server", "fatal", "close_notify", 0), False),
        (Alert("server", "warning", "user_canceled", 90), False),
        (Alert("server", "warning", "unrecognized_name", 112), False),
        (Alert("server", "fatal", "unrecognized_name", 112), True),
        (Alert("client", "warning", "no_certificate", 41), True),
        (Alert("client", "warning", "no_renegotiation", 100), False),
    ],
)
def test_which_alerts_end_a_handshake(seen: Alert, is_fatal: bool) -> None:
    assert (View(connection(alerts=(seen,))).fatal is seen) is is_fatal


def test_the_first_fatal_alert_counts_and_who_sent_it() -> None:
    view = View(connection(alerts=alert("client", "unknown_ca") + alert("server", "internal_error")))
    assert view.fatal_by("server") is None
    assert view.fatal_by("client") is view.fatal


def test_an_alert_that_only_says_that_the_other_side_has_left_explains_nothing() -> None:
    late = alert("server", "decode_error")
    assert not View(connection(alerts=late)).is_explained
    assert View(connection(alerts=late, offer=OFFER)).is_explained
    assert View(connection(alerts=alert("client", "unknown_ca"), offer=OFFER, answer=Answer(0x0303, 1))).is_explained
    assert not View(connection(alerts=alert("client", "unknown_ca"), offer=OFFER)).is_explained


def test_nothing_is_whole_where_bytes_or_a_direction_are_missing() -> None:
    assert View(connection()).is_whole
    assert not View(connection(gaps=True)).is_whole
    assert not View(connection(unseen=("everything that the server sent",))).is_whole
    assert View(connection(unseen=("certificates",))).is_whole


def test_whose_remark_it_is() -> None:
    view = View(connection(viewpoint="server", remarks=said("expired", "client") + said("host", "unknown")))
    assert [view.finder(each) for each in view.remarks("expired", "host")] == ["client", "server"]
    assert view.has("host")
    assert not view.has("revoked")


def test_what_was_asked_for_and_what_the_client_has() -> None:
    assert View(connection(request=AuthorityRequest(()))).client_asked
    assert View(connection(steps=("s:certificate_request",))).client_asked
    assert not View(connection()).client_asked
    assert View(connection(client_configured=True)).client_configured
    assert not View(connection(client_configured=True, viewpoint="server")).client_configured
