"""From captures and logs to conclusions: read, weigh, join with stores, say what is to be done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chainaudit.app.diagnosis.evidence_files import open_evidence
from chainaudit.app.diagnosis.join import EvidenceStores, Joined, join, unjoined, untidiness
from chainaudit.app.diagnosis.remedy import actions_for, commands_for, system_for
from chainaudit.app.moments import now
from chainaudit.errors import EvidenceError
from chainaudit.evidence.likeness import Weighing
from chainaudit.evidence.weighing import diagnose as weigh
from chainaudit.model.check import gravest_of_each
from chainaudit.model.diagnosis import Conclusion, DiagnosisReport, SourceReport

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import datetime

    from chainaudit.app.diagnosis.evidence_files import EvidenceFile
    from chainaudit.model.check import Outcome
    from chainaudit.model.evidence import Connection, Diagnosis
    from chainaudit.model.finding import Finding
    from chainaudit.tls.keylog import KeyLog

SEPARATE: Final = 200
"""Connections of one input that are told one by one; of more, equal ones are told together with their number."""

MAX_CONCLUSIONS: Final = 2_000
"""Different conclusions kept of one input; beyond this only their number grows."""

MAX_CHAINS: Final = 100
"""Different chains of one run that are looked at for what is untidy."""

_MAX_LABELS: Final = 5
_MAX_FINDINGS: Final = 500


def diagnose(
    paths: Sequence[str],
    *,
    keylog: KeyLog | None = None,
    stores: EvidenceStores | None = None,
    system: str | None = None,
    at: datetime | None = None,
    progress: Callable[[int], None] | None = None,
) -> DiagnosisReport:
    """Diagnose every input. What cannot be read is said in its `SourceReport`, and the others are read all the same.

    ``at`` is the moment at which dates are judged where the evidence holds none; by default the time of the file.

    Raises:
        UsageError: there is no such system.
    """
    stores = stores or EvidenceStores()
    sources: list[SourceReport] = []
    gathered: list[_Tally] = []
    for path in paths:
        source, tallies = _read(path, keylog, at, progress, stores.host)
        sources.append(source)
        gathered += tallies
    conclusions: list[Conclusion] = []
    findings: dict[tuple[object, ...], Finding] = {}
    chains: set[tuple[str | None, ...]] = set()
    outcomes: list[Mapping[str, Outcome]] = []
    for tally in gathered:
        conclusion, joined = _conclude(tally, stores, system)
        conclusions.append(conclusion)
        outcomes.append(joined.outcomes)
        for finding in joined.findings or _untidiness(joined, stores, chains):
            if len(findings) < _MAX_FINDINGS:
                findings.setdefault(finding.identity, finding)
    return DiagnosisReport(
        tuple(conclusions),
        tuple(sources),
        findings=tuple(findings.values()),
        outcomes=gravest_of_each(outcomes),
        notes=(*_notes(sources), *unjoined(stores, [each.diagnosis for each in conclusions])),
    )


def _untidiness(joined: Joined, stores: EvidenceStores, chains: set[tuple[str | None, ...]]) -> tuple[Finding, ...]:
    """What is wrong with the chain though it may not be the cause; each chain is looked at once."""
    connection = joined.diagnosis.connection
    chain = tuple(each.fingerprint or each.subject for each in connection.presented or ())
    if not chain or chain in chains or len(chains) >= MAX_CHAINS:
        return ()
    chains.add(chain)
    return untidiness(connection, stores.host)


class _Tally:
    """A diagnosis and how many connections it stands for."""

    __slots__ = ("count", "diagnosis", "labels")

    def __init__(self, diagnosis: Diagnosis) -> None:
        self.diagnosis = diagnosis
        self.count = 1
        self.labels = [diagnosis.connection.label]

    def add(self, label: str) -> None:
        self.count += 1
        if len(self.labels) < _MAX_LABELS:
            self.labels.append(label)


def _read(
    path: str, keylog: KeyLog | None, at: datetime | None, progress: Callable[[int], None] | None, host: str | None
) -> tuple[SourceReport, list[_Tally]]:
    try:
        opened = open_evidence(path, progress)
    except EvidenceError as error:
        return SourceReport(path, error=str(error)), []
    gatherer = _Gatherer(min(opened.written or now(), now()) if at is None else at, host)
    error_text = ""
    try:
        gatherer.take(opened, keylog)
    except EvidenceError as error:
        error_text = str(error)
    tallies = gatherer.finish()
    note = "" if tallies or error_text else "nothing in it is about TLS"
    name = opened.parser.name
    return SourceReport(path, format_name=name, connections=gatherer.count, note=note, error=error_text), tallies


class _Gatherer:
    """Diagnoses the connections of one input; the first `SEPARATE` wait for each other, to be compared."""

    __slots__ = ("_first", "_host", "_moment", "_tallies", "_weighing", "count")

    def __init__(self, moment: datetime, host: str | None) -> None:
        self._moment = moment
        self._host = host
        self._first: list[Connection] | None = []
        self._weighing = Weighing()
        self._tallies: dict[tuple[object, ...], _Tally] = {}
        self.count = 0

    def take(self, opened: EvidenceFile, keylog: KeyLog | None) -> None:
        for connection in opened.connections(keylog):
            self.count += 1
            connection = self._supplemented(connection)  # noqa: PLW2901 - the same one, with what is known beside it
            if self._first is None:
                self._merge(connection)
                continue
            self._first.append(connection)
            if len(self._first) > SEPARATE:
                waiting, self._first = self._first, None
                self._weighing = Weighing(tuple(waiting))
                for each in waiting:
                    self._merge(each)

    def _supplemented(self, connection: Connection) -> Connection:
        """A connection with the host and the moment that its evidence does not tell."""
        if not connection.expected_host and self._host:
            connection = connection.but(expected_host=self._host)
        if connection.moment is None:
            connection = connection.but(moment=self._moment, moment_is_assumed=True)
        return connection

    def finish(self) -> list[_Tally]:
        if self._first is None:
            return list(self._tallies.values())
        ordered = sorted(self._first, key=lambda connection: connection.index)
        siblings = tuple(ordered)
        return [_Tally(weigh(connection, siblings)) for connection in ordered]

    def _merge(self, connection: Connection) -> None:
        diagnosis = self._weighing.diagnose(connection)
        key = _identity(diagnosis)
        known = self._tallies.get(key)
        if known is not None:
            known.add(connection.label)
        elif len(self._tallies) < MAX_CONCLUSIONS:
            self._tallies[key] = _Tally(diagnosis)


def _identity(diagnosis: Diagnosis) -> tuple[object, ...]:
    """What makes two diagnoses the same, whatever ports and times they have."""
    connection = diagnosis.connection
    offer = connection.offer
    return (
        diagnosis.cause,
        diagnosis.refused_by,
        diagnosis.certainty,
        connection.address,
        tuple(each.fingerprint or each.subject for each in connection.presented or ()),
        tuple(each.fingerprint or each.subject for each in connection.client_presented or ()),
        connection.request.authorities if connection.request else None,
        tuple((alert.by, alert.code) for alert in connection.alerts if alert.code),
        (offer.versions, offer.server_name) if offer else None,
    )


def _conclude(tally: _Tally, stores: EvidenceStores, system: str | None) -> tuple[Conclusion, Joined]:
    joined = join(tally.diagnosis, stores)
    diagnosis = joined.diagnosis
    chosen = system_for(system, diagnosis.connection, joined.store, joined.side)
    actions = actions_for(diagnosis, joined.actions if diagnosis.cause else ())
    conclusion = Conclusion(
        diagnosis,
        count=tally.count,
        labels=tuple(tally.labels),
        joined=joined.sentences,
        actions=actions,
        commands=commands_for(actions, chosen, joined.store),
        system=chosen.name,
    )
    return conclusion, joined


def _notes(sources: Iterable[SourceReport]) -> tuple[str, ...]:
    return tuple(f"{source.name}: {source.note}" for source in sources if source.note)
