"""Fetches the issuer that a certificate names in its authority information access (RFC 5280, 4.2.2.1).

Only http is followed, as the RFC asks of such addresses: https would need a path of its own. What comes back is a
certificate from anybody; it counts only where its key made the signature, which whoever builds the chain checks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chainaudit.app.opening import read_bytes
from chainaudit.app.remote import fetch_http, scheme_of, without_credentials
from chainaudit.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from chainaudit.model.certificate import Certificate

CA_ISSUERS: Final = "1.3.6.1.5.5.7.48.2"
MAX_ANSWER_BYTES: Final = 256 * 1024
"""One certificate takes 2 KiB, and a PKCS 7 with a CA's whole family some dozens."""
TIMEOUT_SECONDS: Final = 10.0
MAX_FETCHES: Final = 32
"""In one run, whatever the certificates name."""
MAX_ADDRESSES: Final = 4
"""Of one certificate."""


class IssuerFetcher:
    """Fetches issuers, each address once; ``notes`` tell what was asked for and what came of it."""

    __slots__ = ("_found", "_get", "_left", "notes")

    def __init__(self, get: Callable[[str, int, float], bytes] = fetch_http) -> None:
        """``get(url, limit, timeout_seconds)`` returns at most one byte more than ``limit``, or raises StoreError."""
        self._get = get
        self._left = MAX_FETCHES
        self._found: dict[str, tuple[Certificate, ...]] = {}
        self.notes: list[str] = []

    def __call__(self, certificate: Certificate) -> tuple[Certificate, ...]:
        """Return the certificates behind the addresses that a certificate names for its issuer; never raises."""
        return tuple(found for url in addresses(certificate) for found in self._fetch(url))

    def _fetch(self, url: str) -> tuple[Certificate, ...]:
        if url not in self._found:
            self._found[url] = self._fetch_anew(url)
        return self._found[url]

    def _fetch_anew(self, url: str) -> tuple[Certificate, ...]:
        if self._left <= 0:
            self.notes.append(
                f"{without_credentials(url)} was not fetched: {MAX_FETCHES} addresses were asked already."
            )
            return ()
        self._left -= 1
        try:
            data = self._get(url, MAX_ANSWER_BYTES, TIMEOUT_SECONDS)
        except StoreError as error:
            self.notes.append(error.message)
            return ()
        shown = without_credentials(url)
        if len(data) > MAX_ANSWER_BYTES:
            self.notes.append(f"{shown} answers with more than the {MAX_ANSWER_BYTES:,} bytes that are read.")
            return ()
        certificates = read_bytes(data, shown).certificates
        if not certificates:
            self.notes.append(f"{shown} answers with no certificate.")
        return certificates


def addresses(certificate: Certificate) -> Iterator[str]:
    """Yield the http addresses that a certificate names for its issuer's certificate, each once."""
    named = dict.fromkeys(
        description.location.text
        for description in certificate.authority_information_access
        if description.method == CA_ISSUERS and description.location.text
    )
    urls = [url for url in named if scheme_of(url) == "http"]
    yield from urls[:MAX_ADDRESSES]
