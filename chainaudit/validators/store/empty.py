"""A store without any entry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainaudit.errors import StoreErrorKind
from chainaudit.model.check import Check, Citation, Scope, Severity
from chainaudit.model.context import StoreRole
from chainaudit.model.remedy import Action

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainaudit.model.context import StoreContext
    from chainaudit.model.finding import Finding


def find(ctx: StoreContext) -> Iterator[Finding]:
    """Report a store that was read to its end and holds nothing."""
    store = ctx.store
    is_other_problem = store.problem is not None and store.problem.kind is not StoreErrorKind.EMPTY
    if store.entries or store.children or store.crls or is_other_problem:
        return
    is_truststore = ctx.role is StoreRole.TRUSTSTORE
    finding = CHECK.finding(
        variant=ctx.role.value,
        severity=Severity.WARNING if ctx.role in (StoreRole.INSPECTED, StoreRole.UNTRUSTED) else Severity.ERROR,
        field="entries",
        observed=f"this {store.format} store holds no entry",
        expected="at least one trust anchor" if is_truststore else "at least one certificate",
        actions=(Action("import-anchor" if is_truststore else "import-key", store=store.source),),
        format=store.format,
    )
    yield finding.but(store=store.source)


CHECK = Check(
    id="store.empty",
    title="The store is empty",
    severity=Severity.ERROR,
    scope=Scope.STORE,
    cites=(Citation("Java KeyStore", "KeyStore.size"), Citation("RFC 5280", "6.1.1 (d)")),
    explanation=(
        "The store was read without a fault and has nothing in it. As a truststore it trusts nobody (Java: 'the "
        "trustAnchors parameter must be non-empty'), as an identity it can prove nothing. Often a path is wrong "
        "and a program created a new file, or an import failed unnoticed."
    ),
    remedy="Check that this is the intended file, then import the certificates or the key into it.",
    find=find,
    variants=("identity", "truststore", "presented", "untrusted", "inspected"),
)
