"""Java 17's bare path builder: ``CertPathBuilder`` of PKIX without revocation, and JSSE's host name check behind it.

This is what Java programs use that validate chains themselves; what a TLS connection does is `java_17`. Whatever is
wrong with the paths, the builder answers with one sentence; what a certificate may not even be parsed with, and the
host name, have words of their own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chainaudit.model import der, extension, java_reading
from chainaudit.model.general_name import NameKind
from chainaudit.model.profile import VERIFIER, Profile, Ruling, Strategy, StrategyKind
from chainaudit.model.question import ReferenceKind
from chainaudit.model.rules import Rules

if TYPE_CHECKING:
    from chainaudit.model.finding import Finding
    from chainaudit.model.path import Path
    from chainaudit.model.question import Question

KNOWN_CRITICAL: Final = frozenset(
    {
        extension.KEY_USAGE,
        extension.SUBJECT_ALTERNATIVE_NAME,
        extension.BASIC_CONSTRAINTS,
        extension.NAME_CONSTRAINTS,
        extension.CERTIFICATE_POLICIES,
        extension.POLICY_MAPPINGS,
        extension.POLICY_CONSTRAINTS,
        extension.INHIBIT_ANY_POLICY,
        extension.EXTENDED_KEY_USAGE,
    }
)

_ADDRESS: Final = 0x87
_DNS_NAME: Final = 0x82
CURVES: Final = frozenset({"P-256", "P-384", "P-521"})
"""Curves that are left since Java 16."""


def is_walked(_finding: Finding, path: Path, _question: Question) -> bool:
    """Whether there is a path to be validated: of a target that is itself trusted nothing is looked at."""
    return len(path.certificates) > 1 or not path.is_complete


NO_PATH: Final = Ruling("unable to find valid certification path to requested target", when=is_walked)


def is_stopped_by(finding: Finding, _path: Path, _question: Question) -> bool:
    """Whether a malformed field stops the parser; extensions and serial numbers are a check of their own."""
    return finding.field not in (*extension.NAMES.values(), "certificate", "serialNumber")


def is_other_algorithm(finding: Finding, _path: Path, _question: Question) -> bool:
    """Whether the two algorithm fields differ in more than a NULL for absent parameters, which are the same here."""
    certificate = finding.certificate
    if certificate is None or finding.values["inner"] != finding.values["outer"]:
        return True
    inner, outer = certificate.tbs_signature_algorithm, certificate.signature_algorithm
    bare = [None if a is None else _without_null(a.encoded) for a in (inner, outer)]
    return bare[0] != bare[1]


def _without_null(algorithm: bytes) -> bytes:
    return der.read(algorithm).content.removesuffix(b"\x05\x00")


def is_not_this_host(finding: Finding, path: Path, question: Question) -> bool:
    """Whether a name that is not among the alternative names fails here too.

    An extension that cannot be parsed is passed over, and the common name counts then. An address counts also where it
    is the common name, no address is among the alternative names and a CA below the anchor constrains names: checking
    constraints adds it to the names of the certificate.
    """
    certificate = path.target
    reference = next((r for r in question.host if r.text == finding.values["host"]), None)
    if reference is None:
        return True
    common_name = (certificate.subject.common_name or "").lower()
    found = certificate.extension(extension.SUBJECT_ALTERNATIVE_NAME)
    names = None if found is None else java_reading.alternative_names(found)
    if reference.kind is ReferenceKind.IP:
        if any(octets == reference.value for tag, octets in names or () if tag == _ADDRESS):
            return False
        constrained = any(c.extension(extension.NAME_CONSTRAINTS) is not None for _, c in path.intermediates())
        added = constrained and names is not None and all(tag != _ADDRESS for tag, _ in names)
        return not (added and common_name == reference.text.lower())
    if found is None or (names is not None and not certificate.is_malformed(extension.SUBJECT_ALTERNATIVE_NAME)):
        return True
    templates = [octets.decode("latin-1").lower() for tag, octets in names or () if tag == _DNS_NAME]
    return not any(_is_matched(reference.text.lower(), template) for template in templates or [common_name])


def _is_matched(host: str, template: str) -> bool:
    """Compare as far as names need it that the check of host names cannot read: whole, or but for the first label."""
    return template == host or (template.startswith("*.") and template[1:] == "." + host.partition(".")[2])


def is_target_walked(finding: Finding, path: Path, question: Question) -> bool:
    """Whether it is the target of a path that is validated."""
    return finding.position == 0 and is_walked(finding, path, question)


def is_useless(finding: Finding, path: Path, question: Question) -> bool:
    """Whether the target's key usage leaves nothing: encipherOnly and decipherOnly alone mean nothing."""
    usage = frozenset() if finding.certificate is None else finding.certificate.key_usage or frozenset()
    nothing = usage <= {extension.ENCIPHER_ONLY, extension.DECIPHER_ONLY}
    return nothing and is_target_walked(finding, path, question)


