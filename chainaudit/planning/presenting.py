"""What one side of a rehearsal has to present, and what the other takes before it looks any closer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chainaudit.model.store import EntryKind
from chainaudit.planning.software.habits import unusual_curve

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chainaudit.model.certificate import Certificate
    from chainaudit.model.name import Name
    from chainaudit.model.rehearsal import Party, Software
    from chainaudit.model.rules import Rules
    from chainaudit.model.store import Entry

_REQUEST_BYTES: Final = 50
"""A CertificateRequest without its names: types and signature algorithms (RFC 5246, 7.4.4; RFC 8446, 4.3.2)."""


def candidates(party: Party) -> list[Entry]:
    """Return the entries that a party may come with: the one picked, else those with a key, else all with a chain."""
    entries = [] if party.identity is None else list(party.identity.entries)
    if party.alias is not None and party.identity is not None:
        picked = party.identity.entry(party.alias)
        return [] if picked is None else [picked]
    keyed = [entry for entry in entries if entry.kind is EntryKind.PRIVATE_KEY]
    return keyed or [entry for entry in entries if entry.certificates]


def own_fault(party: Party, entry: Entry, software: Software, rules: Rules) -> str | None:
    """Say why the software of a party cannot use an entry of its own; None where it can.

    The key is compared with the first certificate that the software sends: from a file that is the first of the file,
    whichever the key belongs to.
    """
    if party.identity is None:
        return software.key_fault(entry)
    sent = tuple(software.sends(party.identity, entry))
    fault = software.key_fault(entry.but(certificates=sent))
    if fault is not None or software.own_fault is None:
        return fault
    return software.own_fault(sent, rules)


def too_much(
    software: Software,
    side: str,
    chain: Sequence[Certificate],
    tls13: bool,  # noqa: FBT001 - the version counts
) -> tuple[str | None, str] | None:
    """Return (alert, why) where a chain is longer than ``side`` takes, or its key is of no kind that it offers."""
    limits = software.limits
    if limits.curve_alert is not None and not tls13 and (why := unusual_curve(chain)) is not None:
        return limits.curve_alert, why
    most = limits.chain.get(side)
    if most is not None and len(chain) > most:
        return limits.chain_alert, f"the chain of {len(chain)} certificates is longer than the {most} that are taken"
    extra = 5 if tls13 else 3  # its length, and its extensions in TLS 1.3
    size = extra + sum(len(certificate.der) + extra for certificate in chain)
    return _too_long(software, size, "the chain")


def request_too_long(software: Software, names: Sequence[Name]) -> tuple[str | None, str] | None:
    """Return (alert, why) where the list of authorities is longer than a client takes; None where not."""
    size = _REQUEST_BYTES + sum(len(name.encoded) + 2 for name in names)
    return _too_long(software, size, f"the request with {len(names)} authorities")


def _too_long(software: Software, size: int, what: str) -> tuple[str | None, str] | None:
    if software.limits.message is None or size <= software.limits.message[0]:
        return None
    most, alert = software.limits.message
    return alert, f"{what} takes some {size:,} bytes, and messages of more than {most:,} are not taken"
