"""Evidence joined with stores: what the truststore lacks, which alias fits the server's list, what is not sent."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from chainaudit.app import registry
from chainaudit.app.diagnosis.store_comparison import (
    CLIENT_CAUSES,
    compare_client,
    compare_server,
    compare_truststores,
    hindrance,
)
from chainaudit.evidence import chain
from chainaudit.model.cause import CAUSES
from chainaudit.model.check import gravest_of_each
from chainaudit.model.evidence import CLIENT, SERVER, UNKNOWN, Diagnosis
from chainaudit.model.store import Entry, EntryKind, Store

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from chainaudit.app.diagnosis.store_comparison import Compared
    from chainaudit.model.certificate import Certificate
    from chainaudit.model.check import Outcome
    from chainaudit.model.evidence import Connection
    from chainaudit.model.finding import Finding
    from chainaudit.model.remedy import Action
    from chainaudit.model.report import Report


class EvidenceStores(NamedTuple):
    """The stores that were given beside the evidence, read already."""

    truststores: tuple[Store, ...] = ()
    client: Store | None = None
    server: Store | None = None
    host: str | None = None


class Joined(NamedTuple):
    """What the stores add: the diagnosis as it now stands, sentences, findings, actions, and whose store they mend."""

    diagnosis: Diagnosis
    sentences: tuple[str, ...] = ()
    actions: tuple[Action, ...] = ()
    findings: tuple[Finding, ...] = ()
    outcomes: Mapping[str, Outcome] = MappingProxyType({})
    store: Store | None = None
    side: str = UNKNOWN


_TRUST_CAUSES = frozenset(("unknown_ca", "incomplete_chain", "self_signed", "server_cert_rejected", "chain_invalid"))


def join(diagnosis: Diagnosis, stores: EvidenceStores) -> Joined:
    """Join one diagnosis with the stores given, as far as they could be read."""
    joined = Joined(diagnosis)
    connection = diagnosis.connection
    trusted = tuple(store for store in stores.truststores if not hindrance(store))
    if trusted and _is_whole(connection):
        joined = _with_truststores(joined, stores._replace(truststores=trusted))
    elif trusted:
        joined = _and(joined, compare_truststores(connection, trusted, diagnosis.cause), trusted[0], CLIENT)
    if stores.server is not None:
        joined = _and(joined, compare_server(connection, stores.server, joined.diagnosis.cause), stores.server, SERVER)
    if stores.client is not None:
        joined = _and(joined, compare_client(connection, stores.client, joined.diagnosis.cause), stores.client, CLIENT)
    return joined


def _and(joined: Joined, compared: Compared, store: Store, side: str) -> Joined:
    """What one more store adds."""
    old = joined.diagnosis
    diagnosis = old
    if compared.cause:
        others = tuple(other for other in old.others if other[0] not in CLIENT_CAUSES)
        reasons = (*compared.sentences[:1], *old.reasons)
        diagnosis = Diagnosis(old.connection, compared.cause, old.refused_by, "certain", reasons, others)
    return joined._replace(
        diagnosis=diagnosis,
        sentences=(*joined.sentences, *compared.sentences),
        actions=(*compared.actions, *joined.actions),
        store=store if compared.actions else joined.store,
        side=side if compared.actions else joined.side,
    )


def unjoined(stores: EvidenceStores, diagnoses: Collection[Diagnosis]) -> tuple[str, ...]:
    """Why stores that were given tell nothing: they could not be read, or no evidence shows what they are for."""
    connections = [diagnosis.connection for diagnosis in diagnoses]
    judged = any(map(_is_whole, connections))
    shown = any(connection.presented for connection in connections)
    asked = any(each.cause in CLIENT_CAUSES or each.connection.request is not None for each in diagnoses)
    notes = []
    for store in stores.truststores:
        if not judged and shown:
            notes.append(
                _note(store, "only names were compared, for the evidence does not hold the bytes of the whole chain")
            )
        else:
            notes.append(_note(store, "" if judged else _NONE_PRESENTED))
    if stores.server is not None:
        notes.append(_note(stores.server, "" if shown else _NONE_PRESENTED))
    if stores.client is not None:
        notes.append(_note(stores.client, "" if asked else _NONE_ASKED))
    return tuple(note for note in notes if note)


_NONE_PRESENTED = "nothing was judged with it, for no evidence shows the server's certificates"
_NONE_ASKED = "nothing was judged with it, for no evidence shows that the server asks for a client certificate"


def _note(store: Store, reason: str) -> str:
    problem = hindrance(store)
    if problem:
        return f"{store.source} was not compared with the evidence: {problem}"
    return reason and f"{store.source}: {reason}"


def untidiness(connection: Connection, host: str | None) -> tuple[Finding, ...]:
    """What is wrong with a presented chain by itself, whoever trusts whom: order, strength, names, dates, usages."""
    told = () if _is_whole(connection) else _told_only(connection)
    if not _presented(connection):
        return told
    report = _judge(connection, EvidenceStores((Store("(no truststore)", "none"),), host=host), "recommended")
    found = [finding for finding in report.all_findings() if registry.check(finding.check).stands_alone]
    if not _is_whole(connection):  # of the path itself only names tell
        found = [finding for finding in found if not finding.check.startswith("path.")]
    checks = {finding.check for finding in found}
    return (*(finding for finding in told if finding.check not in checks), *found)


def _host_of(connection: Connection) -> str | None:
    """The host that the client asked for, as far as the evidence tells."""
    return connection.expected_host or (connection.offer.server_name if connection.offer else None)


def _told_only(connection: Connection) -> tuple[Finding, ...]:
    """The same of a chain that a log prints without its bytes, as far as subjects and issuers tell."""
    faults = (
        *chain.order_faults(connection.presented or ()),
        *chain.name_faults(connection.presented or (), _host_of(connection)),
    )
    return tuple(
        registry.check(CAUSES[fault.cause].checks[0]).finding(None, observed=fault.reason)
        for fault in faults
        if fault.cause in CAUSES and CAUSES[fault.cause].checks
    )


def _is_whole(connection: Connection) -> bool:
    """Whether the chain can be judged: of none of its certificates only the name is known."""
    presented = connection.presented or ()
    return bool(_presented(connection)) and all(each.der is not None for each in presented)


def _presented(connection: Connection) -> tuple[Certificate, ...]:
    """The certificates that can be judged: bytes that are none, damaged on their way into a log, cannot."""
    return tuple(each.certificate for each in connection.presented or () if each.certificate is not None)


def _with_truststores(joined: Joined, stores: EvidenceStores) -> Joined:
    """Judge the presented chain as the client would, with the truststores given."""
    diagnosis = joined.diagnosis
    connection = diagnosis.connection
    report = _judge(connection, stores)
    names = ", ".join(store.source for store in stores.truststores)
    findings = tuple(report.all_findings())
    outcomes = gravest_of_each([joined.outcomes, *(target.outcomes for target in report.targets)])
    accepted = report.accepted
    sentences: list[str] = []
    actions: tuple[Action, ...] = ()
    if accepted and diagnosis.cause in _TRUST_CAUSES:
        sentences.append(
            f"with {names} the presented chain is accepted: the client that refused it uses another truststore, or none"
        )
    elif not accepted:
        worst = [finding for finding in findings if finding.severity.value == "error"]
        sentences += [f"{finding.check}: {finding.observed}" for finding in worst[:3]]
        actions = _fitting_actions(tuple(action for finding in worst for action in finding.actions), diagnosis.cause)
        diagnosis = _settle(diagnosis, worst, names)
    actions = actions if diagnosis.cause in _TRUST_CAUSES else ()
    return joined._replace(
        diagnosis=diagnosis, sentences=(*joined.sentences, *sentences), actions=actions, outcomes=outcomes,
        findings=(*joined.findings, *findings), store=stores.truststores[0] if actions else None, side=CLIENT,
    )  # fmt: skip


def _fitting_actions(actions: tuple[Action, ...], cause: str | None) -> tuple[Action, ...]:
    """The actions of the kinds that the cause asks for: an intermediate not sent is no matter of truststores."""
    wanted = CAUSES[cause].actions if cause in CAUSES else ()
    # Two checks may ask for the same, one of them knowing more of the certificate.
    once = {(action.kind, action.value("subject", "")): action for action in reversed(actions) if action.kind in wanted}
    return tuple(reversed(once.values()))[:2]


def _judge(connection: Connection, stores: EvidenceStores, profile: str | None = None) -> Report:
    from chainaudit.app.verify import verify

    certificates = _presented(connection)
    entries = tuple(Entry(EntryKind.CERTIFICATE, certificates=(certificate,)) for certificate in certificates)
    presented = Store(f"presented in {connection.source}", "TLS", entries=entries, file_order=certificates)
    host = stores.host or _host_of(connection)
    return verify(
        presented=presented,
        truststores=stores.truststores,
        host=host,
        profiles=(profile or _judging(connection.product),),
        at=connection.moment,
    )


def _judging(product: str) -> str:
    """The profile of the software whose log it is, else what is recommended."""
    known = registry.profile_of(product) if product else None
    return "recommended" if known is None else known.name


def _settle(diagnosis: Diagnosis, worst: list[Finding], names: str) -> Diagnosis:
    """What could not be decided from the evidence alone may be, now that the truststore is known."""
    checks = {finding.check for finding in worst}
    if diagnosis.cause not in _TRUST_CAUSES:
        return diagnosis
    reason = f"judged with {names}: {worst[0].observed}" if worst else f"judged with {names}"
    cause = diagnosis.cause
    if cause == "server_cert_rejected":
        cause = _cause_of(checks) or cause
    rivals = {name for name, _ in diagnosis.others} & _TRUST_CAUSES
    settled = bool(checks) and not rivals
    certainty = "certain" if settled else diagnosis.certainty
    deciding = "" if settled else diagnosis.deciding
    reasons = (reason, *diagnosis.reasons)
    return Diagnosis(diagnosis.connection, cause, diagnosis.refused_by, certainty, reasons, diagnosis.others, deciding)


def _cause_of(checks: set[str]) -> str | None:
    """The cause that is found by one of these checks; a fault of a certificate comes before where the chain ends."""
    found = [cause.name for cause in CAUSES.values() if not checks.isdisjoint(cause.checks)]
    return next(iter(sorted(found, key=_TRUST_CAUSES.__contains__)), None)
