"""ARIA in CBC mode (RFC 5794), which cryptography does not have; OpenSSL writes PKCS 12 and PKCS 8 with it."""

from __future__ import annotations

import functools
from typing import Final

_S1: Final = bytes.fromhex(
    "637c777bf26b6fc53001672bfed7ab76ca82c97dfa5947f0add4a2af9ca472c0b7fd9326363ff7cc34a5e5f171d83115"
    "04c723c31896059a071280e2eb27b27509832c1a1b6e5aa0523bd6b329e32f8453d100ed20fcb15b6acbbe394a4c58cf"
    "d0efaafb434d338545f9027f503c9fa851a3408f929d38f5bcb6da2110fff3d2cd0c13ec5f974417c4a77e3d645d1973"
    "60814fdc222a908846eeb814de5e0bdbe0323a0a4906245cc2d3ac629195e479e7c8376d8dd54ea96c56f4ea657aae08"
    "ba78252e1ca6b4c6e8dd741f4bbd8b8a703eb5664803f60e613557b986c11d9ee1f8981169d98e949b1e87e9ce5528df"
    "8ca1890dbfe6426841992d0fb054bb16"
)
_S2: Final = bytes.fromhex(
    "e24e54fc94c24acc620d6a463c4d8bd15efa64cbb497be2bbc772e03d31959c11d06416b55f09969ea9c18ae63dfe7bb"
    "007366fb964c85e43a0945aa0fee10eb2d7ff429accfad918d78c895f92fcecd087a88385c832a2847dbb8c793a41253"
    "ff870e3136215848018e377432cae9b1b7ab0cd7c4564226079860d9b6b91140ec208cbda0c984044923f14f501f13dc"
    "d8c09e57e3c37b653b028f3ee82592e515ddfd17a9bfd49a7ec53967fe769d43a7e1d0f568f21b347005a38ad57986a8"
    "30c6514b1ea627f635d26e2416825fdae675a2ef2cb21c9f5d6f800a72449b6c900b5b337d5a52f361a1f7b0d63f7c6d"
    "ed14e0a53d22b3f889de711aafbab581"
)
# Which octets of the input make each octet of the output of the diffusion layer (RFC 5794, 2.4.3).
_DIFFUSION: Final = (
    (3, 4, 6, 8, 9, 13, 14),
    (2, 5, 7, 8, 9, 12, 15),
    (1, 4, 6, 10, 11, 12, 15),
    (0, 5, 7, 10, 11, 13, 14),
    (0, 2, 5, 8, 11, 14, 15),
    (1, 3, 4, 9, 10, 14, 15),
    (0, 2, 7, 9, 10, 12, 13),
    (1, 3, 6, 8, 11, 12, 13),
    (0, 1, 4, 7, 10, 13, 15),
    (0, 1, 5, 6, 11, 12, 14),
    (2, 3, 5, 6, 8, 13, 15),
    (2, 3, 4, 7, 9, 12, 14),
    (1, 2, 6, 7, 9, 11, 12),
    (0, 3, 6, 7, 8, 10, 13),
    (0, 3, 4, 5, 9, 11, 14),
    (1, 2, 4, 5, 8, 10, 15),
)
_C: Final = (
    0x517CC1B727220A94FE13ABE8FA9A6EE0,
    0x6DB14ACC9E21C820FF28B1D5EF5DE2B0,
    0xDB92371D2126E9700324977504E8C90E,
)
_MASK: Final = (1 << 128) - 1


def cbc_decrypt(key: bytes, iv: bytes, octets: bytes) -> bytes:
    """Decrypt; key of 16, 24 or 32 octets, IV of 16, ``octets`` a multiple of 16."""
    keys = _decryption_keys(key)
    out = bytearray()
    previous = int.from_bytes(iv, "big")
    for at in range(0, len(octets), 16):
        block = int.from_bytes(octets[at : at + 16], "big")
        out += (_crypt(block, keys) ^ previous).to_bytes(16, "big")
        previous = block
    return bytes(out)


@functools.cache
def _boxes() -> tuple[tuple[bytes, ...], tuple[bytes, ...]]:
    """The two substitution layers: which box each octet goes through (RFC 5794, 2.4.2)."""
    inverse_1 = bytes(_S1.index(octet) for octet in range(256))
    inverse_2 = bytes(_S2.index(octet) for octet in range(256))
    return (_S1, _S2, inverse_1, inverse_2) * 4, (inverse_1, inverse_2, _S1, _S2) * 4


@functools.cache
def _tables() -> tuple[tuple[tuple[int, ...], ...], tuple[tuple[int, ...], ...]]:
    """Substitution and diffusion in one: for each octet its contribution to the whole block."""
    spread = [sum(1 << 8 * (15 - out) for out, sources in enumerate(_DIFFUSION) if at in sources) for at in range(16)]
    odd, even = (
        tuple(tuple(box[value] * spread[at] for value in range(256)) for at, box in enumerate(layer))
        for layer in _boxes()
    )
    return odd, even


def _round(block: int, table: tuple[tuple[int, ...], ...]) -> int:
    out = 0
    for row, octet in zip(table, block.to_bytes(16, "big"), strict=True):
        out ^= row[octet]
    return out


def _diffuse(block: int) -> int:
    octets = block.to_bytes(16, "big")
    out = bytearray(16)
    for at, sources in enumerate(_DIFFUSION):
        for source in sources:
            out[at] ^= octets[source]
    return int.from_bytes(out, "big")


def _crypt(block: int, keys: list[int]) -> int:
    odd, even = _tables()
    for number, key in enumerate(keys[:-2]):
        block = _round(block ^ key, even if number & 1 else odd)
    last = (block ^ keys[-2]).to_bytes(16, "big")
    layer = _boxes()[1]
    return int.from_bytes(bytes(box[octet] for box, octet in zip(layer, last, strict=True)), "big") ^ keys[-1]


def _rotate(value: int, bits: int) -> int:
    """To the right."""
    return (value >> bits | value << (128 - bits)) & _MASK


def _decryption_keys(key: bytes) -> list[int]:
    keys = _encryption_keys(key)[::-1]
    return [keys[0], *(_diffuse(item) for item in keys[1:-1]), keys[-1]]


def _encryption_keys(key: bytes) -> list[int]:
    """RFC 5794, 2.2."""
    odd, even = _tables()
    first = {16: 0, 24: 1, 32: 2}[len(key)]
    constants = [_C[(first + i) % 3] for i in range(3)]
    whole = int.from_bytes(key.ljust(32, b"\0"), "big")
    w0, right = whole >> 128, whole & _MASK
    w1 = _round(w0 ^ constants[0], odd) ^ right
    w2 = _round(w1 ^ constants[1], even) ^ w0
    w3 = _round(w2 ^ constants[2], odd) ^ w1
    words = (w0, w1, w2, w3)
    keys = [
        words[i] ^ _rotate(words[(i + 1) % 4], bits)
        for bits in (19, 31, 128 - 61, 128 - 31, 128 - 19)
        for i in range(4)
    ]
    return keys[: {16: 13, 24: 15, 32: 17}[len(key)]]
