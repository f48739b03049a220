"""cryptography's ``x509.verification`` of version 50: a server verifier with its default policies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chainaudit.model.general_name import NameKind
from chainaudit.model.profile import VERIFIER, Profile, Ruling, Strategy, StrategyKind
from chainaudit.model.rules import Rules
from chainaudit.profiles.pyca_reading import (
    KNOWN_CRITICAL,
    above_target,
    at_target,
    is_not_among_octets,
    is_read,
    is_void,
)

if TYPE_CHECKING:
    from chainaudit.model.finding import Finding
    from chainaudit.model.path import Path
    from chainaudit.model.question import Question

MAX_SERIAL_OCTETS: Final = 21
"""One more than RFC 5280 allows, for CAs that forgot the sign bit."""

CONSTRAINABLE: Final = frozenset(kind.value for kind in NameKind) - {NameKind.DIRECTORY.value}
"""Constraints of directory names are refused where they are critical; other kinds only once they meet a name."""

CONSTRAINED: Final = frozenset({NameKind.DNS.value, NameKind.EMAIL.value, NameKind.IP.value})


def is_verified(_finding: Finding, path: Path, _question: Question) -> bool:
    """Whether a signature is verified at all: not that of a target which is itself trusted."""
    return len(path.certificates) > 1 or not path.is_complete


def is_for_something_else(finding: Finding, _path: Path, _question: Question) -> bool:
    """Whether a CA is not even for any purpose, which counts for CAs alone."""
    return "anyExtendedKeyUsage" not in finding.values["usages"]


def is_short_rsa(finding: Finding, _path: Path, _question: Question) -> bool:
    """Only RSA keys have a floor."""
    return finding.values["algorithm"] in ("RSA", "RSA-PSS")


def is_too_long_serial(finding: Finding, _path: Path, _question: Question) -> bool:
    """Whether a serial number is over the limit that counts here."""
    return bool(finding.values["octets"] > MAX_SERIAL_OCTETS)


def is_among_alternatives(finding: Finding, _path: Path, _question: Question) -> bool:
    """Constraints are put to alternative names alone."""
    return bool(finding.values["source"] == "subjectAltName")


def is_alternative(finding: Finding, _path: Path, _question: Question) -> bool:
    """Constraints bind alternative names alone, and those of directory names are not compared."""
    return finding.values["source"] == "subjectAltName" and finding.values["kind"] in CONSTRAINED


def binds_something(finding: Finding, _path: Path, _question: Question) -> bool:
    """A malformed subtree is seen only when a name of its kind is put to it."""
    return bool(finding.values.get("bound_positions"))


NOT_VALID: Final = Ruling("validation failed: cert is not valid at validation time")
NO_ISSUER: Final = Ruling("validation failed: candidates exhausted: all candidates exhausted with no interior errors")
FORBIDDEN_KEY: Final = Ruling("validation failed: candidates exhausted: Forbidden public key algorithm: {observed}")
FORBIDDEN_SIGNATURE: Final = Ruling(
    "validation failed: candidates exhausted: Forbidden signature algorithm: {observed}", when=is_verified
)
WEAK_RSA: Final = Ruling("validation failed: candidates exhausted: RSA key is too weak", when=is_short_rsa)
NO_USAGE: Final = Ruling("validation failed: required EKU not found")
CRITICALITY: Final = Ruling(
    "validation failed: invalid extension: {observed}: Certificate extension has incorrect criticality"
)
MISSING: Final = Ruling("validation failed: candidates exhausted: missing required extension: {observed}")
NO_SAN: Final = Ruling("validation failed: missing required extension: leaf server certificate has no subjectAltName")

PROFILE = Profile(
    name="pyca-50",
    title="Python cryptography 50, x509.verification for servers",
    cites=(
        "https://cryptography.io/en/latest/x509/verification/",
        "https://github.com/pyca/cryptography/tree/main/src/rust/cryptography-x509-verification",
    ),
    family=VERIFIER,
    strategy=Strategy(StrategyKind.ANY_PATH),
    rules=Rules(
        rsa_bits=2040,  # counted in octets of the modulus as it is encoded
        dsa_bits=0,
        ec_bits=0,
        any_usage_counts=False,
        max_intermediates=8,
        count_self_issued=True,
        baseline_requirements=True,
        authority_key_identifier_always=True,
        known_critical_extensions=KNOWN_CRITICAL,
        constrainable_kinds=CONSTRAINABLE,
        compared_kinds=CONSTRAINED,
    ),
    rulings={
        "path.version-1": Ruling("validation failed: certificate must be an X509v3 certificate"),
        "certificate.version-features": Ruling("validation failed: certificate must be an X509v3 certificate"),
        "signatures.algorithm-mismatch": Ruling(
            "validation failed: mismatch between signatureAlgorithm and SPKI algorithm"
        ),
        "certificate.serial-number/too-long": Ruling(
            "validation failed: certificate must have a serial between 1 and 20 octets", when=is_too_long_serial
        ),
        "certificate.serial-number/negative": Ruling("validation failed: certificate serial number cannot be negative"),
        "certificate.name-empty/issuer-name": Ruling("validation failed: certificate must have a non-empty Issuer"),
        "validity.expired": NOT_VALID,
        "validity.not-yet-valid": NOT_VALID,
        "trust.anchor-expired": NOT_VALID,
        "certificate.time-form": Ruling("validation failed: validity dates between 1950 and 2049 must be UtcTime"),
        "store.malformed-certificate": Ruling("validation failed: ASN.1 parsing error: {observed}", when=is_read),
        "certificate.duplicate-extension": Ruling(
            "validation failed: invalid extension: {observed}: duplicate extension"
        ),
        "path.critical-extension-unknown": Ruling(
            "validation failed: certificate contains unaccounted-for critical extensions: {oid}"
        ),
        # --- what its policies ask of the target ---
        "certificate.key-identifier/aki-missing": Ruling(
            "validation failed: missing required extension: authorityKeyIdentifier", when=at_target
        ),
        "certificate.ca-marks/cert-sign-without-ca": Ruling(
            "validation failed: EE keyUsage must not assert keyCertSign", when=at_target
        ),
        "certificate.ca-marks/name-constraints-without-ca": Ruling(
            "validation failed: Certificate contains prohibited extension", when=at_target
        ),
        "certificate.leaf-is-ca": Ruling(
            "validation failed: basicConstraints.cA must not be asserted in an EE certificate"
        ),
        "certificate.baseline-extensions/san-critical": Ruling(
            "validation failed: EE subjectAltName MUST NOT be critical when subject is nonempty"
        ),
        "certificate.extension-criticality/subject-alternative-name": Ruling(
            "validation failed: EE subjectAltName MUST be critical when subject is empty", when=at_target
        ),
        "identity.no-san": NO_SAN,
        "identity.host-mismatch": Ruling(
            "validation failed: leaf certificate has no matching subjectAltName", when=is_not_among_octets
        ),
        "usage.server-auth-missing/target": NO_USAGE,
        "usage.server-auth-missing/any-only": Ruling(NO_USAGE.words, when=at_target),
        "usage.client-auth-missing/target": NO_USAGE,
        "usage.client-auth-missing/any-only": Ruling(NO_USAGE.words, when=at_target),
        # --- what they ask of an issuer ---
        "path.issuer-not-ca": Ruling(
            "validation failed: candidates exhausted: basicConstraints.cA must be asserted in a CA certificate"
        ),
        "certificate.key-usage-bits/missing": MISSING,
        "usage.key-usage/issuer": Ruling(
            "validation failed: candidates exhausted: keyUsage.keyCertSign must be asserted in a CA certificate"
        ),
        "usage.key-usage/anchor": Ruling(
            "validation failed: candidates exhausted: keyUsage.keyCertSign must be asserted in a CA certificate"
        ),
        "certificate.key-identifier/aki-key-missing": Ruling(
            "validation failed: candidates exhausted: authorityKeyIdentifier must contain keyIdentifier",
            when=above_target,
        ),
        "certificate.baseline-extensions/aki-key-missing": Ruling(
            "validation failed: candidates exhausted: authorityKeyIdentifier must contain keyIdentifier",
            when=above_target,
        ),
        "certificate.key-identifier/aki-critical": CRITICALITY,
        "certificate.key-identifier/ski-critical": Ruling(CRITICALITY.words, when=above_target),
        "certificate.extension-criticality/information-access": Ruling(
            CRITICALITY.words, when=lambda finding, _path, _question: finding.field == "authorityInfoAccess"
        ),
        "certificate.extension-criticality/basic-constraints": Ruling(CRITICALITY.words, when=above_target),
        "certificate.baseline-usages/critical": CRITICALITY,
        "usage.server-auth-missing/issuer": Ruling(NO_USAGE.words, when=is_for_something_else),
        "usage.client-auth-missing/issuer": Ruling(NO_USAGE.words, when=is_for_something_else),
        "usage.client-auth-missing/anchor": Ruling(NO_USAGE.words, when=is_for_something_else),
        "usage.server-auth-missing/anchor": Ruling(NO_USAGE.words, when=is_for_something_else),
        "certificate.forbidden-algorithm/key-issuer": FORBIDDEN_KEY,
        "certificate.forbidden-algorithm/key-anchor": FORBIDDEN_KEY,
        "certificate.forbidden-algorithm/signature-target": FORBIDDEN_SIGNATURE,
        "certificate.forbidden-algorithm/signature-issuer": FORBIDDEN_SIGNATURE,
        "keys.weak/issuer": WEAK_RSA,
        "keys.weak/anchor": WEAK_RSA,
        # --- what its search asks ---
        "path.incomplete": NO_ISSUER,
        "path.untrusted": NO_ISSUER,
        "path.signature-invalid": Ruling("validation failed: candidates exhausted: signature does not match"),
        "path.name-encoding": NO_ISSUER,
        "path.too-long/path-length": Ruling("validation failed: candidates exhausted: path length constraint violated"),
        "path.too-long/limit": Ruling("validation failed: candidates exhausted: chain construction exceeds max depth"),
        "path.name-constraints/permitted": Ruling(
            "validation failed: candidates exhausted: no permitted name constraints matched SAN", when=is_alternative
        ),
        "path.name-constraints/excluded": Ruling(
            "validation failed: candidates exhausted: excluded name constraint matched SAN", when=is_alternative
        ),
        "path.name-constraints/name-syntax": Ruling(
            "validation failed: candidates exhausted: unsatisfiable name constraint: malformed SAN {name}",
            when=is_alternative,
        ),
        "path.name-constraints/syntax": Ruling(
            "validation failed: candidates exhausted: malformed name constraint: {constraint}", when=binds_something
        ),
        "path.name-constraints/leading-period": Ruling(
            "validation failed: candidates exhausted: malformed DNS name constraint: {constraint}", when=binds_something
        ),
        "path.name-constraints/unsupported": Ruling(
            "validation failed: candidates exhausted: unsupported name constraint", when=is_among_alternatives
        ),
        "path.name-constraints/unhandled": Ruling(
            "validation failed: fatal error: critical nameConstraints extension contains an unsupported "
            "directoryName constraint"
        ),
        "path.name-constraints/malformed": Ruling(
            "validation failed: candidates exhausted: nameConstraints must have non-empty permittedSubtrees or "
            "excludedSubtrees",
            when=is_void,
        ),
        "path.name-constraints/limit": Ruling(
            "validation failed: fatal error: Exceeded maximum name constraint check limit",
            when=lambda finding, _path, _question: finding.values["comparisons"] > 1 << 20,
        ),
    },
    skips=frozenset({"revocation.*"}),
    aliases=("pyca", "cryptography"),
)
