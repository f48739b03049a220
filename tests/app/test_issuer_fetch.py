"""Issuers fetched by the addresses in certificates."""

from __future__ import annotations

from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.hazmat.primitives.serialization.pkcs7 import serialize_certificates

from chainaudit.app.issuer_fetch import MAX_ADDRESSES, MAX_ANSWER_BYTES, MAX_FETCHES, IssuerFetcher
from chainaudit.errors import StoreError, StoreErrorKind
from tests.validators.making import authority, end

ROOT = authority("Root")
ANSWERS = {
    "http://ca.example/der": ROOT.certificate.der,
    "http://ca.example/pem": ROOT.x509.public_bytes(Encoding.PEM),
    "http://ca.example/p7c": serialize_certificates([ROOT.x509], Encoding.DER),
    "http://ca.example/html": b"<html></html>",
    "http://ca.example/huge": bytes(MAX_ANSWER_BYTES + 1),
}


class _Network:
    """Answers from a table, and remembers what was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, url: str, limit: int, timeout_seconds: float) -> bytes:
        assert (limit, timeout_seconds) == (MAX_ANSWER_BYTES, 10.0)
        self.asked.append(url)
        if url not in ANSWERS:
            raise StoreError(StoreErrorKind.UNREADABLE, f"{url} answers 404.")
        return ANSWERS[url]


def test_der_pem_and_pkcs7_are_read_and_each_address_is_asked_once() -> None:
    network = _Network()
    fetcher = IssuerFetcher(network)
    urls = ["http://ca.example/der", "http://ca.example/pem", "http://ca.example/p7c"]
    one, other = end("a.example", ROOT, ca_issuers=urls), end("b.example", ROOT, ca_issuers=urls[:1])
    assert fetcher(one.certificate) == (ROOT.certificate,) * 3
    assert fetcher(other.certificate) == (ROOT.certificate,)
    assert network.asked == urls
    assert fetcher.notes == []


def test_only_http_is_followed() -> None:
    network = _Network()
    urls = [
        "https://ca.example/der",
        "ldap://ca.example/cn=x",
        "file:///etc/passwd",
        "http://[broken",
        "HTTP://ca.example/x",
    ]
    assert IssuerFetcher(network)(end("a.example", ROOT, ca_issuers=urls).certificate) == ()
    assert network.asked == ["HTTP://ca.example/x"]


def test_what_goes_wrong_is_told() -> None:
    fetcher = IssuerFetcher(_Network())
    urls = ["http://ca.example/gone", "http://ca.example/html", "http://ca.example/huge"]
    assert fetcher(end("a.example", ROOT, ca_issuers=urls).certificate) == ()
    assert fetcher.notes == [
        "http://ca.example/gone answers 404.",
        "http://ca.example/html answers with no certificate.",
        f"http://ca.example/huge answers with more than the {MAX_ANSWER_BYTES:,} bytes that are read.",
    ]


def test_addresses_are_counted() -> None:
    network = _Network()
    fetcher = IssuerFetcher(network)
    many = [f"http://ca.example/{number}" for number in range(10)]
    fetcher(end("a.example", ROOT, ca_issuers=many).certificate)
    assert len(network.asked) == MAX_ADDRESSES
    for number in range(MAX_FETCHES):
        fetcher(end("a.example", ROOT, ca_issuers=[f"http://ca.example/x{number}"]).certificate)
    assert len(network.asked) == MAX_FETCHES
