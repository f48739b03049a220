"""What BKS and UBER have in common: BouncyCastle's list of entries, and keys sealed with 3DES.

Neither format has a specification; the bytes are those that BouncyCastle writes: entries of (type, alias,
date, chain, content) until a type of zero, in Java's DataInput. A sealed key is salt, iteration count and
PBEWithSHAAnd3-KeyTripleDES-CBC (RFC 7292, appendix B) over (kind, format, algorithm, encoded key).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple, final

from chainaudit.errors import EncodingError, StoreError, StoreErrorKind
from chainaudit.model.public_key import PublicKey
from chainaudit.model.store import Entry, EntryKind, Problem
from chainaudit.readers.bouncycastle.seal import FORMATS, KINDS, PUBLIC, SECRET, unseal
from chainaudit.readers.certificates import read_certificate
from chainaudit.readers.java.data_input import DataInput
from chainaudit.readers.keys import private_keys

if TYPE_CHECKING:
    from chainaudit.model.certificate import Certificate
    from chainaudit.model.reader import ReadRequest
    from chainaudit.readers.crypto.key_derivation import WorkBudget


_END: Final = 0
_CERTIFICATE: Final = 1
_KEY: Final = 2
_OPAQUE: Final = 3
_SEALED: Final = 4
_X509: Final = ("X.509", "X509")

_MIN_CERTIFICATE_BYTES: Final = 6
"""An empty type name and an empty certificate: a count that cannot fit is refused before anything is read."""


class _Place(NamedTuple):
    """What every kind of entry has."""

    alias: str
    position: int
    created: float
    chain: tuple[Certificate, ...]
    problems: tuple[Problem, ...]


@final
class EntryReader:
    """Reads the entries between two offsets.

    Afterwards ``entries`` are those that could be read and ``end`` is where they ended. ``problem`` is what broke the
    list, ``damaged`` says that a certificate broke, and ``opened`` that the store's password opened a sealed key.
    """

    __slots__ = ("_budget", "_certificates", "_request", "_source", "damaged", "end", "entries", "opened", "problem")

    def __init__(self, data: bytes, start: int, end: int, request: ReadRequest, budget: WorkBudget) -> None:
        self._source = DataInput(data, start, end)
        self._request = request
        self._budget = budget
        self._certificates = 0
        self.entries: list[Entry] = []
        self.problem: Problem | None = None
        self.damaged = False
        self.opened = False
        try:
            while self._read_one():
                pass
        except EncodingError as error:
            sentence = f"The list of entries breaks off behind {len(self.entries)} of them: {error.message}"
            self.problem = Problem(StoreErrorKind.MALFORMED, f"{sentence} (byte {error.offset}).")
        except StoreError as error:
            self.problem = Problem.of(error)
        self.end = self._source.at

    def _too_many(self, what: str) -> StoreError:
        sentence = f"The store holds more than {self._request.limits.entries:,} {what}; raise --max-entries."
        return StoreError(StoreErrorKind.TOO_EXPENSIVE, sentence)

    def _read_one(self) -> bool:
        source = self._source
        start = source.at
        kind = source.unsigned_byte("the type of an entry")
        if kind == _END:
            return False
        if kind > _SEALED:
            raise EncodingError(f"an entry has the unknown type {kind}", start)
        if len(self.entries) >= self._request.limits.entries:
            raise self._too_many("entries")
        alias = source.text("an alias")
        created = source.long("a date") / 1000
        problems: list[Problem] = []
        chain = self._read_chain(problems)
        if kind == _CERTIFICATE:
            chain = (*self._read_certificate(problems), *chain)
        place = _Place(alias, len(self.entries), created, chain, tuple(problems))
        if kind == _CERTIFICATE:
            entry = _entry(EntryKind.TRUSTED_CERTIFICATE, place)
        elif kind == _KEY:
            entry = _read_key(source, place)
        elif kind == _OPAQUE:
            source.octets("a key")
            entry = _entry(EntryKind.SECRET_KEY, place)
        else:
            entry = self._sealed(source.octets("a sealed key"), place)
        self.entries.append(entry)
        return True

    def _read_chain(self, problems: list[Problem]) -> tuple[Certificate, ...]:
        count = self._source.integer("the length of a chain")
        if count < 0 or count * _MIN_CERTIFICATE_BYTES > self._source.left:
            raise EncodingError(f"a chain of {count} certificates cannot be there", self._source.at - 4)
        return tuple(found for _ in range(count) for found in self._read_certificate(problems))

    def _read_certificate(self, problems: list[Problem]) -> tuple[Certificate, ...]:
        self._certificates += 1
        if self._certificates > self._request.limits.entries:
            raise self._too_many("certificates")
        kind = self._source.text("the type of a certificate")
        encoded = self._source.octets("a certificate")
        if kind not in _X509:
            problems.append(
                Problem(StoreErrorKind.UNSUPPORTED, "A certificate of a type other than X.509 is left out.")
            )
            return ()
        found = read_certificate(encoded)
        if isinstance(found, Problem):
            self.damaged = True
            problems.append(found)
            return ()
        return (found,)

    def _sealed(self, content: bytes, place: _Place) -> Entry:
        key = unseal(content, self._request.key_password_candidates(place.alias), self._budget)
        self.opened = self.opened or (key.password is not None and key.password == self._request.password)
        problem = key.problem
        if key.clear is not None:
            try:
                return _read_key(DataInput(key.clear), place)
            except EncodingError as error:
                problem = Problem(StoreErrorKind.MALFORMED, f"It opens, but is damaged: {error.message}.")
        # What is sealed shows no kind; Java demands a chain for private keys, and gives none to secret ones.
        if place.chain:
            return _entry(EntryKind.PRIVATE_KEY, place, has_private_key=True, key_problem=problem)
        return _entry(EntryKind.SECRET_KEY, place, key_problem=problem)


def _entry(kind: EntryKind, place: _Place, **parts: Any) -> Entry:  # noqa: ANN401 - the arguments of Entry
    return Entry(
        kind,
        alias=place.alias,
        position=place.position,
        created=place.created,
        certificates=place.chain,
        problems=place.problems,
        **parts,
    )


def _read_key(source: DataInput, place: _Place) -> Entry:
    """Read a key in clear.

    Raises:
        EncodingError: it is none.
    """
    start = source.at
    kind = source.unsigned_byte("the kind of a key")
    form = source.text("the format of a key")
    algorithm = source.text("the algorithm of a key")
    encoded = source.octets("a key")
    if kind not in KINDS or form not in FORMATS:
        raise EncodingError("what should be a key is none", start)
    if kind == SECRET:
        return _entry(EntryKind.SECRET_KEY, place, key_algorithm=algorithm, key_bits=8 * len(encoded), secret=encoded)
    try:
        if kind == PUBLIC:
            public = PublicKey(encoded)
            return _entry(
                EntryKind.PUBLIC_KEY, place, public_key=public, key_algorithm=public.algorithm, key_bits=public.bits
            )
        private = private_keys.read(encoded)
    except (EncodingError, StoreError) as error:
        problem = Problem(StoreErrorKind.MALFORMED, f"The key was opened, but cannot be read: {error}")
        if kind == PUBLIC:
            return _entry(EntryKind.PUBLIC_KEY, place, key_algorithm=algorithm, key_problem=problem)
        return _entry(EntryKind.PRIVATE_KEY, place, has_private_key=True, key_algorithm=algorithm, key_problem=problem)
    return _entry(
        EntryKind.PRIVATE_KEY,
        place,
        has_private_key=True,
        private_key=private,
        key_algorithm=private.algorithm,
        key_bits=private.bits,
    )
