"""Which one certificate closes the gap between a presented chain and a truststore."""

from __future__ import annotations

from chainaudit.model.extension import SERVER_AUTH
from chainaudit.model.finding import Severity
from chainaudit.model.path import Anchor
from chainaudit.validators.trust.gap import CHECK
from tests.validators.making import applies, authority, end, findings, of_path, variants

ROOT = authority("Root")
CA = authority("CA", ROOT)
LEAF = end("a.example", CA, ca_issuers=("http://ca.example/ca.crt",))


def test_a_chain_that_reaches_an_anchor_has_no_gap() -> None:
    assert variants(CHECK, of_path(LEAF, CA, ROOT, anchored=True, presented=[LEAF, CA])) == []


def test_the_root_that_was_presented_is_the_one() -> None:
    context = of_path(LEAF, CA, ROOT, presented=[LEAF, CA, ROOT], truststores=("trust.p12",))
    (finding,) = findings(CHECK, context)
    assert finding.severity is Severity.ERROR
    assert finding.variant == "root-presented"
    assert finding.position == 2
    assert ROOT.certificate.fingerprint in finding.remedy
    (action,) = finding.actions
    assert action.kind == "import-anchor"
    assert action.values["certificate"] == ROOT.certificate.fingerprint
    assert action.values["store"] == "trust.p12"
    assert action.values["names"] == "Root"
    assert finding.values["key_identifier"] == (ROOT.certificate.subject_key_identifier or b"").hex()
    bare = authority("Bare", key_identifiers=False)
    (finding,) = findings(CHECK, of_path(end("b.example", bare), bare, presented=[bare]))
    assert finding.values["key_identifier"] == ""


def test_the_issuer_that_was_not_presented_is_named_with_its_address() -> None:
    (finding,) = findings(CHECK, of_path(LEAF, presented=[LEAF]))
    assert finding.variant == "issuer-elsewhere"
    assert finding.values["missing"] == "CN=CA"
    assert finding.values["key_identifier"] == (CA.certificate.subject_key_identifier or b"").hex()
    assert finding.values["urls"] == ("http://ca.example/ca.crt",)
    assert finding.remedy == "Get 'CN=CA' from http://ca.example/ca.crt and import it into the truststore."
    assert "certificate" not in finding.actions[0].values


def test_without_an_address_the_other_party_has_it() -> None:
    (finding,) = findings(CHECK, of_path(LEAF, CA, presented=[LEAF, CA]))
    assert finding.remedy == "Get 'CN=Root' from the other party and import it into the truststore."
    assert finding.actions[0].values["names"] == "Root"


def test_a_trusted_intermediate_below_the_gap_is_said() -> None:
    anchors = [Anchor(CA.certificate, alias="partner-ca")]
    (finding,) = findings(CHECK, of_path(LEAF, CA, presented=[LEAF, CA], anchors=anchors))
    assert "is in the truststore but is no root; 'CN=Root' is not there" in finding.observed
    assert finding.actions[0].values["names"] == "partner-ca, Root"


def test_a_root_that_is_not_trusted_for_the_purpose_is_there_all_the_same() -> None:
    anchors = [Anchor(ROOT.certificate, rejected_for=(SERVER_AUTH,))]
    (finding,) = findings(CHECK, of_path(LEAF, CA, ROOT, presented=[LEAF, CA, ROOT], anchors=anchors))
    assert finding.variant == "root-presented"
    assert finding.observed.endswith("which is in the truststore but not trusted there for server certificates")
    (finding,) = findings(CHECK, of_path(LEAF, CA, ROOT, presented=[LEAF, CA, ROOT]))
    assert finding.observed.endswith("which is not in the truststore")


def test_it_is_about_what_others_present() -> None:
    assert not applies(CHECK, of_path(LEAF, presented=[LEAF], is_identity=True))
    assert not applies(CHECK, of_path(LEAF))
