"""Mutations of the corpus, driven by the registry: every reader gets its own kind of store, damaged.

What must hold of each mutant: a Store comes back, or StoreError and nothing else; within two seconds; without
a password or key in anything that is said; and what a digest or MAC covers is never ``verified`` when changed.
"""

from __future__ import annotations

import functools
import json
import logging
import resource
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from chainaudit.app.opening import Access, read_bytes
from chainaudit.app.rendering import render
from chainaudit.errors import StoreError
from chainaudit.model.reader import Limits
from chainaudit.model.store import Integrity

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator

    from chainaudit.model.store import Store

ROOT: Final = Path(__file__).resolve().parents[2]
TESTDATA: Final = ROOT / "testdata"
FOUND: Final = Path(__file__).resolve().parent / "corpus"
MAX_SECONDS: Final = 2.0
"""Of the processor: what else the machine does is no fault of a reader."""
MAX_GROWTH_KILOBYTES: Final = 200_000
LARGEST_SEED: Final = 40_000
"""A mutant of a large truststore says nothing that one of a small one does not."""
ROUNDS: Final = 20_000
"""Mutants get a lower cap of key derivation, so that thousands of them can be read in a minute."""
_NUMBERS: Final = (0, 1, 0x7F, 0x80, 0xFF, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF)


class Seed(NamedTuple):
    """A store of the corpus, its passwords, and by which reader it is read."""

    name: str
    data: bytes
    password: str | None
    key_passwords: tuple[tuple[str | None, str], ...]
    reader: str


class Fault(NamedTuple):
    """What a mutant brought to light."""

    seed: str
    what: str
    data: bytes


@functools.cache
def corpus() -> tuple[Seed, ...]:
    """Every store of testdata that is read from bytes, with its passwords and the reader that recognises it."""
    found: list[Seed] = []
    for folder in ("stores", "stores_more", "stores_further"):
        rows: Any = json.loads((TESTDATA / folder / "expected.json").read_text("utf-8"))
        listed = rows.items() if isinstance(rows, dict) else ((row["file"], row) for row in rows)
        for file, row in listed:
            path = TESTDATA / folder / file
            if path.is_file() and 0 < path.stat().st_size <= LARGEST_SEED:
                password = row.get("password", row.get("store_password"))
                keys = tuple((alias, value) for alias, value in row.get("key_passwords", {}).items())
                found.append(Seed(file, path.read_bytes(), password, keys, _reader_of(path.read_bytes())))
    found.extend(
        Seed(path.name, path.read_bytes(), "changeit", (), _reader_of(path.read_bytes()))
        for path in sorted(FOUND.glob("*.bin"))
    )
    return tuple(found)


def _reader_of(data: bytes) -> str:
    from chainaudit.app.registry import readers

    scores = [(reader.sniff(data), reader.name) for reader in readers() if reader.sniff is not None]
    best = max(scores)
    return best[1] if best[0] > 0 else ""


def seeds_of(reader: str | None) -> tuple[Seed, ...]:
    """The seeds that ``reader`` reads, or all of them."""
    return tuple(seed for seed in corpus() if reader is None or seed.reader == reader)


def mutants(seed: Seed, dice: random.Random, count: int) -> Iterator[bytes]:
    """Yield ``count`` mutants of a seed; the same dice give the same mutants."""
    others = [other.data for other in corpus()]
    for _ in range(count):
        data = bytearray(seed.data)
        for _ in range(dice.choice((1, 1, 1, 2, 4, 8))):
            dice.choice(_MUTATIONS)(data, dice, others)
        yield bytes(data)


def _flip(data: bytearray, dice: random.Random, _others: list[bytes]) -> None:
    if data:
        data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)


def _octet(data: bytearray, dice: random.Random, _others: list[bytes]) -> None:
    if data:
        data[dice.randrange(len(data))] = dice.choice((0, 0x7F, 0x80, 0xFF, 0x30, dice.randrange(256)))


def _number(data: bytearray, dice: random.Random, _others: list[bytes]) -> None:
    width = dice.choice((1, 2, 4))
    at = dice.randrange(max(len(data) - width, 1))
    data[at : at + width] = (dice.choice(_NUMBERS) & (256**width - 1)).to_bytes(width, "big")


