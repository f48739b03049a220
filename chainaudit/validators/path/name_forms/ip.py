"""IP addresses and their subtrees, an address and its mask (RFC 5280, 4.2.1.10; RFC 4632, 3.1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from chainaudit.model.general_name import GeneralName


def fault(name: GeneralName) -> str:
    """Say why a presented name is no address."""
    return "" if len(name.value) in (4, 16) else f"is not 4 or 16 bytes but {len(name.value)}"


def _is_prefix(mask: int, bits: int) -> bool:
    """Whether a mask is ones followed by zeros."""
    turned = mask ^ ((1 << bits) - 1)
    return turned & (turned + 1) == 0


class Subtrees:
    """Networks by size and mask: one look-up for each mask that is in use, of which there are few."""

    __slots__ = ("_networks",)

    def __init__(self) -> None:
        self._networks: dict[tuple[int, int], set[int]] = {}

    @property
    def cost(self) -> int:
        """How many look-ups one address takes."""
        return len(self._networks)

    def add(self, base: GeneralName) -> str:
        """Keep a network. A mask with holes is no CIDR mask, and is applied bit by bit all the same."""
        size = len(base.value) // 2
        if len(base.value) not in (8, 32):
            return f"is not an address and a mask of 8 or 32 bytes but {len(base.value)}"
        address, mask = int.from_bytes(base.value[:size], "big"), int.from_bytes(base.value[size:], "big")
        self._networks.setdefault((size, mask), set()).add(address & mask)
        return "" if _is_prefix(mask, 8 * size) else "has a mask with holes, which is no CIDR prefix"

    def covers(self, name: GeneralName) -> bool:
        """Whether the address lies in a network."""
        size, address = len(name.value), int.from_bytes(name.value, "big")
        return any(address & mask in held for (wide, mask), held in self._networks.items() if wide == size)

    def touches(self, name: GeneralName) -> bool:
        """The same: an address has no parts."""
        return self.covers(name)
