"""One case of x509-limbo with all findings, beside cryptography's verifier, which stops at the first error."""

from __future__ import annotations

import gzip
import json
import statistics
import time
import warnings
from datetime import datetime, timezone
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any

from cryptography import x509
from cryptography.x509.verification import PolicyBuilder, Store, VerificationError

import chainaudit
from chainaudit.app.moments import now
from chainaudit.judging.judge import verdict_of
from tests.benchmarks.measured import Row
from tests.conformance import limbo
from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

TITLE = "Cases of x509-limbo in process"
ROUNDS = 7
SUITE = ROOT / "testdata" / "conformance" / "limbo.json.gz"


def cases() -> list[dict[str, Any]]:
    """The cases about servers with a name that are not meant to be costly: those that both can be asked."""
    found = json.loads(gzip.decompress(SUITE.read_bytes()))["testcases"]
    return [
        case
        for case in found
        if case["validation_kind"] == "SERVER"
        and case["expected_peer_name"]
        and "denial-of-service" not in case["features"]
    ]


def ours(case: dict[str, Any]) -> float:
    """Processor seconds from the encoded certificates to every finding, by the profile that is meant for the case."""
    profile = chainaudit.profile(limbo.JUDGED_BY.get(case["id"].split("::")[0], limbo.JUDGED_OTHERWISE_BY))
    checks = chainaudit.checks()
    encoded = limbo.encoded(case)
    started = time.process_time()
    verdict_of(limbo.question_of(case, encoded), profile, checks)
    return time.process_time() - started


def theirs(case: dict[str, Any]) -> float:
    """Processor seconds from the encoded certificates to cryptography's answer."""
    encoded = limbo.encoded(case)
    name, moment = case["expected_peer_name"], case["validation_time"]
    subject = x509.IPAddress(ip_address(name["value"])) if name["kind"] == "IP" else x509.DNSName(name["value"])
    at = now() if moment is None else datetime.fromisoformat(moment).astimezone(timezone.utc)
    started = time.process_time()
    try:
        target, *others = [x509.load_der_x509_certificate(der) for der in (*encoded.target, *encoded.untrusted)]
        store = Store([x509.load_der_x509_certificate(der) for der in encoded.trusted])
        verifier = PolicyBuilder().store(store).time(at).build_server_verifier(subject)
        verifier.verify(target, others)
    except (VerificationError, ValueError):
        pass
    return time.process_time() - started


def measure() -> Iterator[Row]:
    """The median over the cases, of the fastest of some rounds each."""
    warnings.simplefilter("ignore")
    taken: list[tuple[float, float]] = []
    for case in cases():
        ours(case), theirs(case)  # what is imported and cached on first use does not count
        rounds = [(ours(case), theirs(case)) for _ in range(ROUNDS)]
        taken.append((min(own for own, _ in rounds), min(other for _, other in rounds)))
    own, other = (statistics.median(column) for column in zip(*taken, strict=True))
    yield Row(f"one of {len(taken)} cases, all findings", own * 1e6, "µs")
    yield Row("the same by cryptography's verifier, first error", other * 1e6, "µs")
    yield Row("beside cryptography's verifier", own / other, "ratio", at_most=2.0)
