"""The file's name claims another format than the content has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainaudit.model.check import Check, Citation, Scope, Severity
from chainaudit.model.remedy import Action

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainaudit.model.context import StoreContext
    from chainaudit.model.finding import Finding


def find(ctx: StoreContext) -> Iterator[Finding]:
    """Report what the name says and what the content is."""
    store = ctx.store
    if store.name_says is None:
        return
    finding = CHECK.finding(
        field="name",
        observed=f"the name says {store.name_says}, the content is {store.format}",
        expected=f"a name that is usual for {store.format}",
        actions=(Action("convert-format", store=store.source, names=store.name_says),),
        name_says=store.name_says,
        format=store.format,
    )
    yield finding.but(store=store.source)


CHECK = Check(
    id="store.name-says-otherwise",
    title="The name of the store says another format",
    severity=Severity.NOTICE,
    scope=Scope.STORE,
    cites=(Citation("Java KeyStore", "KeyStore.getInstance"), Citation("RFC 7468", "3")),
    explanation=(
        "The format was recognised by the content. Programs that go by the name, or by a configured type such as "
        "keyStoreType=JKS, fail with 'Invalid keystore format' or 'DerInputStream' errors. Since Java 9 keytool "
        "writes PKCS12 even into a file that ends in .jks."
    ),
    remedy="Rename the file, or set the type in the configuration to what the content is.",
    find=find,
)
