"""What a side comes with, and what is too much for the other before it looks any closer."""

from __future__ import annotations

import pytest

from chainaudit.app import registry
from chainaudit.model.rehearsal import Party, Software
from chainaudit.model.rules import Rules
from chainaudit.model.store import Entry, EntryKind, Store
from chainaudit.planning.presenting import candidates, own_fault, request_too_long, too_much
from chainaudit.profiles.openssl_profile import SECURITY_BITS
from tests.planning.software.sides import CLIENT, MIDDLE, ROOT, SERVER, entry, file_of
from tests.validators.making import end

KEYED = entry(SERVER, MIDDLE, alias="keyed")
OTHER = entry(CLIENT, alias="other")
BARE = entry(SERVER, alias="bare", keyed=False)
EMPTY = Entry(EntryKind.SECRET_KEY, alias="secret")


def software(name: str) -> Software:
    return next(one for one in registry.software() if one.name == name)


def party(*entries: Entry, alias: str | None = None) -> Party:
    return Party("a", "openssl", identity=Store("a.jks", "JKS", entries=entries), alias=alias)


@pytest.mark.parametrize(
    ("side", "expected"),
    [
        (party(KEYED, OTHER, BARE), [KEYED, OTHER]),
        (party(BARE, EMPTY), [BARE]),
        (party(KEYED, OTHER, alias="other"), [OTHER]),
        (party(KEYED, alias="none"), []),
        (party(), []),
        (Party("a", "openssl"), []),
    ],
)
def test_what_a_party_may_come_with(side: Party, expected: list[Entry]) -> None:
    assert candidates(side) == expected


def test_the_key_is_compared_with_what_is_sent_first() -> None:
    """A file whose first certificate is another's is what OpenSSL sends, whichever the key belongs to."""
    wrong = file_of(KEYED, MIDDLE, SERVER)
    right = file_of(KEYED, SERVER, MIDDLE)
    openssl, rules = software("openssl"), Rules()
    told = [own_fault(Party("a", "openssl", identity=store), KEYED, openssl, rules) for store in (wrong, right)]
    assert "does not belong to its certificate, which is the first" in (told[0] or "")
    assert told[1] is None


def test_a_chain_that_its_own_software_does_not_load() -> None:
    weak = entry(end("weak", MIDDLE, kind="RSA 1024"), MIDDLE)
    for level, is_loaded in ((1, True), (2, False)):
        fault = own_fault(party(weak), weak, software("openssl"), Rules(security_bits=SECURITY_BITS[level]))
        assert (fault is None) is is_loaded


@pytest.mark.parametrize(
    ("name", "side", "count", "alert"),
    [
        ("java-17", "client", 10, None),
        ("java-17", "client", 11, "handshake_failure"),
        ("java", "server", 8, None),
        ("java", "server", 9, "handshake_failure"),
        ("openssl", "server", 11, None),
    ],
)
def test_how_many_certificates_are_taken(name: str, side: str, count: int, alert: str | None) -> None:
    found = too_much(software(name), side, [SERVER.certificate] * count, tls13=True)
    assert (None if found is None else found[0]) == alert
    if found is not None:
        assert found[1] == f"the chain of {count} certificates is longer than the {count - 1} that are taken"


@pytest.mark.parametrize("tls13", [True, False])
def test_how_many_bytes_are_taken(tls13: bool) -> None:
    """RFC 8446, 4.4.2: three bytes of length for the list and each certificate, two more for extensions in TLS 1.3."""
    of = software("openssl")
    assert of.limits.message is not None
    most = of.limits.message[0]
    extra = 5 if tls13 else 3
    size = len(SERVER.certificate.der) + extra
    fits = (most - extra) // size
    assert too_much(of, "client", [SERVER.certificate] * fits, tls13=tls13) is None
    found = too_much(of, "client", [SERVER.certificate] * (fits + 1), tls13=tls13)
    assert found is not None
    assert f"messages of more than {most:,} are not taken" in found[1]


def test_a_key_on_a_curve_that_was_not_offered_counts_before_tls_1_3() -> None:
    chain = [end("odd", ROOT, kind="P-224").certificate]
    java = software("java-17")
    assert java.limits.curve_alert is not None
    found = too_much(java, "client", chain, tls13=False)
    assert found is not None
    assert found[0] == java.limits.curve_alert
    assert too_much(java, "client", chain, tls13=True) is None


def test_a_list_of_authorities_may_be_too_long() -> None:
    of = software("transfer-cft")
    assert of.limits.message is not None
    names = [ROOT.certificate.subject] * (of.limits.message[0] // len(ROOT.certificate.subject.encoded))
    found = request_too_long(of, names)
    assert found is not None
    assert found[1].startswith(f"the request with {len(names)} authorities takes some ")
    assert request_too_long(of, names[:5]) is None