def _cut(data: bytearray, dice: random.Random, _others: list[bytes]) -> None:
    at = dice.randrange(len(data) + 1)
    del data[at : at + dice.choice((1, 2, 16, len(data)))]


def _repeat(data: bytearray, dice: random.Random, _others: list[bytes]) -> None:
    at = dice.randrange(len(data) + 1)
    piece = bytes(data[at : at + dice.choice((1, 4, 64, 1024))])
    data[at:at] = piece * dice.choice((1, 2, 16))


def _splice(data: bytearray, dice: random.Random, others: list[bytes]) -> None:
    other = dice.choice(others)
    at, start = dice.randrange(len(data) + 1), dice.randrange(len(other))
    data[at : at + dice.choice((0, 16, 256))] = other[start : start + dice.choice((4, 64, 512))]


def _noise(data: bytearray, dice: random.Random, _others: list[bytes]) -> None:
    at = dice.randrange(len(data) + 1)
    data[at:at] = dice.randbytes(dice.choice((1, 4, 32)))


_MUTATIONS: Final = (_flip, _flip, _octet, _number, _cut, _repeat, _splice, _noise)


class Watch:
    """Reads mutants and keeps what went wrong."""

    def __init__(self, max_seconds: float | None = None) -> None:
        self._max_seconds = MAX_SECONDS if max_seconds is None else max_seconds
        self.faults: list[Fault] = []
        self.read = 0
        self.slowest = 0.0
        self._log = _Log()
        self._before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    def __enter__(self) -> Watch:  # noqa: PYI034 - Self needs Python 3.11
        logging.getLogger().addHandler(self._log)
        return self

    def __exit__(self, *_: object) -> None:
        logging.getLogger().removeHandler(self._log)

    def look(self, seed: Seed, data: bytes) -> None:
        """Read one mutant of ``seed``."""
        self.read += 1
        access = Access(seed.password, dict(seed.key_passwords), Limits(key_derivation_rounds=ROUNDS))
        start = time.process_time()
        try:
            store = read_bytes(data, seed.name, access)
            said = render((store,), "json") + render((store,))
        except StoreError as error:
            self._fault(seed, data, f"StoreError instead of a Store: {error}")
            return
        except Exception as error:  # noqa: BLE001 - every other exception is a defect, whatever it is
            self._fault(seed, data, f"{type(error).__name__}: {error}")
            return
        seconds = time.process_time() - start
        self.slowest = max(self.slowest, seconds)
        if seconds > self._max_seconds:
            self._fault(seed, data, f"took {seconds:.1f} seconds")
        self._secrets(seed, data, store, said + repr(store) + repr(store.entries) + self._log.taken())
        self._integrity(seed, data, store)

    def memory(self) -> int:
        """How many kilobytes the process grew at most."""
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - self._before

    def _fault(self, seed: Seed, data: bytes, what: str) -> None:
        self.faults.append(Fault(seed.name, what, data))

    def _secrets(self, seed: Seed, data: bytes, store: Store, said: str) -> None:
        passwords = [seed.password, *(password for _, password in seed.key_passwords)]
        if any(len(password or "") >= 8 and f"{password}" in said and password != "password" for password in passwords):
            self._fault(seed, data, "a password was said")
        for entry in store.entries:
            key = entry.private_key.reveal()[-24:] if entry.private_key is not None else entry.secret
            if key and len(key) >= 16 and (key.hex() in said or repr(key)[2:-1] in said):
                self._fault(seed, data, "a key was said")

    def _integrity(self, seed: Seed, data: bytes, store: Store) -> None:
        if store.integrity is Integrity.VERIFIED and data != seed.data and _kept(store) != _kept(_sound(seed)):
            self._fault(seed, data, "a changed certificate or alias was verified")


@functools.cache
def _sound(seed: Seed) -> Store:
    return read_bytes(seed.data, seed.name, Access(seed.password, dict(seed.key_passwords)))


def _kept(store: Store) -> list[tuple[str | None, tuple[str, ...]]]:
    return sorted(
        ((entry.alias, tuple(c.fingerprint for c in entry.certificates)) for entry in store.entries), key=repr
    )


class _Log(logging.Handler):
    """Keeps what anybody logs, at every level."""

    def __init__(self) -> None:
        super().__init__(level=0)
        self._lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self._lines.append(record.getMessage())

    def taken(self) -> str:
        lines, self._lines = self._lines, []
        return "\n".join(lines)
