"""Finds what the rooms offer: every module with the room's constant, and refuses duplicates and wrong types.

Nothing is listed by hand: a new reader, check, profile, parser, protocol, system or format is a new file.
"""

from __future__ import annotations

import functools
import importlib
import os
import pkgutil
from typing import TYPE_CHECKING, Any, Final

from chainaudit.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from chainaudit.evidence.parser import Parser
    from chainaudit.model.check import Check
    from chainaudit.model.format import Format, Layout
    from chainaudit.model.profile import Profile
    from chainaudit.model.reader import Reader
    from chainaudit.model.rehearsal import Software
    from chainaudit.model.remedy import System
    from chainaudit.model.starttls import StartTls
    from chainaudit.model.writer import Writer


def discover(
    package: str,
    constant: str,
    kind: type,
    *,
    key: str = "name",
    sparse: bool = False,
    without: frozenset[str] = frozenset(),
) -> dict[str, Any]:
    """Return every ``constant`` of the modules below ``package``, by the attribute ``key``.

    A module may offer one value, or a tuple of them under the plural of the constant. In a ``sparse`` room most modules
    only help the others, and are not loaded for being looked at; nor are the modules named in ``without``.

    Raises:
        TypeError: a constant is not of ``kind``; ValueError: two share a key. Both are defects of the code.
    """
    found: dict[str, Any] = {}
    for name in module_names(package):
        if name in without or (sparse and not _mentions(name, constant)):
            continue
        module = importlib.import_module(name)
        values = (getattr(module, constant),) if hasattr(module, constant) else getattr(module, constant + "S", ())
        for value in values:
            if not isinstance(value, kind):
                raise TypeError(f"{name}.{constant} is a {type(value).__name__}, not a {kind.__name__}")
            identity = getattr(value, key)
            if identity in found:
                raise ValueError(f"{name}: {key} {identity} is taken already")
            found[identity] = value
    return found


def _mentions(name: str, constant: str) -> bool:
    """Whether the source of a module has the constant in it, so that what only helps the others is not loaded here.

    A module without source (a frozen program) counts as one that has it.
    """
    from importlib.util import find_spec

    spec = find_spec(name)
    if spec is None or spec.origin is None or not spec.origin.endswith(".py"):
        return True
    try:
        with open(spec.origin, "rb") as stream:  # noqa: PTH123 - a path is a string here
            return b"\n" + constant.encode() in b"\n" + stream.read()
    except OSError:
        return True


@functools.cache
def module_names(package: str) -> tuple[str, ...]:
    """Return the dotted names of the modules below a package, sub-packages included, in order; none is loaded."""
    return tuple(sorted(_names_below(importlib.import_module(package).__path__, package)))


def _names_below(paths: Iterable[str], package: str) -> Iterator[str]:
    for module in pkgutil.iter_modules(paths, package + "."):
        if module.ispkg:
            folder = module.name.rpartition(".")[2]
            yield from _names_below([os.path.join(path, folder) for path in paths], module.name)  # noqa: PTH118 - strings
        else:
            yield module.name


@functools.cache
def checks(without: frozenset[str] = frozenset()) -> tuple[Check, ...]:
    """Return every check, by id; those whose ids are in ``without``, and what only helps them, are not loaded."""
    from chainaudit.model.check import Check

    folders = {identity.partition(".")[0] for identity in without}
    kept = {identity for folder in folders for identity in check_ids(folder) - without}
    modules = [name for folder in folders for name in module_names(f"chainaudit.validators.{folder}")]
    skipped = frozenset(name for name in modules if _identity(name) not in kept)
    found = discover("chainaudit.validators", "CHECK", Check, key="id", without=skipped)
    return tuple(check for _, check in sorted(found.items()))


@functools.cache
def check_ids(folder: str) -> frozenset[str]:
    """Return the ids of the checks in one folder, which the names of their files tell without loading them."""
    files = [name for name in module_names(f"chainaudit.validators.{folder}") if _mentions(name, "CHECK")]
    return frozenset(map(_identity, files))


def _identity(module: str) -> str:
    """Return the id that a check has by the name of its module."""
    return module.removeprefix("chainaudit.validators.").replace("_", "-")


@functools.cache
def readers() -> tuple[Reader, ...]:
    """Return every reader, by name."""
    from chainaudit.model.reader import Reader

    return tuple(reader for _, reader in sorted(discover("chainaudit.readers", "READER", Reader, sparse=True).items()))


COMMON_READERS: Final = ("pem", "jks", "pkcs12", "der")
"""The formats that most files have: asked first, so that the others need not be loaded. An order, no list."""


def readers_likeliest_first(name: str) -> Iterator[Reader]:
    """Yield every reader, loading one after the other: that of the name's ending, the common ones, then the rest."""
    from chainaudit.model.reader import Reader

    ending = name.rpartition(".")[2].lower()
    for short in dict.fromkeys((ending, *COMMON_READERS)):
        for module in (name for name in module_names("chainaudit.readers") if name.endswith(f".{short}")):
            reader = getattr(importlib.import_module(module), "READER", None)
            if isinstance(reader, Reader):
                yield reader
    yield from readers()


