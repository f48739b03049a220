"""Modified UTF-8 as Java's DataOutput writes it: U+0000 is C0 80, and a character beyond U+FFFF is two surrogates."""

from __future__ import annotations


def decode(octets: bytes) -> str:
    r"""Return the text of ``octets``.

    Octets that are no modified UTF-8 at all are shown as ``\\xNN``: an alias that cannot be read must not hide
    the certificate behind it.
    """
    if octets.isascii():
        return octets.decode("ascii")
    try:
        text = octets.replace(b"\xc0\x80", b"\0").decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return octets.decode("utf-8", "backslashreplace")
    # Each half of a pair was written as a character of its own; going through UTF-16 joins them.
    return text.encode("utf-16-be", "surrogatepass").decode("utf-16-be", "backslashreplace")


def encode(text: str) -> bytes:
    """Return ``text`` as DataOutput.writeUTF writes it, without the length in front."""
    units = text.encode("utf-16-be", "surrogatepass")
    characters = (chr(int.from_bytes(units[i : i + 2], "big")) for i in range(0, len(units), 2))
    return "".join(characters).encode("utf-8", "surrogatepass").replace(b"\0", b"\xc0\x80")
