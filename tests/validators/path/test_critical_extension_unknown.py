"""Critical means: who does not know this must refuse (RFC 5280, 4.2)."""

from __future__ import annotations

import pytest

from chainaudit.model import extension
from chainaudit.model.context import Role
from chainaudit.model.finding import Severity
from chainaudit.model.rules import Rules
from chainaudit.validators.path.critical_extension_unknown import CHECK
from tests.validators.making import end, findings, of_certificate, variants

PRIVATE = "1.3.6.1.4.1.99999.1"


@pytest.mark.parametrize(
    ("oid", "critical", "expected"),
    [
        pytest.param(PRIVATE, False, [], id="unknown"),
        pytest.param(PRIVATE, True, ["target"], id="unknown and critical"),
        pytest.param(extension.FRESHEST_CRL, True, [], id="known and critical"),
        pytest.param(extension.CT_SCTS, True, ["target"], id="known and not looked at"),
        pytest.param(extension.NAME_CONSTRAINTS, True, [], id="processed and critical"),
        pytest.param(extension.CT_POISON, True, ["target"], id="a precertificate"),
        pytest.param(extension.PROXY_CERT_INFO, True, ["target"], id="a proxy certificate"),
        pytest.param(extension.CT_POISON, False, [], id="a poison that is none"),
    ],
)
def test_which_are_known(oid: str, *, critical: bool, expected: list[str]) -> None:
    assert variants(CHECK, of_certificate(end(extra=[(oid, critical, b"\x05\x00")]))) == expected


def test_a_sound_certificate_passes_with_its_own_critical_extensions() -> None:
    one = end()
    assert any(e.critical for e in one.certificate.extensions)
    assert variants(CHECK, of_certificate(one)) == []


def test_the_role_says_how_bad_it_is() -> None:
    assert CHECK.severity is Severity.ERROR
    odd = end(extra=[(PRIVATE, True, b"\x05\x00")])
    for role, variant, severity in (
        (Role.TARGET, "target", Severity.ERROR),
        (Role.INTERMEDIATE, "issuer", Severity.ERROR),
        (Role.ANCHOR, "anchor", Severity.WARNING),
    ):
        (finding,) = findings(CHECK, of_certificate(odd, role))
        assert finding.variant == variant
        assert finding.severity is severity
        assert finding.values["oid"] == PRIVATE


def test_each_is_told_once_with_name_and_number() -> None:
    odd = end(extra=[(PRIVATE, True, b"\x05\x00"), (extension.CT_POISON, True, b"\x05\x00")])
    assert [f.observed for f in findings(CHECK, of_certificate(odd))] == [
        f"the extension {PRIVATE} is critical, and path validation does not know it",
        "the extension ctPoison (1.3.6.1.4.1.11129.2.4.3) is critical, and path validation does not know it",
    ]


def test_one_that_is_there_twice_is_told_once() -> None:
    from tests import forge

    odd = forge.issue(extra=((PRIVATE, True, b"\x05\x00"), (PRIVATE, True, b"\x05\x00")))
    assert variants(CHECK, of_certificate(odd)) == ["target"]


def test_a_profile_may_name_what_its_verifier_knows() -> None:
    odd = end(extra=[(PRIVATE, True, b"\x05\x00")])
    everything = frozenset({PRIVATE, extension.BASIC_CONSTRAINTS, extension.KEY_USAGE})
    assert variants(CHECK, of_certificate(odd, rules=Rules(known_critical_extensions=everything))) == []
    (finding,) = findings(
        CHECK, of_certificate(odd, rules=Rules(known_critical_extensions=everything - {extension.KEY_USAGE}))
    )
    assert finding.field == "keyUsage"
