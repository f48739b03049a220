"""Turns the actions of findings into the commands of the system at hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chainaudit.app import registry
from chainaudit.errors import UsageError
from chainaudit.model.remedy import Action
from chainaudit.model.report import Report, TargetReport

if TYPE_CHECKING:
    from chainaudit.model.finding import Finding
    from chainaudit.model.remedy import System

BY_DEFAULT: Final = "openssl"
"""Whose commands are shown where the store's format has no program of its own: openssl is at hand everywhere."""
_FIRST_ASKED: Final = ("keytool", "openssl")
"""Who keeps most formats; asked first, so that the others need not be loaded."""
_PRODUCTS: Final = {"transfer-cft-3.1": "transfer-cft", "transfer-cft-3.2": "transfer-cft"}


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
    formats = {store.source: store.format.lower() for store in report.stores}
    products = [_PRODUCTS[v.profile] for t in report.targets for v in t.verdicts if v.profile in _PRODUCTS]
    product = system_named(products[0]) if products and chosen is None else chosen

    def written(finding: Finding) -> Finding:
        if not finding.actions:
            return finding
        own = formats.get(finding.store or "", "")
        lines: list[str] = []
        for action in finding.actions[:1]:
            placed = _placed(action, finding)
            store = placed.values.get("store", "").split(", ")[0]
            keeper = product or _keeper(formats.get(store, own))
            lines += keeper.render(placed) or _keeper("").render(placed)
        return finding.but(commands=tuple(lines))

    targets = tuple(
        TargetReport(
            t.question,
            verdicts=t.verdicts,
            findings=tuple(written(f) for f in t.findings),
            outcomes=t.outcomes,
            paths=t.paths,
            refused=t.refused,
            undetermined=t.undetermined,
            opinions=t.opinions,
        )
        for t in report.targets
    )
    return Report(
        stores=report.stores,
        targets=targets,
        findings=tuple(written(f) for f in report.findings),
        outcomes=report.outcomes,
        notes=report.notes,
        peers=report.peers,
        undetermined=report.undetermined,
    )


def _placed(action: Action, finding: Finding) -> Action:
    """Return the action with the store and alias of the finding where it names none itself."""
    known = {"store": finding.store or "", "alias": finding.alias or ""}
    return Action(action.kind, **{**{k: v for k, v in known.items() if v}, **action.values})


def _keeper(store_format: str) -> System:
    if store_format:
        for name in _FIRST_ASKED:
            likely = system_named(name)
            if store_format in likely.formats:
                return likely
        for known in registry.systems():
            if store_format in known.formats:
                return known
    return system_named(BY_DEFAULT)
