"""Base64 without markers: one line or many, URL-safe, quoted, UTF-16; and text that only looks like it."""

from __future__ import annotations

import base64

import pytest

from chainaudit.app.opening import Access, read_bytes
from chainaudit.errors import StoreError, StoreErrorKind
from chainaudit.model.reader import ReadRequest
from chainaudit.readers.pem import bare_base64
from tests.readers.stores import ROWS

CERTIFICATE = ROWS["pem_fullchain.pem"].open().certificates[0]
TEXT = base64.b64encode(CERTIFICATE.der)
FORMS = {
    "one line": TEXT,
    "many lines": base64.encodebytes(CERTIFICATE.der),
    "indented": b"  " + base64.encodebytes(CERTIFICATE.der).replace(b"\n", b"\r\n   "),
    "url safe": base64.urlsafe_b64encode(CERTIFICATE.der),
    "without padding": TEXT.rstrip(b"="),
    "quoted": b'"' + TEXT + b'"\n',
    "utf-16": TEXT.decode().encode("utf-16"),
    "utf-8 with mark": b"\xef\xbb\xbf" + TEXT,
}


@pytest.mark.parametrize("form", FORMS)
def test_a_certificate_in_every_form(form: str) -> None:
    store = read_bytes(FORMS[form], "x.b64")
    assert store.problem is None
    assert [e.certificates[0].fingerprint for e in store.entries] == [CERTIFICATE.fingerprint]
    assert any("base64" in note for note in store.notes)


@pytest.mark.parametrize(
    "file", ["jks_truststore.jks", "p12_openssl3_default.p12", "p7_chain.p7b", "pem_fullchain.pem"]
)
def test_other_stores_inside(file: str) -> None:
    row = ROWS[file]
    store = read_bytes(base64.encodebytes(row.path.read_bytes()), "x", Access(row.told["password"]))
    assert store.problem is None
    assert len(store.certificates) == 3


def test_text_that_goes_on_as_something_else_is_no_store() -> None:
    text = TEXT + b"A" * 8_000
    assert read_bytes(text + b"<html>", "x").problem.kind is StoreErrorKind.NOT_A_STORE
    assert bare_base64.sniff(b"MIlitary is a word, and this is a sentence.") == 0
    assert bare_base64.sniff(b"a plain text without any base64 in it") == 0
    with pytest.raises(StoreError, match="cannot be read here"):
        bare_base64.read(TEXT, ReadRequest("x"))
