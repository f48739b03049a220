"""Writes certificates that came from a peer, marked as unverified until a person compared them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chainaudit.app.connect import PEER_FORMAT
from chainaudit.app.new_file import write_new_file
from chainaudit.errors import UsageError
from chainaudit.model.pem import pem

if TYPE_CHECKING:
    from chainaudit.model.certificate import Certificate
    from chainaudit.model.report import Report

_CANNOT_SAVE: Final = 2
_FROM_PEER = "# UNVERIFIED: this certificate came over the network from {source}."
_FROM_STORE = "# UNVERIFIED: this certificate was taken from {source}."
_COMPARE = "# Compare its SHA-256 fingerprint with its owner over another channel before you trust it:"


def saved(report: Report, code: int, chain: str | None, missing: str | None) -> tuple[Report, int]:
    """Write what was asked for; what cannot be written becomes a note and exit code 2, and the report is shown.

    Where nothing is missing there is nothing to write: that is a note, and no fault.
    """
    if missing and report.accepted:
        report = report.noted(f"--save-missing: the truststore lacks nothing, so that {missing} was not written.")
        missing = None
    notes = []
    for path, save in ((chain, save_chain), (missing, save_missing)):
        try:
            if path:
                save(report, path)
        except UsageError as error:
            notes.append(f"NOT SAVED: {error}.")
    return (report.noted(*notes), _CANNOT_SAVE) if notes else (report, code)


def save_chain(report: Report, path: str) -> None:
    """Write the chain of the first target as PEM, in the order presented.

    Raises:
        UsageError: there is no chain, or the file is there already or cannot be written.
    """
    chain = report.targets[0].target.presented if report.targets else ()
    if not chain:
        raise UsageError("--save-chain: no certificate was presented")
    _write(path, report, chain)


def save_missing(report: Report, path: str) -> None:
    """Write the one certificate that the truststore lacks, where the peer sent it: its self-issued root.

    Raises:
        UsageError: nothing is missing, or what is missing was not sent; or the file cannot be written.
    """
    target = report.targets[0] if report.targets else None
    refused = (
        None
        if target is None
        else next((v for v in target.verdicts if not v.accepted and not v.path.is_complete), None)
    )
    if refused is None:
        raise UsageError("--save-missing: the truststore lacks nothing")
    top = refused.path.top
    if not top.is_self_issued:
        raise UsageError(
            f"--save-missing: '{top.issuer}' is missing, and the peer did not send it; ask its owner for it"
        )
    _write(path, report, (top,))


def _write(path: str, report: Report, certificates: tuple[Certificate, ...]) -> None:
    store = report.stores[0] if report.stores else None
    source = "a peer" if store is None else store.source
    told = _FROM_PEER if store is None or store.format == PEER_FORMAT else _FROM_STORE
    parts = []
    for certificate in certificates:
        digest = certificate.fingerprint.upper()
        pairs = ":".join(digest[i : i + 2] for i in range(0, len(digest), 2))
        lines = [told.format(source=source), _COMPARE]
        parts.append("\n".join([*lines, f"# {pairs}", f"# {certificate.subject}"]) + "\n" + pem(certificate.der))
    write_new_file(path, "".join(parts).encode("utf-8", "backslashreplace"))
