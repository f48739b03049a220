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
from chainaudit.readers import ciphers, key_derivation, private_keys
from chainaudit.readers.certificates import read_certificate
from chainaudit.readers.java_data import DataInput

if TYPE_CHECKING:
    from chainaudit.model.certificate import Certificate
    from chainaudit.model.reader import ReadRequest
    from chainaudit.readers.key_derivation import WorkBudget

WORK_PER_ROUND: Final = 6
"""Key and vector take three blocks, each made in Python; the other half of the budget is left: some thousand rounds are
what BouncyCastle writes."""

_END: Final = 0
_CERTIFICATE: Final = 1
_KEY: Final = 2
_OPAQUE: Final = 3
_SEALED: Final = 4
_PRIVATE, _PUBLIC, _SECRET = 0, 1, 2
_FORMATS: Final = ("PKCS#8", "PKCS8", "X.509", "X509", "RAW")
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


class _SealedKey(NamedTuple):
    """What came of opening a sealed key: its clear bytes, or why there are none."""

    clear: bytes | None
    problem: Problem | None


@final
class EntryReader:
    """Reads the entries between two offsets.

    Afterwards ``entries`` are those that could be read and ``end`` is where they ended. ``problem`` is what broke the
    list, ``damaged`` says that a certificate broke, and ``opened`` that the store's password opened a sealed key.
    """

    __slots__ = ("_budget", "_request", "_source", "damaged", "end", "entries", "opened", "problem")

    def __init__(self, data: bytes, start: int, end: int, request: ReadRequest, budget: WorkBudget) -> None:
        self._source = DataInput(data, start, end)
        self._request = request
        self._budget = budget
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
        self.end = self._source.at

    def _read_one(self) -> bool:
        source = self._source
        start = source.at
        kind = source.unsigned_byte("the type of an entry")
        if kind == _END:
            return False
        if kind > _SEALED:
            raise EncodingError(f"an entry has the unknown type {kind}", start)
        if len(self.entries) >= self._request.limits.entries:
            raise EncodingError(f"there are more than {self._request.limits.entries:,} entries", start)
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
        key = self._open(content, place.alias)
        if key.clear is not None:
            try:
                entry = _read_key(DataInput(key.clear), place)
            except EncodingError:
                key = _SealedKey(None, _REFUSED)
            else:
                # A key's own password says nothing about the store's.
                own = place.alias in self._request.key_passwords or None in self._request.key_passwords
                self.opened = self.opened or not own
                return entry
        # What is sealed shows no kind; Java demands a chain for private keys, and gives none to secret ones.
        if place.chain:
            return _entry(EntryKind.PRIVATE_KEY, place, has_private_key=True, key_problem=key.problem)
        return _entry(EntryKind.SECRET_KEY, place, key_problem=key.problem)

    def _open(self, content: bytes, alias: str) -> _SealedKey:
        password = self._request.key_password(alias)
        if password is None:
            return _SealedKey(
                None, Problem(StoreErrorKind.PASSWORD_NEEDED, "The key is sealed; its password is needed.")
            )
        source = DataInput(content)
        try:
            salt = source.octets("the salt of a key")
            iterations = source.integer("the iteration count of a key")
        except EncodingError as error:
            self.damaged = True
            return _SealedKey(None, Problem(StoreErrorKind.MALFORMED, f"The sealed key is damaged: {error.message}."))
        ciphertext = source.take(source.left, "a sealed key")
        if not ciphertext or len(ciphertext) % _TRIPLE_DES_BLOCK_BYTES:
            self.damaged = True
            return _SealedKey(None, Problem(StoreErrorKind.MALFORMED, "The sealed key is no whole number of blocks."))
        try:
            self._budget.spend(iterations, WORK_PER_ROUND)
            return _unseal(password, salt, iterations, ciphertext)
        except StoreError as error:
            return _SealedKey(None, Problem(error.kind, error.message))


_TRIPLE_DES_BLOCK_BYTES: Final = 8
_REFUSED: Final = Problem(
    StoreErrorKind.WRONG_PASSWORD, "The key does not open: its password is another one, or it is damaged."
)


def bmp_password(password: str) -> bytes:
    """Return a password as PKCS #12 takes it: UTF-16 and two zero octets; BouncyCastle leaves an empty one empty."""
    return password.encode("utf-16-be", "surrogatepass") + b"\0\0" if password else b""


def _unseal(password: str, salt: bytes, iterations: int, ciphertext: bytes) -> _SealedKey:
    secret = bmp_password(password)
    key = key_derivation.pkcs12("sha1", secret, salt, iterations, 24, key_derivation.PKCS12_KEY)
    vector = key_derivation.pkcs12("sha1", secret, salt, iterations, 8, key_derivation.PKCS12_IV)
    padded = ciphers.cbc_decrypt("des3", key, vector, ciphertext)
    clear = ciphers.unpad(padded, _TRIPLE_DES_BLOCK_BYTES)
    return _SealedKey(clear, None if clear is not None else _REFUSED)


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
    if kind not in (_PRIVATE, _PUBLIC, _SECRET) or form not in _FORMATS:
        raise EncodingError("what should be a key is none", start)
    if kind == _SECRET:
        return _entry(EntryKind.SECRET_KEY, place, key_algorithm=algorithm, key_bits=8 * len(encoded), secret=encoded)
    try:
        if kind == _PUBLIC:
            public = PublicKey(encoded)
            return _entry(
                EntryKind.PUBLIC_KEY, place, public_key=public, key_algorithm=public.algorithm, key_bits=public.bits
            )
        private = private_keys.read(encoded)
    except (EncodingError, StoreError) as error:
        problem = Problem(StoreErrorKind.MALFORMED, f"The key was opened, but cannot be read: {error}")
        if kind == _PUBLIC:
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
