from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from chainaudit.evidence.rules.server_certificate import BY_ITSELF, find
from chainaudit.model.evidence import Answer, Offer
from chainaudit.tls.alerts import alert_name
from tests.evidence.seen import OFFER, alert, best, certificate, connection, votes

MOMENT = datetime(2026, 11, 21, tzinfo=timezone.utc)
EXPIRED = certificate("leaf", "inter", not_after=MOMENT - timedelta(days=1), names=("h.test",))
LEAF, INTER = certificate("leaf", "inter", names=("h.test",), fingerprint="1"), certificate("inter", "root")
FOREIGN = certificate("leaf", "inter", names=("other.test",), fingerprint="2")


@pytest.mark.parametrize(
    ("name", "presented", "cause"),
    [
        ("unknown_ca", (LEAF,), "incomplete_chain"),
        ("unknown_ca", (LEAF, INTER), "unknown_ca"),
        ("certificate_unknown", (LEAF,), "incomplete_chain"),
        ("certificate_expired", (EXPIRED, INTER), "certificate_expired"),
        ("bad_certificate", (FOREIGN, INTER), "hostname_mismatch"),
        ("certificate_revoked", (LEAF, INTER), "certificate_revoked"),
        ("decrypt_error", (LEAF, INTER), "key_mismatch"),
        ("unsupported_certificate", (certificate("leaf", "inter", digest="sha1"),), "weak_chain"),
    ],
)
def test_the_fault_that_fits_the_alert_is_the_cause(name: str, presented: object, cause: str) -> None:
    found = votes(find, moment=MOMENT, offer=OFFER, presented=presented, alerts=alert("client", name))
    assert best(found) == cause
    assert {by for by, _ in found.values()} == {"client"}


@pytest.mark.parametrize("code", sorted(BY_ITSELF))
def test_an_alert_alone_tells_something(code: int) -> None:
    assert set(votes(find, alerts=alert("client", alert_name(code)))) == set(BY_ITSELF[code])


def test_an_alert_of_the_server_is_no_matter_of_its_certificate() -> None:
    assert votes(find, presented=(LEAF,), alerts=alert("server", "unknown_ca")) == {}


def test_the_certificate_of_another_name_came_because_none_was_sent() -> None:
    nameless = Offer(OFFER.versions, OFFER.ciphers, None)
    named = connection(offer=OFFER, presented=(LEAF,), address="a")
    facts = {"offer": nameless, "presented": (FOREIGN,), "address": "a", "alerts": alert("client", "bad_certificate")}
    alone, beside = votes(find, **facts), votes(find, named, **facts)
    assert alone["sni_missing"][1] < beside["sni_missing"][1]
    assert "sni_missing" not in votes(find, **{**facts, "offer": OFFER})


def test_a_client_that_hangs_up_on_seeing_the_certificate() -> None:
    steps = ("c:client_hello", "s:server_hello", "s:certificate")
    gone = {"steps": steps, "presented": (EXPIRED,), "moment": MOMENT, "offer": OFFER, "closings": (("client", "fin"),)}
    assert best(votes(find, **gone)) == "certificate_expired"
    assert votes(find, **{**gone, "closings": (("server", "fin"),)}) == {}
    assert votes(find, **{**gone, "steps": (*steps, "c:client_key_exchange")}) == {}


def test_a_client_that_looks_at_the_name_after_the_handshake() -> None:
    late = {"established": True, "offer": OFFER, "presented": (FOREIGN,), "closings": (("client", "fin"),)}
    assert best(votes(find, **late)) == "hostname_mismatch"
    assert votes(find, **late, client_data=1) == {}
    assert votes(find, **late, gaps=True) == {}


def test_the_log_of_a_server_whose_client_went_away() -> None:
    log = {"viewpoint": "server", "steps": ("c:client_hello", "s:certificate", "s:server_hello_done")}
    assert votes(find, **log) == {}
    assert best(votes(find, **log, alerts=alert("server", "unexpected_message"))) == "server_cert_rejected"


def test_in_tls_13_the_certificate_may_be_sealed() -> None:
    found = votes(find, answer=Answer(0x0304, 0x1301), steps=("c:client_hello",), alerts=alert("client", "unknown_ca"))
    assert best(found) == "unknown_ca"
