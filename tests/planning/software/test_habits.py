"""Habits that most software has: keys that can be used, what is sent, which names are offered."""

from __future__ import annotations

import pytest

from chainaudit.errors import StoreErrorKind
from chainaudit.model.rules import Rules
from chainaudit.model.store import Entry, EntryKind, Problem
from chainaudit.planning.software import habits
from chainaudit.profiles.openssl_profile import SECURITY_BITS
from tests.planning.software.sides import CLIENT, MIDDLE, ROOT, SERVER, anchor, entry, file_of, verdict
from tests.validators.making import authority, end

OWN = entry(SERVER, MIDDLE)
UNREAD = Problem(StoreErrorKind.WRONG_PASSWORD, "It does not open.")


@pytest.mark.parametrize(
    ("one", "why"),
    [
        (OWN, None),
        (entry(SERVER, keyed=False), "'own' has no private key"),
        (OWN.but(private_key=None, key_problem=UNREAD), "the private key of 'own' cannot be used: It does not open."),
        (OWN.but(private_key=None), "the private key of 'own' cannot be used: it could not be read"),
        (OWN.but(certificates=()), "'own' has a key but no certificate"),
        (Entry(EntryKind.PRIVATE_KEY, alias="own"), "'own' has no private key"),
    ],
)
def test_why_a_key_cannot_be_used(one: Entry, why: str | None) -> None:
    assert habits.key_fault(one) == why
    assert habits.mismatched_key(one) == why


def test_a_key_of_another_certificate_is_told_with_whose_it_is() -> None:
    wrong = entry(MIDDLE, SERVER, key=SERVER)
    assert habits.key_fault(wrong) is None
    told = habits.mismatched_key(wrong)
    assert told is not None
    assert told.endswith("which is the first, 'CN=Middle'; it belongs to number 2, 'CN=api.example.com'")
    nobodys = habits.mismatched_key(entry(SERVER, key=CLIENT))
    assert nobodys is not None
    assert nobodys.endswith("which is the first, 'CN=api.example.com'")


def test_what_is_sent() -> None:
    store = file_of(OWN, MIDDLE, SERVER)
    assert habits.entry_chain(store, OWN) == (SERVER.certificate, MIDDLE.certificate)
    assert habits.file_chain(store, OWN) == (MIDDLE.certificate, SERVER.certificate)


def test_each_name_is_offered_once() -> None:
    again = authority("Root")
    assert [str(name) for name in habits.subjects(anchor(ROOT, MIDDLE, again))] == ["CN=Root", "CN=Middle"]
    assert habits.subjects(()) == ()


def test_numbers_are_those_that_the_verifier_says() -> None:
    assert habits.numbers_of(verdict("openssl", SERVER).reasons) == [20]
    assert habits.numbers_of(verdict("openssl", SERVER, MIDDLE).reasons) == []
    assert habits.numbers_of(verdict("go", SERVER).reasons) == []


@pytest.mark.parametrize(
    ("chain", "level", "why"),
    [
        ((SERVER, MIDDLE), 2, None),
        ((end("weak", MIDDLE, kind="RSA 1024"), MIDDLE), 1, None),
        ((end("weak", MIDDLE, kind="RSA 1024"), MIDDLE), 2, "ee key too small"),
        ((SERVER, authority("weak", ROOT, kind="RSA 1024")), 2, "ca key too small"),
        ((end("weak", MIDDLE, kind="RSA 1024"), MIDDLE), 0, None),
    ],
)
def test_what_a_security_level_does_not_load(chain: tuple[object, ...], level: int, why: str | None) -> None:
    certificates = [one.certificate for one in chain]  # type: ignore[attr-defined]
    told = habits.below_floor(certificates, Rules(security_bits=SECURITY_BITS[level]))
    assert (told is None) if why is None else (told is not None and why in told)


@pytest.mark.parametrize(
    ("kind", "is_usual"), [("P-256", True), ("P-384", True), ("P-224", False), ("RSA 2048", True), ("Ed25519", True)]
)
def test_curves_that_tls_signs_with(kind: str, is_usual: bool) -> None:
    assert (habits.unusual_curve([end("x", ROOT, kind=kind).certificate]) is None) is is_usual
    assert habits.unusual_curve([]) is None


def test_who_refuses_an_unusual_curve_stands_in_a_table() -> None:
    unable = habits.unable_with({("client", True): ("server", "handshake_failure")})
    odd, usual = ([end("x", ROOT, kind=kind).certificate] for kind in ("P-224", "P-256"))
    is_tls13 = True
    found = unable(odd, "client", is_tls13)
    assert found is not None
    assert found[:2] == ("server", "handshake_failure")
    assert unable(odd, "client", not is_tls13) is None
    assert unable(odd, "server", is_tls13) is None
    assert unable(usual, "client", is_tls13) is None
