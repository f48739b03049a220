"""Which certificate is missing, by name, key identifier and address."""

from __future__ import annotations

import pytest

from chainaudit.model.extension import CLIENT_AUTH
from chainaudit.model.finding import Severity
from chainaudit.model.path import Anchor, Refusal, RefusalReason
from chainaudit.model.store import Entry, EntryKind
from chainaudit.validators.path.incomplete import CHECK
from tests.validators.making import applies, authority, end, findings, of_path, variants

C = authority("C")
B = authority("B", C, ca_issuers=("http://pki.example/c.crt",))
A = end("a.example", B)
KEY_OF_B = (B.certificate.subject_key_identifier or b"").hex()
KEY_OF_C = (C.certificate.subject_key_identifier or b"").hex()


def test_a_complete_path_and_one_that_ends_at_a_root_are_others() -> None:
    assert not applies(CHECK, of_path(A, B, C, anchored=True))
    assert not applies(CHECK, of_path(A, B, anchored=True))
    assert not applies(CHECK, of_path(A, B, C))


def test_the_target_stands_alone() -> None:
    entry = Entry(EntryKind.PRIVATE_KEY, alias="server")
    (finding,) = findings(CHECK, of_path(A, entry=entry))
    assert finding.variant == "target-alone"
    assert finding.field == "issuer"
    assert finding.actions[0].values["alias"] == "server"
    assert finding.severity is Severity.ERROR
    assert finding.position == 0
    assert finding.certificate == A.certificate
    assert finding.values["missing"] == "CN=B"
    assert finding.values["key_identifier"] == KEY_OF_B
    assert f"'CN=B', key identifier {KEY_OF_B}" in finding.observed
    assert [a.kind for a in finding.actions] == ["append-issuer", "import-anchor"]
    assert finding.actions[0].values["subject"] == "CN=B"
    assert finding.remedy.startswith("Add the missing issuer's certificate")


def test_the_root_above_an_intermediate_is_missing_and_its_address_known() -> None:
    (finding,) = findings(CHECK, of_path(A, B, truststores=("t.jks",)))
    assert finding.variant == "issuer-missing"
    assert finding.position == 1
    assert finding.values["missing"] == "CN=C"
    assert finding.values["urls"] == ("http://pki.example/c.crt",)
    assert finding.remedy.startswith("Fetch the missing certificate from http://pki.example/c.crt: if it is a root,")
    first, second = finding.actions
    assert (first.kind, second.kind) == ("import-anchor", "append-issuer")
    assert first.values["url"] == "http://pki.example/c.crt"
    assert first.values["store"] == "t.jks"
    assert first.values["names"] == "C"


def test_who_was_refused_as_its_issuer_is_told() -> None:
    namesake = authority("B", label="another")
    refusal = Refusal(namesake.certificate, A.certificate, RefusalReason.KEY_IDENTIFIER_DIFFERS, "it is 00")
    (finding,) = findings(CHECK, of_path(A, refusals=(refusal,)))
    assert "; refused as its issuer: 'CN=B': its key identifier is another one" in finding.observed
    assert len(finding.values["refused"]) == 1


@pytest.mark.parametrize(
    ("alias", "expected"), [(None, "ROOTCID=(B,C)"), ("PARTNERCA", "ROOTCID=(PARTNERCA,C)")], ids=["no alias", "alias"]
)
def test_a_trusted_intermediate_where_a_root_is_asked_for(alias: str | None, expected: str) -> None:
    """The example of the Transfer CFT manual: A signed by B signed by C, and only B was imported."""
    (finding,) = findings(CHECK, of_path(A, B, anchors=[Anchor(B.certificate, alias=alias)]))
    assert finding.variant == "anchor-not-root"
    assert finding.field == "issuer"
    assert finding.position == 1
    assert "'CN=B' is in the truststore but is no self-signed root; its issuer 'CN=C' is not there" in finding.observed
    assert finding.remedy.startswith("Import 'C' as ROOT")
    assert expected in finding.remedy
    (action,) = finding.actions
    assert action.kind == "import-anchor"
    assert action.values["subject"] == "CN=C"
    assert action.values["key_identifier"] == KEY_OF_C
    assert action.values["url"] == "http://pki.example/c.crt"
    assert finding.values["names"] == f"{alias or 'B'}, C"


def test_a_pinned_target_where_a_root_is_asked_for() -> None:
    (finding,) = findings(CHECK, of_path(A, anchors=[A]))
    assert finding.variant == "anchor-not-root"
    assert finding.values["names"] == "a.example, B"


def test_an_anchor_that_is_not_trusted_for_this_is_no_anchor() -> None:
    anchor = Anchor(B.certificate, trusted_for=(CLIENT_AUTH,))
    assert variants(CHECK, of_path(A, B, anchors=[anchor])) == ["issuer-missing"]


def test_an_issuer_without_a_common_name_is_named_in_full() -> None:
    from cryptography import x509
    from cryptography.x509.oid import NameOID

    name = x509.Name([x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Org")])
    nameless = authority(name)  # type: ignore[arg-type]
    below = authority("Sub", nameless)
    (finding,) = findings(CHECK, of_path(end("x.example", below), below, anchors=[below]))
    assert finding.values["names"] == "Sub, O=Org"
