"""Go's crypto/x509, as ``Certificate.Verify`` of Go 1.27 judges a server with its host name.

What Go refuses while it parses a certificate is fatal here wherever in the path the certificate stands.
Negative serial numbers are taken, as by every program whose go.mod names a version before 1.23
(GODEBUG ``x509negativeserial=1``), and as was observed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chainaudit.model import extension
from chainaudit.model.general_name import NameKind
from chainaudit.model.profile import VERIFIER, Profile, Reason, Ruling, Strategy, StrategyKind
from chainaudit.model.rules import Rules

if TYPE_CHECKING:
    from chainaudit.model.finding import Finding
    from chainaudit.model.path import Path
    from chainaudit.model.question import Question

PARSED: Final = frozenset(
    extension.NAMES[oid]
    for oid in (
        extension.KEY_USAGE,
        extension.BASIC_CONSTRAINTS,
        extension.SUBJECT_ALTERNATIVE_NAME,
        extension.NAME_CONSTRAINTS,
        extension.AUTHORITY_KEY_IDENTIFIER,
        extension.SUBJECT_KEY_IDENTIFIER,
        extension.EXTENDED_KEY_USAGE,
        extension.CERTIFICATE_POLICIES,
        extension.POLICY_MAPPINGS,
        extension.POLICY_CONSTRAINTS,
        extension.INHIBIT_ANY_POLICY,
        extension.AUTHORITY_INFORMATION_ACCESS,
    )
) | {"version", "serialNumber", "issuer", "subject", "notBefore", "notAfter", "subjectPublicKeyInfo", "extensions"}
"""Fields whose malformation stops Go's parser; it passes over what it does not know."""

_VOID: Final = "a list of subtrees is empty"
_PASSED_OVER: Final = ("subjectAltName is empty", "extKeyUsage is empty", "basicConstraints has more than two fields")
_NO_SUBTREES: Final = frozenset(map(bytes.fromhex, ("3000", "3002a000", "3002a100", "3004a000a100")))
KNOWN_CRITICAL: Final = frozenset(
    {
        extension.KEY_USAGE,
        extension.BASIC_CONSTRAINTS,
        extension.SUBJECT_ALTERNATIVE_NAME,
        extension.NAME_CONSTRAINTS,
        extension.CRL_DISTRIBUTION_POINTS,
        extension.AUTHORITY_KEY_IDENTIFIER,
        extension.EXTENDED_KEY_USAGE,
        extension.SUBJECT_KEY_IDENTIFIER,
        extension.CERTIFICATE_POLICIES,
        extension.POLICY_MAPPINGS,
        extension.POLICY_CONSTRAINTS,
        extension.INHIBIT_ANY_POLICY,
        extension.AUTHORITY_INFORMATION_ACCESS,
    }
)
CURVES: Final = frozenset({"P-224", "P-256", "P-384", "P-521"})
CONSTRAINED: Final = frozenset({NameKind.DNS.value, NameKind.EMAIL.value, NameKind.IP.value, NameKind.URI.value})

POSSIBLY: Final = (
    'x509: certificate signed by unknown authority (possibly because of "{}" while trying to verify candidate '
    "authority certificate)"
)

EXPIRED: Final = Ruling("x509: certificate has expired or is not yet valid: {observed}")
UNHANDLED: Final = Ruling("x509: unhandled critical extension")
UNKNOWN_AUTHORITY: Final = Ruling("x509: certificate signed by unknown authority")
NOT_A_CA: Final = Ruling(
    POSSIBLY.format("x509: invalid signature: parent certificate cannot sign this kind of certificate")
)
INCOMPATIBLE_USAGE: Final = Ruling(
    "x509: certificate specifies an incompatible key usage",
    when=lambda finding, _path, _question: (
        finding.certificate is None or not finding.certificate.is_malformed(extension.EXTENDED_KEY_USAGE)
    ),
)
"""A list without members is taken for none at all."""
FORBIDDEN_NAME: Final = Ruling(
    "x509: a root or intermediate certificate is not authorized to sign for this name: {observed}",
    when=lambda finding, _path, _question: (
        finding.values["source"] == "subjectAltName" and finding.values["kind"] in CONSTRAINED
    ),
)


