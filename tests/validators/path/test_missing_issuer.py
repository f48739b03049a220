"""What is known of an issuer that is not there."""

from __future__ import annotations

import pytest

from chainaudit.model.extension import CLIENT_AUTH, SERVER_AUTH
from chainaudit.model.path import Anchor, Path, Refusal, RefusalReason
from chainaudit.validators.path.missing_issuer import (
    MAX_SHOWN,
    anchor_of,
    authorities,
    describe,
    fetch_urls,
    is_rejected,
    key_identifier,
    refused_candidates,
)
from tests.validators.making import ANY, CLIENT, SERVER, authority, end, make, of_path, question

ROOT = authority("Root")
CA = authority("CA", ROOT)
LEAF = end("a.example", CA, ca_issuers=("http://ca.example/ca.crt", "ldap://ca.example/cn=CA"))


def test_where_the_issuer_is_to_be_fetched() -> None:
    assert fetch_urls(LEAF.certificate) == ("http://ca.example/ca.crt", "ldap://ca.example/cn=CA")
    assert fetch_urls(CA.certificate) == ()
    others = end(ca_issuers=("OCSP:http://ocsp.example/", "http://ca.example/ca.crt", "DNS:ca.example"))
    assert fetch_urls(others.certificate) == ("http://ca.example/ca.crt",)
    many = end(ca_issuers=[f"http://ca.example/{i}" for i in range(MAX_SHOWN + 1)])
    assert len(fetch_urls(many.certificate)) == MAX_SHOWN


def test_the_key_identifier_of_the_issuer_in_hex() -> None:
    own = CA.certificate.subject_key_identifier
    assert own is not None
    assert key_identifier(LEAF.certificate) == own.hex()
    assert key_identifier(end(key_identifiers=False).certificate) == ""


def test_candidates_are_told_with_the_reason_and_counted() -> None:
    refusal = Refusal(ROOT.certificate, LEAF.certificate, RefusalReason.SIGNATURE_INVALID)
    other = Refusal(CA.certificate, CA.certificate, RefusalReason.NAME_DIFFERS)
    assert refused_candidates([refusal, other], LEAF.certificate) == (
        "'CN=Root': the signature was not made with its key",
    )
    many = refused_candidates([refusal] * (MAX_SHOWN + 3), LEAF.certificate)
    assert len(many) == MAX_SHOWN + 1
    assert many[-1] == "and 3 more"
    assert len(refused_candidates([refusal] * MAX_SHOWN, LEAF.certificate)) == MAX_SHOWN


def test_the_entry_of_the_truststore() -> None:
    anchor = Anchor(CA.certificate, alias="ca")
    asked = question(LEAF, anchors=[ROOT, anchor])
    assert anchor_of(CA.certificate, asked) is anchor
    assert anchor_of(LEAF.certificate, asked) is None


@pytest.mark.parametrize(
    ("trusted", "rejected", "for_server"),
    [
        pytest.param(None, None, False, id="the store says nothing"),
        pytest.param((SERVER_AUTH,), None, False, id="trusted for servers"),
        pytest.param((CLIENT_AUTH,), None, True, id="trusted for clients alone"),
        pytest.param((), None, True, id="trusted for nothing"),
        pytest.param(None, (SERVER_AUTH,), True, id="rejected for servers"),
        pytest.param(None, (CLIENT_AUTH,), False, id="rejected for clients"),
        pytest.param(("2.5.29.37.0",), None, False, id="trusted for all, as keytool writes"),
        pytest.param(("2.5.29.37.0",), (SERVER_AUTH,), True, id="trusted for all but servers"),
        pytest.param(None, ("2.5.29.37.0",), True, id="rejected for all"),
    ],
)
def test_what_an_anchor_is_trusted_for(
    trusted: tuple[str, ...] | None, rejected: tuple[str, ...] | None, *, for_server: bool
) -> None:
    anchor = Anchor(ROOT.certificate, trusted_for=trusted, rejected_for=rejected)
    assert is_rejected(anchor, question(LEAF, purpose=SERVER)) is for_server
    assert not is_rejected(anchor, question(LEAF, purpose=ANY))


def test_a_client_is_another_purpose() -> None:
    assert is_rejected(Anchor(ROOT.certificate, rejected_for=(CLIENT_AUTH,)), question(LEAF, purpose=CLIENT))


def test_the_authorities_to_be_listed_go_by_alias_then_common_name() -> None:
    path = Path((LEAF.certificate, CA.certificate, ROOT.certificate), None)
    assert authorities(path, question(LEAF, anchors=[CA])) == "CA"
    assert (
        authorities(path, question(LEAF, anchors=[Anchor(CA.certificate, alias="PARTNER")]), "Root") == "PARTNER, Root"
    )
    assert authorities(path, question(LEAF)) == ""
    assert authorities(path, question(LEAF), "Root") == "Root"


def test_one_sentence_says_which_certificate_is_missing() -> None:
    identifier = key_identifier(LEAF.certificate)
    assert describe(of_path(LEAF)) == f"the issuer of 'CN=a.example' is missing: 'CN=CA', key identifier {identifier}"
    bare = end("b.example", CA, key_identifiers=False)
    assert describe(of_path(bare)) == "the issuer of 'CN=b.example' is missing: 'CN=CA'"


@pytest.mark.parametrize(("length", "cut"), [(120, False), (121, True)])
def test_a_name_as_long_as_a_page_is_cut(length: int, *, cut: bool) -> None:
    from cryptography import x509
    from cryptography.x509.oid import NameOID

    letters = length - len("OU=, OU=")
    units = [x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, "x" * n) for n in (50, letters - 50)]
    made = make(x509.Name(units), CA)
    assert len(str(made.certificate.subject)) == length
    assert ("x…'" in describe(of_path(made))) is cut
