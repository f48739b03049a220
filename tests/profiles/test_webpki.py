"""The Baseline Requirements beside RFC 5280: what each of the two asks that the other does not."""

from __future__ import annotations

import pytest

from chainaudit.model import der, extension
from chainaudit.profiles import rfc5280
from chainaudit.profiles.webpki import PROFILE
from tests import forge
from tests.profiles.saying import CA, ROOT, reasons

EKU = extension.EXTENDED_KEY_USAGE


def test_a_certificate_of_a_public_ca_is_accepted_by_both() -> None:
    chain = (forge.issue(CA), CA, ROOT)
    assert reasons(PROFILE, *chain) == reasons(rfc5280.PROFILE, *chain) == []


@pytest.mark.parametrize(
    ("target", "check"),
    [
        (forge.issue(ROOT, replace={EKU: None}), "certificate.baseline-usages"),
        (forge.issue(ROOT, subject="Someone"), "certificate.common-name-not-in-san"),
        (forge.issue(ROOT, kind="P-224"), "certificate.forbidden-algorithm"),
        (forge.issue(ROOT, names=("leaf.example", "*.co.uk")), "certificate.public-suffix-wildcard"),
        (forge.issue(ROOT, kind="1024"), "keys.weak"),
        (forge.issue(ROOT, digest="sha1"), "signatures.weak"),
    ],
)
def test_what_public_cas_may_not_issue(target: forge.Forged, check: str) -> None:
    assert check in {reason.finding.check for reason in reasons(PROFILE, target, ROOT)}
    assert reasons(rfc5280.PROFILE, target, ROOT) == []


def test_name_constraints_without_the_flag_are_the_one_thing_that_is_looser() -> None:
    names = der.encode(der.SEQUENCE, der.encode(0xA0, der.encode(der.SEQUENCE, der.encode(0x82, b"leaf.example"))))
    ca = forge.intermediate(ROOT, extra=((extension.NAME_CONSTRAINTS, False, names),))
    assert reasons(PROFILE, forge.issue(ca), ca, ROOT) == []
    assert len(reasons(rfc5280.PROFILE, forge.issue(ca), ca, ROOT)) == 1


def test_a_version_1_root_is_no_root_of_today() -> None:
    old = forge.root(version=1)
    assert "path.version-1" in {reason.finding.check for reason in reasons(PROFILE, forge.issue(old), old)}
