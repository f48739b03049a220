"""Values of which a changed copy is asked for now and then."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from typing_extensions import Self


class Changeable:
    """A value whose constructor takes its ``__slots__`` by name, all of them, so that a copy loses none."""

    __slots__: tuple[str, ...] = ()

    def but(self, **changes: Any) -> Self:  # noqa: ANN401 - any of the parts
        """Return this value with some parts changed.

        Raises:
            TypeError: it has no part of this name.
        """
        parts = {name: getattr(self, name) for name in type(self).__slots__}
        return type(self)(**{**parts, **changes})
