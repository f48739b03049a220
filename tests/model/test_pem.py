"""Blocks of PEM, as OpenSSL writes and reads them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from chainaudit.model.pem import pem
from tests.forge import root

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def test_a_certificate_is_written_as_openssl_writes_it(tool: Callable[..., Any]) -> None:
    certificate = root().certificate.der
    assert pem(certificate) == tool("openssl", "x509", "-inform", "DER", stdin=certificate).stdout


@pytest.mark.parametrize("size", [1, 47, 48, 49, 96])
def test_lines_have_64_characters_up_to_the_last(size: int) -> None:
    first, *body, last, end = pem(bytes(size), "X509 CRL").split("\n")
    assert (first, last, end) == ("-----BEGIN X509 CRL-----", "-----END X509 CRL-----", "")
    assert {len(line) for line in body[:-1]} <= {64}
    assert 0 < len(body[-1]) <= 64


def test_a_key_is_written_as_openssl_writes_it(tool: Callable[..., Any], tmp_path: Path) -> None:
    key = tmp_path / "key.der"
    tool("openssl", "genpkey", "-algorithm", "ED25519", "-outform", "DER", "-out", key)
    assert pem(key.read_bytes(), "PRIVATE KEY") == tool("openssl", "pkey", "-inform", "DER", "-in", key).stdout
