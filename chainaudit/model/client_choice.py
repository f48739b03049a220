"""Which of its entries a client sends to a server that asks for a certificate, and why not the others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, final

from chainaudit.model.answering import answers
from chainaudit.model.extension import ANY_EXTENDED_KEY_USAGE, CLIENT_AUTH
from chainaudit.model.store import EntryKind

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from chainaudit.model.name import Name
    from chainaudit.model.store import Entry, Store

_DIGITAL_SIGNATURE: Final = 0
_NOT_NOW: Final = 1
_NOT_FOR_CLIENTS: Final = 2
_OTHER_KEY: Final = 3
_MAX_TOLD: Final = 5


@final
class ClientChoice:
    """The entry that a client comes with; ``entry`` None where it has none to come with.

    ``reason`` is one sentence. ``unread`` are the entries that would answer, but whose key was not read, those that
    fit best first: what the client, which has the password, would send is not known then.
    """

    __slots__ = ("entry", "reason", "unread")

    def __init__(self, entry: Entry | None, reason: str, unread: tuple[Entry, ...] = ()) -> None:
        self.entry = entry
        self.reason = reason
        self.unread = unread

    @property
    def likeliest(self) -> Entry | None:
        """The entry that the client comes with, or would, as far as can be told without its key."""
        return self.entry or (self.unread[0] if self.unread else None)


def choose(client: Store, alias: str | None, authorities: Sequence[Name], moment: datetime) -> ClientChoice:
    """Choose among the entries with a key: the one named, else of those that answer the list the one that fits best.

    One that is valid at the moment and for clients comes before one that is not valid now, and that before one that
    is not for clients, as in Java's key manager "PKIX" (sun.security.ssl.X509KeyManagerImpl, CheckResult); where they
    are equal the store's order counts. "SunX509" looks at none of it, and OpenSSL sends what is configured.
    """
    keyed = [e for e in client.entries if e.kind is EntryKind.PRIVATE_KEY and e.certificates]
    if alias is not None:
        return _named(client, alias, authorities)
    answering = [entry for entry in keyed if answers(entry, authorities)]
    faults = {id(entry): fault(entry, moment) for entry in answering}
    unread = tuple(e for e in sorted(answering, key=lambda e: faults[id(e)][0]) if e.private_key is None)
    readable = [entry for entry in answering if entry.private_key is not None]
    if not readable:
        return ClientChoice(None, _why_none(keyed, unread), unread)
    best = min(readable, key=lambda entry: faults[id(entry)][0])
    others = [entry for entry in readable if entry is not best]
    return ClientChoice(best, _why(best, others, faults, unread, is_open=not authorities), unread)


def fault(entry: Entry, moment: datetime) -> tuple[int, str]:
    """Return how badly an entry with a certificate fits a client, 0 for well, and why; the lower the better."""
    own = entry.certificates[0]
    if entry.key_matches_certificate is False:
        return _OTHER_KEY, "its key does not belong to its certificate"
    usages = own.extended_key_usage
    if usages is not None and not {CLIENT_AUTH, ANY_EXTENDED_KEY_USAGE} & set(usages):
        return _NOT_FOR_CLIENTS, "its certificate is not for clients (extKeyUsage)"
    if own.key_usage is not None and _DIGITAL_SIGNATURE not in own.key_usage:
        return _NOT_FOR_CLIENTS, "its certificate is not for signing (keyUsage)"
    if own.not_after is not None and moment > own.not_after:
        return _NOT_NOW, f"it expired on {own.not_after:%Y-%m-%d}"
    if own.not_before is not None and moment < own.not_before:
        return _NOT_NOW, f"it is not valid before {own.not_before:%Y-%m-%d}"
    return 0, ""


def _named(client: Store, alias: str, authorities: Sequence[Name]) -> ClientChoice:
    entry = client.entry(alias)
    if entry is None or entry.kind is not EntryKind.PRIVATE_KEY or not entry.certificates:
        return ClientChoice(None, f"'{alias}', which was named, has no private key with a certificate")
    if entry.private_key is None:
        return ClientChoice(None, f"the key of '{alias}', which was named, was not read", (entry,))
    but = "" if answers(entry, authorities) else ", though the list of authorities does not name its issuer"
    return ClientChoice(entry, f"it was named{but}")


def _why_none(keyed: Sequence[Entry], unread: Sequence[Entry]) -> str:
    if not keyed:
        return "the store has no private key with a certificate"
    if not unread:
        return "no entry with a private key answers the list of authorities"
    answer, were = ("answers", "its key was") if len(unread) == 1 else ("answer", "their keys were")
    return f"{_labels(unread)} {answer} the list of authorities, but {were} not read"


def _why(
    best: Entry,
    others: Sequence[Entry],
    faults: dict[int, tuple[int, str]],
    unread: Sequence[Entry],
    *,
    is_open: bool,
) -> str:
    rank, why = faults[id(best)]
    listed = "any authority will do" if is_open else "the list names its issuer"
    said = f"{listed}, and it is valid now and for clients" if not rank else f"{listed}, but {why}"
    passed = [entry for entry in others if faults[id(entry)][0] > rank]
    equal = [entry for entry in others if faults[id(entry)][0] == rank]
    if passed:
        told = "; ".join(f"{entry.label} was passed over: {faults[id(entry)][1]}" for entry in passed[:_MAX_TOLD])
        said += f"; {told} (Java's SunX509 and OpenSSL do not look at that)"
    if equal:
        said += f"; {_labels(equal)} would do as well, and {'stands' if len(equal) == 1 else 'stand'} behind it"
    if unread:
        said += f"; {_labels(unread)} might do, but {'its key was' if len(unread) == 1 else 'their keys were'} not read"
    return said


def _labels(entries: Sequence[Entry]) -> str:
    shown = ", ".join(entry.label for entry in entries[:_MAX_TOLD])
    return f"{shown} and {len(entries) - _MAX_TOLD} more" if len(entries) > _MAX_TOLD else shown
