"""A file of parties and links in TOML, for rehearsals of several connections at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from chainaudit.app.parties import Place, party
from chainaudit.app.rehearse import link
from chainaudit.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chainaudit.model.rehearsal import Link, Party

LINK_KEYS: Final = ("name", "client", "server", "host", "client-authentication", "tls")
_SHAPE: Final = "parties are written as [party.NAME], links as [[link]]"


def decoded(octets: bytes, where: str) -> str:
    """Return the text of a file of links.

    Raises:
        UsageError: it is not UTF-8, as TOML is.
    """
    try:
        return octets.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError(f"{where} is no TOML: its byte {error.start + 1} is not UTF-8") from None


def links_of(text: str, where: str) -> tuple[Link, ...]:
    """Read a file of parties (``[party.NAME]``) and links (``[[link]]``) in TOML; ``where`` is its name.

    Raises:
        UsageError: it is no TOML, or a part makes no sense; the sentence names the file and the table.
    """
    document = _toml(text, where)
    unknown = sorted(set(document) - {"party", "link"})
    if unknown:
        raise UsageError(f"{where}: '{unknown[0]}' is not known; {_SHAPE}")
    described, listed = document.get("party", {}), document.get("link", [])
    if not isinstance(described, dict) or not all(isinstance(table, dict) for table in described.values()):
        raise UsageError(f"{where}: 'party' holds no tables with names; {_SHAPE}")
    if not isinstance(listed, list) or not all(isinstance(table, dict) for table in listed):
        raise UsageError(f"{where}: 'link' is no list of tables; {_SHAPE}")
    parties = {name: party(name, table, Place(f"{where}: [party.{name}]")) for name, table in described.items()}
    if not listed:
        raise UsageError(f"{where}: there is no [[link]] with a client and a server")
    return tuple(_link(table, number, parties, where) for number, table in enumerate(listed, 1))


def _link(table: Mapping[str, Any], number: int, parties: Mapping[str, Party], where: str) -> Link:
    """Read one table; the sentence about a wrong one says which it is."""
    name = table.get("name", f"link {number}")
    place = Place(f"{where}: [[link]] {number}{f' ({name})' if 'name' in table and isinstance(name, str) else ''}")
    for key, value in table.items():
        if key not in LINK_KEYS:
            raise place.error(f"'{key}' is not known; known are {', '.join(sorted(LINK_KEYS))}")
        if not isinstance(value, str) and not (key == "tls" and isinstance(value, float)):
            raise place.error(f"'{key}' is text in quotes")
    sides = []
    for side in ("client", "server"):
        if side not in table:
            raise place.error(f"'{side}' is missing, the name of a party")
        if table[side] not in parties:
            raise place.error(f"there is no [party.{table[side]}]")
        sides.append(parties[table[side]])
    try:
        found = link(name, sides[0], sides[1], table)
    except UsageError as error:
        raise place.error(str(error)) from error
    if found.server.identity is None and found.server.chain is None:
        raise place.error(f"[party.{table['server']}] is the server, and has no store, chain, peer or capture")
    return found


def _toml(text: str, where: str) -> dict[str, Any]:
    import sys

    if sys.version_info >= (3, 11):
        import tomllib
    else:
        import tomli as tomllib
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{where} is no TOML: {error}") from error