def is_parsed(finding: Finding, _path: Path, _question: Question) -> bool:
    """Whether a malformed field is one that Go reads, and not only a list without members or with a field too many."""
    found = None if finding.certificate is None else finding.certificate.extension(extension.NAME_CONSTRAINTS)
    if _VOID in str(finding.observed):
        return found is None or found.value in _NO_SUBTREES
    return finding.field in PARSED and not str(finding.observed).partition(", at byte")[0].endswith(_PASSED_OVER)


def is_void(finding: Finding, _path: Path, _question: Question) -> bool:
    """Whether constraints hold no subtree in either list."""
    found = None if finding.certificate is None else finding.certificate.extension(extension.NAME_CONSTRAINTS)
    return found is None or found.value in _NO_SUBTREES or _VOID not in str(finding.observed)


def hides_names(finding: Finding, _path: Path, question: Question) -> bool:
    """Whether it is the target: extensions of an older version are not read, and so it has no names."""
    return finding.position == 0 and bool(question.host)


def has_some_usage(finding: Finding, _path: Path, _question: Question) -> bool:
    """Go takes a key usage without any bit for none at all."""
    return bool(finding.certificate and finding.certificate.key_usage)


def is_other_curve(finding: Finding, _path: Path, _question: Question) -> bool:
    """Whether the key is on a curve that Go does not know; such a certificate is not even parsed."""
    return finding.values["algorithm"] == "EC" and finding.values["curve"] not in CURVES


def is_verified(_finding: Finding, path: Path, _question: Question) -> bool:
    """Whether a signature is verified at all: not that of a target which is itself trusted."""
    return len(path.certificates) > 1 or not path.is_complete


def is_unverified(finding: Finding, path: Path, question: Question) -> bool:
    """Whether Go cannot verify a signature of this kind: DSA is gone since 1.16."""
    known = finding.values["algorithm"] in ("RSA", "RSA-PSS", "EC", "Ed25519")
    return not known and is_verified(finding, path, question)


RULES: Final = Rules(
    # SHA-224 is no weak digest, but one that no signature algorithm of Go has.
    weak_digests=frozenset({"md2", "md4", "md5", "sha1", "sha224"}),
    rsa_bits=1024,
    dsa_bits=0,
    ec_bits=0,
    nested_usages=True,
    anchor_usages_count=True,
    fractions_count=True,
    count_self_issued=True,
    name_constraints_on_self_issued=True,
    baseline_requirements=True,
    known_critical_extensions=KNOWN_CRITICAL,
    constrainable_kinds=CONSTRAINED,
)

