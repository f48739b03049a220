"""SM2 signatures with SM3 (GB/T 32918.2; GM/T 0009), checked in plain Python: cryptography does not know the curve."""

from __future__ import annotations

from typing import Final

from chainaudit.errors import EncodingError
from chainaudit.model import der

CURVE: Final = "1.2.156.10197.1.301"
DEFAULT_IDENTITY: Final = b"1234567812345678"
"""The signer's identity where none was agreed upon (GM/T 0009, 10)."""

_P: Final = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000FFFFFFFFFFFFFFFF
_A: Final = _P - 3
_B: Final = 0x28E9FA9E9D9F5E344D5A9E4BCF6509A7F39789F515AB8F92DDBCBD414D940E93
_N: Final = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123
_G: Final = (
    0x32C4AE2C1F1981195F9904466A39C9948FE30BBFF2660BE1715A4589334C74C7,
    0xBC3736A2F4F6779C59BDCEE36B692153D0A9877CC62A474002DF32E52139F0A0,
)
_SIZE: Final = 32
_Point = tuple[int, int] | None


def is_valid(point: bytes, signature: bytes, data: bytes, identity: bytes = DEFAULT_IDENTITY) -> bool:
    """Whether ``signature`` (DER) over ``data`` was made by the key ``point`` (uncompressed) under ``identity``."""
    key = _read_point(point)
    numbers = _read_signature(signature)
    if key is None or numbers is None:
        return False
    r, s = numbers
    t = (r + s) % _N
    if not (0 < r < _N and 0 < s < _N and t):
        return False
    e = int.from_bytes(_sm3(_z(key, identity) + data), "big")
    found = _add(_times(s, _G), _times(t, key))
    return found is not None and (e + found[0]) % _N == r


def _read_point(point: bytes) -> tuple[int, int] | None:
    if len(point) != 2 * _SIZE + 1 or point[0] != 4:
        return None
    x, y = int.from_bytes(point[1 : _SIZE + 1], "big"), int.from_bytes(point[_SIZE + 1 :], "big")
    on_curve = x < _P and y < _P and (y * y - (x * x * x + _A * x + _B)) % _P == 0
    return (x, y) if on_curve else None


def _read_signature(signature: bytes) -> tuple[int, int] | None:
    try:
        numbers = der.sole(signature, der.SEQUENCE, "an SM2 signature").children()
        return (der.integer(numbers[0]), der.integer(numbers[1])) if len(numbers) == 2 else None
    except EncodingError:
        return None


def _z(key: tuple[int, int], identity: bytes) -> bytes:
    """Return the digest of the signer's identity, the curve and the key (GB/T 32918.2, 5.5)."""
    numbers = (_A, _B, *_G, *key)
    length = (8 * len(identity)).to_bytes(2, "big")
    return _sm3(length + identity + b"".join(number.to_bytes(_SIZE, "big") for number in numbers))


def _sm3(data: bytes) -> bytes:
    from cryptography.hazmat.primitives import hashes

    digest = hashes.Hash(hashes.SM3())
    digest.update(data)
    return digest.finalize()


def _add(one: _Point, other: _Point) -> _Point:
    if one is None:
        return other
    if other is None:
        return one
    if one[0] == other[0]:
        if (one[1] + other[1]) % _P == 0:
            return None
        slope = (3 * one[0] * one[0] + _A) * pow(2 * one[1], -1, _P) % _P
    else:
        slope = (other[1] - one[1]) * pow(other[0] - one[0], -1, _P) % _P
    x = (slope * slope - one[0] - other[0]) % _P
    return x, (slope * (one[0] - x) - one[1]) % _P


def _times(number: int, point: _Point) -> _Point:
    found: _Point = None
    while number:
        if number & 1:
            found = _add(found, point)
        point = _add(point, point)
        number >>= 1
    return found
