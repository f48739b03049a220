"""The real verifiers that profiles are compared with: cryptography in process, a JVM and Go as programs."""

from __future__ import annotations

import base64
import pathlib
import shutil
import subprocess
import tempfile
import warnings
from ipaddress import ip_address
from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.x509.verification import PolicyBuilder, Store, VerificationError

from tests import forge

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from chainaudit.model.certificate import Certificate
    from tests.profiles.chains import Chain

ORACLES = pathlib.Path(__file__).resolve().parent / "oracles"
ACCEPT = "accept"


def pyca(chain: Chain) -> str:
    """Ask cryptography's server verifier."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            address = chain.host.replace(".", "").isdigit()
            subject = x509.IPAddress(ip_address(chain.host)) if address else x509.DNSName(chain.host)
            store = Store([x509.load_der_x509_certificate(c.der) for c in chain.anchors])
            verifier = PolicyBuilder().store(store).time(forge.MOMENT).build_server_verifier(subject)
            others = [x509.load_der_x509_certificate(c.der) for c in chain.untrusted]
            verifier.verify(x509.load_der_x509_certificate(chain.target.der), others)
        except (VerificationError, ValueError) as error:
            return f"reject: {error}"
    return ACCEPT


def java(chains: Sequence[Chain], lists: Sequence[Sequence[bytes]] = ()) -> tuple[list[str], list[str]]:
    """Ask a JVM: the answers of the bare path builder, and those of the trust manager.

    With ``lists``, CRLs for each chain, revocation is checked.
    """
    command = ("java", "--add-exports", "java.base/sun.security.util=ALL-UNNAMED", str(ORACLES / "JavaJudge.java"))
    rows = [line.split("\t") for line in ask(command, chains, lists)]
    return [row[1] for row in rows], [row[2] for row in rows]


def go(chains: Sequence[Chain], program: str = "go") -> list[str]:
    """Ask Go, whose program is built first."""
    found = shutil.which(program) or shutil.which(program, path="/usr/lib/go-1.19/bin:/usr/local/go/bin")
    if found is None:
        raise FileNotFoundError(program)
    with tempfile.TemporaryDirectory() as folder:
        built = pathlib.Path(folder) / "judge"
        subprocess.run([found, "build", "-o", built, ORACLES / "go_judge.go"], check=True, capture_output=True)
        return [line.split("\t")[1] for line in ask((str(built),), chains)]


def ask(command: Sequence[str], chains: Sequence[Chain], lists: Sequence[Sequence[bytes]] = ()) -> list[str]:
    """Put chains to a program of the oracles, one a line; its answers, one a line."""
    milliseconds = int(forge.MOMENT.timestamp() * 1000)
    lines = [
        f"{number}\t{milliseconds}\t{c.host}\t{_encoded([c.target])}\t{_encoded(c.untrusted)}\t{_encoded(c.anchors)}"
        for number, c in enumerate(chains)
    ]
    if lists:
        crls = (",".join(base64.b64encode(one).decode() for one in given) for given in lists)
        lines = ["\t".join(pair) for pair in zip(lines, crls, strict=True)]
    done = subprocess.run(
        command, input="".join(f"{line}\n" for line in lines), capture_output=True, text=True, check=True
    )
    answers = done.stdout.splitlines()
    if len(answers) != len(chains):
        raise RuntimeError(f"{len(answers)} answers to {len(chains)} questions: {done.stderr[:400]}")
    return answers


def _encoded(certificates: Iterable[Certificate]) -> str:
    return ",".join(base64.b64encode(c.der).decode() for c in certificates)
