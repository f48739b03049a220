"""A store is to be used as an identity, and the entry has no private key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainaudit.model.check import Check, Citation, Scope, Severity
from chainaudit.model.context import StoreRole
from chainaudit.model.remedy import Action

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainaudit.model.context import EntryContext
    from chainaudit.model.finding import Finding


def applies(ctx: EntryContext) -> bool:
    """Look at the entries that are to prove an identity."""
    return ctx.role is StoreRole.IDENTITY


def find(ctx: EntryContext) -> Iterator[Finding]:
    """Require a private part."""
    entry = ctx.entry
    if entry.has_private_key:
        return
    others = [e.label for e in ctx.store.entries if e.has_private_key]
    hint = f"; private keys are in {', '.join(others[:5])}" if others else "; the store holds no private key at all"
    first = entry.certificates[0] if entry.certificates else None
    yield CHECK.finding(
        first,
        field="privateKey",
        observed=f"{entry.label} is a {entry.kind.value} entry without a private key{hint}",
        expected="a private key beside the certificate",
        actions=(
            Action(
                "import-key",
                alias=entry.alias or "",
                store=ctx.store.source,
                certificate="" if first is None else first.fingerprint,
                subject="" if first is None else str(first.subject),
                key_missing="" if first is None or others else "yes",
            ),
        ),
        alias=entry.alias,
        kind=entry.kind.value,
        others=tuple(others[:5]),
    )


CHECK = Check(
    id="keys.private-key-missing",
    title="There is no private key beside the certificate",
    severity=Severity.ERROR,
    scope=Scope.ENTRY,
    cites=(Citation("RFC 8446", "4.4.3"), Citation("RFC 5246", "7.4.8"), Citation("Java KeyStore", "PrivateKeyEntry")),
    explanation=(
        "Whoever presents a certificate must prove that it has the private key. A server without it fails with 'no "
        "shared cipher' or 'handshake failure'; a client sends no certificate at all. Often a certificate was "
        "imported as a trusted entry, or under another alias than the key."
    ),
    remedy=(
        "Import the issued certificate under the alias of the key that made the request, or import key and chain "
        "together."
    ),
    find=find,
    stands_alone=True,
    applies=applies,
)
