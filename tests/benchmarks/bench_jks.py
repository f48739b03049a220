"""Large JKS truststores in process, beside pyjks; as a whole process, beside keytool."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import jks

import chainaudit
from tests.benchmarks.measured import Row, median_seconds, process
from tests.benchmarks.truststores import PASSWORD, write_jks

if TYPE_CHECKING:
    from collections.abc import Iterator

TITLE = "JKS truststores"
ROUNDS = 15


def ours(path: Path) -> int:
    """Load the store, verify its digest and parse every certificate; the number of subjects."""
    store = chainaudit.open_store(str(path), password=PASSWORD)
    return len({str(certificate.subject) for entry in store.entries for certificate in entry.certificates})


def theirs(path: Path) -> int:
    """Load the store, verify its digest and list aliases with the DER of each certificate, unparsed."""
    return len([(alias, entry.cert) for alias, entry in jks.KeyStore.load(str(path), PASSWORD).certs.items()])


def measure() -> Iterator[Row]:
    """1,000 and 10,000 entries."""
    with tempfile.TemporaryDirectory() as folder:
        for count, limit in ((1000, 1.0), (10_000, 0.3)):
            path = Path(folder) / f"{count}.jks"
            write_jks(path, count)
            if not ours(path) == theirs(path) == count:
                raise RuntimeError(f"not all of the {count} entries were read")
            own, pyjks = median_seconds([lambda path=path: ours(path), lambda path=path: theirs(path)], ROUNDS)
            yield Row(f"{count:,} entries loaded and parsed", own * 1000, "ms")
            yield Row(f"{count:,} entries listed by pyjks, unparsed", pyjks * 1000, "ms")
            yield Row(f"{count:,} entries beside pyjks", own / pyjks, "ratio", at_most=limit)
        whole, keytool = median_seconds(
            [
                process(sys.executable, "-m", "chainaudit", "inspect", path, "--password", f"pass:{PASSWORD}"),
                process("keytool", "-list", "-keystore", path, "-storepass", PASSWORD),
            ],
            3,
        )
        yield Row("`chainaudit inspect` on 10,000 entries, whole process", whole, "s")
        yield Row("`keytool -list` on 10,000 entries, whole process", keytool, "s")
