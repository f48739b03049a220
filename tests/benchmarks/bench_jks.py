"""Large JKS truststores in process, beside pyjks; as a whole process, beside keytool."""

from __future__ import annotations

import sys
import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import jks
from cryptography import x509

import chainaudit
from tests.benchmarks.measured import Row, median_seconds, process
from tests.benchmarks.truststores import PASSWORD, write_jks

if TYPE_CHECKING:
    from collections.abc import Iterator

TITLE = "JKS truststores"
ROUNDS = 15


def opened(path: Path) -> int:
    """Load the store, verify its digest and list the aliases; what is in a certificate is looked at when asked for."""
    store = chainaudit.open_store(str(path), password=PASSWORD)
    return len([entry.alias for entry in store.entries])


def parsed(path: Path) -> int:
    """The same, and every certificate parsed: each of its fields found and bounded (RFC 5280, 4.1)."""
    return len(chainaudit.open_store(str(path), password=PASSWORD).certificates)


def loaded(path: Path) -> int:
    """The same, and every certificate parsed once more by cryptography."""
    store = chainaudit.open_store(str(path), password=PASSWORD)
    return len([x509.load_der_x509_certificate(certificate.der) for certificate in store.certificates])


def walked(path: Path) -> int:
    """The same, and every subject as text."""
    store = chainaudit.open_store(str(path), password=PASSWORD)
    return len([str(certificate.subject) for certificate in store.certificates])


def theirs(path: Path) -> int:
    """Load the store, verify its digest and list aliases with the DER of each certificate, unparsed."""
    return len([(alias, entry.cert) for alias, entry in jks.KeyStore.load(str(path), PASSWORD).certs.items()])


def measure() -> Iterator[Row]:
    """1,000 and 10,000 entries."""
    with tempfile.TemporaryDirectory() as folder:
        for count in (1000, 10_000):
            path = Path(folder) / f"{count}.jks"
            write_jks(path, count)
            candidates = (opened, parsed, loaded, walked, theirs)
            if any(candidate(path) != count for candidate in candidates):
                raise RuntimeError(f"not all of the {count} entries were read")
            seconds = median_seconds([partial(candidate, path) for candidate in candidates], ROUNDS)
            opening, parsing, loading, walking, pyjks = seconds
            yield Row(f"{count:,} entries opened and listed", opening * 1000, "ms")
            yield Row(f"{count:,} entries opened, every certificate parsed", parsing * 1000, "ms")
            yield Row(f"{count:,} entries opened, and loaded by cryptography", loading * 1000, "ms")
            yield Row(f"{count:,} entries opened, every subject as text", walking * 1000, "ms")
            yield Row(f"{count:,} entries listed by pyjks", pyjks * 1000, "ms")
            if count == 1000:
                yield Row(f"{count:,} entries parsed, beside pyjks listing", parsing / pyjks, "ratio", at_most=1.0)
            else:
                yield Row(f"{count:,} entries opened, beside pyjks listing", opening / pyjks, "ratio", at_most=0.3)
        whole, keytool = median_seconds(
            [
                process(sys.executable, "-m", "chainaudit", "inspect", path, "--password", f"pass:{PASSWORD}"),
                process("keytool", "-list", "-keystore", path, "-storepass", PASSWORD),
            ],
            3,
        )
        yield Row("`chainaudit inspect` on 10,000 entries, whole process", whole, "s")
        yield Row("`keytool -list` on 10,000 entries, whole process", keytool, "s")
        yield Row("10,000 entries opened, beside `keytool -list`", opening / keytool, "ratio", at_most=0.02)
