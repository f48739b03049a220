"""Turns the actions of findings into the commands of the system at hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chainaudit.app import registry
from chainaudit.app.store_commands import BY_DEFAULT, BY_THE_OWNER, in_store, keeper_of, rendered, system_named
from chainaudit.app.targets import MAX_ALIAS
from chainaudit.errors import UsageError
from chainaudit.model.general_name import NameKind
from chainaudit.model.remedy import Action, as_name
from chainaudit.validators.wording import short_name

if TYPE_CHECKING:
    from chainaudit.model.certificate import Certificate
    from chainaudit.model.finding import Finding
    from chainaudit.model.remedy import System
    from chainaudit.model.report import Report, TargetReport
    from chainaudit.model.store import Store

_AT_THE_OTHER_SIDE: Final = frozenset({"add-authority", "reduce-authorities", "look-at-peer", "enable-protocol"})
"""What is done where the store of the finding is not: its path must not stand in those commands."""


def with_commands(report: Report, system: str | None, more: tuple[Store, ...] = ()) -> Report:
    """Return the report with each finding's actions written as commands of ``system``.

    None: of the product that a profile stands for, else of the program that keeps the store's format. ``more`` are
    stores that findings name and the report does not list, as a client's.

    Raises:
        UsageError: there is no such system.
    """
    chosen = None if system is None else system_named(system)
    if not any(f.actions for f in report.all_findings()):
        return report
    product = _product(report) if chosen is None else chosen
    known = _Known(report, more)

    def written(finding: Finding, host: str = "") -> Finding:
        if not finding.actions:
            return finding
        action = finding.actions[0]
        if finding.position and action.kind in BY_THE_OWNER:
            return finding.but(commands=(_of_an_authority(finding),))
        placed = known.placed(action, finding, host)
        keeper = product or keeper_of(placed.values.get("store", ""), placed.values.get("format", "").lower())
        return finding.but(commands=rendered(keeper, placed) or rendered(system_named(BY_DEFAULT), placed))

    targets = tuple(t.but(findings=tuple(written(f, _host_of(t)) for f in t.findings)) for t in report.targets)
    return report.but(targets=targets, findings=tuple(written(f) for f in report.findings))


def _product(report: Report) -> System | None:
    """The system of the first profile that stands for a product with commands of its own."""
    judged = dict.fromkeys(verdict.profile for target in report.targets for verdict in target.verdicts)
    return next((system_named(name) for name in map(_system_of, judged) if name), None)


def _system_of(profile: str) -> str:
    try:
        return registry.profile(profile).system
    except UsageError:  # a profile that a program made for itself
        return ""


class _Known:
    """What a report knows and an action does not: the formats of stores, the addresses of peers."""

    __slots__ = ("_peers", "_stores")

    def __init__(self, report: Report, more: tuple[Store, ...]) -> None:
        self._stores: dict[str, Store] = {}
        waiting = [*report.stores, *more]
        while waiting:
            store = waiting.pop()
            self._stores[store.source] = store
            waiting += store.children
        self._peers = {peer.endpoint.label: peer.endpoint for peer in report.peers}

    def placed(self, action: Action, finding: Finding, host: str) -> Action:
        """Return the action with what it does not name itself: store, its format and alias, or host and port."""
        values = {"host": host, "alias": finding.alias or ""}
        peer = self._peers.get(finding.store or "")
        if peer is not None:
            values |= {"host": peer.host, "port": str(peer.port)}
        elif action.kind not in _AT_THE_OTHER_SIDE:
            values["store"] = finding.store or ""
        if action.kind in BY_THE_OWNER and finding.certificate is not None and peer is None:
            values["sans"] = _names_of(finding.certificate, action.values.get("host", host))
        values |= action.values
        if not values.get("url", "").lower().startswith(("http://", "https://")):
            values.pop("url", None)  # a certificate may name anything, an option of the program that fetches it too
        if len(values["alias"]) > MAX_ALIAS:
            del values["alias"]
        values["store"] = values.get("store", "").split(", ")[0]
        return in_store(Action(action.kind, **values), self._stores.get(values["store"]))


def _names_of(certificate: Certificate, host: str) -> str:
    """Return the names that a new certificate needs: those of the old one, and the one that was asked for.

    '' where there are too many to type.
    """
    names = certificate.subject_alternative_names or ()
    listed = [f"{name.kind.value}:{name.shown}" for name in names if name.kind in (NameKind.DNS, NameKind.IP)]
    if host and not any(one.partition(":")[2].lower() == host.lower() for one in listed):
        listed.insert(0, as_name(host))
    joined = ",".join(listed)
    return joined if len(joined) <= _MAX_NAMES_CHARACTERS else ""


_MAX_NAMES_CHARACTERS: Final = 500


def _of_an_authority(finding: Finding) -> str:
    subject = "the authority" if finding.certificate is None else f"'{short_name(finding.certificate)}'"
    return (
        f"# this is the certificate of {subject}: ask its owner for a new one, and put that in its place in the chain"
    )


def _host_of(target: TargetReport) -> str:
    """Return the name that was asked for, else the first that is in the certificate."""
    if target.question.host:
        return target.question.host[0].text
    names = target.question.target.certificate.subject_alternative_names or ()
    return next((name.shown for name in names if name.kind is NameKind.DNS), "")
