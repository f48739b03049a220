"""Twofish in CBC mode, decryption only, many blocks at once (Schneier et al., "Twofish: A 128-Bit Block Cipher").

UBER stores are protected by it and no package of the core has it. Going block by block is slow in Python; here
every step works on all blocks of a chunk: substitution is ``bytes.translate`` on a plane of
equal byte positions, and addition, rotation and exclusive or are done on one large integer that holds one
32-bit word of each block in a lane of 64 bits, so that no carry reaches the next lane.

The key decides which table entries are read, so times could tell about it: good for reading a file, not for a server.
"""

from __future__ import annotations

from typing import Final

BLOCK_BYTES: Final = 16
KEY_BYTES: Final = 32
ROUNDS: Final = 16

_CHUNK_BYTES: Final = 1 << 16
_WORD: Final = 0xFFFFFFFF
_Q: Final = (
    ("817D6F320B59ECA4", "ECB81235F4A6709D", "BA5E6D90C8F32471", "D7F4126E9B3085CA"),
    ("28BDF76E31940AC5", "1E2B4C376DA5F908", "4C75169A0ED82B3F", "B951C3DE647F208A"),
)
_MDS: Final = ((0x01, 0xEF, 0x5B, 0x5B), (0x5B, 0xEF, 0xEF, 0x01), (0xEF, 0x5B, 0x01, 0xEF), (0xEF, 0x01, 0xEF, 0x5B))
_RS: Final = (
    (0x01, 0xA4, 0x55, 0x87, 0x5A, 0x58, 0xDB, 0x9E),
    (0xA4, 0x56, 0x82, 0xF3, 0x1E, 0xC6, 0x68, 0xE5),
    (0x02, 0xA1, 0xFC, 0xC1, 0x47, 0xAE, 0x3D, 0x19),
    (0xA4, 0x55, 0x87, 0x5A, 0x58, 0xDB, 0x9E, 0x03),
)
_MDS_POLYNOMIAL: Final = 0x169
_RS_POLYNOMIAL: Final = 0x14D
_STAGES: Final = ((1, 0, 0, 1), (1, 1, 0, 0), (0, 1, 0, 1), (0, 0, 1, 1), (1, 0, 1, 0))
"""Which of q0 and q1 stands at each byte, from the innermost stage of h to the outermost."""


def decrypt_cbc(key: bytes, vector: bytes, ciphertext: bytes) -> bytes:
    """Decrypt whole blocks with a key of 256 bits; the padding stays.

    Raises:
        ValueError: key, vector or ciphertext have another length.
    """
    if len(key) != KEY_BYTES or len(vector) != BLOCK_BYTES or len(ciphertext) % BLOCK_BYTES:
        raise ValueError("Twofish-CBC takes a key of 32 bytes, a vector of 16 and whole blocks")
    subkeys, tables = _schedule(key)
    out = bytearray()
    previous = vector
    for start in range(0, len(ciphertext), _CHUNK_BYTES):
        chunk = ciphertext[start : start + _CHUNK_BYTES]
        chained = previous + chunk[:-BLOCK_BYTES]
        out += _exclusive_or(_decrypt_blocks(subkeys, tables, chunk), chained)
        previous = chunk[-BLOCK_BYTES:]
    return bytes(out)


def _exclusive_or(one: bytes, other: bytes) -> bytes:
    return (int.from_bytes(one, "little") ^ int.from_bytes(other, "little")).to_bytes(len(one), "little")


def _multiply(one: int, other: int, polynomial: int) -> int:
    product = 0
    while other:
        if other & 1:
            product ^= one
        one <<= 1
        if one & 0x100:
            one ^= polynomial
        other >>= 1
    return product


def _permutation(rows: tuple[str, ...]) -> bytes:
    t0, t1, t2, t3 = ([int(digit, 16) for digit in row] for row in rows)

    def ror4(nibble: int) -> int:
        return nibble >> 1 | (nibble & 1) << 3

    out = bytearray()
    for x in range(256):
        a, b = x >> 4, x & 15
        a, b = a ^ b, a ^ ror4(b) ^ (8 * a & 15)
        a, b = t0[a], t1[b]
        a, b = a ^ b, a ^ ror4(b) ^ (8 * a & 15)
        out.append(t3[b] << 4 | t2[a])
    return bytes(out)


