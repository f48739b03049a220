"""What marks a CA, from cA=TRUE down to marks older than extensions."""

from __future__ import annotations

import pytest

from chainaudit.model import der, extension
from chainaudit.model.context import Role
from chainaudit.model.rules import Rules
from chainaudit.validators.usage.authority_marks import CHECK
from tests import forge
from tests.validators.making import of_certificate, variants

RULES = Rules(authority_marks=True)
NETSCAPE = extension.NETSCAPE_CERT_TYPE


def marks(one: forge.Forged) -> list[str]:
    return variants(CHECK, of_certificate(one, Role.ANCHOR, RULES))


def test_a_sound_ca_has_no_old_mark() -> None:
    assert marks(forge.root()) == []


def test_a_verifier_that_does_not_ask_is_not_told() -> None:
    assert variants(CHECK, of_certificate(forge.issue(), Role.ANCHOR)) == []


def test_an_end_entity_is_no_ca() -> None:
    assert marks(forge.issue(ca=False)) == ["none"]


def test_version_1_counts_where_it_signed_itself() -> None:
    assert marks(forge.root(version=1)) == ["version-1"]
    assert marks(forge.intermediate(forge.root(), version=1)) == ["none"]


def test_key_usage_alone_is_an_old_mark() -> None:
    assert marks(forge.root(replace={extension.BASIC_CONSTRAINTS: None})) == ["key-usage"]


def test_key_usage_without_cert_sign_takes_every_mark_away() -> None:
    assert marks(forge.root(replace={extension.KEY_USAGE: (True, forge.key_usage(0))})) == ["none"]


@pytest.mark.parametrize(
    ("bit", "expected"), [(5, "netscape"), (6, "netscape"), (7, "netscape"), (0, "none"), (1, "none")]
)
def test_the_netscape_type_is_the_oldest(bit: int, expected: str) -> None:
    value = der.encode(der.BIT_STRING, bytes((7 - bit, 0x80 >> bit)))
    without = {extension.BASIC_CONSTRAINTS: None, extension.KEY_USAGE: None, NETSCAPE: (False, value)}
    assert marks(forge.root(replace=without)) == [expected]
