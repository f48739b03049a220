"""The SQLite files of NSS (cert9.db, key4.db): rows of PKCS #11 objects, one column an attribute (PKCS #11, 4).

A database from a stranger is a program of sorts: views, generated columns and triggers run when it is read. Here only
plain tables are read, no function may be called, and the steps of SQLite's machine are counted.
"""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import quote

from chainaudit.errors import StoreError, StoreErrorKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_DAMAGE: Final = (sqlite3.Error, UnicodeDecodeError, OverflowError)
"""What Python's sqlite3 raises for a damaged database; the second for names of columns that are no text."""
MAX_STEPS: Final = 20_000_000
"""Of SQLite's machine; ten thousand certificates take a tenth."""
_STEPS_A_LOOK: Final = 10_000
_OBJECT_TABLES: Final = ("nssPublic", "nssPrivate")
_READABLE: Final = (*_OBJECT_TABLES, "metaData", "sqlite_master")

# The attributes that are read, named as their columns.
CLASS: Final = "a0"
LABEL: Final = "a3"
VALUE: Final = "a11"
ISSUER: Final = "a81"
SERIAL_NUMBER: Final = "a82"
KEY_TYPE: Final = "a100"
IDENTIFIER: Final = "a102"
MODULUS: Final = "a120"
PUBLIC_EXPONENT: Final = "a122"
RSA_SECRETS: Final = ("a123", "a124", "a125", "a126", "a127", "a128")
PRIME: Final = "a130"
SUBPRIME: Final = "a131"
BASE: Final = "a132"
EC_PARAMETERS: Final = "a180"
PUBLIC_VALUE: Final = "ad5a0db00"
CERTIFICATE_SHA1: Final = "ace5363b4"
TRUST_COLUMNS: Final = {
    "ace536358": "1.3.6.1.5.5.7.3.1",
    "ace536359": "1.3.6.1.5.5.7.3.2",
    "ace53635a": "1.3.6.1.5.5.7.3.3",
    "ace53635b": "1.3.6.1.5.5.7.3.4",
}
"""What NSS trusts a certificate for: TLS servers, TLS clients, code, mail."""
_COLUMNS: Final = (
    *(CLASS, LABEL, VALUE, ISSUER, SERIAL_NUMBER, KEY_TYPE, IDENTIFIER, MODULUS, PUBLIC_EXPONENT, *RSA_SECRETS),
    *(PRIME, SUBPRIME, BASE, EC_PARAMETERS, PUBLIC_VALUE, CERTIFICATE_SHA1, *TRUST_COLUMNS),
)
_EMPTY: Final = b"\xa5\x00\x5a"
"""How NSS writes an attribute that is there and empty."""

CERTIFICATE_CLASS: Final = 1
PRIVATE_KEY_CLASS: Final = 3
TRUST_CLASS: Final = 0xCE534353


class Row(NamedTuple):
    """One PKCS #11 object."""

    attributes: dict[str, bytes]

    def number(self, column: str) -> int:
        """Return a CK_ULONG, which NSS stores in four octets, most significant first; -1 where it is not there."""
        content = self.attributes.get(column, b"")
        return int.from_bytes(content, "big") if len(content) == 4 else -1

    def octets(self, column: str) -> bytes:
        """Return an attribute, nothing where it is not there."""
        content = self.attributes.get(column, b"")
        return b"" if content == _EMPTY else content


