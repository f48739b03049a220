"""One side of a rehearsal, read from what describes it: the options of a side, or a table of a file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from chainaudit.app import registry
from chainaudit.app.advice import PasswordOptions, with_advice
from chainaudit.app.opening import open_store
from chainaudit.app.passwords import given_password, keyed_passwords, require_stores
from chainaudit.app.targets import require_aliases
from chainaudit.app.truststores import anchors_of, open_truststore
from chainaudit.errors import ChainauditError, StoreErrorKind, UsageError
from chainaudit.model.rehearsal import Party

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from chainaudit.model.certificate import Certificate
    from chainaudit.model.name import Name
    from chainaudit.model.path import Anchor
    from chainaudit.model.store import Problem, Store

    Presented = tuple[tuple[Certificate, ...] | None, tuple[Name, ...] | None]

SOURCES: Final = ("store", "chain", "peer", "capture")
"""What tells what a side presents: one of them."""
LISTS: Final = ("truststore", "truststore-password", "key-password")
"""Keys that may be given more than once: a text or a list of texts."""
NEEDS: Final = {
    "password": "store",
    "key-password": "store",
    "alias": "store",
    "truststore-password": "truststore",
    "starttls": "peer",
    "capture-side": "capture",
    "keylog": "capture",
}
"""Keys that say something of another key, and mean nothing without it."""
PARTY_KEYS: Final = ("software", *SOURCES, "truststore", *NEEDS)
_UNOPENED: Final = (StoreErrorKind.PASSWORD_NEEDED, StoreErrorKind.WRONG_PASSWORD, StoreErrorKind.INTEGRITY)
_NO_KEY: Final = (StoreErrorKind.PASSWORD_NEEDED, StoreErrorKind.WRONG_PASSWORD)
_KINDS: Final = {bool: "true or false", int: "a number", float: "a number", dict: "a table", list: "a list"}


class Place:
    """Where a party is described, for what is said of it: the options of a side, or a table with its keys."""

    __slots__ = ("_options", "text")

    def __init__(self, text: str, side: str | None = None) -> None:
        """``side`` is ``client`` or ``server`` where options of the command line describe it."""
        self.text = text
        self._options = side

    def key(self, key: str) -> str:
        """Return how a person writes the key: an option, or a key of the table."""
        if self._options is None:
            return f"'{key}'"
        return f"--{key}" if key in ("starttls", "keylog") else f"--{self._options}-{key}"

    def error(self, said: str) -> UsageError:
        """Return what is wrong as an error that names the place."""
        return UsageError(f"{self.text}: {said}")


def party(name: str, described: Mapping[str, Any], place: Place | None = None) -> Party:
    """Read one party: ``software``, ``store`` (``password``, ``key-password``, ``alias``), ``truststore``
    (``truststore-password``), or in place of a store ``chain`` (a file as presented), ``peer`` (HOST:PORT, asked now,
    behind ``starttls``) or ``capture`` (the first connection there that shows it, on ``capture-side``: server by
    default; ``keylog`` opens TLS 1.3). ``place`` is where it is described, for what is said of it.

    Raises:
        UsageError: a key is not known, has no value that it can have or means nothing, or a store cannot be read.
    """  # noqa: D205 - one sentence
    side = name.removeprefix("the ") if name in ("the client", "the server") else None
    place = place or Place(name, side)
    try:
        return _read(name, _checked(described, place), place)
    except ChainauditError as error:
        if str(error).startswith(f"{place.text}: "):
            raise
        raise place.error(str(error)) from error


def _read(name: str, given: Mapping[str, Any], place: Place) -> Party:
    profile = given.get("software") or "openssl"
    registry.profile(profile)
    anchors, trusted = _trust(given, place)
    chain, authorities = _presented(given, place)
    return Party(
        name,
        profile,
        identity=_identity(given, place),
        alias=given.get("alias"),
        chain=chain,
        anchors=anchors,
        truststores=trusted,
        authorities=authorities,
    )


def _checked(described: Mapping[str, Any], place: Place) -> dict[str, Any]:
    """Return what is given, lists as tuples; refuse what is not known, cannot be or means nothing."""
    given: dict[str, Any] = {}
    for key, value in described.items():
        if key not in PARTY_KEYS:
            raise place.error(f"'{key}' is not known; known are {', '.join(sorted(PARTY_KEYS))}")
        if value is not None:
            given[key] = _value(key, value, place)
    sources = [place.key(key) for key in SOURCES if key in given]
    if len(sources) > 1:
        raise place.error(f"{sources[0]} and {sources[1]} each say what is presented; give one of them")
    for key, needed in NEEDS.items():
        if key in given and needed not in given:
            raise place.error(f"{place.key(key)} means nothing without {place.key(needed)}")
    return given


def _value(key: str, value: Any, place: Place) -> Any:  # noqa: ANN401 - a value of TOML
    listed = [value] if isinstance(value, str) else value
    is_many = key in LISTS
    if not isinstance(listed, (list, tuple)) or not (is_many or isinstance(value, str)):
        raise place.error(f"{place.key(key)} is {_wanted(is_many)}, not {_KINDS.get(type(value), 'a time')}")
    for one in listed:
        if not isinstance(one, str):
            raise place.error(f"{place.key(key)} is {_wanted(is_many)}, not {_KINDS.get(type(one), 'a time')} in it")
    if not listed or (not all(listed) and key != "alias"):
        raise place.error(f"{place.key(key)} is empty")
    return tuple(listed) if is_many else value


def _wanted(is_many: bool) -> str:  # noqa: FBT001 - of which kind it is
    return "text in quotes, or a list of texts" if is_many else "text in quotes"


def _identity(given: Mapping[str, Any], place: Place) -> Store | None:
    if "store" not in given:
        return None
    path, option = given["store"], place.key("key-password")
    keys = keyed_passwords(given.get("key-password", ()))
    opened = open_store(path, password=given_password(given.get("password"), path), key_passwords=keys)
    store = with_advice(opened, PasswordOptions(place.key("password"), option))
    problem = store.problem
    if problem is not None and (not store.entries or _is_of_the_store(store, problem)):
        raise place.error(problem.message)
    require_aliases(keys, store, option)
    # A key that nobody was given the password of says nothing about what the software, which has it, will do.
    named = None if "alias" not in given else store.entry(given["alias"])
    for entry in store.entries if named is None else (named,):
        unread = entry.key_problem
        if unread is not None and unread.kind in _NO_KEY:
            raise place.error(unread.message)
    return store


def _is_of_the_store(store: Store, problem: Problem) -> bool:
    """Whether the store itself did not open, and not only one of its keys."""
    of_keys = {entry.key_problem.message for entry in store.entries if entry.key_problem is not None}
    return problem.kind in _UNOPENED and problem.message not in of_keys


def _trust(given: Mapping[str, Any], place: Place) -> tuple[tuple[Anchor, ...] | None, tuple[str, ...]]:
    if "truststore" not in given:
        return None, ()
    listed: Sequence[str] = given["truststore"]
    option = place.key("truststore-password")
    passwords = keyed_passwords(given.get("truststore-password", ()))
    require_stores(passwords, listed, option)
    anchors: list[Anchor] = []
    for path in listed:
        opened = open_truststore(path, password=passwords.get(path, passwords.get(None)))
        store = with_advice(opened, PasswordOptions(option))
        if store.problem is not None:
            raise place.error(store.problem.message)
        anchors.extend(anchors_of(store))
    return tuple(anchors), tuple(listed)


def _presented(given: Mapping[str, Any], place: Place) -> Presented:
    """Return what is presented and, of a server that was seen, whom it asks for; (None, None) from a store."""
    if "chain" in given:
        return _saved(given["chain"], place), None
    if "capture" in given:
        from chainaudit.app.captured import captured

        side = given.get("capture-side", "server")
        if side not in ("client", "server"):
            raise place.error("capture-side is client or server")
        seen = captured(given["capture"], side, given.get("keylog"))
        return seen.chain, seen.authorities if side == "server" else None
    if "peer" in given:
        from chainaudit.app.connect import connect

        peer = connect(given["peer"], starttls=given.get("starttls"), versions=False, without_server_name=False)
        if not peer.presented:
            raise place.error(f"{peer.endpoint.label} presented no certificate: {peer.handshake.error}")
        return peer.presented, peer.handshake.authorities
    return None, None


def _saved(path: str, place: Place) -> tuple[Certificate, ...]:
    store = open_store(path)
    found = store.presented_order()
    if not found:
        raise place.error(f"{path} holds no certificate" if store.problem is None else store.problem.message)
    return found
