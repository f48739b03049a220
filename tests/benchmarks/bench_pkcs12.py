"""A PKCS 12 of 1,000 certificates in process, beside cryptography's ``load_pkcs12``."""

from __future__ import annotations

import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12

import chainaudit
from tests.benchmarks.measured import Row, median_seconds
from tests.benchmarks.truststores import PASSWORD, certificates

if TYPE_CHECKING:
    from collections.abc import Iterator

TITLE = "PKCS 12"
COUNT = 1_000
ROUNDS = 15


def ours(path: Path) -> int:
    """Open the store, verify its MAC, and have every certificate with its alias."""
    store = chainaudit.open_store(str(path), password=PASSWORD)
    return len([(entry.alias, entry.certificates[0].der) for entry in store.entries])


def theirs(path: Path) -> int:
    """The same with cryptography."""
    return len(pkcs12.load_pkcs12(path.read_bytes(), PASSWORD.encode()).additional_certs)


def measure() -> Iterator[Row]:
    """1,000 certificates, AES-256 and HMAC-SHA-256 as cryptography writes them."""
    made = [x509.load_der_x509_certificate(der) for der in certificates(COUNT)]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "1000.p12"
        encryption = BestAvailableEncryption(PASSWORD.encode())
        path.write_bytes(pkcs12.serialize_key_and_certificates(None, None, None, made, encryption))
        if ours(path) != COUNT or theirs(path) != COUNT:
            raise RuntimeError("not all certificates were read")
        opening, loading = median_seconds([partial(ours, path), partial(theirs, path)], ROUNDS)
        yield Row(f"{COUNT:,} certificates opened", opening * 1000, "ms")
        yield Row(f"{COUNT:,} certificates with load_pkcs12", loading * 1000, "ms")
        yield Row(f"{COUNT:,} certificates opened, beside load_pkcs12", opening / loading, "ratio", at_most=1.0)
