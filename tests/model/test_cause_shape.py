from __future__ import annotations

from chainaudit.model.cause_shape import Cause


def test_actions_and_checks_keep_their_order() -> None:
    cause = Cause("name", "Title", "Explanation.", "server", "first", "second", checks=("a.b", "c.d"))
    assert (cause.name, cause.title, cause.explanation, cause.actor) == ("name", "Title", "Explanation.", "server")
    assert (cause.actions, cause.checks) == (("first", "second"), ("a.b", "c.d"))


def test_a_cause_need_not_have_a_check() -> None:
    assert Cause("name", "Title", "Explanation.", "network").checks == ()
