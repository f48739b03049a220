"""The main job: is this identity, or this presented chain, accepted, by whom, until when, and if not, why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chainaudit.app import registry
from chainaudit.app.advice import IDENTITY, TRUSTSTORE, UNTRUSTED, with_advice
from chainaudit.app.moments import now
from chainaudit.app.opening import open_store
from chainaudit.app.passwords import Passwords
from chainaudit.app.remedy import with_commands
from chainaudit.app.targets import all_certificates, targets_of
from chainaudit.app.truststores import CERTIFI, anchors_of, open_truststore
from chainaudit.app.unasked import unasked
from chainaudit.errors import UsageError
from chainaudit.judging.facts import Facts, run
from chainaudit.judging.judge import judge
from chainaudit.judging.memory import Memory
from chainaudit.model.check import Outcome, Scope
from chainaudit.model.context import StoreContext, StoreRole
from chainaudit.model.question import Purpose, Question
from chainaudit.model.report import Report

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from chainaudit.model.check import Check
    from chainaudit.model.peer import Peer
    from chainaudit.model.profile import Profile
    from chainaudit.model.question import PolicyInputs, ReferenceIdentifier, RevocationInputs, Target
    from chainaudit.model.reader import Limits
    from chainaudit.model.store import Store


def verify(  # noqa: PLR0913 - the main job has as many options, each by name
    store: str | Store | None = None,
    *,
    alias: str | None = None,
    host: str | None = None,
    truststores: Sequence[str | Store] = (),
    untrusted: Sequence[str | Store] = (),
    presented: str | Store | None = None,
    peer: Peer | None = None,
    profiles: Sequence[str | Profile] = ("recommended",),
    purpose: str | Purpose = Purpose.SERVER,
    at: datetime | None = None,
    partial_chain: bool = False,
    passwords: Passwords | None = None,
    expires_soon_days: int | None = None,
    policies: PolicyInputs | None = None,
    revocation: RevocationInputs | None = None,
    max_intermediates: int | None = None,
    system: str | None = None,
    limits: Limits | None = None,
    client: Store | None = None,
    client_alias: str | None = None,
    cross_check: Sequence[str] = (),
) -> Report:
    """Judge the identities of ``store``, or the chain in ``presented`` or of a live ``peer``.

    Stores are paths (also ``-``, and ``certifi``, ``system`` and ``java`` for truststores) or read already. Without
    a truststore certifi's bundle is trusted. ``at`` is an aware moment, now by default. ``system`` names whose
    commands the remedies are written in; by default it follows the store's format. ``client`` is the store of the
    client's own identities, one of which (``client_alias``) would answer the peer's request. ``cross_check`` names
    real verifiers that are asked the same: openssl, pyca, java.

    Raises:
        UsageError: the question contradicts itself, or names an alias, profile or host that cannot be.
    """
    passwords = passwords or Passwords()
    named = [registry.profile(p) if isinstance(p, str) else p for p in profiles]
    judged_by = list({profile.name: profile for profile in named}.values())  # aliases name one twice
    moment = at or now()
    subject, role = _subject(store, presented, peer, passwords, limits)
    trusted = [_read_truststore(t, passwords, limits) for t in (truststores or (CERTIFI,))]
    helping = [_read_untrusted(u, passwords, limits) for u in untrusted]
    targets, notes = targets_of(subject, alias, role)
    unread = [t.source for t in trusted if t.problem is not None and not all_certificates(t)]
    if unread and len(unread) == len(trusted):
        targets, notes = (), (*notes, f"Whom to trust is not known without {', '.join(unread)}.")
    anchors = tuple(a for t in trusted for a in anchors_of(t))
    pool = tuple(c for u in helping for c in all_certificates(u))
    names = _reference(host)

    if revocation is None:
        revocation = _stapled(peer)

    def asked(target: Target) -> Question:
        return Question(
            target,
            anchors=anchors,
            moment=moment,
            untrusted=pool,
            host=names,
            purpose=Purpose(purpose) if isinstance(purpose, str) else purpose,
            partial_chain=partial_chain,
            policies=policies,
            revocation=revocation,
            max_intermediates=max_intermediates,
            expires_soon_days=expires_soon_days,
            truststores=_to_mend(trusted),
        )

    skipped = unasked(revocation, peer, judged_by)
    checks = registry.checks(skipped)
    memory = Memory()
    reports = tuple(judge(asked(target), judged_by, checks, memory=memory) for target in targets)
    if cross_check:
        from chainaudit.app.opinions.cross_check import cross_check as ask_real_ones

        reports = tuple(report.beside(ask_real_ones(report.question, cross_check)) for report in reports)
    # A peer that showed no chain is told as a peer, not as a store that cannot be read.
    silent = peer is not None and not peer.presented
    roles = [
        *(() if silent else ((subject, role),)),
        *((t, StoreRole.TRUSTSTORE) for t in trusted),
        *((u, StoreRole.UNTRUSTED) for u in helping),
    ]
    facts = Facts.together([_store_facts(s, r, moment, checks) for s, r in roles])
    if peer is not None:
        from chainaudit.app.peer_facts import peer_facts

        facts = Facts.together(
            [facts, peer_facts(peer, judged_by[0].rules, moment, checks, client=client, client_alias=client_alias)]
        )
    report = Report(
        stores=tuple(s for s, _ in roles),
        targets=reports,
        findings=facts.findings,
        outcomes={**dict.fromkeys(skipped, Outcome.NOT_APPLICABLE), **facts.outcomes},
        notes=(*notes, *(n for s, _ in roles for n in s.notes)),
        peers=() if peer is None else (peer,),
        undetermined=facts.undetermined,
    )
    return with_commands(report, system, () if client is None else (client,))


def _subject(
    store: str | Store | None,
    presented: str | Store | None,
    peer: Peer | None,
    passwords: Passwords,
    limits: Limits | None,
) -> tuple[Store, StoreRole]:
    """Return what is judged, and as what.

    Raises:
        UsageError: none or several were given.
    """
    if sum(given is not None for given in (store, presented, peer)) != 1:
        raise UsageError(
            "give one of --store (an identity with its key), --presented (certificates as a peer sends them) "
            "and --peer (HOST:PORT, asked now)"
        )
    if store is not None:
        return _read(store, passwords, limits), StoreRole.IDENTITY
    if peer is not None:
        from chainaudit.app.connect import store_of

        return store_of(peer), StoreRole.PRESENTED
    return _read(presented, passwords, limits), StoreRole.PRESENTED


def _read(source: str | Store | None, passwords: Passwords, limits: Limits | None) -> Store:
    if isinstance(source, str):
        opened = open_store(source, password=passwords.store, key_passwords=passwords.keys, limits=limits)
        return with_advice(opened, IDENTITY)
    if source is None:
        raise UsageError("no store was given")
    return source


def _stapled(peer: Peer | None) -> RevocationInputs | None:
    """Return what a live peer stapled, which answers for its certificate; None where it stapled nothing."""
    from chainaudit.model.question import RevocationInputs

    staple = None if peer is None else peer.handshake.ocsp_staple
    return RevocationInputs(ocsp_responses=(staple,)) if staple else None


def _read_truststore(source: str | Store, passwords: Passwords, limits: Limits | None) -> Store:
    if isinstance(source, str):
        return with_advice(open_truststore(source, password=passwords.of_truststore(source), limits=limits), TRUSTSTORE)
    return source


def _read_untrusted(source: str | Store, passwords: Passwords, limits: Limits | None) -> Store:
    if isinstance(source, str):
        return with_advice(open_store(source, password=passwords.of_untrusted(source), limits=limits), UNTRUSTED)
    return source


def _to_mend(trusted: Sequence[Store]) -> tuple[str, ...]:
    """Return the truststores that commands may put an anchor into: none that holds a key and no certificate."""
    keys = [t for t in trusted if not all_certificates(t) and any(entry.has_private_key for entry in t.entries)]
    named = tuple(t.source for t in trusted if t not in keys)
    return named or (_NEW_TRUSTSTORE,) * bool(trusted)


_NEW_TRUSTSTORE: Final = "truststore.pem"


def _reference(host: str | None) -> tuple[ReferenceIdentifier, ...]:
    if host is None:
        return ()
    from chainaudit.model.reference import reference_identifier

    return (reference_identifier(host),)


def _store_facts(
    store: Store, role: StoreRole, moment: datetime, checks: Iterable[Check], *, is_inside: bool = False
) -> Facts:
    context = StoreContext(store, role, moment, is_inside=is_inside)
    facts = run([c for c in checks if c.scope is Scope.STORE], context)
    placed = tuple(f if f.store is not None else f.but(store=store.source) for f in facts.findings)
    inside = [_store_facts(child, role, moment, checks, is_inside=True) for child in store.children]
    return Facts.together([facts.with_findings(placed), *inside])


def _judged_nothing(report: Report) -> bool:
    return not report.targets and not report.peers


def worst_exit(report: Report, fail_on: str) -> int:
    """Return the exit code: 2 could not audit, 1 a finding at or above ``fail_on``, 0 else.

    ``fail_on`` is ``error``, ``warning``, ``notice`` or ``never``.
    """
    if not report.is_determined or _judged_nothing(report):
        return 2
    worst = report.worst
    rank = {"error": 3, "warning": 2, "notice": 1, "never": 4}[fail_on]
    return 1 if worst is not None and worst.rank >= rank else 0
