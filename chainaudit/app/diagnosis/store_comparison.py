"""Stores beside evidence: does the server send what its own holds, would the client's answer, do names lead on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from chainaudit.errors import StoreErrorKind
from chainaudit.evidence.certificates import normal_name, same_name
from chainaudit.evidence.recognition import has_subject, is_same
from chainaudit.model.remedy import Action

if TYPE_CHECKING:
    from chainaudit.model.certificate import Certificate
    from chainaudit.model.evidence import Connection, SeenCertificate
    from chainaudit.model.store import Entry, Store

CLIENT_CAUSES: Final = frozenset(
    ("client_cert_missing", "client_cert_issuer_not_in_ca_list", "client_key_missing", "client_cert_rejected",
     "client_cert_rejected_unknown_ca", "client_chain_incomplete")
)  # fmt: skip
"""What the client's store may explain."""
_NOTHING_SENT: Final = frozenset(("client_cert_missing", "client_cert_issuer_not_in_ca_list", "client_key_missing"))
_NOT_SENT_UP: Final = frozenset(("incomplete_chain", "unknown_ca", "server_cert_rejected", "chain_wrong_order"))
"""Where the server's store may hold what the client lacks."""
_NO_ANCHOR: Final = frozenset(("unknown_ca", "self_signed"))
_UNTRUSTED: Final = _NO_ANCHOR | {"incomplete_chain", "server_cert_rejected"}
_MAX_ENTRIES: Final = 5


class Compared(NamedTuple):
    """What a store adds: sentences, actions that mend the cause, and the cause that the store settles (or empty)."""

    sentences: tuple[str, ...] = ()
    actions: tuple[Action, ...] = ()
    cause: str = ""


def hindrance(store: Store) -> str:
    """Why a store cannot be compared with anything, empty where it can; keys need not be opened for it."""
    problem = store.problem
    if problem is None:
        return ""
    keys = {entry.key_problem.message for entry in store.entries if entry.key_problem and entry.certificates}
    if problem.message in keys:
        return ""
    if store.certificates and problem.kind is not StoreErrorKind.WRONG_PASSWORD:
        return ""
    return problem.message


def compare_server(connection: Connection, store: Store, cause: str | None) -> Compared:
    """Compare what the server sent with what its store holds."""
    sent = connection.presented or ()
    if hindrance(store) or not sent:
        return Compared()
    if not store.certificates:
        return Compared((f"{store.source} holds no certificate that what the server sent could be compared with",))
    sentences = _held(sent[0], store)
    if all(is_same(sent[0], certificate) is False for certificate in store.certificates):
        return Compared(sentences)
    missing = _not_sent(sent, store.certificates)
    if missing is not None:
        name = normal_name(str(missing.subject))
        sentences += (f"{store.source} holds the issuer {name}, but the server does not send it",)
    elif sentences or cause != "incomplete_chain":
        return Compared(sentences)
    else:
        name = _top(sent).issuer
    used = next((e for e in store.entries if e.certificates and is_same(sent[0], e.certificates[0])), None)
    alias = (used.alias if used is not None else "") or ""
    action = Action("append-issuer", subject=name, store=store.source, alias=alias)
    return Compared(sentences, (action,) if cause in _NOT_SENT_UP else ())


def _held(leaf: SeenCertificate, store: Store) -> tuple[str, ...]:
    """What there is to say of the server's own certificate: nothing where it is in the store."""
    answers = [is_same(leaf, certificate) for certificate in store.certificates]
    if True in answers:
        return ()
    namesakes = [each for each in store.certificates if has_subject(each, leaf.subject)]
    if None in answers:
        if not namesakes:
            return (f"whether {leaf.subject}, which the server sent, is in {store.source} cannot be told",)
        sentence = f"{store.source} holds a certificate of {leaf.subject}; whether it is the one that the server sent"
        return (f"{sentence}, the evidence does not show",)
    said = f"the server sent {leaf.subject}, which is not in {store.source}"
    if namesakes:
        own = ", ".join(_described(each) for each in namesakes[:2])
        return (
            f"{said}, though another certificate of that name is ({own}): it uses another store, or an older state",
        )
    return (f"{said}: it uses another store",)


def _described(certificate: Certificate) -> str:
    until = "" if certificate.not_after is None else f", until {certificate.not_after:%Y-%m-%d}"
    return f"by {normal_name(str(certificate.issuer))}{until}"


def _not_sent(sent: tuple[SeenCertificate, ...], held: tuple[Certificate, ...]) -> Certificate | None:
    """The issuer, not a root, that the last certificate of the path lacks and the store holds."""
    top = _top(sent)
    if top.is_self_issued:
        return None
    fitting = (each for each in held if has_subject(each, top.issuer))
    return next((each for each in fitting if not same_name(str(each.subject), str(each.issuer))), None)


