"""PKCS 7: what OpenSSL writes, BER, one broken certificate among good ones, other content types."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from chainaudit.app.opening import open_store, read_bytes
from chainaudit.errors import StoreErrorKind
from chainaudit.model import der
from chainaudit.model.reader import Limits
from chainaudit.readers import pkcs7
from tests.readers.stores import ROWS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

CERTIFICATES = [c.der for c in ROWS["pem_fullchain.pem"].open().certificates]
FINGERPRINTS = [c.fingerprint for c in ROWS["pem_fullchain.pem"].open().certificates]


def bundle(certificates: list[bytes], kind: str = pkcs7.SIGNED_DATA) -> bytes:
    data = der.encode(der.SEQUENCE, der.encode(der.OBJECT_IDENTIFIER, der.encode_oid("1.2.840.113549.1.7.1")))
    empty = der.encode(der.SET, b"")
    signed = der.encode(der.SEQUENCE, b"\x02\x01\x01" + empty + data + der.encode(0xA0, b"".join(certificates)) + empty)
    return der.encode(der.SEQUENCE, der.encode(der.OBJECT_IDENTIFIER, der.encode_oid(kind)) + der.encode(0xA0, signed))


@pytest.mark.parametrize("form", ["DER", "PEM"])
def test_what_openssl_writes(form: str, tmp_path: Path, tool: Callable[..., object]) -> None:
    target = tmp_path / "x.p7b"
    source = ROWS["pem_fullchain.pem"].path
    tool("openssl", "crl2pkcs7", "-nocrl", "-certfile", source, "-outform", form, "-out", target)
    store = open_store(target)
    assert store.problem is None
    assert [entry.certificates[0].fingerprint for entry in store.entries] == FINGERPRINTS


def test_a_signed_message_in_ber(tmp_path: Path, tool: Callable[..., object]) -> None:
    target = tmp_path / "x.p7m"
    arguments = ("-sign", "-signer", ROWS["pem_key_first.pem"].path, "-stream", "-outform", "DER", "-nodetach")
    tool("openssl", "cms", *arguments, "-out", target, stdin=b"text")
    assert b"\x30\x80" in target.read_bytes()
    assert [e.certificates[0].fingerprint for e in open_store(target).entries] == FINGERPRINTS[:1]


def test_one_broken_certificate_does_not_hide_the_others() -> None:
    store = read_bytes(bundle([CERTIFICATES[0], b"\x30\x03\x02\x01\x01", CERTIFICATES[2]]), "x.p7b")
    assert [e.certificates[0].fingerprint for e in store.entries] == [FINGERPRINTS[0], FINGERPRINTS[2]]
    assert store.problem.kind is StoreErrorKind.MALFORMED


def test_other_content_types_are_named() -> None:
    store = read_bytes(bundle(CERTIFICATES, "1.2.840.113549.1.7.3"), "x.p7b")
    assert store.problem.kind is StoreErrorKind.UNSUPPORTED
    assert "EnvelopedData" in store.problem.message


def test_certificates_are_counted() -> None:
    from chainaudit.app.opening import Access

    store = read_bytes(bundle(CERTIFICATES), "x.p7b", Access(limits=Limits(entries=2)))
    assert store.problem.kind is StoreErrorKind.TOO_EXPENSIVE
    assert len(store.entries) == 2


def test_cut_off_anywhere_is_malformed() -> None:
    data = bundle(CERTIFICATES)
    for length in range(30, len(data), 97):
        assert read_bytes(data[:length], "x.p7b").problem.kind is StoreErrorKind.MALFORMED


def test_only_pkcs7_is_recognised() -> None:
    assert pkcs7.sniff(bundle(CERTIFICATES)) > 90
    assert pkcs7.sniff(CERTIFICATES[0]) == 0
    assert pkcs7.sniff(ROWS["p12_openssl_ec.p12"].path.read_bytes()) == 0
