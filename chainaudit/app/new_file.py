"""Writes a file that was not there: with mode 0600, all of it or nothing, and never over another."""

from __future__ import annotations

import contextlib
import os
import secrets
from pathlib import Path

from chainaudit.errors import UsageError


def write_new_file(target: str, content: bytes) -> None:
    """Write ``content`` to ``target``, which must not exist; a failure leaves nothing behind.

    The bytes go to a file beside it first, so that nobody ever sees half a store under its name.

    Raises:
        UsageError: it is there already, it cannot be written, or it is ``-``.
    """
    if target == "-":
        raise UsageError("'-' is no file: what may hold keys is not written to standard output; name a file")
    path = Path(target)
    if os.path.lexists(path):
        raise UsageError(f"{target} is there already; choose another name, for nothing is overwritten")
    beside = path.parent / f".{path.name[:100]}.{secrets.token_hex(8)}"
    try:
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(descriptor, "wb") as stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
            _give_name(beside, path)
        finally:
            with contextlib.suppress(FileNotFoundError):
                beside.unlink()
    except FileExistsError:
        raise UsageError(f"{target} is there already; choose another name, for nothing is overwritten") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "the name is no path"
        raise UsageError(f"{target} cannot be written: {reason}") from None


def _give_name(beside: Path, path: Path) -> None:
    """Give the finished file its name in one step that fails where the name is taken.

    Raises:
        OSError: it is taken, or the file system refuses.
    """
    try:
        path.hardlink_to(beside)
    except FileExistsError:
        raise
    except OSError:
        # No hard links here: take the name first, then move the content over the empty file that holds it.
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        beside.replace(path)
