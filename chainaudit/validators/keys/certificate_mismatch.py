"""The private key does not belong to the certificate beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chainaudit.model.check import Check, Citation, Scope, Severity, Undetermined
from chainaudit.model.context import StoreRole
from chainaudit.model.remedy import Action

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainaudit.model.context import EntryContext
    from chainaudit.model.finding import Finding
    from chainaudit.model.public_key import PublicKey
    from chainaudit.model.store import Entry


def applies(ctx: EntryContext) -> bool:
    """Look at private keys with certificates of the entries that are to prove an identity."""
    return ctx.role is StoreRole.IDENTITY and ctx.entry.has_private_key


def find(ctx: EntryContext) -> Iterator[Finding | Undetermined]:
    """Compare the key's public half with the public key of the first certificate."""
    entry = ctx.entry
    matches = entry.key_matches_certificate
    if matches:
        yield from _behind_others(ctx)
        return
    if matches is None:
        yield from _unknown(entry)
        return
    first = entry.certificates[0] if entry.certificates else None
    own = _own_key(entry)
    further = [i for i, c in enumerate(entry.certificates) if i and own is not None and c.public_key == own]
    if further:
        observed = (
            f"the private key of {entry.label} belongs to certificate {further[0] + 1} of its chain, not the first"
        )
    elif first is None:
        observed = f"no certificate in the store belongs to the private key of {entry.label}"
    else:
        kind = f" ({own.label})" if own is not None else ""
        observed = f"the private key of {entry.label}{kind} is not the one of '{first.subject}'"
    yield CHECK.finding(
        first,
        variant=OTHER_KEY,
        field="privateKey",
        observed=observed,
        expected="the private key whose public half stands in the first certificate",
        actions=(
            Action(
                "reorder" if further else "import-key",
                alias=entry.alias or "",
                store=ctx.store.source,
                certificate="" if first is None else first.fingerprint,
                subject="" if first is None else str(first.subject),
            ),
        ),
        alias=entry.alias,
        further=tuple(further),
    )


def _behind_others(ctx: EntryContext) -> Iterator[Finding]:
    """Say that a file begins with another certificate than that of its key, which programs take all the same."""
    entry = ctx.entry
    sent = ctx.store.sent_with(entry)
    own = entry.certificates[0]
    first = sent[0]
    if first == own or own not in sent or (first.public_key is not None and first.public_key == own.public_key):
        return
    number = sent.index(own) + 1
    yield CHECK.finding(
        own,
        variant=NOT_FIRST,
        field="privateKey",
        observed=(
            f"the private key belongs to certificate {number} of the {len(sent)} in the file, '{own.subject}', not to "
            f"the first, '{first.subject}', which is the one that programs take: OpenSSL and what reads the file with "
            "it (nginx, Apache, HAProxy, Node.js, Python, curl) refuse the pair with 'key values mismatch', and so do "
            "GnuTLS and Go"
        ),
        expected=f"'{own.subject}' as the first certificate of the file, then its issuers",
        actions=(
            Action(
                "reorder",
                alias=entry.alias or "",
                store=ctx.store.source,
                certificate=own.fingerprint,
                subject=str(own.subject),
            ),
        ),
        remedy="Put the certificate that belongs to the key first in the file, then its issuer, then that one's.",
        alias=entry.alias,
        further=(number - 1,),
    )


OTHER_KEY: Final = "other-key"
NOT_FIRST: Final = "not-first"
"""The certificate is in the file, but another one stands before it."""


def _own_key(entry: Entry) -> PublicKey | None:
    return entry.private_key.public_key if entry.private_key is not None else entry.public_key


def _unknown(entry: Entry) -> Iterator[Undetermined]:
    """Not knowing is a missing input where the key was not read, and a doubt where it was."""
    if entry.private_key is None:
        yield Undetermined(f"the private key of {entry.label} was not read", missing=True)
    elif entry.certificates:
        yield Undetermined(f"the public half of the private key of {entry.label} cannot be told")
    else:
        yield Undetermined(f"{entry.label} holds no certificate to compare the private key with", missing=True)


CHECK = Check(
    id="keys.certificate-mismatch",
    title="The private key does not belong to the certificate",
    severity=Severity.ERROR,
    scope=Scope.ENTRY,
    cites=(Citation("RFC 8446", "4.4.3"), Citation("RFC 5246", "7.4.8"), Citation("Java KeyStore", "PrivateKeyEntry")),
    explanation=(
        "The peer checks a signature by the private key with the public key of the certificate. With the wrong key "
        "the handshake fails with 'decrypt error' or 'bad signature', or the server refuses to start ('key values "
        "mismatch'). It happens when a renewed certificate is installed beside the key of the old one, and when a "
        "file of PEM does not begin with the certificate of its key: programs take the first certificate of it."
    ),
    remedy=(
        "Find the key that the certificate was requested with, or request a new certificate for the key that is there."
    ),
    find=find,
    stands_alone=True,
    applies=applies,
    variants=(OTHER_KEY, NOT_FIRST),
)
