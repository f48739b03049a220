"""The container of JKS and JCEKS: what Java's DataOutputStream writes, lengths in big-endian, a SHA-1 at the end.

Both are described by sun.security.provider.JavaKeyStore and com.sun.crypto.provider.JceKeyStore of OpenJDK:
magic, version (1 has no certificate types), number of entries; an entry is a tag, an alias in modified UTF-8,
milliseconds since 1970, and its content. The digest is over the password in UTF-16BE, a constant, and the rest.
"""

from __future__ import annotations

import gc
import hashlib
import struct
from struct import Struct
from typing import TYPE_CHECKING, Final

from chainaudit.errors import EncodingError, StoreError, StoreErrorKind
from chainaudit.model.entry import Entry, EntryKind, Problem
from chainaudit.model.trusted_entry import TrustedEntry, read_certificate
from chainaudit.readers.java import modified_utf8

if TYPE_CHECKING:
    from collections.abc import Callable

    from chainaudit.model.certificate import Certificate

DIGEST_OCTETS: Final = 20
PRIVATE_KEY: Final = 1
TRUSTED_CERTIFICATE: Final = 2
SECRET_KEY: Final = 3
MAX_CHAIN: Final = 1_000
"""Verifiers give up after a hundred or less; a count of billions is damage or an attack."""
MAX_BROKEN: Final = 1_000
"""A file of nothing but broken certificates is no keystore, and each costs a look."""

_HEADER: Final = Struct(">III")
_ENTRY: Final = Struct(">IH")
_LONG: Final = Struct(">q")
_INT: Final = Struct(">I")
_SHORT: Final = Struct(">H")
_TRUSTED: Final = Struct(">q7sI")
"""Of a trusted certificate behind its alias: the date, the type with its length, the length of the certificate."""
_X509: Final = b"X.509"
_X509_TYPE: Final = b"\0\x05X.509"


class SealedEntry:
    """An entry whose key is still encrypted: where the key stands, and how it is to be opened."""

    __slots__ = ("alias", "certificates", "created", "is_secret", "position", "problems", "sealed")

    def __init__(
        self,
        alias: str,
        position: int,
        created: float,
        sealed: bytes,
        *,
        is_secret: bool = False,
        certificates: tuple[Certificate, ...] = (),
        problems: tuple[Problem, ...] = (),
    ) -> None:
        self.alias = alias
        self.position = position
        self.created = created
        self.sealed = sealed
        self.is_secret = is_secret
        self.certificates = certificates
        self.problems = problems


class Container:
    """What stands in the file: finished and sealed entries in order, where they end, and what stopped the reading."""

    __slots__ = ("content_end", "entries", "problem", "version")

    def __init__(
        self, version: int, entries: list[Entry | SealedEntry], content_end: int, problem: Problem | None
    ) -> None:
        self.version = version
        self.entries = entries
        self.content_end = content_end
        self.problem = problem


def store_digest(password: str, content: bytes | memoryview) -> bytes:
    """Return the digest that stands behind ``content`` when the store was written with ``password``."""
    digest = hashlib.sha1(password.encode("utf-16-be", "surrogatepass"), usedforsecurity=False)
    digest.update(b"Mighty Aphrodite")
    digest.update(content)
    return digest.digest()


def walk(data: bytes, name: str, max_entries: int, skip_secret: Callable[[bytes, int], int] | None = None) -> Container:
    """Read every entry up to the first that does not fit; ``skip_secret`` finds the end of a JCEKS secret key.

    Raises:
        StoreError: the header is cut off, or the version is unknown.
    """
    if len(data) < _HEADER.size:
        raise StoreError(StoreErrorKind.MALFORMED, f"The {name} file ends inside its header; copy it again.")
    _, version, count = _HEADER.unpack_from(data)
    if version not in (1, 2):
        raise StoreError(StoreErrorKind.UNSUPPORTED, f"The file is a {name} of version {version}; 1 and 2 are known.")
    walker = _Walker(data, version, skip_secret)
    problem = None
    # None of thousands of new values can be garbage yet: looking for some again and again costs a third of the time.
    collects = gc.isenabled()
    gc.disable()
    try:
        walker.run(min(count, max_entries))
        if count > max_entries:
            problem = Problem(
                StoreErrorKind.TOO_EXPENSIVE,
                f"The store says that it holds {count:,} entries; {max_entries:,} are allowed; raise --max-entries.",
            )
    except (struct.error, EncodingError) as error:
        detail = error.message if isinstance(error, EncodingError) else "the file ends inside it"
        problem = Problem(
            StoreErrorKind.MALFORMED,
            f"The {name} file is damaged: entry {len(walker.entries) + 1} of {count:,} cannot be read, {detail}.",
        )
    finally:
        if collects:
            gc.enable()
    return Container(version, walker.entries, walker.offset, problem)


