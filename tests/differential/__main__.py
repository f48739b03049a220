"""``python -m tests.differential [--count N] [--seed S] [--of WHAT]``: openssl and chainaudit side by side.

A line for each difference on stdout, the figures on stderr. Figures are kept in docs/reference/openssl-agreement.md.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

from chainaudit.app.openssl_verify.command import openssl_verify
from tests.differential.issuers import signed_by_others
from tests.differential.meshes import mesh
from tests.differential.mistakes import mistaken
from tests.differential.scenarios import keys, scenario

_QUEUE = re.compile(r"^[0-9A-F]{8,}:error:")
MAKERS = {"chains": scenario, "meshes": mesh, "issuers": signed_by_others, "mistakes": mistaken}
"""What is made: chains with faults, meshes of cross-signed CAs, CRLs that others sign, wrong options."""
_ERROR = re.compile(r"^error (\d+) at (\d+) depth lookup", re.MULTILINE)


def openssl(arguments: list[str]) -> tuple[int, list[tuple[int, int]], list[str]]:
    """Run the real program: its exit code, its errors, and its lines without those of its error queue."""
    done = subprocess.run(["openssl", "verify", *arguments], capture_output=True, check=False, stdin=subprocess.DEVNULL)
    found = _ERROR.findall(done.stderr.decode("utf-8", "replace"))
    lines = (done.stdout + done.stderr).decode("utf-8", "replace").splitlines()
    plain = [line for line in lines if not _QUEUE.match(line)]
    return done.returncode, [(int(code), int(depth)) for code, depth in found], plain


def compare(count: int, seed: int, keep: Path | None = None, *, of: str = "chains") -> Counter[str]:
    """Run ``count`` scenarios of one kind of ``MAKERS``; print each difference, return the figures."""
    figures: Counter[str] = Counter()
    pool = keys()
    with tempfile.TemporaryDirectory() as scratch:
        before = Path.cwd()
        os.chdir(scratch)
        try:
            for number in range(count):
                rng = random.Random(seed * 1_000_003 + number)  # noqa: S311 - repeatable, not secret
                one = MAKERS[of](rng, pool)
                one.write(Path(scratch))
                code, errors, lines = openssl(one.arguments)
                answer = openssl_verify(one.arguments)
                figures["cases"] += 1
                figures["accepted by openssl"] += code == 0
                figures["same exit code"] += code == answer.code
                figures["same first error"] += errors[:1] == answer.errors[:1]
                figures["same list of errors"] += errors == answer.errors
                ours = [
                    line
                    for is_error in (False, True)
                    for e, t in answer.said
                    if e is is_error
                    for line in t.split("\n")
                ]
                figures["same lines"] += lines == ours
                if lines != ours and (code, errors) == (answer.code, answer.errors):
                    print(f"{seed}/{number}: lines {lines} where ours are {ours}: {' '.join(one.arguments)}")
                if (code, errors) != (answer.code, answer.errors):
                    told = f"openssl {code} {errors}, we {answer.code} {answer.errors}"
                    print(f"{seed}/{number}: {told}: {' '.join(one.arguments[2:])}")
                    if keep is not None:
                        folder = keep / f"{seed}-{number}"
                        folder.mkdir(parents=True, exist_ok=True)
                        one.write(folder)
        finally:
            os.chdir(before)
    return figures


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.differential", description=__doc__)
    parser.add_argument("--count", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, default=None, help="a folder for the files of what differs")
    parser.add_argument("--of", choices=tuple(MAKERS), default="chains", help="what is made")
    given = parser.parse_args()
    figures = compare(given.count, given.seed, given.keep, of=given.of)
    for label, figure in figures.items():
        print(f"{label}: {figure} ({100 * figure / max(figures['cases'], 1):.2f} %)", file=sys.stderr)


if __name__ == "__main__":
    main()
