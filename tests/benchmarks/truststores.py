"""Large truststores for the benchmarks: real certificates, written by pyjks, never by our own code."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import TYPE_CHECKING

import jks
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PASSWORD = "changeit"


def certificates(count: int) -> Iterator[bytes]:
    """Self-signed authorities that differ in name and serial number, DER; one key serves all."""
    key = ec.generate_private_key(ec.SECP256R1())
    for number in range(count):
        subject = x509.Name(
            [
                x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Example Trust Services"),
                x509.NameAttribute(NameOID.COMMON_NAME, f"Example Root {number}"),
            ]
        )
        yield (
            x509.CertificateBuilder(subject, subject, key.public_key(), number + 1)
            .not_valid_before(datetime(2020, 1, 1, tzinfo=timezone.utc))
            .not_valid_after(datetime(2045, 1, 1, tzinfo=timezone.utc))
            .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
            .sign(key, hashes.SHA256())
            .public_bytes(Encoding.DER)
        )


def write_jks(path: Path, count: int) -> None:
    """A JKS truststore of ``count`` entries, written by pyjks."""
    entries = [jks.TrustedCertEntry.new(f"root-{number}", der) for number, der in enumerate(certificates(count))]
    path.write_bytes(jks.KeyStore.new("jks", entries).saves(PASSWORD))
