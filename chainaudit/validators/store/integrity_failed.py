"""The digest or MAC of a store does not fit its content."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainaudit.model.check import Check, Citation, Scope, Severity
from chainaudit.model.remedy import Action
from chainaudit.model.store import Integrity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainaudit.model.context import StoreContext
    from chainaudit.model.finding import Finding


def applies(ctx: StoreContext) -> bool:
    """Look at formats that protect themselves, where the check was made."""
    return ctx.store.integrity in (Integrity.VERIFIED, Integrity.FAILED)


def find(ctx: StoreContext) -> Iterator[Finding]:
    """Report a check that failed."""
    store = ctx.store
    if store.integrity is not Integrity.FAILED:
        return
    how = f" ({store.integrity_detail.rstrip('.')})" if store.integrity_detail else ""
    said = store.problem.message if store.problem is not None else ""
    finding = CHECK.finding(
        field="integrity",
        observed=said or f"the integrity check of this {store.format} store{how} failed",
        expected="a digest or MAC that fits the content and the password",
        actions=(Action("check-password", store=store.source), Action("repair-store", store=store.source)),
        format=store.format,
    )
    yield finding.but(store=store.source)


CHECK = Check(
    id="store.integrity-failed",
    title="The integrity check of the store failed",
    severity=Severity.ERROR,
    scope=Scope.STORE,
    cites=(Citation("RFC 7292", "5.1"), Citation("Java KeyStore", "KeyStore.load")),
    explanation=(
        "The store protects its content with a digest or MAC over content and password, and that does not fit: "
        "either the password is another one, or the file was damaged or changed. The programs that use it refuse "
        "to open it ('Keystore was tampered with, or password was incorrect', 'Mac verify error')."
    ),
    remedy="Check the password first; if it is right, restore the store from a backup, or build it anew.",
    find=find,
    applies=applies,
)
