"""A purpose by OpenSSL's name, asked of all that a certificate says of its use."""

from __future__ import annotations

import pytest

from chainaudit.model import der, extension
from chainaudit.model.context import Role
from chainaudit.model.question import Purpose
from chainaudit.model.rules import Rules
from chainaudit.validators.usage.purpose import CHECK
from tests import forge
from tests.validators.making import findings, of_certificate, variants

SERVER, CLIENT, MAIL = extension.SERVER_AUTH, extension.CLIENT_AUTH, extension.EMAIL_PROTECTION


def leaf(*usages: str, bits: tuple[int, ...] | None = (0,), critical: bool = False, **parts: object) -> forge.Forged:
    replace: dict[str, tuple[bool, bytes] | None] = {
        extension.EXTENDED_KEY_USAGE: (critical, forge.usages(*usages)) if usages else None,
        extension.KEY_USAGE: None if bits is None else (True, forge.key_usage(*bits)),
    }
    replace.update(parts)  # type: ignore[arg-type]
    return forge.issue(forge.root(), replace=replace)


def said(one: forge.Forged, purpose: str, role: Role = Role.TARGET) -> list[str]:
    return variants(CHECK, of_certificate(one, role, Rules(purpose=purpose)))


@pytest.mark.parametrize(
    ("usages", "bits", "purpose", "fits"),
    [
        ((SERVER,), (0,), "sslserver", True),
        ((), (0,), "sslserver", True),
        ((CLIENT,), (0,), "sslserver", False),
        ((extension.ANY_EXTENDED_KEY_USAGE,), (0,), "sslserver", False),
        (("1.3.6.1.4.1.311.10.3.3",), (0,), "sslserver", True),
        ((SERVER,), (2,), "sslserver", True),
        ((SERVER,), (4,), "sslserver", True),
        ((SERVER,), (3,), "sslserver", False),
        ((SERVER,), (0,), "nssslserver", False),
        ((SERVER,), (2,), "nssslserver", True),
        ((CLIENT,), (0,), "sslclient", True),
        ((CLIENT,), (2,), "sslclient", False),
        ((MAIL,), (1,), "smimesign", True),
        ((MAIL,), (2,), "smimesign", False),
        ((MAIL,), (2,), "smimeencrypt", True),
        ((MAIL,), (0,), "smimeencrypt", False),
        ((), (6,), "crlsign", True),
        ((), (0,), "crlsign", False),
        ((CLIENT,), (3,), "any", True),
        ((CLIENT,), (3,), "ocsphelper", True),
    ],
)
def test_what_a_target_may_be_used_for(
    usages: tuple[str, ...], bits: tuple[int, ...], purpose: str, *, fits: bool
) -> None:
    assert said(leaf(*usages, bits=bits), purpose) == ([] if fits else ["target"])


def test_time_stamping_wants_one_critical_usage_and_signing_alone() -> None:
    stamp = extension.TIME_STAMPING
    assert said(leaf(stamp, critical=True), "timestampsign") == []
    assert said(leaf(stamp, critical=False), "timestampsign") == ["target"]
    assert said(leaf(stamp, SERVER, critical=True), "timestampsign") == ["target"]
    assert said(leaf(stamp, critical=True, bits=(0, 2)), "timestampsign") == ["target"]


def test_a_ca_is_asked_for_being_one_and_for_its_usages() -> None:
    assert "issuer" not in said(forge.root(), "sslserver", Role.INTERMEDIATE)
    limited = forge.root(replace={extension.EXTENDED_KEY_USAGE: (False, forge.usages(CLIENT))})
    assert "issuer" in said(limited, "sslserver", Role.INTERMEDIATE)
    assert "issuer" in said(leaf(SERVER), "sslserver", Role.INTERMEDIATE)


def test_an_old_mark_is_taken_grudgingly() -> None:
    old = forge.root(replace={extension.BASIC_CONSTRAINTS: None})
    told = [
        f
        for f in findings(CHECK, of_certificate(old, Role.ANCHOR, Rules(purpose="smimesign")))
        if f.variant == "issuer"
    ]
    assert [f.values["grudgingly"] for f in told] == [True]


def test_a_netscape_type_for_another_use_speaks_against() -> None:
    client = der.encode(der.BIT_STRING, bytes((7, 0x80)))
    one = leaf(SERVER, CLIENT, **{extension.NETSCAPE_CERT_TYPE: (False, client)})
    assert said(one, "sslserver") == ["target"]
    assert said(one, "sslclient") == []


def test_what_cannot_be_read_is_held_against_nobody_but_by_the_strict() -> None:
    twice = forge.issue(forge.root(), extra=((extension.KEY_USAGE, True, forge.key_usage(0)),))
    (finding,) = findings(CHECK, of_certificate(twice, Role.TARGET, Rules(purpose="sslserver")))
    assert finding.values["grudgingly"]


def test_the_question_may_name_the_purpose() -> None:
    client = leaf(CLIENT)
    asked = Rules(purpose="asked")
    assert variants(CHECK, of_certificate(client, rules=asked, purpose=Purpose.SERVER)) == ["target"]
    assert variants(CHECK, of_certificate(client, rules=asked, purpose=Purpose.ANY)) == []
    required = Rules(purpose="required")
    assert variants(CHECK, of_certificate(client, rules=required, required_usages=(SERVER,))) == ["target"]
    assert variants(CHECK, of_certificate(client, rules=required)) == []
