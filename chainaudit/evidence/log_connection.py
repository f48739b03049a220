"""A connection as a log tells it, gathered line by line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, final

from chainaudit.evidence.certificates import see_certificate
from chainaudit.evidence.speech import OWN
from chainaudit.model.evidence import CLIENT, SERVER, UNKNOWN, Alert, Connection, Remark, SeenCertificate, other_side

if TYPE_CHECKING:
    from chainaudit.evidence.speech import Heard

MAX_REMARKS: Final = 24
MAX_CERTIFICATES: Final = 32

_SUPPLEMENTS: Final = frozenset(("failure", "rejected", "closed", "reset", "internal"))
"""Meanings so general that one of each is enough."""


@final
class LogConnection:
    """Gathers what lines tell, then gives the `Connection`; further facts are set on ``connection`` directly."""

    __slots__ = ("_alerts", "_remarks", "certificates", "connection", "product")

    def __init__(self, source: str, index: int, label: str) -> None:
        self.connection = Connection(source, index, label)
        self.product = ""
        self.certificates: list[bytes] = []
        self._alerts: list[Alert] = []
        self._remarks: list[Remark] = []

    @property
    def tells(self) -> bool:
        """Whether anything was heard."""
        return bool(self._alerts or self._remarks or self.certificates)

    @property
    def tells_something(self) -> bool:
        """Whether more than a general failure was heard."""
        return bool(self._alerts) or any(each.meaning not in _SUPPLEMENTS for each in self._remarks)

    def take(self, heard: Heard) -> None:
        """Add what a line told."""
        if self.connection.viewpoint == UNKNOWN:
            self.connection.viewpoint = heard.side
        for alert in heard.alerts:
            self.add_alert(alert)
        for remark in heard.remarks:
            self.add_remark(remark)

    def add_alert(self, alert: Alert) -> None:
        """Add an alert once: logs tell of the same one several times."""
        if all((each.by, each.code) != (alert.by, alert.code) for each in self._alerts):
            self._alerts.append(alert)

    def add_remark(self, remark: Remark) -> None:
        """Add a remark; repetitions of a meaning by the same side add nothing."""
        known = any(each.meaning == remark.meaning and each.side == remark.side for each in self._remarks)
        if not known and len(self._remarks) < MAX_REMARKS:
            self._remarks.append(remark)

    def has(self, meaning: str) -> bool:
        """Whether a remark of this meaning was heard."""
        return any(each.meaning == meaning for each in self._remarks)

    def drop_remarks(self, meaning: str) -> None:
        """Forget what another remark says better."""
        self._remarks = [each for each in self._remarks if each.meaning != meaning]

    def finish(self) -> Connection:
        """The connection, with sides filled in where the log's own side has become known."""
        connection = self.connection
        if connection.viewpoint == UNKNOWN:
            connection.viewpoint = self._likely_side()
        own = connection.viewpoint
        if own == UNKNOWN:
            own = CLIENT
        resolved = [_resolve(alert, own) for alert in self._alerts]
        connection.alerts = (*connection.alerts, *_unique(resolved, connection.alerts))
        connection.remarks = tuple(
            Remark(each.meaning, own if each.side == UNKNOWN else each.side, each.text,
                   product=each.product or self.product, detail=each.detail)
            for each in self._remarks
        )  # fmt: skip
        connection.product = connection.product or self.product
        if self.certificates and connection.presented is None:
            connection.presented = tuple(see_certificate(each) for each in self.certificates[:MAX_CERTIFICATES])
        return connection

    def _likely_side(self) -> str:
        for remark in self._remarks:
            if remark.side in {CLIENT, SERVER}:
                return remark.side
        return UNKNOWN


def _resolve(alert: Alert, own: str) -> Alert:
    """An alert whose sender was not known when it was heard came from the peer: own ones are logged as such."""
    by = own if alert.by == OWN else alert.by if alert.by in {CLIENT, SERVER} else other_side(own)
    return Alert(by, alert.level, alert.description, alert.code)


def _unique(alerts: list[Alert], known: tuple[Alert, ...]) -> list[Alert]:
    seen = {(alert.by, alert.code) for alert in known}
    return [alert for alert in alerts if (alert.by, alert.code) not in seen]


__all__ = ["SERVER", "LogConnection", "SeenCertificate"]
