"""RC2 in CBC mode with any number of effective bits (RFC 2268); cryptography has 128 bits alone.

Old PKCS 12 files keep their certificates under RC2 with 40 bits.
"""

from __future__ import annotations

from struct import Struct
from typing import Final

_PITABLE: Final = bytes.fromhex(
    "d978f9c419ddb5ed28e9fd794aa0d89dc67e37832b76538e624c6488448bfba2"
    "179a59f587b34f1361456d8d09817d32bd8f40eb86b77b0bf09521225c6b4e82"
    "54d66593ce60b21c7356c014a78cf1dc1275ca1f3bbee4d1423dd430a33cb626"
    "6fbf0eda4669075727f21d9bbc944303f811c7f690ef3ee706c3d52fc8661ed7"
    "08e8eade8052eef784aa72ac354d6a2a961ad2715a1549744b9fd05e0418a4ec"
    "c2e0416e0f51cbcc2491af50a1f47039997c3a8523b8b47afc02365b25559731"
    "2d5dfa98e38a92ae05df2910676cbac9d300e6cfe19ea82c6316013f58e289a9"
    "0d38341bab33ffb0bb480c5fb9b1cd2ec5f3db47e5a59c770aa62068fe7fc1ad"
)
_WORDS: Final = Struct("<4H")


def cbc_decrypt(key: bytes, iv: bytes, octets: bytes, bits: int) -> bytes:
    """Decrypt; key of 1 to 128 octets, IV of 8, ``octets`` a multiple of 8, 1 to 1024 effective ``bits``."""
    words = _expand(key, bits)
    out = bytearray()
    previous = int.from_bytes(iv, "big")
    for at in range(0, len(octets), 8):
        block = octets[at : at + 8]
        plain = int.from_bytes(_decrypt_block(words, block), "big")
        out += (plain ^ previous).to_bytes(8, "big")
        previous = int.from_bytes(block, "big")
    return bytes(out)


def _expand(key: bytes, bits: int) -> tuple[int, ...]:
    """RFC 2268, 2."""
    table = bytearray(key + bytes(128 - len(key)))
    for i in range(len(key), 128):
        table[i] = _PITABLE[(table[i - 1] + table[i - len(key)]) & 0xFF]
    octets = (bits + 7) // 8
    mask = 0xFF >> (8 * octets - bits)
    table[128 - octets] = _PITABLE[table[128 - octets] & mask]
    for i in range(127 - octets, -1, -1):
        table[i] = _PITABLE[table[i + 1] ^ table[i + octets]]
    return Struct("<64H").unpack(table)


def _decrypt_block(words: tuple[int, ...], block: bytes) -> bytes:
    """RFC 2268, 4: mixing rounds backwards, with a mashing round after the fifth and the eleventh."""
    a, b, c, d = _WORDS.unpack(block)
    for number in range(15, -1, -1):
        i = 4 * number
        d = (d >> 5 | d << 11) & 0xFFFF
        d = (d - words[i + 3] - (c & b) - (~c & a)) & 0xFFFF
        c = (c >> 3 | c << 13) & 0xFFFF
        c = (c - words[i + 2] - (b & a) - (~b & d)) & 0xFFFF
        b = (b >> 2 | b << 14) & 0xFFFF
        b = (b - words[i + 1] - (a & d) - (~a & c)) & 0xFFFF
        a = (a >> 1 | a << 15) & 0xFFFF
        a = (a - words[i] - (d & c) - (~d & b)) & 0xFFFF
        if number in (11, 5):
            d = (d - words[c & 63]) & 0xFFFF
            c = (c - words[b & 63]) & 0xFFFF
            b = (b - words[a & 63]) & 0xFFFF
            a = (a - words[d & 63]) & 0xFFFF
    return _WORDS.pack(a, b, c, d)