class Database:
    """One open database; close it afterwards (``contextlib.closing``)."""

    def __init__(self, data: bytes, name: str, path: str | None = None) -> None:
        """Open the content of a database; ``path`` is its file, where it has one.

        Raises:
            StoreError: this Python cannot open a database that is no file.
        """
        self._name = name
        self._steps = 0
        self._connection = _connect(data, path)
        self._connection.set_progress_handler(self._count, _STEPS_A_LOOK)
        self._connection.set_authorizer(_allow)

    def close(self) -> None:
        """Let go of the memory."""
        self._connection.close()

    def _count(self) -> int:
        self._steps += _STEPS_A_LOOK
        return int(self._steps > MAX_STEPS)

    def _damaged(self, error: Exception) -> StoreError:
        if self._steps > MAX_STEPS:
            return StoreError(StoreErrorKind.TOO_EXPENSIVE, f"{self._name} takes more steps to read than are allowed.")
        sentence = f"The database {self._name} is damaged, or none of NSS: {type(error).__name__} from SQLite."
        return StoreError(StoreErrorKind.MALFORMED, sentence)

    def tables(self) -> set[str]:
        """Return the names of the plain tables.

        Raises:
            StoreError: the database is damaged.
        """
        try:
            found = self._connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        except _DAMAGE as error:
            raise self._damaged(error) from error
        return {str(name) for (name,) in found}

    def rows(self, limit: int) -> Iterator[Row]:
        """Yield up to ``limit`` objects, in the order of their handles.

        Raises:
            StoreError: the database is damaged, or holds more.
        """
        for table in _OBJECT_TABLES:
            if table in self.tables():
                yield from self._rows_of(table, limit)

    def _rows_of(self, table: str, limit: int) -> Iterator[Row]:
        try:
            cursor = self._connection.execute(f"SELECT * FROM {table} LIMIT 0")  # noqa: S608 - a name from above
            columns = [item[0] for item in cursor.description if item[0] in _COLUMNS]
            if not columns:
                return
            query = f"SELECT {', '.join(columns)} FROM {table} ORDER BY id LIMIT {limit + 1}"  # noqa: S608 - the same
            for count, values in enumerate(self._connection.execute(query)):
                if count >= limit:
                    raise StoreError(StoreErrorKind.TOO_EXPENSIVE, f"{self._name} holds more than {limit:,} objects.")
                pairs = zip(columns, values, strict=True)
                yield Row({column: value for column, value in pairs if isinstance(value, bytes)})
        except _DAMAGE as error:
            raise self._damaged(error) from error

    def password_entry(self) -> tuple[bytes, bytes] | None:
        """Return the salt of the database and the encrypted text that shows whether a password is right.

        Raises:
            StoreError: the database is damaged.
        """
        if "metaData" not in self.tables():
            return None
        query = "SELECT item1, item2 FROM metaData WHERE id = 'password'"
        try:
            found = self._connection.execute(query).fetchone()
        except _DAMAGE as error:
            raise self._damaged(error) from error
        if found is None or not isinstance(found[0], bytes) or not isinstance(found[1], bytes):
            return None
        return found[0], found[1]


def _connect(data: bytes, path: str | None) -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    deserialize = _deserializer(connection)
    if deserialize is not None:
        # Octets 18 and 19 say that a write-ahead log belongs to it, which a database in memory cannot have.
        deserialize(data[:18] + b"\1\1" + data[20:])
        return connection
    connection.close()
    if path is None:
        sentence = "An NSS database that is no file of its own is read with Python 3.11 or later."
        raise StoreError(StoreErrorKind.UNSUPPORTED, sentence)
    try:
        # Immutable: no lock, no journal, nothing is written beside it.
        return sqlite3.connect(f"file:{quote(path)}?mode=ro&immutable=1", isolation_level=None, uri=True)
    except sqlite3.Error as error:
        raise StoreError(StoreErrorKind.UNREADABLE, f"{path} cannot be opened as a database.") from error


def _deserializer(connection: sqlite3.Connection) -> Callable[[bytes], None] | None:
    """Return what opens a database in memory; Python has it since 3.11."""
    return getattr(connection, "deserialize", None)


def _allow(action: int, one: str | None, _two: str | None, _database: str | None, _trigger: str | None) -> int:
    """Allow nothing but reading the tables of NSS: no view, no function, no other database."""
    if action == sqlite3.SQLITE_SELECT or (action == sqlite3.SQLITE_READ and one in _READABLE):
        return sqlite3.SQLITE_OK
    return sqlite3.SQLITE_DENY
