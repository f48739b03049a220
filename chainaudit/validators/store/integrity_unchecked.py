"""The integrity of a store was not checked for want of a password."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainaudit.model.check import Check, Citation, Scope, Severity
from chainaudit.model.store import Integrity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainaudit.model.context import StoreContext
    from chainaudit.model.finding import Finding


def applies(ctx: StoreContext) -> bool:
    """Look at formats that protect themselves."""
    return ctx.store.integrity is not Integrity.NONE


def find(ctx: StoreContext) -> Iterator[Finding]:
    """Report a check that was not made."""
    store = ctx.store
    if store.integrity is not Integrity.UNCHECKED:
        return
    how = f" ({store.integrity_detail.rstrip('.')})" if store.integrity_detail else ""
    finding = CHECK.finding(
        field="integrity",
        observed=f"the integrity of this {store.format} store{how} was not checked, for want of a password",
        expected="the password of the store, so that a damaged or changed one is noticed",
        format=store.format,
    )
    yield finding.but(store=store.source)


CHECK = Check(
    id="store.integrity-unchecked",
    title="The integrity of the store was not checked",
    severity=Severity.WARNING,
    scope=Scope.STORE,
    cites=(Citation("Java KeyStore", "KeyStore.load"), Citation("RFC 7292", "5.1")),
    explanation=(
        "Without its password the certificates of some stores can be read, but not whether somebody changed them. "
        "What is reported may differ from what the store's owner put in, and whether the program's password opens "
        "it is not known."
    ),
    remedy="Give the password: with --password that of the store, with --truststore-password that of a truststore.",
    find=find,
    applies=applies,
)
