from __future__ import annotations

import pytest

from chainaudit.evidence.rules.client_certificate import find
from chainaudit.model.evidence import AuthorityRequest
from tests.evidence.seen import alert, best, certificate, votes

MINE = certificate("me", "CA one")
ASKED = {"request": AuthorityRequest(("CN=CA one",)), "steps": ("s:certificate_request", "c:certificate")}


@pytest.mark.parametrize("name", ["handshake_failure", "bad_certificate", "certificate_required", "access_denied"])
def test_no_certificate_and_a_refusal(name: str) -> None:
    found = votes(find, **ASKED, client_presented=(), alerts=alert("server", name))
    assert best(found) == "client_cert_missing"


def test_a_client_that_has_one_and_sends_none_found_none_that_fits() -> None:
    facts = {**ASKED, "client_presented": (), "client_configured": True, "viewpoint": "client"}
    assert (
        best(votes(find, **facts, alerts=alert("server", "handshake_failure"))) == "client_cert_issuer_not_in_ca_list"
    )


@pytest.mark.parametrize(
    ("issuer", "cause"),
    [("CA one", "client_cert_rejected_unknown_ca"), ("CA two", "client_cert_issuer_not_in_ca_list")],
)
def test_whether_the_issuer_was_asked_for(issuer: str, cause: str) -> None:
    presented = (certificate("me", issuer),)
    assert best(votes(find, **ASKED, client_presented=presented, alerts=alert("server", "unknown_ca"))) == cause


@pytest.mark.parametrize(
    ("name", "cause"),
    [
        ("certificate_expired", "client_cert_expired"),
        ("certificate_revoked", "certificate_revoked"),
        ("decrypt_error", "key_mismatch"),
    ],
)
def test_alerts_that_say_what_is_wrong(name: str, cause: str) -> None:
    assert best(votes(find, **ASKED, client_presented=(MINE,), alerts=alert("server", name))) == cause


def test_an_alert_about_a_certificate_without_a_viewpoint_may_come_from_either_side() -> None:
    found = votes(find, alerts=alert("server", "unknown_ca"))
    assert found["client_cert_rejected_unknown_ca"][0] == "server"
    assert found["unknown_ca"][0] == "client"
    assert "unknown_ca" not in votes(find, viewpoint="client", alerts=alert("server", "unknown_ca"))


def test_a_client_that_refuses_is_no_matter_of_its_own_certificate() -> None:
    assert votes(find, **ASKED, client_presented=(MINE,), alerts=alert("client", "unknown_ca")) == {}
