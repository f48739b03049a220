"""The command line as OpenSSL reads it, and its own words where it does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from chainaudit.app.openssl_options import OptionError, parse

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
    assert parse(["-verify_depth", "0x10"]).number("verify_depth") == 16
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
        ["-CAfile"],
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
