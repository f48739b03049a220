"""No entry of the client was issued by an authority that the server asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainaudit.model.answering import answers
from chainaudit.model.check import Check, Citation, Scope, Severity
from chainaudit.model.remedy import Action
from chainaudit.model.store import EntryKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainaudit.model.context import PeerContext
    from chainaudit.model.finding import Finding


def applies(ctx: PeerContext) -> bool:
    """Whether the server asks for a certificate and the client has a store."""
    return ctx.client is not None and ctx.peer.handshake.authorities is not None


def find(ctx: PeerContext) -> Iterator[Finding]:
    """Compare the issuers of every key entry's chain with the authorities in the CertificateRequest."""
    authorities = ctx.peer.handshake.authorities or ()
    entries = (
        [e for e in ctx.client.entries if e.kind is EntryKind.PRIVATE_KEY and e.certificates] if ctx.client else []
    )
    named = ctx.client.entry(ctx.client_alias) if ctx.client and ctx.client_alias is not None else None
    picked = [e for e in entries if ctx.client_alias is None or e is named]
    fitting = [e for e in picked if answers(e, authorities)]
    which = "the one authority" if len(authorities) == 1 else f"among the {len(authorities)} authorities"
    for entry in picked:
        if entry in fitting:
            continue
        top = entry.certificates[-1]
        yield CHECK.finding(
            entry.certificates[0],
            observed=(f"the issuer of {entry.label}, '{top.issuer}', is not {which} that the server asks for"),
            expected=f"one of: {'; '.join(str(a) for a in authorities[:5])}{'; …' if len(authorities) > 5 else ''}",
            field="certificate_authorities",
            severity=Severity.NOTICE if fitting else Severity.ERROR,
            actions=(Action("add-authority", subject=str(top.issuer), issuer=str(top.issuer), side="server"),),
        ).but(store=ctx.client.source if ctx.client else None, alias=entry.alias)


CHECK = Check(
    id="trust.client-issuer-not-requested",
    title="The client's issuer is not among the authorities that the server asks for",
    severity=Severity.ERROR,
    scope=Scope.PEER,
    cites=(Citation("RFC 8446", "4.2.4"), Citation("RFC 5246", "7.4.4")),
    explanation=(
        "A server lists the authorities whose client certificates it takes. Java, browsers and webMethods send "
        "nothing when none of their entries was issued by one of them, and the handshake fails as if they had no "
        "certificate."
    ),
    remedy=(
        "Have the server's owner add your issuer to the truststore that the list is made of, or use a certificate "
        "of one of the authorities listed."
    ),
    find=find,
    applies=applies,
)
