"""What is true of a live peer beside its chain, and of the client's own entries before it sees them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainaudit.judging.facts import Facts, run
from chainaudit.model.check import Scope, Severity
from chainaudit.model.client_choice import choose
from chainaudit.model.context import CertificateContext, EntryContext, PeerContext, Role, StoreRole
from chainaudit.model.question import CertificateQuestion, Purpose, Question, Target
from chainaudit.model.store import EntryKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from chainaudit.model.check import Check
    from chainaudit.model.peer import Peer
    from chainaudit.model.rules import Rules
    from chainaudit.model.store import Entry, Store


def peer_facts(
    peer: Peer,
    rules: Rules,
    moment: datetime,
    checks: Iterable[Check],
    *,
    client: Store | None = None,
    client_alias: str | None = None,
) -> Facts:
    """Return what is true of a live peer beside its chain, and of the client identity that may answer it."""
    context = PeerContext(peer, moment, rules, client=client, client_alias=client_alias)
    facts = run([c for c in checks if c.scope is Scope.PEER], context)
    placed = tuple(f if f.store is not None else f.but(store=peer.endpoint.label) for f in facts.findings)
    of_peer = facts.with_findings(placed)
    if client is None:
        return of_peer
    return Facts.together([of_peer, _client_facts(client, client_alias, peer, rules, moment, checks)])


def _client_facts(
    client: Store, alias: str | None, peer: Peer, rules: Rules, moment: datetime, checks: Iterable[Check]
) -> Facts:
    """Judge the entry that the client comes with; what is said of the others, which are not sent, are notices.

    Where none can be chosen, those that answer are judged, else each; of a store without keys, every entry.
    """
    if peer.handshake.authorities is None:
        return Facts()
    known = list(checks)
    keyed = [e for e in client.entries if e.kind is EntryKind.PRIVATE_KEY]
    named = None if alias is None else client.entry(alias)
    meant = keyed or list(client.entries) if alias is None else [] if named is None else [named]
    choice = peer.client_choice or choose(client, alias, peer.handshake.authorities, moment)
    fitting = meant if choice.likeliest is None else [choice.likeliest]
    parts = []
    for entry in meant:
        facts = _of_entry(client, entry, rules, moment, known)
        told = facts.findings if entry in fitting else tuple(f.but(severity=Severity.NOTICE) for f in facts.findings)
        placed = tuple(f.but(store=client.source, alias=entry.alias) for f in told)
        parts.append(facts.with_findings(placed))
    return Facts.together(parts)


def _of_entry(client: Store, entry: Entry, rules: Rules, moment: datetime, checks: Sequence[Check]) -> Facts:
    of_entries = [c for c in checks if c.scope is Scope.ENTRY]
    found = [run(of_entries, EntryContext(client, entry, StoreRole.IDENTITY, moment))]
    if entry.certificates:
        question = CertificateQuestion(
            Question(
                Target(entry.certificates[0], entry.certificates, store=client, entry=entry, is_identity=True),
                anchors=(),
                moment=moment,
                purpose=Purpose.CLIENT,
            )
        )
        # Whom the server trusts is not known here.
        of_certificates = [c for c in checks if c.scope is Scope.CERTIFICATE and c.stands_alone]
        for position, certificate in enumerate(entry.certificates):
            if position and certificate.is_self_issued:
                continue  # a root that is sent along counts for nothing
            role = Role.INTERMEDIATE if position else Role.TARGET
            found.append(run(of_certificates, CertificateContext(certificate, role, question, rules)).at(position))
    return Facts.together(found)