def is_above_an_intermediate(_finding: Finding, path: Path, _question: Question) -> bool:
    """Whether the anchor stands above an intermediate and not right above the target."""
    return len(path.certificates) > 2


def is_constrained(finding: Finding, path: Path, _question: Question) -> bool:
    """Whether the constraints are read at all: those that are malformed and not critical count as absent."""
    position: int = finding.values.get("constraint_position", finding.position or 0)
    found = path.certificates[position].extension(extension.NAME_CONSTRAINTS)
    return found is None or java_reading.is_read(found)


def is_walked_and_constrained(finding: Finding, path: Path, question: Question) -> bool:
    """Whether there is a path to be validated, and constraints that are read."""
    return is_walked(finding, path, question) and is_constrained(finding, path, question)


def is_outside(finding: Finding, path: Path, question: Question) -> bool:
    """Whether a malformed name lies in no permitted subtree: names are compared as they stand, by their end.

    A URI without a host breaks the comparison, whatever it is constrained to.
    """
    constraints = path.certificates[finding.values["constraint_position"]].name_constraints
    names = [str(name).lower() for name in finding.values["names"]]
    if constraints is None or not is_constrained(finding, path, question):
        return False
    kind = finding.values["kind"]
    permitted = [t.name.text.lower() for t in constraints.permitted or () if t.name.kind.value == kind]
    if kind == NameKind.URI.value:
        return bool(permitted) or not all("//" in name for name in names)
    if kind != NameKind.DNS.value:
        return False
    return bool(permitted) and not all(any(n == base or n.endswith("." + base) for base in permitted) for n in names)


def is_shorter_than_what_it_issued(finding: Finding, path: Path, question: Question) -> bool:
    """Whether an old anchor above an intermediate is not valid for all the time for which that one is."""
    below, anchor = path.certificates[-2:] if is_above_an_intermediate(finding, path, question) else (None, None)
    if below is None or anchor is None:
        return False
    begins = anchor.not_before is None or below.not_before is None or below.not_before < anchor.not_before
    return begins or anchor.not_after is None or below.not_after is None or below.not_after > anchor.not_after


def is_lost_curve(finding: Finding, path: Path, question: Question) -> bool:
    """Whether an issuer's key is on a curve that Java 16 dropped, so that it verifies nothing."""
    lost = finding.values["algorithm"] == "EC" and finding.values["curve"] not in CURVES
    return lost and is_walked(finding, path, question)


CONSTRAINED: Final = Ruling(NO_PATH.words, when=is_walked_and_constrained)

RULES: Final = Rules(
    rsa_bits=1024,
    dsa_bits=1024,
    ec_bits=224,
    weak_digests=frozenset({"md2", "md5"}),
    common_name_fallback=True,
    anchor_dates_count=False,
    anchor_constraints_count=False,
    anchor_usages_count=False,
    nested_usages=False,
    fractions_count=True,
    max_intermediates=5,
    partial_wildcards=True,
    infix_wildcards=True,
    inner_wildcards=True,
    common_names_constrained=True,
    wildcards_excluded_whole=True,
    std3_names=True,
    baseline_requirements=True,
    known_critical_extensions=KNOWN_CRITICAL,
    java_reading=True,
    policies_intersected_early=True,
)
"""Sizes and digests are those of jdk.certpath.disabledAlgorithms; SHA-1 is disabled under the JDK's own roots only."""

