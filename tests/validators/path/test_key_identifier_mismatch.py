"""The issuer's key identifier is not the one that is named."""

from __future__ import annotations

from chainaudit.model import der, extension
from chainaudit.validators.path.key_identifier_mismatch import CHECK
from tests import forge
from tests.facts import found_in_link

ROOT = forge.root()
OTHER = {extension.SUBJECT_KEY_IDENTIFIER: (False, der.encode(der.OCTET_STRING, b"another"))}


def test_both_are_compared_where_both_are_there() -> None:
    renamed = forge.root(replace=OTHER)
    assert len(found_in_link(CHECK, renamed, forge.issue(renamed))) == 1
    assert found_in_link(CHECK, ROOT, forge.issue(ROOT)) == []


def test_one_that_is_missing_contradicts_nothing() -> None:
    silent = forge.root(replace={extension.SUBJECT_KEY_IDENTIFIER: None})
    assert found_in_link(CHECK, silent, forge.issue(silent)) == []
    bare = forge.issue(ROOT, replace={extension.AUTHORITY_KEY_IDENTIFIER: None})
    assert found_in_link(CHECK, forge.root(replace=OTHER), bare) == []
