"""From a cause to actions with their values, and from those to the commands of the system at hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chainaudit.app import registry
from chainaudit.errors import UsageError
from chainaudit.model.cause import CAUSES
from chainaudit.model.evidence import CLIENT
from chainaudit.model.remedy import Action

if TYPE_CHECKING:
    from chainaudit.model.evidence import Connection, Diagnosis, SeenCertificate
    from chainaudit.model.remedy import System

DEFAULT_SYSTEM: Final = "openssl"


def system_for(name: str | None, connection: Connection, store_format: str = "") -> System:
    """The system whose commands are shown: the one asked for, else by the store's format, else by the log's product.

    Raises:
        UsageError: there is no system of that name.
    """
    known = {system.name: system for system in registry.systems()}
    if name is not None:
        if name not in known:
            raise UsageError(f"there is no system '{name}'; there are: {', '.join(known)}")
        return known[name]
    wanted = store_format.lower()
    for system in known.values():
        if wanted and wanted in system.formats:
            return system
    for system in known.values():
        if connection.product and connection.product in system.products:
            return system
    return known[DEFAULT_SYSTEM]


def actions_for(diagnosis: Diagnosis, more: tuple[Action, ...] = ()) -> tuple[Action, ...]:
    """The actions that a diagnosis asks for, with the values that the evidence gives; ``more`` come first."""
    if diagnosis.cause is None:
        return ()
    cause = CAUSES[diagnosis.cause]
    kinds = [action.kind for action in more]
    values = _values(diagnosis.connection, cause.name)
    return (*more, *(Action(kind, **values) for kind in cause.actions if kind not in kinds))


def commands_for(actions: tuple[Action, ...], system: System) -> tuple[str, ...]:
    """The first action's commands, and those of further ones that the system has words for."""
    lines: list[str] = []
    for action in actions:
        rendered = system.render(action) or _fallback(action, system)
        lines += [line for line in rendered if line not in lines]
    return tuple(lines)


def _fallback(action: Action, system: System) -> tuple[str, ...]:
    """What openssl says where the system at hand has no words: diagnosis by hand, or the note what to do."""
    if system.name == DEFAULT_SYSTEM:
        return ()
    known = {each.name: each for each in registry.systems()}
    return known[DEFAULT_SYSTEM].render(action) if action.kind in {"gather-evidence", "correct-endpoint"} else ()


def _values(connection: Connection, cause: str) -> dict[str, str]:
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
        values["subject"] = _missing(chain) if cause in _MISSING else chain[0].subject
        values["issuer"] = chain[-1].issuer
        values["names"] = ", ".join(name for name in chain[0].names or ())
        values["certificate"] = chain[0].fingerprint or ""
    if cause == "client_cert_issuer_not_in_ca_list" and connection.client_presented:
        values["subject"] = connection.client_presented[-1].issuer
    return values


_MISSING: Final = frozenset(
    ("unknown_ca", "incomplete_chain", "client_cert_rejected_unknown_ca", "client_chain_incomplete")
)


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
