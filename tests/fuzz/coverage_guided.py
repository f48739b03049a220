"""``python -m tests.fuzz.coverage_guided --minutes 60``: atheris mutates the corpus towards code not yet reached.

An input that breaks a rule of tests/fuzz/mutate.py is kept in tests/fuzz/corpus and ends the run.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import tempfile
from pathlib import Path

from tests.fuzz.mutate import FOUND, MAX_SECONDS, Seed, Watch, seeds_of


def main() -> None:
    """Run atheris, which never returns."""
    import atheris

    parser = argparse.ArgumentParser(prog="python -m tests.fuzz.coverage_guided", description=__doc__)
    parser.add_argument("--reader", help="name of a reader (chainaudit list formats); all by default")
    parser.add_argument("--minutes", type=float, default=60)
    options = parser.parse_args()
    atheris.instrument_all()
    folder = Path(tempfile.mkdtemp(prefix="chainaudit-fuzz-"))
    for seed in seeds_of(options.reader):
        (folder / hashlib.sha256(seed.data).hexdigest()[:16]).write_bytes(seed.data)
    # Instrumented code runs several times slower.
    watch = Watch(max_seconds=5 * MAX_SECONDS)

    def look(data: bytes) -> None:
        watch.look(Seed("fuzzed", data, "changeit", (), ""), data)
        if watch.faults:
            fault = watch.faults[0]
            name = hashlib.sha256(fault.data).hexdigest()[:16]
            (FOUND / f"{name}.bin").write_bytes(fault.data)
            raise AssertionError(f"{fault.what} [{name}]")

    seconds = int(options.minutes * 60)
    atheris.Setup([sys.argv[0], f"-max_total_time={seconds}", "-timeout=10", "-rss_limit_mb=500", str(folder)], look)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
