"""Certificates with what OpenSSL writes behind them (openssl-x509(1), -trustout)."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

import pytest

from chainaudit.errors import StoreError
from chainaudit.model import der
from chainaudit.model.extension import CLIENT_AUTH, SERVER_AUTH
from chainaudit.readers.certificates import read_trust, read_with_trust
from tests import forge

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ROOT = forge.root()


@pytest.mark.parametrize(
    ("options", "trusted", "rejected", "alias"),
    [
        (("-addtrust", "serverAuth"), (SERVER_AUTH,), None, None),
        (("-addreject", "clientAuth", "-setalias", "Ours"), None, (CLIENT_AUTH,), "Ours"),
        (("-addtrust", "serverAuth", "-addtrust", "clientAuth"), (SERVER_AUTH, CLIENT_AUTH), None, None),
    ],
)
def test_what_openssl_writes(
    options: tuple[str, ...],
    trusted: tuple[str, ...] | None,
    rejected: tuple[str, ...] | None,
    alias: str | None,
    tmp_path: Path,
    tool: Callable[..., object],
) -> None:
    (tmp_path / "root.pem").write_bytes(ROOT.pem)
    tool("openssl", "x509", "-in", tmp_path / "root.pem", *options, "-trustout", "-out", tmp_path / "out.pem")
    first, *body, last = (tmp_path / "out.pem").read_text().splitlines()
    assert (first, last) == ("-----BEGIN TRUSTED CERTIFICATE-----", "-----END TRUSTED CERTIFICATE-----")
    found = read_with_trust(base64.b64decode("".join(body)), 3)
    assert (found.certificate, found.position) == (ROOT.certificate, 3)
    assert (found.trusted_for, found.rejected_for, found.alias) == (trusted, rejected, alias)


def test_a_certificate_alone_says_nothing_of_trust() -> None:
    found = read_with_trust(ROOT.certificate.der, 0)
    assert (found.certificate, found.trusted_for, found.rejected_for, found.alias) == (
        ROOT.certificate,
        None,
        None,
        None,
    )


def test_what_is_none_is_refused() -> None:
    with pytest.raises(StoreError):
        read_with_trust(b"\x04\x01x", 0)


@pytest.mark.parametrize("encoded", [b"\x31\x00", b"\x30\x03\x02\x01\x00", b"\x30\x04\x30\x02\x06\x00"])
def test_what_is_no_trust_of_openssl_is_not_taken_for_it(encoded: bytes) -> None:
    assert read_trust(der.read(encoded)) is None
