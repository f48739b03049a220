"""SM2 by the numbers: a signature made here, and one of OpenSSL's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from chainaudit.model import sm2

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Outcome


def test_a_signature_of_openssl_verifies_and_a_changed_one_does_not(
    tool: Callable[..., Outcome], tmp_path: Path
) -> None:
    key, data, signature = tmp_path / "key.pem", tmp_path / "data", tmp_path / "signature"
    data.write_bytes(b"signed")
    tool("openssl", "genpkey", "-algorithm", "SM2", "-out", key)
    options = ("-rawin", "-digest", "sm3", "-pkeyopt", "distid:1234567812345678")
    tool("openssl", "pkeyutl", "-sign", "-inkey", key, "-in", data, "-out", signature, *options)
    public = tmp_path / "public.der"
    tool("openssl", "pkey", "-in", key, "-pubout", "-outform", "DER", "-out", public)
    point, made = public.read_bytes()[-65:], signature.read_bytes()
    assert sm2.is_valid(point, made, b"signed")
    assert not sm2.is_valid(point, made, b"signeD")
    assert not sm2.is_valid(point, made, b"signed", b"somebody else")
    assert not sm2.is_valid(point, made[:-1] + bytes((made[-1] ^ 1,)), b"signed")


@pytest.mark.parametrize("signature", [b"", b"\x30\x00", b"\x30\x03\x02\x01\x00", bytes(70)])
def test_no_signature_at_all(signature: bytes) -> None:
    assert not sm2.is_valid(b"\x04" + bytes(64), signature, b"")


def test_a_point_beside_the_curve_is_no_key() -> None:
    assert not sm2.is_valid(b"\x04" + (1).to_bytes(32, "big") * 2, b"\x30\x06\x02\x01\x01\x02\x01\x01", b"")
