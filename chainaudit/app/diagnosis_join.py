"""Evidence joined with stores: what the truststore lacks, which alias fits the server's list, what is not sent."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from chainaudit.app import registry
from chainaudit.evidence import chain
from chainaudit.evidence.certificates import normal_name, same_name
from chainaudit.model.cause import CAUSES
from chainaudit.model.check import gravest_of_each
from chainaudit.model.evidence import Diagnosis
from chainaudit.model.remedy import Action
from chainaudit.model.store import Entry, EntryKind, Store

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chainaudit.app.passwords import Passwords
    from chainaudit.model.certificate import Certificate
    from chainaudit.model.check import Outcome
    from chainaudit.model.evidence import Connection
    from chainaudit.model.finding import Finding
    from chainaudit.model.report import Report


class Stores(NamedTuple):
    """The stores that were given beside the evidence, read already."""

    truststores: tuple[Store, ...] = ()
    client: Store | None = None
    server: Store | None = None
    host: str | None = None
    passwords: Passwords | None = None


class Joined(NamedTuple):
    """What the stores add: the diagnosis as it now stands, sentences, actions, findings, and the store's format."""

    diagnosis: Diagnosis
    sentences: tuple[str, ...] = ()
    actions: tuple[Action, ...] = ()
    findings: tuple[Finding, ...] = ()
    outcomes: Mapping[str, Outcome] = MappingProxyType({})
    store_format: str = ""


_TRUST_CAUSES = frozenset(("unknown_ca", "incomplete_chain", "self_signed", "server_cert_rejected", "chain_invalid"))
_CLIENT_CAUSES = frozenset(
    ("client_cert_missing", "client_cert_issuer_not_in_ca_list", "client_key_missing", "client_cert_rejected",
     "client_cert_rejected_unknown_ca", "client_chain_incomplete")
)  # fmt: skip


def join(diagnosis: Diagnosis, stores: Stores) -> Joined:
    """Join one diagnosis with the stores given."""
    joined = Joined(diagnosis)
    if stores.truststores and _presented(diagnosis.connection):
        joined = _with_truststores(joined, stores)
    if stores.server is not None and diagnosis.connection.presented:
        joined = _with_server_store(joined, stores.server)
    if stores.client is not None and diagnosis.connection.request is not None:
        joined = _with_client_store(joined, stores.client)
    return joined


def untidiness(connection: Connection, host: str | None) -> tuple[Finding, ...]:
    """What is wrong with a presented chain by itself, whoever trusts whom: order, strength, names, dates, usages."""
    if not _presented(connection):
        return _told_only(connection)
    report = _judge(connection, Stores((Store("(no truststore)", "none"),), host=host), "recommended")
    return tuple(finding for finding in report.all_findings() if registry.check(finding.check).stands_alone)


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


def _presented(connection: Connection) -> tuple[Certificate, ...]:
    """The certificates that can be judged: bytes that are none, damaged on their way into a log, cannot."""
    return tuple(each.certificate for each in connection.presented or () if each.certificate is not None)


def _with_truststores(joined: Joined, stores: Stores) -> Joined:
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
    store_format = stores.truststores[0].format if diagnosis.cause in _TRUST_CAUSES else joined.store_format
    return Joined(diagnosis, (*joined.sentences, *sentences), actions if diagnosis.cause in _TRUST_CAUSES else (),
                  (*joined.findings, *findings), outcomes, store_format)  # fmt: skip


def _fitting_actions(actions: tuple[Action, ...], cause: str | None) -> tuple[Action, ...]:
    """The actions of the kinds that the cause asks for: an intermediate not sent is no matter of truststores."""
    wanted = CAUSES[cause].actions if cause in CAUSES else ()
    return tuple(action for action in actions if action.kind in wanted)[:2]


def _judge(connection: Connection, stores: Stores, profile: str | None = None) -> Report:
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
        passwords=stores.passwords,
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


