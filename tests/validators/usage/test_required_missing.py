"""Usages that the question asks for expressly."""

from __future__ import annotations

import pytest

from chainaudit.model.context import Role
from chainaudit.model.extension import (
    ANY_EXTENDED_KEY_USAGE,
    CLIENT_AUTH,
    CODE_SIGNING,
    DIGITAL_SIGNATURE,
    KEY_CERT_SIGN,
    KEY_ENCIPHERMENT,
    SERVER_AUTH,
)
from chainaudit.model.finding import Severity
from chainaudit.model.rules import Rules
from chainaudit.validators.usage.required_missing import CHECK
from tests.validators.making import applies, end, findings, of_certificate, variants


@pytest.mark.parametrize(
    ("given", "wanted", "expected"),
    [
        pytest.param([SERVER_AUTH, CLIENT_AUTH], (SERVER_AUTH, CLIENT_AUTH), [], id="all there"),
        pytest.param([SERVER_AUTH], (SERVER_AUTH, CLIENT_AUTH), ["extended-key-usage"], id="one is missing"),
        pytest.param(None, (CODE_SIGNING,), [], id="no limit"),
        pytest.param([ANY_EXTENDED_KEY_USAGE], (CODE_SIGNING,), [], id="any"),
    ],
)
def test_extended_key_usages(given: list[str] | None, wanted: tuple[str, ...], expected: list[str]) -> None:
    assert variants(CHECK, of_certificate(end(usages=given), required_usages=wanted)) == expected


def test_any_counts_as_the_rules_say() -> None:
    context = of_certificate(
        end(usages=[ANY_EXTENDED_KEY_USAGE]), rules=Rules(any_usage_counts=False), required_usages=(CODE_SIGNING,)
    )
    assert variants(CHECK, context) == ["extended-key-usage"]


@pytest.mark.parametrize(
    ("given", "wanted", "expected"),
    [
        pytest.param((DIGITAL_SIGNATURE, KEY_ENCIPHERMENT), {DIGITAL_SIGNATURE}, [], id="more than asked for"),
        pytest.param((DIGITAL_SIGNATURE,), {DIGITAL_SIGNATURE, KEY_ENCIPHERMENT}, ["key-usage"], id="one is missing"),
        pytest.param(None, {KEY_CERT_SIGN}, [], id="no limit"),
    ],
)
def test_key_usages(given: tuple[int, ...] | None, wanted: set[int], expected: list[str]) -> None:
    context = of_certificate(end(key_usage=given), required_key_usage=frozenset(wanted))
    assert variants(CHECK, context) == expected


def test_both_are_said_with_their_names() -> None:
    context = of_certificate(
        end(), required_usages=(CODE_SIGNING, "1.2.3.4"), required_key_usage=frozenset({KEY_CERT_SIGN, 9})
    )
    extended, plain = findings(CHECK, context)
    assert extended.severity is Severity.ERROR
    assert extended.values["missing"] == ("codeSigning", "1.2.3.4")
    assert plain.values["missing"] == ("keyCertSign", "bit 9")
    assert extended.actions[0].values["usage"] == "serverAuth,codeSigning,1.2.3.4"


def test_what_cannot_be_read_allows_nothing() -> None:
    broken = end(usages=None, key_usage=None, extra=[("2.5.29.37", False, b"\x30\x00"), ("2.5.29.15", True, b"\x05")])
    context = of_certificate(broken, required_usages=(SERVER_AUTH,), required_key_usage=frozenset({DIGITAL_SIGNATURE}))
    assert variants(CHECK, context) == ["extended-key-usage", "key-usage"]


def test_it_asks_only_the_target_and_only_where_something_is_asked_for() -> None:
    assert not applies(CHECK, of_certificate(end()))
    assert not applies(CHECK, of_certificate(end(), Role.INTERMEDIATE, required_usages=(CODE_SIGNING,)))
    assert applies(CHECK, of_certificate(end(), required_usages=(CODE_SIGNING,)))
    assert applies(CHECK, of_certificate(end(), required_key_usage=frozenset({KEY_CERT_SIGN})))
