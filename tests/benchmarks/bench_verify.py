"""``chainaudit verify`` on a JKS as a whole process, beside keytool and beside importing cryptography."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from tests.benchmarks.measured import Row, compile_package, median_seconds, process
from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

TITLE = "Start-up and the main job"
ROUNDS = 21
DEMO = ROOT / "testdata" / "demo"
STORE = ("--store", DEMO / "gateway.jks", "--password", "pass:changeit")
ASKED = ("--host", "api.example.com", "--truststore", DEMO / "partners.pem")


def measure() -> Iterator[Row]:
    """Wall time of whole processes, and the two ratios that are kept."""
    compile_package(ROOT)
    program = (sys.executable, "-m", "chainaudit")
    ours, default_trust, keytool, pyca, empty = median_seconds(
        [
            process(*program, "verify", *STORE, *ASKED, exit_codes=(1,)),
            process(*program, "verify", *STORE, "--host", "api.example.com", exit_codes=(1,)),
            process("keytool", "-list", "-v", "-keystore", DEMO / "gateway.jks", "-storepass", "changeit"),
            process(sys.executable, "-c", "import cryptography.x509"),
            process(sys.executable, "-c", "pass"),
        ],
        ROUNDS,
    )
    yield Row("`chainaudit verify` on a JKS with two keys, a truststore given", ours * 1000, "ms")
    yield Row("the same with the default truststore (certifi)", default_trust * 1000, "ms")
    yield Row("`keytool -list -v` on the same JKS", keytool * 1000, "ms")
    yield Row('`python -c "import cryptography.x509"`', pyca * 1000, "ms")
    yield Row('`python -c "pass"`', empty * 1000, "ms")
    yield Row("verify beside keytool", ours / keytool, "ratio", at_most=0.75)
    yield Row("verify beside importing cryptography.x509", ours / pyca, "ratio", at_most=2.0)
    yield Row("verify with the default truststore beside keytool", default_trust / keytool, "ratio", at_most=0.75)
    yield Row(
        "verify with the default truststore beside importing cryptography.x509",
        default_trust / pyca,
        "ratio",
        at_most=2.0,
    )
