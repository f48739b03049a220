"""A private key is there but could not be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainaudit.errors import StoreErrorKind
from chainaudit.model.check import Check, Citation, Scope, Severity, Undetermined
from chainaudit.model.context import StoreRole
from chainaudit.model.remedy import Action

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainaudit.model.context import EntryContext
    from chainaudit.model.finding import Finding


def applies(ctx: EntryContext) -> bool:
    """Look at private keys of the entries that are to prove an identity."""
    return ctx.role is StoreRole.IDENTITY and ctx.entry.has_private_key


def find(ctx: EntryContext) -> Iterator[Finding | Undetermined]:
    """Report why the key could not be read; a password that was not given is no fault of the store."""
    entry, problem = ctx.entry, ctx.entry.key_problem
    if problem is None:
        return
    if problem.kind is StoreErrorKind.PASSWORD_NEEDED:
        yield Undetermined(f"{entry.label}: {problem.message}", missing=True)
        return
    kinds = {StoreErrorKind.WRONG_PASSWORD: "check-password", StoreErrorKind.UNSUPPORTED: "convert-format"}
    first = entry.certificates[0] if entry.certificates else None
    yield CHECK.finding(
        first,
        field="privateKey",
        variant=problem.kind.value,
        observed=f"the private key of {entry.label} could not be read: {problem.message}",
        expected="a private key that the program can decrypt and use",
        actions=(Action(kinds.get(problem.kind, "repair-store"), alias=entry.alias or "", store=ctx.store.source),),
        alias=entry.alias,
        kind=problem.kind.value,
    )


CHECK = Check(
    id="keys.private-key-unreadable",
    title="The private key cannot be read",
    severity=Severity.ERROR,
    scope=Scope.ENTRY,
    cites=(
        Citation("Java KeyStore", "KeyStore.getKey"),
        Citation("PKCS #12", "PKCS8ShroudedKeyBag"),
        Citation("RFC 7292", "4.2.2"),
    ),
    explanation=(
        "The key is in the store but could not be decrypted or understood, so the program that uses the store "
        "cannot prove its identity. In Java stores a key may have a password of its own, which many programs take "
        "to be the store's ('Cannot recover key')."
    ),
    remedy="Give the key's own password, or set it to the store's; where the key is damaged, restore it from a backup.",
    find=find,
    stands_alone=True,
    applies=applies,
    variants=(
        "wrong-password",
        "malformed",
        "integrity",
        "unsupported",
        "too-expensive",
        "not-a-store",
        "empty",
        "unreadable",
    ),
)
