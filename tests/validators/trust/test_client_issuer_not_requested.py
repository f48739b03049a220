from __future__ import annotations

from typing import Any

from chainaudit.model.finding import Severity
from chainaudit.model.peer import COMPLETED, PeerHandshake
from chainaudit.model.store import Entry, EntryKind, Store
from chainaudit.validators.trust.client_issuer_not_requested import CHECK
from tests.validators.making import applies, authority, end, findings
from tests.validators.peer.asked import of_peer

OURS, THEIRS = authority("Ours"), authority("Theirs")
MIDDLE = authority("Middle", OURS)


def _entry(alias: str, *chain: Any) -> Entry:
    return Entry(
        EntryKind.PRIVATE_KEY, alias=alias, certificates=tuple(c.certificate for c in chain), has_private_key=True
    )


def _asks(*authorities: Any) -> PeerHandshake:
    return PeerHandshake(COMPLETED, authorities=tuple(a.certificate.subject for a in authorities))


def _store(*entries: Entry) -> Store:
    return Store("client.p12", "PKCS12", entries=entries)


def test_an_entry_whose_issuer_is_not_listed_is_found_with_its_alias() -> None:
    entry = _entry("me", end("me", MIDDLE), MIDDLE)
    (finding,) = findings(CHECK, of_peer(_asks(THEIRS), client=_store(entry)))
    assert (finding.alias, finding.store, finding.severity) == ("me", "client.p12", Severity.ERROR)
    assert "CN=Ours" in finding.observed
    assert "CN=Theirs" in finding.expected


def test_any_issuer_of_the_chain_may_be_listed() -> None:
    entry = _entry("me", end("me", MIDDLE), MIDDLE)
    for listed in (OURS, MIDDLE):
        assert findings(CHECK, of_peer(_asks(listed), client=_store(entry))) == []


def test_an_empty_list_takes_any() -> None:
    assert findings(CHECK, of_peer(_asks(), client=_store(_entry("me", end("me", OURS))))) == []


def test_where_another_entry_answers_it_is_only_a_notice() -> None:
    store = _store(_entry("wrong", end("me", OURS)), _entry("right", end("me", THEIRS)))
    assert [(f.alias, f.severity) for f in findings(CHECK, of_peer(_asks(THEIRS), client=store))] == [
        ("wrong", Severity.NOTICE)
    ]


def test_only_the_entry_that_was_picked_counts() -> None:
    store = _store(_entry("wrong", end("me", OURS)), _entry("right", end("me", THEIRS)))
    assert findings(CHECK, of_peer(_asks(THEIRS), client=store, alias="right")) == []


def test_without_a_client_or_a_request_there_is_nothing_to_look_at() -> None:
    assert not applies(CHECK, of_peer(_asks(OURS)))
    assert not applies(CHECK, of_peer(client=_store()))