PARSING: Final[dict[str, Ruling | tuple[Ruling, ...] | None]] = {
    "store.malformed-certificate": Ruling("java.io.IOException: {observed}", when=is_stopped_by),
    "certificate.java-reading": Ruling("java.io.IOException: {observed}"),
    "certificate.duplicate-extension": Ruling(
        "java.io.IOException: Duplicate extensions not allowed",
        when=lambda finding, _path, _question: finding.certificate is None or java_reading.repeats(finding.certificate),
    ),
    "certificate.name-empty/issuer-name": Ruling("Empty issuer DN not allowed in X509Certificates"),
    "certificate.name-empty/target": Ruling(
        "X.509 Certificate is incomplete: subject field is empty, and SubjectAlternativeName extension is absent"
    ),
    "certificate.name-empty/ca": Ruling("X.509 Certificate is incomplete: subject field is empty"),
    "certificate.extension-criticality/subject-alternative-name": Ruling(
        "X.509 Certificate is incomplete: SubjectAlternativeName extension MUST be marked critical when subject field "
        "is empty"
    ),
    "signatures.algorithm-mismatch": Ruling("Signature algorithm mismatch", when=is_other_algorithm),
}
"""What Java refuses while it reads a certificate."""

PATHS: Final[dict[str, Ruling | tuple[Ruling, ...] | None]] = {
    "validity.expired": NO_PATH,
    "validity.not-yet-valid": NO_PATH,
    "path.incomplete": NO_PATH,
    "path.untrusted": NO_PATH,
    "path.signature-invalid": NO_PATH,
    "path.issuer-not-ca/issuer": NO_PATH,
    "path.version-1/issuer": NO_PATH,
    "usage.key-usage/issuer": NO_PATH,
    "path.critical-extension-unknown/target": NO_PATH,
    "path.critical-extension-unknown/issuer": NO_PATH,
    "path.too-long": NO_PATH,
    "path.name-constraints/permitted": CONSTRAINED,
    "path.name-constraints/excluded": CONSTRAINED,
    "path.name-constraints/unsupported": Ruling(
        "Narrowing, widening, and matching are not supported for {kind}.", when=is_constrained
    ),
    "path.name-constraints/name-syntax": Ruling(NO_PATH.words, when=is_outside),
    "path.name-constraints/min-max": CONSTRAINED,
    "certificate.key-usage-bits/empty": Ruling(NO_PATH.words, when=is_target_walked),
    "certificate.key-usage-bits/undefined": Ruling(NO_PATH.words, when=is_useless),
    "certificate.forbidden-algorithm/key-issuer": Ruling(NO_PATH.words, when=is_lost_curve),
    "certificate.forbidden-algorithm/key-anchor": Ruling(NO_PATH.words, when=is_lost_curve),
    "keys.weak": NO_PATH,
    "signatures.weak": NO_PATH,
    "policy.explicit-required": NO_PATH,
}
"""What keeps a path from being one; the trust anchor is a name and a key and nothing else."""

SEARCH: Final[dict[str, Ruling | tuple[Ruling, ...] | None]] = {
    "trust.anchor-expired": Ruling(NO_PATH.words, when=is_above_an_intermediate),
    "path.version-1/anchor": Ruling(NO_PATH.words, when=is_shorter_than_what_it_issued),
}
"""What a builder asks beyond what a validator does: above an intermediate it takes no anchor outside its own dates."""

HOST: Final = Ruling("No subject alternative DNS name matching {host} found.", stage=1, when=is_not_this_host)

PROFILE = Profile(
    name="java-17-certpath",
    title="Java 17, CertPathBuilder (PKIX) and JSSE's HostnameChecker",
    cites=(
        "https://docs.oracle.com/en/java/javase/17/security/java-pki-programmers-guide.html",
        "https://github.com/openjdk/jdk17u/tree/master/src/java.base/share/classes/sun/security/provider/certpath",
    ),
    family=VERIFIER,
    strategy=Strategy(StrategyKind.ANY_PATH),
    rules=RULES,
    rulings={**PARSING, **PATHS, **SEARCH, "identity.host-mismatch": HOST},
    skips=frozenset({"revocation.*"}),
    aliases=("java-certpath",),
)