@functools.cache
def writers() -> tuple[Writer, ...]:
    """Return every writer, by name."""
    from chainaudit.model.writer import Writer

    return tuple(writer for _, writer in sorted(discover("chainaudit.writers", "WRITER", Writer).items()))


@functools.cache
def _profiles() -> dict[str, Profile]:
    from chainaudit.model.profile import Profile

    return discover("chainaudit.profiles", "PROFILE", Profile)


def profiles() -> tuple[Profile, ...]:
    """Return every profile, by name."""
    return tuple(profile for _, profile in sorted(_profiles().items()))


def profile(name: str) -> Profile:
    """Return the profile with this name or alias.

    Raises:
        UsageError: there is none.
    """
    module = f"chainaudit.profiles.{name.replace('-', '_').replace('.', '_')}"
    try:
        candidate = getattr(importlib.import_module(module), "PROFILE", None)
    except ModuleNotFoundError:
        candidate = None
    if candidate is not None and candidate.name == name:
        return candidate  # type: ignore[no-any-return]
    for known in _profiles().values():
        if name == known.name or name in known.aliases:
            return known
    raise UsageError(f"there is no profile '{name}'; see: chainaudit list profiles")


def profile_of(product: str) -> Profile | None:
    """Return the profile that judges as a product does whose log was read, None where none is known to."""
    return next((known for known in profiles() if product in known.products), None)


def version_of(family: str, version: tuple[int, ...]) -> str:
    """Return the name of the profile for a version of ``family``: the newest that is not above it, else the oldest.

    The names of their files tell which versions there are; none is loaded.
    """
    names = (name.rpartition(".")[2] for name in module_names("chainaudit.profiles"))
    numbers = (name.removeprefix(f"{family}_").split("_") for name in names if name.startswith(f"{family}_"))
    known = sorted(tuple(map(int, parts)) for parts in numbers if all(part.isdecimal() for part in parts))
    chosen = max((each for each in known if each <= version), default=known[0])
    return f"{family}-{'.'.join(map(str, chosen))}"


def check(identity: str) -> Check:
    """Return the check with this id.

    Raises:
        UsageError: there is none.
    """
    for known in checks():
        if known.id == identity:
            return known
    from difflib import get_close_matches

    last = identity.rpartition(".")[2]
    near = get_close_matches(identity, [c.id for c in checks()], 1) or [c.id for c in checks() if last in c.id]
    hint = f"; did you mean {near[0]}?" if near else "."
    raise UsageError(f"there is no check '{identity}'{hint} See: chainaudit list checks")


@functools.cache
def formats() -> tuple[Format, ...]:
    """Return every report format, by name."""
    from chainaudit.model.format import Format

    return tuple(found for _, found in sorted(discover("chainaudit.reporting", "FORMAT", Format).items()))


def renderer(name: str, kind: str) -> Callable[[Any, Layout], str]:
    """Return what writes one kind of result (a key of `chainaudit.model.format.RESULTS`) in the format with this name.

    Raises:
        UsageError: there is no such format, or it has no way to say such a result.
    """
    from chainaudit.model.format import RESULTS

    found = report_format(name).renderer(kind)
    if found is None:
        able = ", ".join(f.name for f in formats() if f.renderer(kind) is not None)
        raise UsageError(f"'{name}' is no format for {RESULTS[kind]}; there are: {able}")
    return found


def report_format(name: str) -> Format:
    """Return the report format with this name, loading no other.

    Raises:
        UsageError: there is none.
    """
    module = f"chainaudit.reporting.{name}"
    if name.isidentifier() and module in module_names("chainaudit.reporting"):
        candidate = getattr(importlib.import_module(module), "FORMAT", None)
        if candidate is not None:
            return candidate  # type: ignore[no-any-return]
    raise UsageError(f"there is no format '{name}'; there are: {', '.join(f.name for f in formats())}")


@functools.cache
def system(name: str) -> System | None:
    """Return the system with this name, loading no other; None where there is none."""
    from chainaudit.model.remedy import System

    module = f"chainaudit.remedies.{name.replace('-', '_')}"
    known = module in module_names("chainaudit.remedies")
    found = getattr(importlib.import_module(module), "SYSTEM", None) if known else None
    return found if isinstance(found, System) and found.name == name else None


@functools.cache
def systems() -> tuple[System, ...]:
    """Return every system whose commands remedies are written in, by name."""
    from chainaudit.model.remedy import System

    return tuple(found for _, found in sorted(discover("chainaudit.remedies", "SYSTEM", System).items()))


@functools.cache
def starttls_protocols() -> tuple[StartTls, ...]:
    """Return every STARTTLS protocol, by name."""
    from chainaudit.model.starttls import StartTls

    return tuple(found for _, found in sorted(discover("chainaudit.peer.starttls", "STARTTLS", StartTls).items()))


@functools.cache
def software() -> tuple[Software, ...]:
    """Return every kind of software whose handshakes can be rehearsed, by name."""
    from chainaudit.model.rehearsal import Software

    return tuple(found for _, found in sorted(discover("chainaudit.planning.software", "SOFTWARE", Software).items()))


@functools.cache
def parsers() -> tuple[Parser, ...]:
    """Return every parser of evidence, by name."""
    from chainaudit.evidence.parser import Parser

    return tuple(found for _, found in sorted(discover("chainaudit.evidence", "PARSER", Parser).items()))
