"""A path that goes up to a root which nobody trusts."""

from __future__ import annotations

from chainaudit.model.extension import SERVER_AUTH
from chainaudit.model.finding import Severity
from chainaudit.model.path import Anchor
from chainaudit.validators.path.untrusted import CHECK
from tests.validators.making import ANY, DAY, END, applies, authority, end, findings, of_path, variants

ROOT = authority("Root")
CA = authority("CA", ROOT)
LEAF = end("a.example", CA)
OTHER = authority("Other")


def test_complete_paths_and_paths_that_end_below_a_root_are_others() -> None:
    assert not applies(CHECK, of_path(LEAF, CA, ROOT, anchored=True))
    assert not applies(CHECK, of_path(LEAF, CA))


def test_a_root_in_the_chain() -> None:
    (finding,) = findings(CHECK, of_path(LEAF, CA, ROOT, anchors=[OTHER, CA], truststores=("t.jks",)))
    assert finding.variant == "self-signed-in-chain"
    assert finding.severity is Severity.ERROR
    assert finding.position == 2
    assert finding.observed == "the chain ends at 'CN=Root', which is not among the 2 trust anchors"
    (action,) = finding.actions
    assert action.kind == "import-anchor"
    assert action.values["certificate"] == ROOT.certificate.fingerprint
    assert action.values["store"] == "t.jks"


def test_the_authorities_below_it_are_to_be_listed_with_it() -> None:
    """Transfer CFT lists the authorities of a partner: the intermediate that is trusted already, and the root."""
    (finding,) = findings(CHECK, of_path(LEAF, CA, ROOT, anchors=[Anchor(CA.certificate, alias="B")]))
    assert finding.values["names"] == "B, Root"
    assert "import 'Root' as ROOT" in finding.remedy
    assert "ROOTCID=(B,Root)" in finding.remedy
    (finding,) = findings(CHECK, of_path(LEAF, CA, ROOT, anchors=[OTHER]))
    assert finding.values["names"] == "Root"
    assert finding.remedy == CHECK.remedy


def test_a_self_signed_target() -> None:
    alone = end("a.example")
    (finding,) = findings(CHECK, of_path(alone, anchors=[OTHER]))
    assert finding.variant == "self-signed-target"
    assert finding.observed == "the certificate is self-signed and not the one trust anchor"
    (finding,) = findings(CHECK, of_path(alone))
    assert finding.observed == "the certificate is self-signed and not trusted, for there are no trust anchors"


def test_an_anchor_of_the_same_name_is_not_the_same() -> None:
    namesake = authority("Root", label="another key")
    (finding,) = findings(CHECK, of_path(LEAF, CA, ROOT, anchors=[OTHER, namesake]))
    assert finding.observed.endswith(
        f"; the anchor of the same name, {namesake.certificate.fingerprint[:16]}, has another key"
    )
    renewed = authority("Root", end=END + 365 * DAY)
    (finding,) = findings(CHECK, of_path(LEAF, CA, ROOT, anchors=[renewed]))
    assert finding.observed.endswith("has the same key but is another certificate, valid until 2028-01-01 00:00:00 UTC")


def test_a_root_that_is_rejected_for_the_purpose() -> None:
    rejected = Anchor(ROOT.certificate, source="trust.pem", rejected_for=(SERVER_AUTH,))
    (finding,) = findings(CHECK, of_path(LEAF, CA, ROOT, anchors=[rejected]))
    assert finding.variant == "rejected-for-purpose"
    assert finding.observed == "'CN=Root' is marked in trust.pem as not trusted for server certificates"
    assert variants(CHECK, of_path(LEAF, CA, ROOT, anchors=[rejected], purpose=ANY)) == ["self-signed-in-chain"]


def test_a_trusted_intermediate_that_is_rejected_for_the_purpose() -> None:
    rejected = Anchor(CA.certificate, rejected_for=(SERVER_AUTH,))
    (finding,) = findings(CHECK, of_path(LEAF, CA, anchors=[rejected]))
    assert finding.variant == "rejected-for-purpose"
    assert finding.observed == "'CN=CA' is marked as not trusted for server certificates"
    assert not applies(CHECK, of_path(LEAF, CA, anchors=[rejected], purpose=ANY))


def test_a_root_that_the_store_does_not_mark_as_trusted() -> None:
    """Only a verifier that wants the mark asks: to it the root is there and no anchor."""
    anchor = Anchor(ROOT.certificate, source="trust.p12", is_marked=False)
    (finding,) = findings(CHECK, of_path(LEAF, CA, ROOT, anchors=[anchor]))
    assert finding.variant == "not-marked"
    assert finding.observed.startswith("'CN=Root' is in trust.p12, but not as a trusted certificate")