RULINGS: Final[dict[str, Ruling | tuple[Ruling, ...] | None]] = {
    # --- what the parser refuses ---
    "store.malformed-certificate": Ruling("x509: malformed certificate: {observed}", when=is_parsed),
    "certificate.duplicate-extension": Ruling("x509: certificate contains duplicate extensions"),
    "certificate.version-features/unknown": Ruling("x509: invalid version"),
    "certificate.version-features/extensions": Ruling(
        "x509: certificate relies on legacy Common Name field, use SANs instead", when=hides_names
    ),
    "certificate.key-identifier/aki-critical": Ruling("x509: authority key identifier incorrectly marked critical"),
    "certificate.key-identifier/ski-critical": Ruling("x509: subject key identifier incorrectly marked critical"),
    "certificate.extension-criticality/information-access": Ruling(
        "x509: authority info access incorrectly marked critical"
    ),
    "certificate.forbidden-algorithm/key-target": Ruling("x509: unsupported elliptic curve", when=is_other_curve),
    "certificate.forbidden-algorithm/key-issuer": Ruling("x509: unsupported elliptic curve", when=is_other_curve),
    "certificate.forbidden-algorithm/key-anchor": Ruling("x509: unsupported elliptic curve", when=is_other_curve),
    "signatures.algorithm-mismatch": Ruling("x509: inner and outer signature algorithm identifiers don't match"),
    "path.name-constraints/syntax": Ruling("x509: failed to parse {kind} constraint {constraint}"),
    "path.name-constraints/malformed": Ruling("x509: invalid NameConstraints extension", when=is_void),
    # --- what Verify refuses ---
    "path.critical-extension-unknown": UNHANDLED,
    "validity.expired": EXPIRED,
    "validity.not-yet-valid": EXPIRED,
    "trust.anchor-expired": EXPIRED,
    "identity.host-mismatch": Ruling("x509: certificate is valid for {names}, not {host}"),
    "identity.no-san": Ruling("x509: certificate relies on legacy Common Name field, use SANs instead"),
    "path.incomplete": UNKNOWN_AUTHORITY,
    "path.untrusted": UNKNOWN_AUTHORITY,
    "path.name-encoding": UNKNOWN_AUTHORITY,
    "path.signature-invalid": UNKNOWN_AUTHORITY,
    "path.issuer-not-ca": NOT_A_CA,
    "path.version-1/issuer": Ruling("x509: certificate is not authorized to sign other certificates"),
    "usage.key-usage/issuer": Ruling(NOT_A_CA.words, when=has_some_usage),
    "usage.key-usage/anchor": Ruling(NOT_A_CA.words, when=has_some_usage),
    "path.too-long/path-length": Ruling("x509: too many intermediates for path length constraint"),
    "path.too-long/limit": Ruling("x509: too many intermediates"),
    "path.name-constraints/permitted": FORBIDDEN_NAME,
    "path.name-constraints/excluded": FORBIDDEN_NAME,
    "path.name-constraints/name-syntax": FORBIDDEN_NAME,
    "path.name-constraints/unhandled": UNHANDLED,
    "signatures.weak": Ruling(
        POSSIBLY.format("x509: cannot verify signature: insecure algorithm {algorithm}"), when=is_verified
    ),
    "certificate.forbidden-algorithm/signature-target": Ruling(
        POSSIBLY.format("x509: cannot verify signature: algorithm unimplemented"), when=is_unverified
    ),
    "certificate.forbidden-algorithm/signature-issuer": Ruling(
        POSSIBLY.format("x509: cannot verify signature: algorithm unimplemented"), when=is_unverified
    ),
    "keys.weak/issuer": Ruling(
        "crypto/rsa: {bits}-bit keys are insecure (see https://go.dev/pkg/crypto/rsa#hdr-Minimum_key_size)"
    ),
    "keys.weak/anchor": Ruling(
        "crypto/rsa: {bits}-bit keys are insecure (see https://go.dev/pkg/crypto/rsa#hdr-Minimum_key_size)"
    ),
    "usage.server-auth-missing": INCOMPATIBLE_USAGE,
    "usage.client-auth-missing": INCOMPATIBLE_USAGE,
    "usage.required-missing/extended-key-usage": INCOMPATIBLE_USAGE,
    "policy.explicit-required": Ruling("x509: no valid chains built: 1 chains with invalid policies"),
}


def say(reasons: tuple[Reason, ...], path: Path, _question: Question) -> tuple[Reason, ...]:
    """List the names of a certificate as Go does, which speaks of the common name only where nothing else is there."""
    has_extension = path.target.extension(extension.SUBJECT_ALTERNATIVE_NAME) is not None
    named = ("identity.host-mismatch", "identity.no-san") if has_extension else ("identity.host-mismatch",)
    return tuple(_listed(r, r.finding) if r.finding and r.finding.check in named else r for r in reasons)


def _listed(reason: Reason, finding: Finding) -> Reason:
    names = ", ".join(str(name).partition(":")[2] for name in finding.values.get("names", ()))
    wanted = finding.values["host"]
    words = f"x509: certificate is valid for {names}, not {wanted}"
    if not names or finding.check == "identity.no-san":
        words = f"x509: certificate is not valid for any names, but wanted to match {wanted}"
    return Reason(words, depth=reason.depth, finding=finding)


PROFILE = Profile(
    name="go-1.27",
    title="Go 1.27, crypto/x509",
    cites=(
        "https://github.com/golang/go/blob/master/src/crypto/x509/verify.go",
        "https://github.com/golang/go/blob/master/src/crypto/x509/parser.go",
        "https://go.dev/doc/godebug",
    ),
    family=VERIFIER,
    strategy=Strategy(StrategyKind.ANY_PATH),
    rules=RULES,
    rulings=RULINGS,
    skips=frozenset({"revocation.*"}),
    aliases=("go",),
    products=("go",),
    say=say,
)
