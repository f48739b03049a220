"""From the container of a Java keystore to a store: keys opened, the digest checked, and what its failure means."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chainaudit.errors import Secret, StoreError, StoreErrorKind
from chainaudit.model.store import Entry, EntryKind, Integrity, Problem, Store
from chainaudit.readers.java import keystore
from chainaudit.readers.java.keystore import SealedEntry

if TYPE_CHECKING:
    from collections.abc import Callable

    from chainaudit.model.reader import ReadRequest
    from chainaudit.readers.java.keystore import Container


MAX_REFUSALS: Final = 3
"""A password that neither the digest nor three keys take is wrong: trying it on every other key only costs time."""
_ASKS_FOR_ANOTHER: Final = (StoreErrorKind.PASSWORD_NEEDED, StoreErrorKind.WRONG_PASSWORD)


class SecretFormat:
    """How a format keeps secret keys: where one ends, and how it is opened into an algorithm and its bytes."""

    __slots__ = ("open", "skip")

    def __init__(
        self,
        skip: Callable[[bytes, int], int],
        open_secret: Callable[[bytes, str, WorkBudget], tuple[str, bytes]],
    ) -> None:
        self.skip = skip
        self.open = open_secret


def read_store(data: bytes, request: ReadRequest, name: str, secrets: SecretFormat | None = None) -> Store:
    """Read a Java keystore of the format ``name``.

    Raises:
        StoreError: its header cannot be read.
    """
    container = keystore.walk(data, name, request.limits.entries, secrets.skip if secrets else None)
    opener = _Opener(request, secrets, fits=_digest_fits(data, container, request))
    entries = tuple([opener.open(item) if isinstance(item, SealedEntry) else item for item in container.entries])
    integrity, problem = _judge(data, container, request, name, opener, entries)
    return Store(
        request.source,
        name,
        entries=entries,
        integrity=integrity,
        integrity_detail="SHA-1 over the password and the content",
        problem=problem or opener.problem,
        notes=tuple(_notes(data, container, entries)),
    )


def _digest_fits(data: bytes, container: Container, request: ReadRequest) -> bool:
    """Whether the digest behind the entries is that of the content under the store's password."""
    end = container.content_end
    stored = data[end : end + keystore.DIGEST_OCTETS]
    if request.password is None or container.problem is not None or len(stored) < keystore.DIGEST_OCTETS:
        return False
    return keystore.store_digest(request.password, memoryview(data)[:end]) == stored


class _Opener:
    """Opens sealed keys, and remembers whether the store's own password opened any."""

    __slots__ = ("_budget", "_refused", "_request", "_secrets", "fits", "password_is_right", "problem")

    def __init__(self, request: ReadRequest, secrets: SecretFormat | None, *, fits: bool) -> None:
        self.fits = fits
        self._refused: dict[str, int] = {}
        self._request = request
        self._secrets = secrets
        self._budget: WorkBudget | None = None
        self.password_is_right = False
        self.problem: Problem | None = None

    def open(self, sealed: SealedEntry) -> Entry:
        """Return the entry with its key where a password opens it, else with the reason."""
        try:
            return self._opened(sealed)
        except StoreError as error:
            wants = Secret.KEY if error.kind in _ASKS_FOR_ANOTHER else None
            problem = Problem(error.kind, self._sentence(sealed, error), wants)
            if error.kind is not StoreErrorKind.PASSWORD_NEEDED and self.problem is None:
                self.problem = problem
            return Entry(
                EntryKind.SECRET_KEY if sealed.is_secret else EntryKind.PRIVATE_KEY,
                alias=sealed.alias,
                position=sealed.position,
                created=sealed.created,
                certificates=sealed.certificates,
                has_private_key=not sealed.is_secret,
                key_problem=problem,
                problems=sealed.problems,
            )

    def _opened(self, sealed: SealedEntry) -> Entry:
        if sealed.is_secret:
            algorithm, secret = self._try_passwords(sealed, self._open_secret)
            return Entry(
                EntryKind.SECRET_KEY,
                alias=sealed.alias,
                position=sealed.position,
                created=sealed.created,
                key_algorithm=algorithm,
                key_bits=8 * len(secret) or None,
                secret=secret,
            )
        from chainaudit.readers.keys import private_keys

        key = private_keys.read(self._try_passwords(sealed, self._open_private))
        return Entry(
            EntryKind.PRIVATE_KEY,
            alias=sealed.alias,
            position=sealed.position,
            created=sealed.created,
            certificates=sealed.certificates,
            has_private_key=True,
            private_key=key,
            key_algorithm=key.algorithm,
            key_bits=key.bits or None,
            problems=sealed.problems,
        )

    def _open_private(self, sealed: bytes, password: str, budget: WorkBudget) -> bytes:
        from chainaudit.readers.java.key_protection import open_private_key

        return open_private_key(sealed, password, budget)

    def _open_secret(self, sealed: bytes, password: str, budget: WorkBudget) -> tuple[str, bytes]:
        if self._secrets is None:  # pragma: no cover - the walker finds secret keys only where the format has them
            raise StoreError(StoreErrorKind.UNSUPPORTED, "This format has no secret keys.")
        return self._secrets.open(sealed, password, budget)

    def _try_passwords(self, sealed: SealedEntry, open_key: Callable[[bytes, str, WorkBudget], _Opened]) -> _Opened:
        from chainaudit.readers.crypto.key_derivation import WorkBudget
        from chainaudit.readers.java.key_protection import DamagedKeyError

        if self._budget is None:
            self._budget = WorkBudget.of(self._request)
        refused: StoreError | None = None
        for password in self._request.key_password_candidates(sealed.alias):
            if not self.fits and self._refused.get(password, 0) >= MAX_REFUSALS:
                refused = StoreError(StoreErrorKind.WRONG_PASSWORD, "the password was refused before")
                continue
            try:
                opened = open_key(sealed.sealed, password, self._budget)
            except DamagedKeyError:
                self.password_is_right = self.password_is_right or password == self._request.password
                raise
            except StoreError as error:
                refused = error
                if error.kind is not StoreErrorKind.WRONG_PASSWORD:
                    raise
                self._refused[password] = self._refused.get(password, 0) + 1
            else:
                self.password_is_right = self.password_is_right or password == self._request.password
                return opened
        raise refused or StoreError(StoreErrorKind.PASSWORD_NEEDED, "no password was given")

    def _sentence(self, sealed: SealedEntry, error: StoreError) -> str:
        if error.kind is StoreErrorKind.PASSWORD_NEEDED:
            return f"The key of '{sealed.alias}' was not read, for no password was given."
        if error.kind is StoreErrorKind.WRONG_PASSWORD:
            return f"The key of '{sealed.alias}' does not open with the password given, or it is damaged."
        return f"The key of '{sealed.alias}' cannot be read. {error.message}"


