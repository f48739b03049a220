"""``python -m tests.fuzz --reader JKS --count 20000``: as many mutants of one reader as wanted.

Inputs that bring something to light are kept in tests/fuzz/corpus; from then on every run starts from them too.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import sys
import time

from tests.fuzz.mutate import FOUND, Watch, mutants, seeds_of


def main() -> int:
    """Run, say what was found, keep the inputs."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--reader", help="name of a reader (chainaudit list formats); all by default")
    parser.add_argument("--count", type=int, default=20_000, help="mutants in all")
    parser.add_argument("--seed", type=int, default=None, help="of the dice; the time by default")
    parser.add_argument("--keep", action="store_true", help="keep inputs with faults in tests/fuzz/corpus")
    options = parser.parse_args()
    seeds = seeds_of(options.reader)
    if not seeds:
        print(f"no store of the corpus is read by {options.reader}")
        return 2
    number = time.time_ns() if options.seed is None else options.seed
    dice = random.Random(number)  # noqa: S311 - mutations are no secret
    started = time.perf_counter()
    with Watch() as watch:
        for index, seed in enumerate(seeds):
            share = options.count // len(seeds) + (index < options.count % len(seeds))
            for data in mutants(seed, dice, share):
                watch.look(seed, data)
    for fault in watch.faults:
        name = hashlib.sha256(fault.data).hexdigest()[:16]
        print(f"{fault.seed}: {fault.what} [{name}]")
        if options.keep:
            (FOUND / f"{name}.bin").write_bytes(fault.data)
    print(
        f"{watch.read:,} mutants of {len(seeds)} stores, {len(watch.faults)} faults, slowest {watch.slowest:.2f} s, "
        f"{watch.memory() / 1000:.0f} MB more memory, {time.perf_counter() - started:.0f} s; dice {number}"
    )
    return 1 if watch.faults else 0


if __name__ == "__main__":
    sys.exit(main())
