"""The rules that suites ask for, on forged certificates: each in the smallest chain that shows it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

import chainaudit
from chainaudit.judging.judge import verdict_of
from chainaudit.model import der, extension
from tests import forge
from tests.facts import question

AKI, SKI = extension.AUTHORITY_KEY_IDENTIFIER, extension.SUBJECT_KEY_IDENTIFIER
BC, KU, EKU = extension.BASIC_CONSTRAINTS, extension.KEY_USAGE, extension.EXTENDED_KEY_USAGE
SAN, AIA = extension.SUBJECT_ALTERNATIVE_NAME, extension.AUTHORITY_INFORMATION_ACCESS
UNKNOWN = (("1.3.6.1.4.1.55738.666.1", True, b"\x05\x00"),)
ACCESS = der.encode(
    der.SEQUENCE,
    der.encode(
        der.SEQUENCE,
        der.encode(der.OBJECT_IDENTIFIER, der.encode_oid(extension.CA_ISSUERS_ACCESS))
        + der.encode(0x82, b"ca.example"),
    ),
)
SECOND = timedelta(seconds=1)


def judged(
    profile: str, chain: tuple[forge.Forged, ...], *, host: str = "leaf.example", **parts: Any
) -> tuple[bool, set[str]]:
    """Judge a chain, target first and its anchor last; whether it is accepted, and the errors by check and variant."""
    asked = question(
        chain[0],
        chain[-1],
        untrusted=tuple(c.certificate for c in chain[1:-1]),
        host=(chainaudit.reference_identifier(host),),
        **parts,
    )
    verdict, _ = verdict_of(asked, chainaudit.profile(profile), chainaudit.checks())
    assert verdict.undetermined is None
    return verdict.accepted, {
        f"{r.finding.check}/{r.finding.variant}" for r in verdict.reasons if r.finding is not None
    }


ROOT = forge.root()
CA = forge.intermediate(ROOT)


def leaf(issuer: forge.Forged = ROOT, **parts: Any) -> tuple[forge.Forged, ...]:
    """A target below a root, by default a sound one named as its common name."""
    return (forge.issue(issuer, **parts), issuer)


def under(**parts: Any) -> tuple[forge.Forged, ...]:
    """A sound target below a root that is as given."""
    root = forge.root(**parts)
    return (forge.issue(root), root)


def below(**parts: Any) -> tuple[forge.Forged, ...]:
    """A sound target below an intermediate that is as given."""
    ca = forge.intermediate(ROOT, **parts)
    return (forge.issue(ca), ca, ROOT)


def usages(*oids: str, critical: bool = False) -> tuple[forge.Forged, ...]:
    return leaf(replace={EKU: (critical, forge.usages(*oids))})


SERVER, CLIENT = extension.SERVER_AUTH, extension.CLIENT_AUTH

BOTH = ("rfc5280", "webpki")
RFC = ("rfc5280",)
WEB = ("webpki",)


@pytest.mark.parametrize("profile", BOTH)
@pytest.mark.parametrize(
    "chain",
    [
        pytest.param(leaf(), id="a leaf below a root"),
        pytest.param(below(), id="a leaf below an intermediate"),
        pytest.param(below(path_length=0), id="an intermediate that allows no other"),
        pytest.param(leaf(replace={KU: None}), id="no key usage"),
        pytest.param(leaf(replace={BC: None}), id="no basic constraints"),
        pytest.param(leaf(extra=((AIA, False, ACCESS),)), id="authority information access"),
        pytest.param(under(replace={AKI: None}), id="a self-signed root without authority key identifier"),
        pytest.param(
            leaf(subject=None, replace={SAN: (True, forge.san("leaf.example"))}), id="names instead of a subject"
        ),
        pytest.param(usages(SERVER, CLIENT), id="server and client"),
    ],
)
def test_what_is_sound_is_accepted(profile: str, chain: tuple[forge.Forged, ...]) -> None:
    assert judged(profile, chain) == (True, set())


@pytest.mark.parametrize(
    ("profiles", "chain", "finding"),
    [
        (BOTH, leaf(issuer_name=forge.name(None)), "certificate.name-empty/issuer-name"),
        (BOTH, under(subject=None), "certificate.name-empty/ca"),
        (BOTH, leaf(extra=UNKNOWN), "path.critical-extension-unknown/target"),
        (BOTH, below(extra=UNKNOWN), "path.critical-extension-unknown/issuer"),
        (BOTH, under(extra=UNKNOWN), "path.critical-extension-unknown/anchor"),
        (BOTH, below(replace={BC: (True, forge.basic_constraints(ca=False))}), "path.issuer-not-ca/issuer"),
        (BOTH, below(replace={BC: None}), "path.issuer-not-ca/issuer"),
        (BOTH, under(replace={BC: None}), "path.issuer-not-ca/anchor"),
        (
            BOTH,
            under(replace={BC: (False, forge.basic_constraints(ca=True))}),
            "certificate.extension-criticality/basic-constraints",
        ),
        (BOTH, under(replace={KU: (False, forge.key_usage())}), "usage.key-usage/anchor"),
        (BOTH, below(path_length=0, replace={KU: (False, forge.key_usage(6))}), "usage.key-usage/issuer"),
        (BOTH, leaf(replace={KU: (False, forge.key_usage(0, 5))}), "certificate.ca-marks/cert-sign-without-ca"),
        (BOTH, leaf(extra=((AIA, True, ACCESS),)), "certificate.extension-criticality/information-access"),
        (BOTH, leaf(extra=((AIA, False, b"malformed"),)), "store.malformed-certificate/target"),
        (BOTH, leaf(extra=((SAN, False, forge.san("leaf.example")),)), "certificate.duplicate-extension/"),
        (BOTH, leaf(replace={AKI: None}), "certificate.key-identifier/aki-missing"),
        (BOTH, below(replace={AKI: None}), "certificate.key-identifier/aki-missing"),
        (BOTH, under(replace={SKI: None}), "certificate.key-identifier/ski-missing"),
        (BOTH, below(replace={SKI: None}), "certificate.key-identifier/ski-missing"),
        (BOTH, leaf(serial=b"\x00"), "certificate.serial-number/zero"),
        (BOTH, leaf(serial=b"\x01" * 21), "certificate.serial-number/too-long"),
        (BOTH, leaf(subject=None), "certificate.extension-criticality/subject-alternative-name"),
        (BOTH, leaf(replace={SAN: (False, b"leaf.example")}), "store.malformed-certificate/target"),
        (BOTH, usages(CLIENT), "usage.server-auth-missing/target"),
        (BOTH, leaf(names=("other.example",)), "identity.host-mismatch/dns"),
        (WEB, leaf(names=("*.example",)), "certificate.public-suffix-wildcard/"),
        (BOTH, leaf(begin=forge.END, end=forge.END + SECOND), "validity.not-yet-valid/target"),
        (BOTH, under(end=forge.BEGIN), "trust.anchor-expired/expired"),
        (WEB, leaf(version=1), "path.version-1/target"),
        (WEB, leaf(replace={BC: (True, forge.basic_constraints(ca=True))}), "certificate.leaf-is-ca/"),
        (WEB, leaf(replace={EKU: None}), "certificate.baseline-usages/missing"),
        (WEB, usages(SERVER, critical=True), "certificate.baseline-usages/critical"),
        (WEB, usages(SERVER, extension.ANY_EXTENDED_KEY_USAGE), "certificate.baseline-usages/forbidden"),
        (WEB, usages(SERVER, extension.CODE_SIGNING), "certificate.baseline-usages/forbidden"),
        (WEB, usages("1.3.6.1.4.1.11129.2.4.4"), "usage.server-auth-missing/target"),
        (WEB, under(extra=((EKU, False, forge.usages(SERVER)),)), "certificate.baseline-usages/root"),
        (WEB, leaf(replace={SAN: (True, forge.san("leaf.example"))}), "certificate.baseline-extensions/san-critical"),
        (WEB, leaf(names=("leaf.example", "*.com")), "certificate.public-suffix-wildcard/"),
        (WEB, leaf(subject="Leaf.Example"), "certificate.common-name-not-in-san/differs"),
        (WEB, leaf(kind="P-192"), "certificate.forbidden-algorithm/key-target"),
        (WEB, under(kind="DSA"), "certificate.forbidden-algorithm/key-anchor"),
        (WEB, leaf(kind="1024"), "keys.weak/target"),
        (WEB, under(kind="1024"), "keys.weak/anchor"),
        (WEB, leaf(kind="2048", replace={KU: (True, forge.key_usage())}), "certificate.key-usage-bits/empty"),
        (WEB, leaf(digest="sha1"), "signatures.weak/target"),
    ],
)
def test_what_is_not_is_refused_for_it(
    profiles: tuple[str, ...], chain: tuple[forge.Forged, ...], finding: str
) -> None:
    for profile in profiles:
        accepted, errors = judged(profile, chain)
        assert not accepted
        assert finding in errors
    if profiles == WEB:
        accepted, errors = judged("rfc5280", chain)
        assert finding not in errors or finding.startswith(("usage.", "certificate.key-usage-bits"))


def test_a_ca_may_be_the_target_of_the_one_and_not_of_the_other() -> None:
    named = forge.intermediate(CA, "leaf.example", extra=((SAN, False, forge.san("leaf.example")),))
    assert judged("rfc5280", (named, CA, ROOT)) == (True, set())
    assert judged("rfc5280", (named, CA, ROOT), host="other.example")[0] is False
    assert "certificate.leaf-is-ca/" in judged("webpki", (named, CA, ROOT))[1]


def test_name_constraints_need_not_be_critical_under_the_baseline_requirements() -> None:
    permitted = der.encode(der.SEQUENCE, der.encode(0xA0, der.encode(der.SEQUENCE, der.encode(0x82, b"leaf.example"))))
    chain = under(extra=((extension.NAME_CONSTRAINTS, False, permitted),))
    assert judged("webpki", chain) == (True, set())
    assert judged("rfc5280", chain) == (False, {"certificate.extension-criticality/name-constraints"})


@pytest.mark.parametrize(
    ("offset", "accepted"),
    [
        (timedelta(0), True),
        (timedelta(milliseconds=999), True),
        (SECOND, False),
    ],
)
def test_the_last_second_is_valid_to_its_end(offset: timedelta, accepted: bool) -> None:
    assert judged("rfc5280", leaf(), moment=forge.END + offset)[0] is accepted


@pytest.mark.parametrize(("offset", "accepted"), [(timedelta(0), True), (-timedelta(milliseconds=1), False)])
def test_the_first_second_is_not_valid_before_it(offset: timedelta, accepted: bool) -> None:
    assert judged("rfc5280", leaf(), moment=forge.BEGIN + offset)[0] is accepted


def test_a_wildcard_is_the_whole_left_most_label() -> None:
    for name in ("le*.example.com", "foo.*.example.com", "*", "xn--*-1b3c148a.example.com"):
        chain = leaf(subject=None, replace={SAN: (True, forge.san(name))})
        for host in ("leaf.example.com", "foo.bar.example.com", "xn--bliss-1b3c148a.example.com"):
            assert judged("webpki", chain, host=host)[0] is False
    chain = leaf(subject=None, replace={SAN: (True, forge.san("*.example.com"))})
    assert judged("webpki", chain, host="leaf.example.com")[0] is True
    assert judged("webpki", chain, host="a.leaf.example.com")[0] is False
