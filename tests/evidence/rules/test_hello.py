from __future__ import annotations

import pytest

from chainaudit.evidence.rules.hello import DH_FLOOR_BITS, find
from chainaudit.model.evidence import Answer, Offer
from tests.evidence.seen import OFFER, alert, best, votes


def offer(*versions: int, name: str | None = "h.test") -> Offer:
    return Offer(versions, (0xC02F,), name)


@pytest.mark.parametrize(
    ("name", "cause"),
    [
        ("protocol_version", "protocol_mismatch"),
        ("inappropriate_fallback", "protocol_mismatch"),
        ("unrecognized_name", "sni_unrecognized"),
        ("insufficient_security", "no_shared_cipher"),
        ("no_application_protocol", "no_application_protocol"),
        ("internal_error", "server_internal_error"),
        ("handshake_failure", "no_shared_cipher"),
        ("close_notify", None),
    ],
)
def test_an_alert_that_answers_the_client_hello(name: str, cause: str | None) -> None:
    assert best(votes(find, offer=OFFER, alerts=alert("server", name))) == cause


@pytest.mark.parametrize(
    ("offered", "causes"),
    [
        (offer(0x0302), ["protocol_mismatch", "no_shared_cipher"]),
        (offer(0x0304), ["protocol_mismatch", "no_shared_cipher"]),
        (offer(0x0303), ["no_shared_cipher", "protocol_mismatch"]),
        (offer(0x0304, 0x0303, name=None), ["no_shared_cipher", "sni_missing"]),
        (Offer((0x0303,), (), "h", ssl2=True), ["protocol_mismatch"]),
    ],
)
def test_a_general_failure_depends_on_what_was_offered(offered: Offer, causes: list[str]) -> None:
    found = votes(find, offer=offered, alerts=alert("server", "handshake_failure"))
    assert sorted(found, key=lambda cause: -found[cause][1]) == causes
    assert (found.get("no_shared_cipher", ("", 0.0))[1] > 0.6) is (causes[0] == "no_shared_cipher")


def test_after_the_certificate_or_a_request_for_one_it_is_no_matter_of_hellos() -> None:
    failure = alert("server", "handshake_failure")
    assert votes(find, offer=OFFER, alerts=failure, steps=("c:client_hello", "s:certificate")) == {}
    assert votes(find, offer=OFFER, alerts=failure, steps=("s:certificate_request",)) == {}


def test_a_client_that_finds_no_renegotiation_info_gives_up() -> None:
    answer = Answer(0x0303, 0xC02F, renegotiation=False)
    found = votes(find, offer=OFFER, answer=answer, alerts=alert("client", "handshake_failure"))
    assert best(found) == "legacy_renegotiation_unsupported"
    known = Answer(0x0303, 0xC02F, renegotiation=True)
    assert votes(find, offer=OFFER, answer=known, alerts=alert("client", "handshake_failure")) == {}


@pytest.mark.parametrize(("bits", "is_small"), [(DH_FLOOR_BITS - 1, True), (DH_FLOOR_BITS, False)])
def test_a_small_group(bits: int, is_small: bool) -> None:
    answer = Answer(0x0303, 0x9E, renegotiation=True)
    found = votes(find, offer=OFFER, answer=answer, dh_bits=bits, alerts=alert("client", "handshake_failure"))
    assert ("dh_key_too_small" in found) is is_small


def test_a_client_hello_copied_for_its_own_sake() -> None:
    assert best(votes(find, product="message-analyzer", offer=offer(0x0301))) == "protocol_mismatch"
    assert votes(find, product="message-analyzer", offer=offer(0x0303)) == {}
    assert votes(find, product="curl", offer=offer(0x0301)) == {}
