"""Turns the actions of findings into the commands of the system at hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chainaudit.app import registry
from chainaudit.app.targets import MAX_ALIAS
from chainaudit.app.truststores import SYSTEM_BUNDLES
from chainaudit.errors import UsageError
from chainaudit.model.general_name import NameKind
from chainaudit.model.remedy import Action

if TYPE_CHECKING:
    from chainaudit.model.finding import Finding
    from chainaudit.model.remedy import System
    from chainaudit.model.report import Report, TargetReport

BY_DEFAULT: Final = "openssl"
"""Whose commands are shown where the store's format has no program of its own: openssl is at hand everywhere."""
_FIRST_ASKED: Final = ("keytool", "openssl", "pkcs12")
"""Who keeps most stores; asked first, so that the others need not be loaded."""
_AT_THE_OTHER_SIDE: Final = frozenset({"add-authority", "reduce-authorities", "look-at-peer", "enable-protocol"})
"""What is done where the store of the finding is not: its path must not stand in those commands."""


def system_named(name: str) -> System:
    """Return the system with this name.

    Raises:
        UsageError: there is none.
    """
    known = registry.system(name)
    if known is None:
        raise UsageError(f"there is no system '{name}'; there are: {', '.join(s.name for s in registry.systems())}")
    return known


def with_commands(report: Report, system: str | None) -> Report:
    """Return the report with each finding's actions written as commands of ``system``.

    None: of the product that a profile stands for, else of the program that keeps the store's format.

    Raises:
        UsageError: there is no such system.
    """
    chosen = None if system is None else system_named(system)
    if not any(f.actions for f in report.all_findings()):
        return report
    product = _product(report) if chosen is None else chosen
    known = _Known(report)

    def written(finding: Finding, host: str = "") -> Finding:
        if not finding.actions:
            return finding
        placed = known.placed(finding.actions[0], finding, host)
        keeper = product or _keeper(placed.values.get("store", ""), placed.values.get("format", "").lower())
        return finding.but(commands=keeper.render(placed) or system_named(BY_DEFAULT).render(placed))

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

    __slots__ = ("_formats", "_peers")

    def __init__(self, report: Report) -> None:
        self._formats = {store.source: store.format for store in report.stores}
        self._peers = {peer.endpoint.label: peer.endpoint for peer in report.peers}

    def placed(self, action: Action, finding: Finding, host: str) -> Action:
        """Return the action with what it does not name itself: store, its format and alias, or host and port."""
        values = {"host": host, "alias": finding.alias or ""}
        peer = self._peers.get(finding.store or "")
        if peer is not None:
            values |= {"host": peer.host, "port": str(peer.port)}
        elif action.kind not in _AT_THE_OTHER_SIDE:
            values["store"] = finding.store or ""
        values |= action.values
        if not values.get("url", "").lower().startswith(("http://", "https://")):
            values.pop("url", None)  # a certificate may name anything, an option of the program that fetches it too
        if len(values["alias"]) > MAX_ALIAS:
            del values["alias"]
        values["store"] = values.get("store", "").split(", ")[0]
        values["format"] = self._formats.get(values["store"], "")
        if values["format"] == "NSS":
            # Its tools want the directory, whatever file of it was named.
            values["store"] = values["store"].removesuffix("cert9.db").rstrip("/") or "."
        return Action(action.kind, **values)


def _host_of(target: TargetReport) -> str:
    """Return the name that was asked for, else the first that is in the certificate."""
    if target.question.host:
        return target.question.host[0].text
    names = target.question.target.certificate.subject_alternative_names or ()
    return next((name.shown for name in names if name.kind is NameKind.DNS), "")


def _keeper(store: str, store_format: str) -> System:
    if store in SYSTEM_BUNDLES:
        return system_named("ca-certificates")
    if store.endswith("/certifi/cacert.pem"):
        return system_named("certifi")
    if store_format:
        for name in _FIRST_ASKED:
            likely = system_named(name)
            if store_format in likely.formats:
                return likely
        for known in registry.systems():
            if store_format in known.formats:
                return known
    return system_named(BY_DEFAULT)
