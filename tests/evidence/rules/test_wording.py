from __future__ import annotations

import pytest

from chainaudit.evidence.rules.certificate_wording import CERTIFICATE
from chainaudit.evidence.rules.wording import DIRECT, find
from chainaudit.model.cause import CAUSES
from tests.evidence.seen import OFFER, best, said, votes


@pytest.mark.parametrize("meaning", sorted({*DIRECT, *CERTIFICATE} - {"no-client-certificate"}))
@pytest.mark.parametrize("side", ["client", "server"])
def test_every_meaning_gives_a_cause_of_the_table(meaning: str, side: str) -> None:
    found = votes(find, remarks=said(meaning, side))
    assert found
    assert set(found) <= set(CAUSES)


@pytest.mark.parametrize(
    ("meaning", "client", "server"),
    [
        ("self-signed", "self_signed", "client_cert_rejected_unknown_ca"),
        ("no-private-key", "client_key_missing", "key_mismatch"),
        ("key-mismatch", "client_key_missing", "key_mismatch"),
        ("bad-store", "client_cert_bad_format", "keystore_unreadable"),
        ("not-tls", "plaintext_port", "plaintext_client"),
        ("reset", "reset_mid_handshake", "reset_mid_handshake"),
        ("closed", "closed_mid_handshake", "closed_mid_handshake"),
        ("intermediate-expired", "intermediate_expired", "client_cert_expired"),
    ],
)
def test_the_cause_depends_on_who_found_the_fault(meaning: str, client: str, server: str) -> None:
    assert best(votes(find, remarks=said(meaning, "client"))) == client
    assert best(votes(find, remarks=said(meaning, "server"))) == server


def test_the_viewpoint_stands_in_for_a_side_that_is_not_known() -> None:
    assert votes(find, remarks=said("version", "unknown"), viewpoint="server")["protocol_mismatch"][0] == "server"


def test_who_hangs_up_is_the_other_side_of_who_says_so() -> None:
    assert votes(find, remarks=said("closed", "client"))["closed_mid_handshake"][0] == "server"


def test_a_reset_without_a_server_name_may_be_for_that() -> None:
    nameless = OFFER.__class__(OFFER.versions, OFFER.ciphers, None)
    assert "sni_missing" in votes(find, offer=nameless, remarks=said("reset", "client"))
    assert "sni_missing" not in votes(find, offer=OFFER, remarks=said("reset", "client"))


def test_what_happens_after_data_is_no_failure_of_the_handshake() -> None:
    late = {"established": True, "server_data": 9}
    for meaning in ("failure", "timeout", "closed", "reset"):
        assert votes(find, remarks=said(meaning, "client"), **late) == {}


def test_a_certificate_that_was_asked_for_and_refused_without_a_word() -> None:
    steps = ("s:certificate_request", "c:certificate")
    assert best(votes(find, steps=steps, remarks=said("closed", "client"))) == "client_cert_rejected"
    empty = votes(find, steps=steps, client_presented=(), remarks=said("closed", "client"))
    assert best(empty) == "client_cert_missing"


def test_java_says_no_more_than_that_it_could_not_connect() -> None:
    found = votes(find, remarks=said("not-connected", "client"))
    assert set(found) == {"connection_refused", "no_answer"}
    told = said("not-connected", "client") + said("unresolved", "client")
    assert set(votes(find, remarks=told)) == {"name_not_resolved"}
