"""Named pipes and those of a shell's process substitution, read without waiting for ever for somebody to write."""

from __future__ import annotations

import os
import select
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from chainaudit.errors import StoreError, StoreErrorKind

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_SECONDS: Final = 10.0
"""How long to wait for the next bytes: long enough for a program that fetches a secret, and no hang."""


class Pipe:
    """A pipe from which the next bytes come soon, or not at all."""

    __slots__ = ("_descriptor", "_path")

    def __init__(self, descriptor: int, path: str) -> None:
        self._descriptor = descriptor
        self._path = path

    def read(self, size: int, /) -> bytes:
        """Return up to ``size`` bytes, none at the end.

        Raises:
            StoreError: nothing was written for ``MAX_SECONDS``.
            OSError: the pipe cannot be read.
        """
        ready, _, _ = select.select([self._descriptor], [], [], MAX_SECONDS)
        if not ready:
            raise StoreError(
                StoreErrorKind.UNREADABLE,
                f"{self._path} is a pipe, and nobody has written to it for {MAX_SECONDS:.0f} seconds.",
            )
        return os.read(self._descriptor, size)


@contextmanager
def opened(path: str) -> Iterator[Pipe]:
    """Open the pipe at ``path``, whether or not somebody writes to it yet.

    Raises:
        OSError: it cannot be opened.
    """
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    try:
        yield Pipe(descriptor, path)
    finally:
        os.close(descriptor)
