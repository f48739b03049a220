"""One certificate stands in a store more than once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chainaudit.model.check import Check, Citation, Scope, Severity
from chainaudit.model.remedy import Action
from chainaudit.model.store import EntryKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainaudit.model.certificate import Certificate
    from chainaudit.model.context import StoreContext
    from chainaudit.model.finding import Finding
    from chainaudit.model.store import Entry

MAX_REPORTED: Final = 20
"""Certificates that are reported one by one; the last finding says how many more there are."""


def find(ctx: StoreContext) -> Iterator[Finding]:
    """Report certificates that stand alone under several aliases, and twice in one chain.

    Key entries that share their issuers are as they should be, and so is a key entry beside a trusted one.
    """
    store = ctx.store
    places: dict[Certificate, list[Entry]] = {}
    for entry in store.entries:
        if entry.kind is EntryKind.PRIVATE_KEY:
            seen: set[Certificate] = set()
            for certificate in entry.certificates:
                if certificate in seen:
                    places.setdefault(certificate, []).extend([entry, entry])
                seen.add(certificate)
        else:
            for certificate in entry.certificates:
                places.setdefault(certificate, []).append(entry)
    twice = [(certificate, entries) for certificate, entries in places.items() if len(entries) > 1]
    for count, (certificate, entries) in enumerate(twice[:MAX_REPORTED], start=1):
        labels = list(dict.fromkeys(entry.label for entry in entries))
        more = len(twice) - MAX_REPORTED
        tail = f" (and {more} more such certificates)" if count == MAX_REPORTED and more > 0 else ""
        where = f"twice in {labels[0]}" if len(labels) == 1 else f"as {', '.join(labels[:5])}"
        finding = CHECK.finding(
            certificate,
            field="entries",
            observed=f"'{certificate.subject}' is there {where}{tail}",
            expected="each certificate once",
            actions=(
                Action(
                    "remove-certificate",
                    store=store.source,
                    alias=entries[-1].alias or "",
                    certificate=certificate.fingerprint,
                    subject=str(certificate.subject),
                ),
            ),
            entries=tuple(labels[:20]),
            subject=str(certificate.subject),
        )
        yield finding.but(store=store.source, alias=entries[-1].alias)


CHECK = Check(
    id="store.duplicate-certificate",
    title="A certificate is in the store more than once",
    severity=Severity.WARNING,
    scope=Scope.STORE,
    cites=(Citation("Java KeyStore", "TrustedCertificateEntry"), Citation("RFC 8446", "4.4.2")),
    explanation=(
        "The same certificate stands in the store under several names or twice in one chain. It works, but whoever "
        "replaces or removes one of them believes the job done while the other is still in force."
    ),
    remedy="Delete all but one of the entries.",
    find=find,
)
