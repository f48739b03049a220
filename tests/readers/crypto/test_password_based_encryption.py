"""Passwords in their encodings; whole schemes are shown by the stores that use them."""

from __future__ import annotations

from chainaudit.readers.crypto.password_based_encryption import Password


def test_a_password_shows_nothing() -> None:
    assert "geheim" not in repr(Password("geheim"))
    assert Password("").as_bmp_strings() == (b"\0\0", b"")
    assert Password("a").as_octets() == (b"a",)
