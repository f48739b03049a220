"""The public names as a user writes them; mypy --strict reads this file, nothing runs it."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import TYPE_CHECKING

import chainaudit
from chainaudit import ChainauditError, Passwords, Report, Severity, Store, StoreError, UsageError

if TYPE_CHECKING:
    from typing_extensions import assert_type


def audit(path: str) -> int:
    """Judge a keystore and print what is wrong."""
    try:
        report = chainaudit.verify(
            path,
            alias="api",
            host="api.example.com",
            truststores=["certifi", chainaudit.open_store("partners.jks", password="changeit")],
            profiles=["recommended", chainaudit.profile("java")],
            purpose="server",
            at=datetime(2027, 1, 1, tzinfo=timezone.utc),
            passwords=Passwords("changeit", keys={"api": "other"}),
        )
    except UsageError as error:
        raise SystemExit(2) from error
    if TYPE_CHECKING:
        assert_type(report, Report)
        assert_type(report.accepted, bool)
    for finding in report.all_findings():
        if finding.severity is Severity.ERROR and finding.certificate is not None:
            words: str = f"{finding.check}: {finding.certificate.subject}"
            assert words
    text: str = chainaudit.render(report, "json")
    assert text
    return chainaudit.worst_exit(report, "error")


def inspect(data: bytes) -> list[str | None]:
    """List the aliases of a store that is in memory."""
    try:
        store: Store = chainaudit.read_bytes(data, "from memory")
    except (StoreError, ChainauditError) as error:
        raise SystemExit(2) from error
    return [entry.alias for entry in store.entries]


def explain() -> str:
    """Look a check up."""
    check = chainaudit.check("path.incomplete")
    return f"{check.title}: {check.explanation} ({', '.join(map(str, check.cites))})"


def ask(address: str) -> bool:
    """Ask a live peer and judge what it presents."""
    peer: chainaudit.Peer = chainaudit.connect(address, starttls="smtp", ciphers=True, timeout_seconds=5)
    revocation = chainaudit.RevocationInputs((b"crl",), mode=chainaudit.RevocationMode.REQUIRE_ALL)
    policies = chainaudit.PolicyInputs(explicit_policy=True)
    limits = chainaudit.Limits(entries=10)
    report = chainaudit.verify(peer=peer, host="a.example", revocation=revocation, policies=policies, limits=limits)
    return report.accepted


def mend(path: str) -> str | None:
    """Write a completed copy of a store."""
    completed: chainaudit.Completed = chainaudit.complete(path, truststores=["system"], fetch=True)
    written: chainaudit.Written = chainaudit.write_store(completed.store, "new.p12", password="changeit")
    return written.writer.name if completed.missing else None


def play(own: Store, trusted: Store) -> str:
    """Rehearse a handshake and say how it goes."""
    server = chainaudit.Party("server", "openssl", identity=own)
    client = chainaudit.Party("client", "java-17", anchors=chainaudit.anchors_of(trusted))
    names = (chainaudit.reference_identifier("api.example.com"),)
    played = chainaudit.rehearse([chainaudit.Link("ours", client, server, host=names)])
    if TYPE_CHECKING:
        assert_type(played, tuple[chainaudit.Rehearsal, ...])
    return chainaudit.render(played, "json")


def find_out(path: str) -> list[str | None]:
    """Name the causes that a log tells."""
    stores = chainaudit.EvidenceStores(truststores=(chainaudit.open_truststore("java"),))
    report: chainaudit.DiagnosisReport = chainaudit.diagnose([path], stores=stores)
    return [conclusion.diagnosis.cause for conclusion in report.failed]
