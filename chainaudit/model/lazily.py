"""Values that are made when first asked for, and then simply stand there; readings of what is read again and again."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar, overload

if TYPE_CHECKING:
    from collections.abc import Callable

_T = TypeVar("_T")

MAX_REMEMBERED: Final = 512
MAX_REMEMBERED_BYTES: Final = 256
"""So many readings of one kind are remembered, of values of up to so many bytes: a stranger fills no memory."""


class Once(Generic[_T]):
    """A decorator for a method without arguments: asked for like a property, made once, kept in the instance.

    What a property costs each time, a call, this costs the first time alone: Python finds the value in the instance
    before it looks here. ``functools.cached_property`` does the same behind a lock before Python 3.12.
    """

    def __init__(self, make: Callable[[Any], _T]) -> None:
        self._make = make
        self._name = make.__name__
        self.__doc__ = make.__doc__

    @overload
    def __get__(self, instance: None, owner: type) -> Once[_T]: ...

    @overload
    def __get__(self, instance: object, owner: type) -> _T: ...

    def __get__(self, instance: object | None, owner: type) -> Once[_T] | _T:
        """Make the value and leave it in the instance."""
        if instance is None:
            return self
        value = instance.__dict__[self._name] = self._make(instance)
        return value


once = Once


def remembered(parse: Callable[[bytes], _T]) -> Callable[[bytes], _T]:
    """Decorate a function that reads encoded bytes into a value that never changes: short ones are read once.

    Of usages, constraints and algorithms the certificates of a whole run share a few.
    """
    short = functools.lru_cache(MAX_REMEMBERED)(parse)

    @functools.wraps(parse)
    def read(value: bytes) -> _T:
        return short(value) if len(value) <= MAX_REMEMBERED_BYTES else parse(value)

    return read
