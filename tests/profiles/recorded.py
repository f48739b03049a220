"""Chains with what JVMs answered that are not installed where the tests run.

``python -m tests.profiles.recorded java-11=PROGRAM java-21=PROGRAM ...`` asks them anew and writes
testdata/conformance/java_versions.json.gz. PROGRAM is a `java`; the JDK that is installed compiles for the oldest.
"""

from __future__ import annotations

import base64
import gzip
import json
import subprocess
import sys
import tempfile
from typing import TYPE_CHECKING, Any, Final

from chainaudit.model import der, extension
from chainaudit.model.certificate import Certificate
from tests import forge
from tests.conftest import ROOT
from tests.profiles import verifiers
from tests.profiles.agreement import predicted
from tests.profiles.chains import Chain, chains

if TYPE_CHECKING:
    from collections.abc import Iterator

FILE: Final = ROOT / "testdata" / "conformance" / "java_versions.json.gz"
SEED: Final = 20261121
COUNT: Final = 120
_EXPORTED: Final = ("--add-exports", "java.base/sun.security.util=ALL-UNNAMED")
_SAN, _EKU, _KU = extension.SUBJECT_ALTERNATIVE_NAME, extension.EXTENDED_KEY_USAGE, extension.KEY_USAGE


def differences(version: str) -> list[tuple[str, str, str]]:
    """Every recorded chain of which the profile predicts another verdict or other words: name, answer, prediction."""
    rows = json.loads(gzip.decompress(FILE.read_bytes()))
    told = [(row["name"], row["answers"][version], predicted(version, _read(row))) for row in rows]
    return [row for row in told if not _agrees(row[1], row[2])]


def verdicts(version: str) -> dict[str, bool]:
    """Whether a version accepted each recorded chain, by name."""
    rows = json.loads(gzip.decompress(FILE.read_bytes()))
    return {row["name"]: row["answers"][version] == verifiers.ACCEPT for row in rows}


def _agrees(answer: str, prediction: str) -> bool:
    if verifiers.ACCEPT in (answer, prediction):
        return answer == prediction
    # The innermost cause is told behind an arrow, and a key's owner where the anchor is meant differs.
    return answer.partition(" <- ")[0].removeprefix("reject: ")[:90] in prediction


def _read(row: dict[str, Any]) -> Chain:
    parts = ([Certificate.read(base64.b64decode(one)) for one in row[part]] for part in ("target", "chain", "anchors"))
    (target,), chain, anchors = parts
    return Chain(row["name"], target, tuple(chain), tuple(anchors), row["host"])


def asked() -> Iterator[Chain]:
    """Chains by chance, and what versions are known to differ in: keys, and extensions that cannot be read."""
    yield from chains(SEED, COUNT)
    root = forge.root()
    ca = forge.intermediate(root)
    for kind in ("P-192", "P-224", "Ed25519", "1024", "2048"):
        anchor, lower = forge.root(kind=kind), forge.intermediate(root, kind=kind)
        yield _chain(f"{kind} root", forge.issue(anchor), anchor)
        yield _chain(f"{kind} intermediate", forge.issue(lower), root, lower)
        yield _chain(f"{kind} target", forge.issue(root, kind=kind), root)
    names = {
        "no names at all": b"leaf.example",
        "a name that is cut off": bytes.fromhex("30058205616263"),
        "an address of five bytes": der.encode(der.SEQUENCE, der.encode(0x87, b"12345")),
        "other names": forge.san("other.example"),
        "names with bytes behind them": forge.san("leaf.example") + b"\0",
    }
    for what, value in names.items():
        target = forge.issue(ca, replace={_SAN: (False, value)})
        yield _chain(f"subjectAltName: {what}", target, root, ca)
        yield _chain(f"subjectAltName: {what}, pinned", target, target)
    for oid, label in ((_EKU, "extKeyUsage"), (_KU, "keyUsage")):
        yield _chain(f"{label}: unreadable", forge.issue(ca, replace={oid: (False, b"leaf.example")}), root, ca)
    for value in ("030100", "03020000", "03020100", "0303070080"):
        target = forge.issue(ca, replace={_KU: (True, bytes.fromhex(value))})
        yield _chain(f"keyUsage: {value}", target, root, ca)


def _chain(name: str, target: forge.Forged, anchor: forge.Forged, *between: forge.Forged) -> Chain:
    untrusted = tuple(one.certificate for one in between)
    return Chain(name, target.certificate, untrusted, (anchor.certificate,), "leaf.example")


def record(programs: dict[str, str]) -> None:
    """Ask JVMs of several versions the same and write down what their trust managers said."""
    questions = list(asked())
    answers: dict[str, list[str]] = {}
    with tempfile.TemporaryDirectory() as folder:
        source = str(verifiers.ORACLES / "JavaJudge.java")
        subprocess.run(("javac", "-source", "11", "-target", "11", *_EXPORTED, "-d", folder, source), check=True)
        for version, program in programs.items():
            rows = verifiers.ask((program, *_EXPORTED, "-cp", folder, "JavaJudge"), questions)
            answers[version] = [row.split("\t")[2] for row in rows]
    written = [
        {
            "name": chain.name,
            "host": chain.host,
            "target": _encoded([chain.target]),
            "chain": _encoded(chain.untrusted),
            "anchors": _encoded(chain.anchors),
            "answers": {version: told[number] for version, told in answers.items()},
        }
        for number, chain in enumerate(questions)
    ]
    FILE.write_bytes(gzip.compress(json.dumps(written, indent=0).encode(), mtime=0))


def _encoded(certificates: Any) -> list[str]:
    return [base64.b64encode(certificate.der).decode() for certificate in certificates]


if __name__ == "__main__":
    record(dict(argument.split("=", 1) for argument in sys.argv[1:]))
