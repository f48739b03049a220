"""What stands inside a BCFKS store: ObjectStoreData and its objects (org.bouncycastle.asn1.bc)."""

from __future__ import annotations

import itertools
from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from chainaudit.errors import EncodingError, Secret, StoreError, StoreErrorKind
from chainaudit.model import der
from chainaudit.model.store import Entry, EntryKind, Problem
from chainaudit.readers.bouncycastle import bcfks_protection as protection
from chainaudit.readers.certificates import read_certificate
from chainaudit.readers.keys import private_keys
from chainaudit.readers.keys.secret_algorithms import SECRET_ALGORITHMS
from chainaudit.readers.sequences import LONG_CHAIN, few

if TYPE_CHECKING:
    from chainaudit.model.certificate import Certificate
    from chainaudit.model.reader import ReadRequest
    from chainaudit.readers.crypto.key_derivation import WorkBudget

_CERTIFICATE: Final = 0
_PRIVATE_KEYS: Final = (1, 3)
"""A key that BouncyCastle encrypted, and one that came to it encrypted."""
_SECRET_KEYS: Final = (2, 4)


class _Place(NamedTuple):
    """What every kind of entry has."""

    alias: str
    position: int
    created: float | None

    def entry(self, kind: EntryKind, **parts: Any) -> Entry:  # noqa: ANN401 - the arguments of Entry
        return Entry(kind, alias=self.alias, position=self.position, created=self.created, **parts)


def entries(clear: bytes, request: ReadRequest, budget: WorkBudget) -> tuple[Entry, ...]:
    """Read every object of an ObjectStoreData.

    Raises:
        EncodingError: the list itself is damaged; one damaged object becomes an entry with a problem.
        StoreError: there are too many.
    """
    fields = few(der.read(clear).expect(der.SEQUENCE, "the list of objects"))
    if len(fields) < 5:
        raise EncodingError("the list of objects is cut off", 0)
    listed = fields[4].expect(der.SEQUENCE, "the objects")
    cap = request.limits.entries
    objects = list(itertools.islice(der.iterate(listed.data, listed.value_start, listed.end), cap + 1))
    if len(objects) > cap:
        raise StoreError(StoreErrorKind.TOO_EXPENSIVE, f"The store holds more than {cap:,} entries.")
    return tuple(_entry(node, position, request, budget) for position, node in enumerate(objects))


def _entry(node: der.Node, position: int, request: ReadRequest, budget: WorkBudget) -> Entry:
    fields = few(node.expect(der.SEQUENCE, "an object"))
    if len(fields) < 5:
        raise EncodingError("an object is cut off", node.start)
    kind = der.integer(fields[0], "the type of an object")
    alias = fields[1].expect(der.UTF8_STRING, "an alias").content.decode("utf-8", "backslashreplace")
    place = _Place(alias, position, _seconds(fields[2]))
    content = fields[4].expect(der.OCTET_STRING, "the data of an object").content
    try:
        if kind == _CERTIFICATE:
            certificates, problems = _certificates([content])
            return place.entry(EntryKind.TRUSTED_CERTIFICATE, certificates=certificates, problems=problems)
        if kind in _PRIVATE_KEYS:
            return _private_key(content, place, request, budget)
        if kind in _SECRET_KEYS:
            return _secret_key(content, place, request, budget)
        problem = Problem(StoreErrorKind.UNSUPPORTED, "The entry is an object of an unknown type; 0 to 4 are known.")
    except EncodingError as error:
        problem = Problem(StoreErrorKind.MALFORMED, f"The entry is damaged: {error.message} (byte {error.offset}).")
    return place.entry(
        EntryKind.PRIVATE_KEY if kind in _PRIVATE_KEYS else EntryKind.SECRET_KEY,
        has_private_key=kind in _PRIVATE_KEYS,
        key_problem=problem,
    )


def _seconds(node: der.Node) -> float | None:
    """Return a GeneralizedTime in seconds since 1970; a date that cannot be read is no reason to lose the entry."""
    text = node.content[:14]
    if node.tag != der.GENERALIZED_TIME or len(text) < 14 or not text.isdigit():
        return None
    try:
        moment = datetime.strptime(text.decode("ascii"), "%Y%m%d%H%M%S").replace(tzinfo=timezone.utc)
    except ValueError:
        return None
    return moment.timestamp()


def _certificates(encoded: list[bytes]) -> tuple[tuple[Certificate, ...], tuple[Problem, ...]]:
    found = [read_certificate(octets) for octets in encoded]
    return (
        tuple(item for item in found if not isinstance(item, Problem)),
        tuple(item for item in found if isinstance(item, Problem)),
    )


def _private_key(content: bytes, place: _Place, request: ReadRequest, budget: WorkBudget) -> Entry:
    """Read an EncryptedPrivateKeyData: the key and its chain, the chain first, since it stands in clear."""
    parts = few(der.sole(content, der.SEQUENCE, "a private key"))
    if len(parts) != 2:
        raise EncodingError("a private key is not an encrypted key and its chain", 0)
    chain = [node.encoded for node in few(parts[1].expect(der.SEQUENCE, "a chain"), LONG_CHAIN)]
    certificates, problems = _certificates(chain)
    clear, problem = _open(parts[0], place, request, "PRIVATE_KEY_ENCRYPTION", budget)
    private = None
    if clear is not None:
        try:
            private = private_keys.read(clear)
        except StoreError as error:
            problem = Problem.of(error)
    return place.entry(
        EntryKind.PRIVATE_KEY,
        certificates=certificates,
        problems=problems,
        has_private_key=True,
        private_key=private,
        key_problem=problem,
        key_algorithm=private.algorithm if private is not None else None,
        key_bits=private.bits if private is not None else None,
    )


def _secret_key(content: bytes, place: _Place, request: ReadRequest, budget: WorkBudget) -> Entry:
    node = der.sole(content, der.SEQUENCE, "a secret key")
    clear, problem = _open(node, place, request, "SECRET_KEY_ENCRYPTION", budget)
    if clear is None:
        return place.entry(EntryKind.SECRET_KEY, key_problem=problem)
    parts = few(der.sole(clear, der.SEQUENCE, "a secret key"))
    if len(parts) != 2:
        raise EncodingError("a secret key is not an algorithm and octets", 0)
    algorithm = der.oid(parts[0])
    octets = parts[1].expect(der.OCTET_STRING, "a secret key").content
    return place.entry(
        EntryKind.SECRET_KEY,
        key_algorithm=SECRET_ALGORITHMS.get(algorithm, algorithm),
        key_bits=8 * len(octets),
        secret=octets,
    )


def _open(
    node: der.Node, place: _Place, request: ReadRequest, purpose: str, budget: WorkBudget
) -> tuple[bytes | None, Problem | None]:
    parts = few(node.expect(der.SEQUENCE, "an encrypted key"))
    if len(parts) != 2:
        raise EncodingError("an encrypted key is not an algorithm and octets", node.start)
    ciphertext = parts[1].expect(der.OCTET_STRING, "an encrypted key").content
    opened = protection.Opened(None, Problem(StoreErrorKind.PASSWORD_NEEDED, "No password was given.", Secret.KEY))
    for password in request.key_password_candidates(place.alias):
        opened = protection.decrypt(parts[0], ciphertext, password, purpose, budget)
        if opened.clear is not None:
            break
    return opened.clear, opened.problem