def _substitute(position: int, octets: bytes, words: list[bytes], q: tuple[bytes, bytes]) -> bytes:
    """Send ``octets``, each at byte ``position``, through the stages of h, before the MDS matrix."""
    for stage, chooser in enumerate(_STAGES):
        octets = octets.translate(q[chooser[position]])
        if stage < len(words):
            secret = words[len(words) - 1 - stage][position]
            octets = bytes(octet ^ secret for octet in octets)
    return octets


def _schedule(key: bytes) -> tuple[list[int], list[list[bytes]]]:
    """Return the 40 subkeys, and for each byte of a word four tables: what it adds to each byte of g."""
    q = (_permutation(_Q[0]), _permutation(_Q[1]))
    mds = [
        [bytes(_multiply(x, _MDS[row][column], _MDS_POLYNOMIAL) for x in range(256)) for row in range(4)]
        for column in range(4)
    ]
    even = [key[i : i + 4] for i in range(0, KEY_BYTES, 8)]
    odd = [key[i + 4 : i + 8] for i in range(0, KEY_BYTES, 8)]

    def h(x: int, words: list[bytes]) -> int:
        word = 0
        for column in range(4):
            octet = _substitute(column, bytes((x,)), words, q)[0]
            word ^= int.from_bytes(bytes(mds[column][row][octet] for row in range(4)), "little")
        return word

    subkeys = []
    for i in range(20):
        a, b = h(2 * i, even), _rotate_left(h(2 * i + 1, odd), 8)
        subkeys += [(a + b) & _WORD, _rotate_left((a + 2 * b) & _WORD, 9)]
    secrets = [_reed_solomon(key[i : i + 8]) for i in range(0, KEY_BYTES, 8)][::-1]
    boxes = [_substitute(column, bytes(range(256)), secrets, q) for column in range(4)]
    return subkeys, [[boxes[column].translate(mds[column][row]) for row in range(4)] for column in range(4)]


def _reed_solomon(octets: bytes) -> bytes:
    out = bytearray(4)
    for row in range(4):
        for column, octet in enumerate(octets):
            out[row] ^= _multiply(octet, _RS[row][column], _RS_POLYNOMIAL)
    return bytes(out)


def _rotate_left(word: int, count: int) -> int:
    return (word << count | word >> (32 - count)) & _WORD


def _g(lanes: int, size: int, tables: list[list[bytes]], rotation: int) -> int:
    """Apply g to the word in every lane, rotated left by ``rotation`` bytes before."""
    octets = lanes.to_bytes(size, "little")
    planes = [octets[(position - rotation) % 4 :: 8] for position in range(4)]
    out = bytearray(size)
    for row in range(4):
        total = 0
        for plane, table in zip(planes, tables, strict=True):
            total ^= int.from_bytes(plane.translate(table[row]), "little")
        out[row::8] = total.to_bytes(size // 8, "little")
    return int.from_bytes(out, "little")


def _decrypt_blocks(subkeys: list[int], tables: list[list[bytes]], data: bytes) -> bytes:
    count = len(data) // BLOCK_BYTES
    size = 8 * count
    ones = int.from_bytes(b"\1\0\0\0\0\0\0\0" * count, "little")
    mask = ones * _WORD
    words = []
    for i in range(4):
        lanes = bytearray(size)
        for j in range(4):
            lanes[j::8] = data[4 * i + j :: BLOCK_BYTES]
        words.append(int.from_bytes(lanes, "little") ^ ones * subkeys[4 + i])
    c, d, a, b = words
    for round_number in reversed(range(ROUNDS)):
        t0 = _g(c, size, tables, 0)
        t1 = _g(d, size, tables, 1)
        f0 = (t0 + t1 + ones * subkeys[8 + 2 * round_number]) & mask
        f1 = (t0 + 2 * t1 + ones * subkeys[9 + 2 * round_number]) & mask
        a = ((a << 1 | a >> 31) & mask) ^ f0
        b ^= f1
        b = (b >> 1 | b << 31) & mask
        a, b, c, d = c, d, a, b
    out = bytearray(len(data))
    for i, word in enumerate((a, b, c, d)):
        octets = (word ^ ones * subkeys[i]).to_bytes(size, "little")
        for j in range(4):
            out[4 * i + j :: BLOCK_BYTES] = octets[j::8]
    return bytes(out)
