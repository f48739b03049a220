"""A store without any entry, or a truststore in which there is nobody to trust."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chainaudit.errors import StoreErrorKind
from chainaudit.model.check import Check, Citation, Scope, Severity
from chainaudit.model.context import StoreRole
from chainaudit.model.remedy import Action
from chainaudit.model.store import EntryKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainaudit.model.context import StoreContext
    from chainaudit.model.finding import Finding
    from chainaudit.model.store import Entry, Store


def find(ctx: StoreContext) -> Iterator[Finding]:
    """Report a store that was read to its end and holds nothing."""
    store = ctx.store
    is_other_problem = store.problem is not None and store.problem.kind is not StoreErrorKind.EMPTY
    is_truststore = ctx.role is StoreRole.TRUSTSTORE
    if is_truststore and store.problem is None and not ctx.is_inside:
        yield from _without_anchor(store)
    if store.entries or store.children or store.crls or is_other_problem:
        return
    finding = CHECK.finding(
        variant=ctx.role.value,
        severity=Severity.WARNING if ctx.role is StoreRole.UNTRUSTED else Severity.ERROR,
        field="entries",
        observed=f"this {store.format} store holds no entry",
        expected="at least one trust anchor" if is_truststore else "at least one certificate",
        actions=_actions(ctx),
        format=store.format,
    )
    yield finding.but(store=store.source)


def _actions(ctx: StoreContext) -> tuple[Action, ...]:
    """What is put into it; certificates that somebody presented are got from there, and what may help is chosen."""
    if ctx.role is StoreRole.TRUSTSTORE:
        return (Action("import-anchor", store=ctx.store.source),)
    if ctx.role is StoreRole.IDENTITY:
        return (Action("import-key", store=ctx.store.source, all_missing="yes"),)
    return ()


def _without_anchor(store: Store) -> Iterator[Finding]:
    """Report a truststore that holds something and trusts nobody, or nobody as Java sees it."""
    entries = list(_entries(store))
    if not entries:
        return
    held = [entry for entry in entries if entry.certificates]
    if not held:
        keys = sum(entry.has_private_key for entry in entries)
        what = "a private key and no certificate" if keys else "no certificate"
        found = CHECK.finding(
            variant=NO_CERTIFICATE,
            field="entries",
            observed=f"this {store.format} store holds {what}: as a truststore it trusts nobody",
            expected="at least one certificate of an authority that is trusted",
            remedy="Name the file that holds the certificates of the authorities that are trusted.",
            format=store.format,
        )
        yield found.but(store=store.source)
    elif store.format == PKCS12 and all(entry.kind is EntryKind.CERTIFICATE for entry in held):
        number = sum(len(entry.certificates) for entry in held)
        certificates = "the one certificate" if number == 1 else f"none of the {number} certificates"
        is_marked = "is not marked as trusted" if number == 1 else "is marked as trusted"
        found = CHECK.finding(
            variant=UNMARKED,
            severity=Severity.WARNING,
            field="entries",
            observed=(
                f"{certificates} in this PKCS12 store {is_marked} (attribute trustedKeyUsage): Java and keytool see "
                "an empty store in it, and refuse everybody with 'the trustAnchors parameter must be non-empty'"
            ),
            expected="trusted certificates as keytool imports them",
            actions=(Action("import-anchor", store=store.source, subject=str(held[0].certificates[0].subject)),),
            remedy="Import the certificates with keytool, which marks them as trusted; openssl does not.",
            format=store.format,
        )
        yield found.but(store=store.source)


PKCS12: Final = "PKCS12"
NO_CERTIFICATE: Final = "no-certificate"
UNMARKED: Final = "unmarked"


def _entries(store: Store) -> Iterator[Entry]:
    yield from store.entries
    for child in store.children:
        yield from _entries(child)


CHECK = Check(
    id="store.empty",
    title="The store is empty",
    severity=Severity.ERROR,
    scope=Scope.STORE,
    cites=(Citation("Java KeyStore", "KeyStore.size"), Citation("RFC 5280", "6.1.1 (d)")),
    explanation=(
        "The store was read without a fault and has nothing in it, or nothing of use. As a truststore "
        "it trusts nobody (Java: 'the trustAnchors parameter must be non-empty'), as an identity it can prove nothing. "
        "Often a path is wrong and a program created a new file, an import failed unnoticed, or the file is that of a "
        "key. Java passes over certificates in a PKCS #12 that are not marked as trusted."
    ),
    remedy="Check that this is the intended file, then import the certificates or the key into it.",
    find=find,
    variants=("identity", "truststore", "presented", "untrusted", "inspected", NO_CERTIFICATE, UNMARKED),
)
