"""Java 25 names the alert in front of its words."""

from __future__ import annotations

import pytest

import chainaudit
from chainaudit.judging.judge import verdict_of
from chainaudit.planning.software import java_17
from chainaudit.profiles.java_25 import PROFILE
from tests import forge
from tests.facts import question
from tests.profiles import recorded

ROOT = forge.root()


@pytest.mark.parametrize(
    ("target", "anchor", "start"),
    [
        (forge.issue(ROOT, end=forge.BEGIN), ROOT, "(certificate_expired) PKIX path validation failed: "),
        (forge.issue(ROOT, begin=forge.END, end=forge.END), ROOT, "(bad_certificate) PKIX path validation failed: "),
        (forge.issue(ROOT), forge.root("Other"), "(certificate_unknown) PKIX path building failed: "),
        (forge.issue(ROOT, names=("other.example",)), ROOT, "(certificate_unknown) No subject alternative"),
    ],
)
def test_the_alert_comes_first(target: forge.Forged, anchor: forge.Forged, start: str) -> None:
    asked = question(target, anchor, host=(chainaudit.reference_identifier("leaf.example"),))
    (reason,) = verdict_of(asked, PROFILE, chainaudit.checks())[0].reasons
    assert reason.words.startswith(start)


def test_an_empty_truststore_is_no_fault_of_the_chain() -> None:
    """As observed with Temurin 25.0.3 and OpenJDK 17.0.15, in TLS 1.2 and 1.3, which send internal_error."""
    cause = "java.security.InvalidAlgorithmParameterException: the trustAnchors parameter must be non-empty"
    words = f"Unexpected error: {cause}"
    for profile, said in ((PROFILE, f"(internal_error) {words}"), (chainaudit.profile("java-17"), words)):
        verdict = verdict_of(question(forge.issue(ROOT)), profile, chainaudit.checks())[0]
        assert [reason.words for reason in verdict.reasons] == [said]
        assert java_17.alert(verdict, "client", tls13=True) == "internal_error"


def test_it_is_what_java_means() -> None:
    assert chainaudit.profile("java") is PROFILE


def test_no_recorded_verdict_differs() -> None:
    wrong = recorded.differences("java-25")
    assert [row for row in wrong if "accept" in row[1:]] == []
    assert len(wrong) <= len(recorded.verdicts("java-25")) // 12, wrong
