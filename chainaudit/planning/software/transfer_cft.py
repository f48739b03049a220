"""Axway Transfer CFT: USERCID's chain up to ROOTCID is sent, and only to a server that names one of its issuers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chainaudit.model.answering import answers
from chainaudit.model.peer import TRANSFER_CFT_AUTHORITIES_LIMIT
from chainaudit.model.rehearsal import SERVER, Limits, Software
from chainaudit.planning.software.habits import entry_chain, mismatched_key, subjects

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chainaudit.model.name import Name
    from chainaudit.model.report import Verdict
    from chainaudit.model.store import Entry


def alert(verdict: Verdict, _side: str, _tls13: bool) -> str:  # noqa: FBT001 - the version may count
    """Return the alert: 3.2 and later verify by OpenSSL and say unknown_ca for a chain that ends nowhere."""
    checks = {reason.finding.check for reason in verdict.reasons if reason.finding is not None}
    if checks & {"path.incomplete", "path.untrusted", "path.issuer-not-ca", "path.version-1"}:
        return "unknown_ca"
    return "certificate_expired" if "validity.expired" in checks else "bad_certificate"


def picks(entries: Sequence[Entry], authorities: Sequence[Name]) -> Entry | None:
    """Return the first entry that one of the server's authorities issued (CFTSSL, USERCID)."""
    return next((e for e in entries if mismatched_key(e) is None and answers(e, authorities)), None)


def no_certificate(tls13: bool) -> str:  # noqa: FBT001, ARG001 - the manual knows one
    """Return what a server with VERIFY=REQUIRED sends (CR=40)."""
    return "handshake_failure"


SOFTWARE: Final = Software(
    name="transfer-cft",
    title="Axway Transfer CFT",
    profiles=("transfer-cft",),
    cites=("Transfer CFT documentation, CFTSSL", "Transfer CFT documentation, security errors"),
    sends=entry_chain,
    key_fault=mismatched_key,
    without_key={SERVER: (SERVER, "handshake_failure")},
    authorities=subjects,
    picks=picks,
    alert=alert,
    no_certificate=no_certificate,
    limits=Limits(message=(TRANSFER_CFT_AUTHORITIES_LIMIT, None)),
)
