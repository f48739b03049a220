"""The root's own signature, which only some look at."""

from __future__ import annotations

from chainaudit.model import extension
from chainaudit.model.rules import Rules
from chainaudit.validators.signatures.self_signature import CHECK
from tests import forge
from tests.validators.making import of_path, variants

RULES = Rules(check_self_signature=True)


def test_a_sound_root_passes() -> None:
    root = forge.root()
    assert variants(CHECK, of_path(forge.issue(root), root, anchored=True, rules=RULES)) == []


def test_a_root_signed_by_somebody_else_is_found_where_it_is_asked_for() -> None:
    other = forge.root(use_key=forge.key("EC", "other"))
    same_name = forge.issue(other, subject="Root", ca=True, replace={extension.AUTHORITY_KEY_IDENTIFIER: None})
    assert variants(CHECK, of_path(same_name, anchored=True, rules=RULES)) == ["invalid"]
    assert variants(CHECK, of_path(same_name, anchored=True)) == []


def test_a_ca_that_may_not_sign_may_not_sign_itself() -> None:
    root = forge.root(replace={extension.KEY_USAGE: (True, forge.key_usage(0))})
    assert variants(CHECK, of_path(root, anchored=True, rules=RULES)) == ["no-cert-sign"]
