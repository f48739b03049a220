"""What readers of BER make of the value of an extension that is no DER (X.690, 8)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar

from chainaudit.errors import EncodingError
from chainaudit.model import ber, der, extension

if TYPE_CHECKING:
    from collections.abc import Callable

_T = TypeVar("_T")

_FLAG: Final = bytes((der.BOOLEAN, 1))
_TRUE: Final = 0xFF


def first_value(value: bytes) -> bytes:
    """Return the first value as DER where it is BER; what follows it is passed over.

    Raises:
        EncodingError: no value stands there.
    """
    return ber.rewrite(value)[0]


def read(oid: str, value: bytes, parse: Callable[[bytes], _T]) -> _T | None:
    """Read a value that ``parse`` refused as lenient verifiers do; None where it cannot be read even so.

    Bytes behind it are passed over, lengths may be indefinite, and TRUE is any octet but zero.
    """
    try:
        first = first_value(value)
        if oid == extension.BASIC_CONSTRAINTS and first[2:4] == _FLAG and len(first) > 4 and first[4]:
            first = first[:4] + bytes((_TRUE,)) + first[5:]
        return None if first == value else parse(first)
    except EncodingError:
        return None
