"""The command line as OpenSSL reads it, and its own words where it does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from chainaudit.app.openssl_verify.options import OptionError, address_of, name_options, parse, policy_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Outcome


def test_options_end_at_the_first_target() -> None:
    options = parse(["-trusted", "root.pem", "-x509_strict", "leaf.pem", "-partial_chain"])
    assert options.lists["trusted"] == ["root.pem"]
    assert options.flags == {"x509_strict"}
    assert options.targets == ("leaf.pem", "-partial_chain")


def test_two_dashes_and_an_equals_sign() -> None:
    options = parse(["--untrusted=a.pem", "-untrusted", "b.pem", "--", "-odd.pem"])
    assert options.lists["untrusted"] == ["a.pem", "b.pem"]
    assert options.targets == ("-odd.pem",)


def test_the_last_value_counts() -> None:
    assert parse(["-auth_level", "1", "-auth_level", "2"]).number("auth_level") == 2
    assert parse(["-attime", "0x10"]).number("attime") == 16
    assert parse(["-attime", "-010"]).number("attime") == -8
    assert parse([]).number("attime") is None


def test_what_names_a_purpose() -> None:
    assert parse(["-purpose", "sslserver"]).purpose == "sslserver"
    assert parse(["-purpose", "sslserver", "-verify_name", "ssl_client"]).purpose == "sslclient"
    later = parse(["-verify_name", "ssl_client", "-purpose", "sslserver"])
    assert (later.purpose, later.trusted_for) == ("sslserver", "sslclient")
    assert parse(["-verify_depth", "1", "-verify_name", "default"]).number("verify_depth") == 100


@pytest.mark.parametrize(
    "arguments",
    [
        ["-nonsense", "x"],
        ["--nonsense=1", "-purpose", "bad"],
        ["-"],
        ["---"],
        ["-crl_check=1", "x"],
        ["-CAfile"],
        ["-CApath", "nowhere", "-purpose", "bad"],
        ["-purpose", "bad", "-CApath", "nowhere"],
        ["-verify_depth", "08"],
        ["-verify_depth", "0x"],
        ["-verify_depth", "1_0"],
        ["-auth_level", "2147483648"],
        ["-attime", "9223372036854775808"],
        ["-policy", "3.1"],
        ["-policy", "1.40"],
        ["-policy", ".1.2"],
        ["-policy", ""],
        ["-verify_ip", "1.2.3.4x"],
        ["-verify_ip", "fe80::1%1"],
        ["-purpose", "nonsense", "x"],
        ["-auth_level", "x"],
        ["-attime", "soon"],
        ["-policy", "x"],
        ["-verify_name", "x"],
        ["-verify_ip", "x"],
        ["-nameopt", "nonsense"],
        ["-trusted", "a", "-CAfile", "b", "x"],
    ],
)
def test_refusals_are_in_openssls_words(arguments: list[str], tool: Callable[..., Outcome]) -> None:
    with pytest.raises(OptionError) as refusal:
        parse(arguments)
    real = tool("openssl", "verify", *arguments, check=False)
    assert real.exit_code == 1
    lines = [line for line in real.stderr.splitlines() if ":error:" not in line]
    if not lines or lines[0].startswith("verify"):
        assert str(refusal.value).splitlines() == lines


def test_any_policy_has_names() -> None:
    assert parse(["-policy", "anyPolicy", "-policy", "1.2.3"]).lists["policy"] == ["anyPolicy", "1.2.3"]


@pytest.mark.parametrize(
    ("value", "made"),
    [
        ("1.2.3", "1.2.3"),
        ("1..2", "1.0.2"),
        ("1.2 3.", "1.2.3"),
        ("1.2.03", "1.2.3"),
        ("2.999.1", "2.999.1"),
        ("1.39", "1.39"),
        ("1.40", None),
        ("2.", None),
        ("1.2.x", None),
    ],
)
def test_object_identifiers_as_openssl_reads_them(value: str, made: str | None) -> None:
    assert policy_of(value) == made


@pytest.mark.parametrize(
    ("value", "octets"),
    [
        ("1.2.3.4", b"\1\2\3\4"),
        (" 01.2.3.+4 ", b"\1\2\3\4"),
        ("256.1.1.1", None),
        ("1.2.3", None),
        ("::01.2.3.4", bytes(12) + b"\1\2\3\4"),
        ("1:2:3:4:5:6:7::", bytes.fromhex("00010002000300040005000600070000")),
        ("::1 ", None),
        ("fe80::1%1", None),
    ],
)
def test_addresses_as_openssl_reads_them(value: str, octets: bytes | None) -> None:
    assert address_of(value) == octets


def test_files_are_read_as_they_stand_and_nothing_behind_help_is_looked_at() -> None:
    read: list[tuple[str, str]] = []
    with pytest.raises(OptionError):
        parse(["-untrusted", "a", "-CAfile", "b", "-trusted", "c", "-nonsense"], lambda *one: read.append(one))
    assert read == [("untrusted", "a"), ("trusted", "c")]
    assert parse(["-help", "-nonsense"]).flags == {"help"}


def test_levels_and_depths_are_the_decimal_digits_that_they_begin_with() -> None:
    asked = [("0x10", 0), ("010", 10), (" +3", 3), ("-1", -1)]
    assert [parse(["-verify_depth", text]).number("verify_depth") for text, _ in asked] == [n for _, n in asked]


def test_a_list_of_words_with_an_empty_one_is_none() -> None:
    assert name_options("oneline, utf8") == ["oneline", "utf8"]
    assert name_options("oneline,") == name_options("") == []
