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
