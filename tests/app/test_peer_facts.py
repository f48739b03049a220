"""What is true of a live peer, and of the client's entries that would answer it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import chainaudit
from chainaudit.app.peer_facts import peer_facts
from chainaudit.model import extension
from chainaudit.model.finding import Severity
from chainaudit.model.peer import Endpoint, Peer, PeerHandshake
from chainaudit.model.store import Entry, EntryKind, Store
from tests import forge

if TYPE_CHECKING:
    from chainaudit.judging.facts import Facts
    from chainaudit.model.certificate import Name

RULES = chainaudit.profile("recommended").rules
CLIENT = {"replace": {extension.EXTENDED_KEY_USAGE: (False, forge.usages(extension.CLIENT_AUTH))}}
ROOT = forge.root()
CA = forge.intermediate(ROOT)
OTHER = forge.root("Other")


def entry(alias: str, *chain: forge.Forged, kind: EntryKind = EntryKind.PRIVATE_KEY) -> Entry:
    has_key = kind is EntryKind.PRIVATE_KEY
    return Entry(kind, alias=alias, certificates=tuple(one.certificate for one in chain), has_private_key=has_key)


def facts(*entries: Entry, asks_for: tuple[forge.Forged, ...] | None = (ROOT,), alias: str | None = None) -> Facts:
    names: tuple[Name, ...] | None = None if asks_for is None else tuple(one.certificate.subject for one in asks_for)
    peer = Peer(Endpoint("a.example", 443), PeerHandshake("completed", version="TLSv1.2", authorities=names))
    store = Store("client.jks", "JKS", entries=entries) if entries else None
    return peer_facts(peer, RULES, forge.MOMENT, chainaudit.checks(), client=store, client_alias=alias)


def told(found: Facts) -> dict[tuple[str, str | None], Severity]:
    return {(f.check, f.alias): f.severity for f in found.findings}


SOUND = entry("sound", forge.issue(CA, **CLIENT), CA)
OLD = entry("old", forge.issue(CA, end=forge.BEGIN, **CLIENT), CA)
STRANGE = entry("strange", forge.issue(OTHER, end=forge.BEGIN, **CLIENT))


def test_findings_of_the_peer_are_placed_at_its_address() -> None:
    peer = Peer(Endpoint("a.example", 443), PeerHandshake("completed", version="TLSv1.2", secure_renegotiation=False))
    found = peer_facts(peer, RULES, forge.MOMENT, chainaudit.checks())
    assert [(f.check, f.store) for f in found.findings] == [("peer.renegotiation-insecure", "a.example:443")]


def test_a_sound_entry_that_is_asked_for_has_no_fault() -> None:
    assert told(facts(SOUND)) == {}


def test_an_entry_that_would_answer_is_judged_and_placed_by_alias() -> None:
    found = facts(OLD)
    assert told(found)["validity.expired", "old"] is Severity.ERROR
    assert {f.store for f in found.findings if f.alias == "old"} == {"client.jks"}


def test_what_is_wrong_with_an_entry_that_would_not_answer_is_a_notice() -> None:
    found = told(facts(SOUND, STRANGE))
    assert found["validity.expired", "strange"] is Severity.NOTICE


def test_with_an_alias_that_entry_alone_is_looked_at() -> None:
    found = told(facts(SOUND, OLD, alias="sound"))
    assert [key for key in found if key[1] == "old"] == []


def test_where_nobody_asks_for_a_certificate_entries_are_not_judged() -> None:
    assert [key for key in told(facts(OLD, asks_for=None)) if key[1] == "old"] == []


def test_what_depends_on_whom_the_server_trusts_is_not_told() -> None:
    """Checks of certificates that stand alone are run; those that need anchors, names or lists are not."""
    ran = facts(SOUND).outcomes
    assert {"validity.expired", "usage.client-auth-missing", "keys.weak", "path.issuer-not-ca"} <= set(ran)
    assert not {"path.incomplete", "identity.host-mismatch", "trust.anchor-expired"} & set(ran)


@pytest.mark.parametrize(("replace", "count"), [({}, 0), ({extension.BASIC_CONSTRAINTS: None}, 1)])
def test_issuers_that_are_sent_along_are_looked_at_but_not_roots(replace: dict[str, None], count: int) -> None:
    lower = forge.intermediate(ROOT, replace=replace)
    old_root = forge.root(end=forge.BEGIN)
    found = facts(entry("own", forge.issue(lower, **CLIENT), lower, old_root))
    assert [f.position for f in found.findings if f.check == "path.issuer-not-ca"] == [1] * count
    assert "validity.expired" not in {f.check for f in found.findings}
