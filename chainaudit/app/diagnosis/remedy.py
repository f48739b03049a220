"""From a cause to actions with their values, and from those to the commands of the system at hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chainaudit.app import registry
from chainaudit.app.store_commands import BY_DEFAULT, format_of, in_store, rendered, system_named
from chainaudit.model.cause import CAUSES
from chainaudit.model.evidence import CLIENT, UNKNOWN
from chainaudit.model.remedy import Action

if TYPE_CHECKING:
    from chainaudit.model.evidence import Connection, Diagnosis, SeenCertificate
    from chainaudit.model.remedy import System
    from chainaudit.model.store import Store


def system_for(name: str | None, connection: Connection, store: Store | None = None, side: str = UNKNOWN) -> System:
    """The system whose commands are shown: the one asked for, else that of the product whose log it is.

    A ``store`` that is to be mended, of the client or the server (``side``), is kept by the program for its format,
    unless the product of that side's log reads the format itself.

    Raises:
        UsageError: there is no system of that name.
    """
    if name is not None:
        return system_named(name)
    systems = registry.systems()
    product = connection.product
    own = next((system for system in systems if product and product in system.products), None)
    kept = "" if store is None else format_of(store.source, store).lower()
    keeper = next((system for system in systems if kept and kept in system.formats), None)
    is_its_own = UNKNOWN in {side, connection.viewpoint} or side == connection.viewpoint
    if own is not None and (keeper is None or (is_its_own and (not own.formats or own.keeps(kept)))):
        return own
    return keeper or system_named(BY_DEFAULT)


def actions_for(diagnosis: Diagnosis, more: tuple[Action, ...] = ()) -> tuple[Action, ...]:
    """The actions that a diagnosis asks for, with the values that the evidence gives; ``more`` come first."""
    if diagnosis.cause is None:
        return ()
    cause = CAUSES[diagnosis.cause]
    kinds = [action.kind for action in more]
    return (
        *more,
        *(
            Action(kind, **_values(diagnosis.connection, cause.name, kind))
            for kind in cause.actions
            if kind not in kinds
        ),
    )


def commands_for(actions: tuple[Action, ...], system: System, store: Store | None = None) -> tuple[str, ...]:
    """The first action's commands, and those of further ones that the system has words for; none spoils ``store``."""
    lines: list[str] = []
    for action in actions:
        is_there = store is not None and action.values.get("store") == store.source
        placed = in_store(action, store) if is_there else action
        lines += [line for line in rendered(system, placed) or _fallback(placed, system) if line not in lines]
    return tuple(lines)


def _fallback(action: Action, system: System) -> tuple[str, ...]:
    """What openssl says where the system at hand has no words: diagnosis by hand, or the note what to do."""
    if system.name == BY_DEFAULT or action.kind not in {"gather-evidence", "correct-endpoint"}:
        return ()
    return system_named(BY_DEFAULT).render(action)


def _values(connection: Connection, cause: str, kind: str) -> dict[str, str]:
    host = connection.expected_host or (connection.offer.server_name if connection.offer else None) or ""
    port = connection.address.rsplit(":", 1)[-1] if ":" in connection.address else ""
    is_client = cause.startswith("client_")
    chain = (connection.client_presented if is_client else connection.presented) or ()
    values = {
        "host": host if _is_plain(host) else "",
        "port": port if port.isdigit() else "",
        "side": CLIENT if is_client else "server",
    }
    if chain:
        values["subject"] = _missing(chain) if kind in _OF_THE_AUTHORITY else chain[0].subject
        values["issuer"] = chain[-1].issuer
        values["certificate"] = chain[0].fingerprint or ""
        if kind in _OF_NAMES:
            values["names"] = ", ".join(name for name in chain[0].names or ())
    return values


_OF_THE_AUTHORITY: Final = frozenset(("import-anchor", "replace-anchor", "append-issuer", "add-authority"))
"""Actions that are about the authority above a chain, and not about its first certificate."""
_OF_NAMES: Final = frozenset(("correct-name", "reissue", "set-server-name"))
"""Actions for which the names in the certificate count."""


def _missing(chain: tuple[SeenCertificate, ...]) -> str:
    """The name of the certificate that is missing above a chain."""
    by_subject = {each.subject: each for each in chain}
    top = chain[0]
    for _ in chain:
        if top.is_self_issued or top.issuer not in by_subject:
            break
        top = by_subject[top.issuer]
    return top.issuer


def _is_plain(host: str) -> bool:
    return host != "HOST"
