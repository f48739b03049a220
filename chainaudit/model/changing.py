"""Values of which a changed copy is asked for now and then."""

from __future__ import annotations

from typing import Any, TypeVar

_C = TypeVar("_C", bound="Changeable")


class Changeable:
    """A value whose constructor takes its ``__slots__`` by name, all of them, so that a copy loses none."""

    __slots__: tuple[str, ...] = ()

    def but(self: _C, **changes: Any) -> _C:  # noqa: ANN401, PYI019 - any of the parts; Self came with Python 3.11
        """Return this value with some parts changed.

        Raises:
            TypeError: it has no part of this name.
        """
        parts = {name: getattr(self, name) for name in type(self).__slots__}
        return type(self)(**{**parts, **changes})
