"""Where passwords come from: the words of OpenSSL's pass phrase options, and a hidden prompt on a terminal.

A password never stands in a message: not even what was given in place of a source, for it may be one.
"""

from __future__ import annotations

import os
import re
import sys
from typing import TYPE_CHECKING, Final

from chainaudit.errors import UsageError
from chainaudit.model.changing import Changeable

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

MAX_PASSWORD_BYTES: Final = 64 * 1024
"""Of a file or descriptor: its first line is the password, and no line of a password file is longer."""
_KEYED: Final = re.compile(r"(?!env:|file:|fd:|pass:|prompt$)(.*?)=(?=env:|file:|fd:|pass:|prompt$)", re.DOTALL)
_SOURCES: Final = "env:NAME, file:PATH, fd:N, prompt or pass:TEXT"


class Passwords(Changeable):
    """The passwords of the stores of one question. ``store`` and ``keys`` open the identity store; the others by path.

    ``truststores`` and ``untrusted`` map a path to its password; None as a key stands for every one.
    """

    __slots__ = ("keys", "store", "truststores", "untrusted")

    def __init__(
        self,
        store: str | None = None,
        keys: Mapping[str | None, str] | None = None,
        truststores: Mapping[str | None, str] | None = None,
        untrusted: Mapping[str | None, str] | None = None,
    ) -> None:
        self.store = store
        self.keys = dict(keys or {})
        self.truststores = dict(truststores or {})
        self.untrusted = dict(untrusted or {})

    def of_truststore(self, path: str) -> str | None:
        """Return the password of one truststore."""
        return self.truststores.get(path, self.truststores.get(None))

    def of_untrusted(self, path: str) -> str | None:
        """Return the password of one store of untrusted certificates."""
        return self.untrusted.get(path, self.untrusted.get(None))

    def __repr__(self) -> str:
        """Show nothing of them."""
        return "Passwords()"


def read_password(source: str, what: str = "the store") -> str:
    """Return the password that ``source`` names: ``env:NAME``, ``file:PATH``, ``fd:N``, ``prompt`` or ``pass:TEXT``.

    Of a file or descriptor the first line counts, without its line end. ``what`` is asked for in the prompt.

    Raises:
        UsageError: it is none of these, or there is nothing to read.
    """
    kind, _, value = source.partition(":")
    if source == "prompt":
        return prompt(what)
    if ":" not in source or kind not in _READERS:
        raise UsageError(f"a password is given by its source: {_SOURCES}")
    return _READERS[kind](value)


def given_password(source: str | None, what: str = "the store") -> str | None:
    """Return the password that ``source`` names, as `read_password` does; None where no source was given."""
    return None if source is None else read_password(source, what)


def keyed_passwords(values: Iterable[str]) -> dict[str | None, str]:
    """Return the passwords of options like ``[ALIAS=]SOURCE``, by alias; None is the one without an alias.

    Raises:
        UsageError: an option has no source that is known, or an alias is given twice.
    """
    found: dict[str | None, str] = {}
    for value in values:
        keyed = _KEYED.match(value)
        name = keyed[1] if keyed else None
        if name in found:
            raise UsageError(
                "a password is given twice for the same name" if name is None else f"two passwords for '{name}'"
            )
        found[name] = read_password(
            value[keyed.end() :] if keyed else value, "all keys" if name is None else f"'{name}'"
        )
    return found


def require_stores(passwords: Mapping[str | None, str], stores: Collection[str], option: str) -> None:
    """Refuse passwords that no store is given for: each belongs to a path, or (None) to any.

    Raises:
        UsageError: a password is for a path that is not among ``stores``, or there is no store at all.
    """
    for path in passwords:
        if path is not None and path not in stores:
            known = ", ".join(dict.fromkeys(stores)) or "none"
            raise UsageError(f"{option} is for '{path}', which is not given; the stores given: {known}")
        if not stores:
            raise UsageError(f"{option} is given, but no store that it could open")


def can_prompt() -> bool:
    """Whether a person sits at a terminal."""
    return sys.stdin is not None and sys.stdin.isatty() and sys.stderr.isatty()


def prompt(what: str) -> str:
    """Ask for a password without showing it.

    Raises:
        UsageError: there is no terminal to ask on.
    """
    if not can_prompt():
        others = _SOURCES.replace("prompt or", "or")
        raise UsageError(f"a password cannot be asked for without a terminal; give it as {others}")
    import getpass

    try:
        return getpass.getpass(f"Password of {what}: ")
    except (EOFError, OSError):
        raise UsageError("no password was entered") from None


def _from_environment(name: str) -> str:
    value = os.environ.get(name)
    if value is None:
        raise UsageError(f"the environment variable '{name}', which should hold a password, is not set")
    return value


def _from_file(path: str) -> str:
    try:
        with open(path, "rb") as stream:  # noqa: PTH123 - a path is a string here
            return _first_line(stream.read(MAX_PASSWORD_BYTES), f"the password file {path}")
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "the name is no path"
        raise UsageError(f"the password file {path} cannot be read: {reason}") from error


def _from_descriptor(number: str) -> str:
    if not number.isdecimal():
        raise UsageError("fd: needs the number of an open file descriptor")
    try:
        with os.fdopen(int(number), "rb", closefd=False) as stream:
            return _first_line(stream.readline(MAX_PASSWORD_BYTES), f"the file descriptor {number}")
    except (OSError, OverflowError) as error:
        raise UsageError(f"no password can be read from the file descriptor {number}") from error


def _from_text(text: str) -> str:
    return text


def _first_line(octets: bytes, where: str) -> str:
    line = octets.removeprefix(b"\xef\xbb\xbf").split(b"\n", 1)[0].removesuffix(b"\r")
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        raise UsageError(f"the password in {where} is not UTF-8") from None


_READERS: Final = {
    "env": _from_environment,
    "file": _from_file,
    "fd": _from_descriptor,
    "pass": _from_text,
}
