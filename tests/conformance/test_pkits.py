"""NIST PKITS, the part with its settings and the whole of its certificates."""

from __future__ import annotations

import json
import re
from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from chainaudit.app import registry
from chainaudit.judging.judge import verdict_of
from chainaudit.model.certificate import Certificate
from chainaudit.model.path import Anchor
from chainaudit.model.question import PolicyInputs, Purpose, Question, RevocationInputs, RevocationMode, Target
from tests.conformance import pkits

if TYPE_CHECKING:
    from pathlib import Path

MOMENT = datetime(2011, 4, 15, tzinfo=timezone.utc)


@pytest.fixture(scope="module")
def folder(testdata: Path) -> Path:
    return testdata / "conformance" / "pkits"


@pytest.fixture(scope="module")
def document(folder: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((folder / "cases.json").read_text())
    return loaded


@pytest.fixture(scope="module")
def rows(document: dict[str, Any], folder: Path) -> list[dict[str, Any]]:
    return list(pkits.run(document, folder))


def test_every_verdict_is_the_one_that_the_suite_expects(document: dict[str, Any], rows: list[dict[str, Any]]) -> None:
    expected = {case["id"]: "accept" if case["expect"] else "reject" for case in document["cases"]}
    assert {row["id"]: row["verdict"] for row in rows} == expected
    assert len(rows) == 160


def test_every_policy_set_is_the_one_that_the_suite_expects(
    document: dict[str, Any], rows: list[dict[str, Any]]
) -> None:
    expected = {
        case["id"]: set(case["expect_user_constrained_policy_set"])
        for case in document["cases"]
        if case["expect"] and case["expect_user_constrained_policy_set"] is not None
    }
    found = {row["id"]: set(row["user_constrained_policy_set"]) for row in rows if row["id"] in expected}
    assert found == expected
    assert len(found) > 60


REASONS = {
    "SignatureVerification": {"path.signature-invalid"},
    "ValidityPeriods": {"validity.expired", "validity.not-yet-valid"},
    "VerifyingNameChaining": {"path.incomplete"},
    "VerifyingPathswithSelfIssuedCertificates": {"revocation.revoked", "path.issuer-not-ca", "usage.key-usage"},
    "VerifyingBasicConstraints": {"path.issuer-not-ca", "path.too-long"},
    "KeyUsage": {"usage.key-usage", "revocation.crl-issuer-key-usage", "revocation.unknown"},
    "CertificatePolicies": {"policy.explicit-required"},
    "RequireExplicitPolicy": {"policy.explicit-required"},
    "PolicyMappings": {"policy.explicit-required", "policy.mapping-of-any"},
    "InhibitPolicyMapping": {"policy.explicit-required"},
    "InhibitAnyPolicy": {"policy.explicit-required"},
    "NameConstraints": {"path.name-constraints"},
    "PrivateCertificateExtensions": {"path.critical-extension-unknown"},
}
"""The checks that may speak in each section; sections that are not here are about CRLs."""


def test_every_refusal_is_for_what_its_section_is_about(document: dict[str, Any], rows: list[dict[str, Any]]) -> None:
    sections = {case["id"]: case["section"] for case in document["cases"]}
    for row in rows:
        allowed = REASONS.get(sections[row["id"]])
        if row["verdict"] == "reject":
            assert row["findings"], row["id"]
            astray = [
                f for f in row["findings"] if f not in (allowed or ()) and (allowed or not f.startswith("revocation."))
            ]
            assert not astray, (row["id"], sections[row["id"]])


@pytest.mark.parametrize(
    ("observed", "verdicts", "first_errors"), [("openssl-3.0-pkits", 0.99, 0.97), ("java-17", 0.98, None)]
)
def test_verifiers_are_predicted(
    document: dict[str, Any], rows: list[dict[str, Any]], observed: str, verdicts: float, first_errors: float | None
) -> None:
    same: list[bool] = []
    same_error: list[bool] = []
    for case, row in zip(document["cases"], rows, strict=True):
        answer, predicted = case["observed"][observed], row["predicted"][observed]
        result = answer if isinstance(answer, str) else answer["result"]
        same.append((predicted["verdict"] == "accept") is (result == "SUCCESS"))
        if first_errors is not None and answer["errors"]:
            first = answer["errors"][0]
            same_error.append(predicted["errors"][:1] == [[first["code"], first["depth"]]])
    assert sum(same) / len(same) >= verdicts
    if first_errors is not None:
        assert len(same_error) > 80
        assert sum(same_error) / len(same_error) >= first_errors


# --- the certificates of the whole suite, whose file names tell what is expected ---


class Suite(NamedTuple):
    """All certificates by file name, and all CRLs."""

    certificates: dict[str, Certificate]
    crls: tuple[bytes, ...]

    def accepts(self, name: str, policies: PolicyInputs | None = None) -> bool:
        """Judge an end certificate with everything else at hand."""
        root = self.certificates["TrustAnchorRootCertificate.crt"]
        question = Question(
            Target(self.certificates[name]),
            anchors=(Anchor(root),),
            moment=MOMENT,
            untrusted=tuple(c for n, c in self.certificates.items() if not n.endswith("EE.crt") and c != root),
            purpose=Purpose.ANY,
            policies=policies,
            revocation=RevocationInputs(self.crls, mode=RevocationMode.REQUIRE_ALL),
        )
        return verdict_of(question, registry.profile(pkits.OWN_PROFILE), registry.checks())[0].accepted


@pytest.fixture(scope="module")
def suite(folder: Path) -> Suite:
    certificates = {path.name: Certificate.read(path.read_bytes()) for path in sorted((folder / "certs").iterdir())}
    return Suite(certificates, tuple(path.read_bytes() for path in sorted((folder / "crls").iterdir())))


def test_all_end_certificates_of_the_suite_are_judged_as_their_names_say(suite: Suite) -> None:
    told = [name for name in suite.certificates if re.match(r"(Valid|Invalid).*EE\.crt$", name)]
    assert [name for name in told if suite.accepts(name) is not name.startswith("Valid")] == []
    assert len(told) > 180


@pytest.mark.parametrize(
    ("name", "policies", "accepted"),
    [
        ("AllCertificatesNoPoliciesTest2EE.crt", PolicyInputs(), True),
        ("AllCertificatesNoPoliciesTest2EE.crt", PolicyInputs(explicit_policy=True), False),
        ("DifferentPoliciesTest4EE.crt", PolicyInputs(), False),
        ("DifferentPoliciesTest7EE.crt", PolicyInputs(), False),
        ("DifferentPoliciesTest12EE.crt", PolicyInputs(), False),
        ("AnyPolicyTest14EE.crt", PolicyInputs(frozenset({"2.16.840.1.101.3.2.1.48.1"})), True),
        ("AnyPolicyTest14EE.crt", PolicyInputs(frozenset({"2.16.840.1.101.3.2.1.48.2"}), explicit_policy=True), False),
        ("ValidPolicyMappingTest9EE.crt", PolicyInputs(), True),
        ("InvalidPolicyMappingTest10EE.crt", PolicyInputs(), False),
    ],
)
def test_end_certificates_whose_settings_decide(
    suite: Suite, name: str, policies: PolicyInputs, accepted: bool
) -> None:
    assert suite.accepts(name, policies) is accepted