class _Walker:
    """The place in the file, and what was read up to there."""

    __slots__ = ("broken", "data", "entries", "limit", "offset", "skip_secret", "version")

    def __init__(self, data: bytes, version: int, skip_secret: Callable[[bytes, int], int] | None) -> None:
        self.data = data
        self.version = version
        self.skip_secret = skip_secret
        self.offset = _HEADER.size
        self.entries: list[Entry | SealedEntry] = []
        self.limit = len(data)
        self.broken = 0

    def run(self, count: int) -> None:
        data, limit, append = self.data, self.limit, self.entries.append
        entry, trusted, make = _ENTRY.unpack_from, _TRUSTED.unpack_from, object.__new__
        is_version_2 = self.version == 2
        at = self.offset
        for position in range(count):
            self.offset = at
            tag, length = entry(data, at)
            behind = at + 6 + length
            octets = data[at + 6 : behind]
            try:
                alias = octets.decode()
            except UnicodeDecodeError:
                alias = modified_utf8.decode(octets)
            if tag == TRUSTED_CERTIFICATE and is_version_2:
                # The usual entry of a truststore, of which there may be thousands: read in one go.
                milliseconds, kind, length = trusted(data, behind)
                if kind == _X509_TYPE:
                    start = behind + 19
                    at = start + length
                    if at > limit:
                        raise EncodingError("a certificate goes beyond the end of the file", start)
                    made = make(TrustedEntry)
                    made.alias = alias
                    made.position = position
                    made.milliseconds = milliseconds
                    made.found = None
                    made.data = data
                    made.start = start
                    made.end = at
                    append(made)
                    continue
            at = self._other(tag, alias, position, behind)
        self.offset = at

    def _other(self, tag: int, alias: str, position: int, offset: int) -> int:
        """Read an entry of any kind whose content is at ``offset``; return where it ends."""
        if tag == TRUSTED_CERTIFICATE:
            return self._trusted(alias, position, offset)
        if tag == PRIVATE_KEY:
            return self._private_key(alias, position, offset)
        if tag == SECRET_KEY and self.skip_secret is not None:
            start = offset + 8
            end = self.skip_secret(self.data, start)
            self.entries.append(SealedEntry(alias, position, self._date(offset), self.data[start:end], is_secret=True))
            return end
        raise EncodingError(f"its tag is {tag}, which no entry has", self.offset)

    def _date(self, offset: int) -> float:
        return float(_LONG.unpack_from(self.data, offset)[0]) / 1000

    def _trusted(self, alias: str, position: int, offset: int) -> int:
        """Read a trusted certificate of version 1, or of another type than X.509."""
        found, end = self._certificate(offset + 8)
        certificates, problems = ((), (found,)) if isinstance(found, Problem) else ((found,), ())
        self.entries.append(
            Entry(
                EntryKind.TRUSTED_CERTIFICATE,
                alias=alias,
                position=position,
                created=self._date(offset),
                certificates=certificates,
                problems=problems,
            )
        )
        return end

    def _certificate(self, offset: int) -> tuple[Certificate | Problem, int]:
        """Read the certificate at ``offset``, with its type in front from version 2 on; return it and where it ends."""
        kind = _X509
        if self.version == 2:
            length = _SHORT.unpack_from(self.data, offset)[0]
            kind = self.data[offset + 2 : offset + 2 + length]
            offset += 2 + length
        start = offset + _INT.size
        end = start + _INT.unpack_from(self.data, offset)[0]
        if end > self.limit:
            raise EncodingError("a certificate goes beyond the end of the file", start)
        if kind not in (_X509, b"X509"):
            words = modified_utf8.decode(kind)[:40]
            return Problem(
                StoreErrorKind.UNSUPPORTED, f"A certificate has the type {words!r}; only X.509 is known."
            ), end
        found = read_certificate(self.data[start:end])
        if isinstance(found, Problem):
            self.broken += 1
            if self.broken > MAX_BROKEN:
                raise EncodingError(f"more than {MAX_BROKEN:,} certificates cannot be read", start)
        return found, end

    def _private_key(self, alias: str, position: int, offset: int) -> int:
        created = self._date(offset)
        start = offset + 12
        end = start + _INT.unpack_from(self.data, offset + 8)[0]
        if end > self.limit:
            raise EncodingError("its key goes beyond the end of the file", start)
        sealed = self.data[start:end]
        count = _INT.unpack_from(self.data, end)[0]
        if count > MAX_CHAIN:
            raise EncodingError(f"its chain has {count:,} certificates", end)
        at: int = end + _INT.size
        found: list[Certificate | Problem] = []
        for _ in range(count):
            certificate, at = self._certificate(at)
            found.append(certificate)
        problems = tuple(item for item in found if isinstance(item, Problem))
        certificates = tuple(item for item in found if not isinstance(item, Problem))
        self.entries.append(SealedEntry(alias, position, created, sealed, certificates=certificates, problems=problems))
        return at