def _top(sent: tuple[SeenCertificate, ...]) -> SeenCertificate:
    """The last certificate that issuers lead to from the first."""
    top = sent[0]
    for _ in sent:
        above = next((each for each in sent if each is not top and same_name(each.subject, top.issuer)), None)
        if above is None or top.is_self_issued:
            break
        top = above
    return top


def compare_truststores(connection: Connection, stores: tuple[Store, ...], cause: str | None) -> Compared:
    """Look for the authority above a chain whose bytes the evidence does not show; nothing is verified by that."""
    sent = connection.presented or ()
    if not sent or cause not in _UNTRUSTED:
        return Compared()
    name = _top(sent).issuer
    holding = [store for store in stores for each in store.certificates if has_subject(each, name)]
    if holding:
        sentence = f"{holding[0].source} holds an authority named {name}; whether its key is the one, and whether the"
        return Compared((f"{sentence} client uses this store, the evidence does not show",))
    sources = ", ".join(store.source for store in stores)
    sentence = f"{sources} holds no authority named {name}, which issued the last certificate of the chain"
    action = Action("import-anchor", subject=name, store=stores[0].source)
    return Compared((sentence,), (action,) if cause in _NO_ANCHOR else ())


def compare_client(connection: Connection, store: Store, cause: str | None) -> Compared:
    """Which alias of the client's keystore is from an authority that the server asks for."""
    is_asked = connection.request is not None or cause in CLIENT_CAUSES
    if hindrance(store) or not is_asked or any(entry.described for entry in store.entries):
        return Compared()
    sent = connection.client_presented
    keyed = [entry for entry in store.entries if entry.has_private_key and entry.certificates]
    if sent:
        used = [entry for entry in keyed if is_same(sent[0], entry.certificates[0]) is not False]
        if not used:
            return Compared(
                (f"the client sent {sent[0].subject}, which is not in {store.source}: it uses another store",)
            )
        keyed = used
    may_explain = cause in CLIENT_CAUSES
    if not keyed:
        return _without_key(store, may_explain=may_explain)
    listed = (connection.request.authorities if connection.request is not None else None) or ()
    fitting = [entry for entry in keyed if not listed or _is_listed(entry, listed)]
    if fitting:
        return _fitting(connection, store, fitting[0], cause)
    return _not_listed(connection, store, keyed, cause)


def _without_key(store: Store, *, may_explain: bool) -> Compared:
    locked = next((entry for entry in store.entries if entry.has_private_key), None)
    if locked is not None:
        return Compared(
            (f"{_label(locked, store)} stands there without its certificate, so the client has nothing to send",)
        )
    sentence = f"{store.source} holds no private key, so the client has nothing to send"
    if not may_explain:
        return Compared((sentence,))
    alias = store.entries[0].alias if store.entries else ""
    return Compared((sentence,), (Action("import-key", alias=alias or "", store=store.source),), "client_key_missing")


def _fitting(connection: Connection, store: Store, entry: Entry, cause: str | None) -> Compared:
    if cause not in CLIENT_CAUSES or connection.client_presented:
        return Compared()
    is_known = connection.client_presented == () or cause in _NOTHING_SENT
    listed = connection.request.authorities if connection.request is not None else None
    if listed is None:
        return Compared((f"{_label(entry, store)} could be sent; whom the server asks for is not shown",))
    if not is_known:
        return Compared((f"{_label(entry, store)} fits what the server asks for; whether it was sent is not shown",))
    action = Action("send-client-certificate", alias=entry.alias or "", store=store.source)
    sentence = f"{_label(entry, store)} would fit what the server asks for, but the client did not send it"
    return Compared((sentence,), (action,), "client_cert_missing")


def _not_listed(connection: Connection, store: Store, keyed: list[Entry], cause: str | None) -> Compared:
    listed = (connection.request.authorities if connection.request is not None else None) or ()
    which = "the one authority" if len(listed) == 1 else f"among the {len(listed)} authorities"
    sentences = tuple(
        f"{_label(entry, store)}: its issuer {normal_name(str(entry.certificates[-1].issuer))} is not {which} that the"
        " server asked for"
        for entry in keyed[:_MAX_ENTRIES]
    )
    if cause not in CLIENT_CAUSES:
        return Compared(sentences)
    names = ", ".join(listed[:3])
    action = Action("send-client-certificate", alias=keyed[0].alias or "", store=store.source, names=names)
    issuer = normal_name(str(keyed[0].certificates[-1].issuer))
    return Compared(sentences, (action, Action("add-authority", subject=issuer)), "client_cert_issuer_not_in_ca_list")


def _is_listed(entry: Entry, listed: tuple[str, ...]) -> bool:
    names = [normal_name(str(certificate.issuer)) for certificate in entry.certificates]
    return any(same_name(name, authority) for name in names for authority in listed)


def _label(entry: Entry, store: Store) -> str:
    return f"alias '{entry.alias}' in {store.source}" if entry.alias else f"the key in {store.source}"
