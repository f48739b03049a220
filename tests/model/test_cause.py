"""Causes and checks that say the same are named once, with the cause."""

from __future__ import annotations

from chainaudit.app import registry
from chainaudit.model.cause import CAUSES
from chainaudit.model.remedy import ACTION_KINDS


def test_a_cause_names_checks_and_actions_that_there_are() -> None:
    checks = {check.id for check in registry.checks()}
    for cause in CAUSES.values():
        assert set(cause.checks) <= checks
        assert set(cause.actions) <= set(ACTION_KINDS)
        assert cause.actor in ("client", "server", "either", "network")


def test_every_cause_by_which_order_is_told_has_a_check() -> None:
    for name in ("chain_wrong_order", "chain_leaf_not_first", "chain_extra_cert", "chain_contains_root"):
        assert CAUSES[name].checks
    assert CAUSES["unknown_ca"].checks == ("path.untrusted",)
    assert CAUSES["no_shared_cipher"].checks == ()