def _with_server_store(joined: Joined, store: Store) -> Joined:
    """Compare what the server sent with what its store holds."""
    connection = joined.diagnosis.connection
    sent = {each.fingerprint for each in connection.presented or ()}
    held = {certificate.fingerprint: certificate for certificate in store.certificates}
    leaf = (connection.presented or ())[0]
    if leaf.fingerprint not in held:
        sentence = f"the server sent {leaf.subject}, which is not in {store.source}: it uses another store"
        return joined._replace(sentences=(*joined.sentences, sentence))
    wanted = leaf.issuer
    for certificate in store.certificates:
        if certificate.fingerprint not in sent and same_name(normal_name(str(certificate.subject)), wanted):
            sentence = f"{store.source} holds the issuer {certificate.subject}, but the server does not send it"
            action = Action("append-issuer", subject=str(certificate.subject), store=store.source)
            return joined._replace(
                sentences=(*joined.sentences, sentence), actions=(action, *joined.actions), store_format=store.format
            )
    return joined


def _with_client_store(joined: Joined, store: Store) -> Joined:
    """Which alias of the client's keystore is from an authority that the server asks for."""
    connection = joined.diagnosis.connection
    listed = (connection.request.authorities if connection.request else None) or ()
    keyed = [entry for entry in store.entries if entry.has_private_key and entry.certificates]
    if not keyed:
        return _no_key(joined, store)
    fitting = [entry for entry in keyed if not listed or _is_listed(entry, listed)]
    if fitting:
        return _fitting(joined, store, fitting[0])
    which = "the one authority" if len(listed) == 1 else f"among the {len(listed)} authorities"
    sentences = tuple(
        f"{_label(entry, store)}: its issuer {normal_name(str(entry.certificates[-1].issuer))} is not {which} that the"
        " server asked for"
        for entry in keyed[:5]
    )
    diagnosis = joined.diagnosis
    if diagnosis.cause in _CLIENT_CAUSES:
        diagnosis = Diagnosis(connection, "client_cert_issuer_not_in_ca_list", diagnosis.refused_by, "certain",
                              (*sentences[:1], *diagnosis.reasons), diagnosis.others)  # fmt: skip
    action = Action(
        "send-client-certificate", alias=keyed[0].alias or "", store=store.source, names=", ".join(listed[:3])
    )
    return joined._replace(
        diagnosis=diagnosis, sentences=(*joined.sentences, *sentences), actions=(action,), store_format=store.format
    )


def _no_key(joined: Joined, store: Store) -> Joined:
    sentence = f"{store.source} holds no private key that could be read, so the client has nothing to send"
    diagnosis = joined.diagnosis
    if diagnosis.cause in _CLIENT_CAUSES:
        diagnosis = Diagnosis(diagnosis.connection, "client_key_missing", diagnosis.refused_by, "certain",
                              (sentence, *diagnosis.reasons), diagnosis.others)  # fmt: skip
    first = store.entries[0].alias if store.entries else ""
    action = Action("import-key", alias=first or "", store=store.source)
    return joined._replace(
        diagnosis=diagnosis, sentences=(*joined.sentences, sentence), actions=(action,), store_format=store.format
    )


def _fitting(joined: Joined, store: Store, entry: Entry) -> Joined:
    diagnosis = joined.diagnosis
    if diagnosis.cause not in _CLIENT_CAUSES or diagnosis.connection.client_presented:
        return joined
    sentence = f"{_label(entry, store)} would fit what the server asks for, but the client did not send it"
    action = Action("send-client-certificate", alias=entry.alias or "", store=store.source)
    settled = Diagnosis(diagnosis.connection, "client_cert_missing", diagnosis.refused_by, "certain",
                        (sentence, *diagnosis.reasons), diagnosis.others)  # fmt: skip
    return joined._replace(
        diagnosis=settled, sentences=(*joined.sentences, sentence), actions=(action,), store_format=store.format
    )


def _is_listed(entry: Entry, listed: tuple[str, ...]) -> bool:
    names = [normal_name(str(certificate.issuer)) for certificate in entry.certificates]
    return any(same_name(name, authority) for name in names for authority in listed)


def _label(entry: Entry, store: Store) -> str:
    return f"alias '{entry.alias}' in {store.source}" if entry.alias else f"the key in {store.source}"