def _judge(
    data: bytes,
    container: Container,
    request: ReadRequest,
    name: str,
    opener: _Opener,
    entries: tuple[Entry, ...],
) -> tuple[Integrity, Problem | None]:
    """Say what the digest says, and where it fails whether the password or the file is to blame."""
    checked = Integrity.UNCHECKED if request.password is None else Integrity.FAILED
    if container.problem is not None:
        return checked, container.problem
    end = container.content_end
    stored = data[end : end + keystore.DIGEST_OCTETS]
    if len(stored) < keystore.DIGEST_OCTETS:
        return checked, Problem(
            StoreErrorKind.MALFORMED, f"The {name} file ends inside its digest; it was cut off, copy it again."
        )
    if request.password is None:
        return checked, None
    if opener.fits:
        return Integrity.VERIFIED, None
    sign = _sign_of_damage(data, end, opener, entries)
    if sign:
        return Integrity.FAILED, Problem(
            StoreErrorKind.INTEGRITY,
            f"The {name} was changed or damaged after it was written: its digest fails, and {sign}.",
        )
    return Integrity.FAILED, Problem(
        StoreErrorKind.WRONG_PASSWORD,
        f"The digest of the {name} fails: the password is wrong, or the file was changed after it was written; "
        "the format does not tell which.",
    )


def _sign_of_damage(data: bytes, end: int, opener: _Opener, entries: tuple[Entry, ...]) -> str:
    """Return what shows that the file and not the password is at fault, or nothing."""
    if opener.password_is_right:
        return "the password opens a key in it"
    for entry in entries:
        if entry.problems:
            return f"a certificate of '{entry.alias}' cannot be read"
    if len(data) > end + keystore.DIGEST_OCTETS:
        return "more bytes follow where it should end"
    return ""


def _notes(data: bytes, container: Container, entries: tuple[Entry, ...]) -> list[str]:
    notes = []
    behind = len(data) - container.content_end - keystore.DIGEST_OCTETS
    if container.problem is None and behind > 0:
        notes.append(f"{behind} bytes follow the store; Java ignores them.")
    aliases = [entry.alias or "" for entry in entries]
    # In one string, for ten thousand calls would take as long as reading the store.
    if len(set("\0".join(aliases).lower().split("\0"))) < len(aliases):
        notes.extend(_like_aliases(aliases))
    return notes


def _like_aliases(aliases: list[str]) -> list[str]:
    """Say which aliases stand there twice, or differ in case alone."""
    times: dict[str, int] = {}
    folded: dict[str, set[str]] = {}
    for alias in aliases:
        times[alias] = times.get(alias, 0) + 1
        folded.setdefault(alias.lower(), set()).add(alias)
    twice = [
        f"{n} entries have the alias '{alias}'; Java keeps the last of them." for alias, n in times.items() if n > 1
    ]
    alike = [
        f"Aliases differ in case alone ({', '.join(sorted(names))}); only the type CaseExactJKS reads them all."
        for names in folded.values()
        if len(names) > 1
    ]
    return twice + alike


if TYPE_CHECKING:
    from typing import TypeVar

    from chainaudit.readers.crypto.key_derivation import WorkBudget

    _Opened = TypeVar("_Opened")
