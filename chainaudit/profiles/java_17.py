"""Java 17's JSSE: the default trust manager of a TLS client with HTTPS endpoint identification.

The presented chain is followed as long as it links, an entry of the truststore is accepted at once, and a path is
searched only where the chain does not link or ends nowhere. Anchors are names and keys; they must be CAs.
"""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, Any, Final

from chainaudit.model import extension, java_reading
from chainaudit.model.general_name import NameKind
from chainaudit.model.profile import VERIFIER, Profile, Reason, Ruling, Strategy, StrategyKind
from chainaudit.model.question import Purpose, ReferenceKind
from chainaudit.profiles.java_17_certpath import (
    HOST,
    NO_PATH,
    PARSING,
    RULES,
    SEARCH,
    is_lost_curve,
    is_not_this_host,
    is_outside,
    is_target_walked,
    is_useless,
    is_walked,
    is_walked_and_constrained,
)
from chainaudit.profiles.java_distrust import POLICIES, SOURCE

if TYPE_CHECKING:
    from chainaudit.model.finding import Finding
    from chainaudit.model.path import Path
    from chainaudit.model.question import Question
    from chainaudit.model.rules import Rules

FAILED: Final = "PKIX path validation failed: java.security.cert.CertPathValidatorException: "
NOT_BUILT: Final = (
    "PKIX path building failed: sun.security.provider.certpath.SunCertPathBuilderException: "
    "unable to find valid certification path to requested target"
)
_GATED_CRYPTO: Final = frozenset(
    {extension.USAGE_NAMES["1.3.6.1.4.1.311.10.3.3"], extension.USAGE_NAMES["2.16.840.1.113730.4.1"]}
)
"""Usages of old step-up certificates, which count as server authentication."""

PATH_STAGE: Final = 0
END_ENTITY_STAGE: Final = 1
HOST_STAGE: Final = 2


def is_other_purpose(finding: Finding, path: Path, question: Question) -> bool:
    """Whether none of the usages that are taken for server authentication is there."""
    return has_readable_usages(finding, path, question) and not _GATED_CRYPTO & set(finding.values["usages"])


def has_readable_usages(finding: Finding, path: Path, question: Question) -> bool:
    """Whether the extended key usage is one that Java can read; what it cannot, and is not critical, is not there."""
    found = path.target.extension(extension.EXTENDED_KEY_USAGE)
    return is_walked(finding, path, question) and (found is None or java_reading.is_read(found))


def states_usages(finding: Finding, path: Path, question: Question) -> bool:
    """A key usage without any bit is none at all to the check of the end entity; that of the path refuses it."""
    return is_walked(finding, path, question) and bool(finding.certificate and finding.certificate.key_usage)


def is_disabled(finding: Finding, path: Path, question: Question) -> bool:
    """Whether a digest is disabled: MD2 and MD5 everywhere, SHA-1 for servers under a root of the JDK's own cacerts.

    Whether an anchor is one of those is told by the store that it came from ("SHA1 jdkCA & usage TLSServer").
    """
    if not is_walked(finding, path, question):
        return False
    if finding.values["digest"] != "sha1":
        return True
    source = "" if path.anchor is None else path.anchor.source
    return PurePath(source).name in ("cacerts", "java") and question.purpose is Purpose.SERVER


NO_ANCHORS: Final = (
    "Unexpected error: java.security.InvalidAlgorithmParameterException: the trustAnchors parameter must be non-empty"
)
"""What the first handshake says where the truststore holds no trusted certificate (PKIXParameters)."""


def say(reasons: tuple[Reason, ...], path: Path, question: Question) -> tuple[Reason, ...]:
    """A builder that finds nothing says so and no more; what is wrong with a path is told of a presented one only."""
    if reasons and not any(anchor.is_marked for anchor in question.anchors):
        return (Reason(NO_ANCHORS, depth=reasons[0].depth, finding=reasons[0].finding),)
    if path.was_searched and reasons and reasons[0].words.startswith(("PKIX", NO_PATH.words)):
        return (Reason(NOT_BUILT, depth=reasons[0].depth, finding=reasons[0].finding),)
    return tuple(_named(reason) for reason in reasons)


def _named(reason: Reason) -> Reason:
    """Name a signature algorithm as Java does, MD5withRSA."""
    if reason.finding is None or reason.finding.check != "signatures.weak":
        return reason
    algorithm = str(reason.finding.values["algorithm"])
    name = algorithm.replace(" with ", "with").replace("SHA-", "SHA")
    return Reason(reason.words.replace(algorithm, name), depth=reason.depth, finding=reason.finding)


def has_not_this_address(finding: Finding, path: Path, question: Question) -> bool:
    """Whether an address is asked for that is not among the alternative names (HostnameChecker.matchIP)."""
    by_address = {reference.kind for reference in question.host} == {ReferenceKind.IP}
    return by_address and is_not_this_host(finding, path, question)


def has_no_names_for_an_address(finding: Finding, path: Path, question: Question) -> bool:
    """Whether an address is asked for where there are no alternative names that Java can read."""
    found = path.target.extension(extension.SUBJECT_ALTERNATIVE_NAME)
    return has_not_this_address(finding, path, question) and (found is None or not java_reading.is_read(found))


def has_host_names(finding: Finding, path: Path, question: Question) -> bool:
    """Whether this is not the host, and names of hosts stand among the alternative names."""
    if has_not_this_address(finding, path, question):
        return False
    return is_not_this_host(finding, path, question) and not _is_nameless(path, question)


def has_no_host_name(finding: Finding, path: Path, question: Question) -> bool:
    """Whether this is not the host by its common name, which is what is left (HostnameChecker.matchDNS)."""
    return is_not_this_host(finding, path, question) and _is_nameless(path, question)


def _is_nameless(path: Path, question: Question) -> bool:
    asked = {reference.kind for reference in question.host}
    names = path.target.subject_alternative_names or ()
    return asked == {ReferenceKind.DNS} and not any(name.kind is NameKind.DNS for name in names)


def anchor_refused(words: str) -> Ruling:
    """Rule that an anchor is none, which is looked at when the path is done (PKIXValidator.verifyTrustAnchor)."""
    said = "PKIX path validation failed: sun.security.validator.ValidatorException: TrustAnchor with subject "
    return Ruling(f'{said}"{{subject}}" {words}', stage=PATH_STAGE, when=is_walked, rank=99)


def validation(words: str, rank: int) -> Ruling:
    """Rule that a path fails: certificates are gone through from the anchor down, and each by checks in their order."""
    return Ruling(FAILED + words, stage=PATH_STAGE, when=is_walked, rank=rank, top_down=True)


SIGNATURE: Final = validation("signature check failed", 6)
WEAK_KEY: Final = validation(
    "Algorithm constraints check failed on keysize limits: {algorithm} {bits} bit key used with certificate: {subject}",
    1,
)
WEAK_DIGEST: Final = Ruling(
    FAILED + "Algorithm constraints check failed on signature algorithm: {algorithm}",
    stage=PATH_STAGE,
    when=is_disabled,
    rank=1,
    top_down=True,
)
CA_USAGE: Final = validation("CA key usage check failed: keyCertSign bit is not set", 2)
CONSTRAINTS: Final = validation("basic constraints check failed: this is not a CA certificate", 3)
VALIDITY: Final = validation("validity check failed", 5)
NAMES: Final = Ruling(
    FAILED + "name constraints check failed", stage=PATH_STAGE, when=is_walked_and_constrained, rank=4, top_down=True
)
NO_ANCHOR: Final = validation("Path does not chain with any of the trust anchors", 0)
CRITICAL: Final = validation("unrecognized critical extension(s)", 7)
DIGITAL_SIGNATURE: Final = Ruling(
    "KeyUsage does not allow digital signatures", stage=END_ENTITY_STAGE, rank=1, when=states_usages
)

JSSE_RULES: Final = RULES.but(weak_digests=frozenset({"md2", "md5", "sha1"}))

RULINGS: Final[dict[str, Ruling | tuple[Ruling, ...] | None]] = {
    **PARSING,
    # --- the path ---
    "path.incomplete": NO_ANCHOR,
    "path.untrusted": NO_ANCHOR,
    "certificate.forbidden-algorithm/key-issuer": Ruling(SIGNATURE.words, when=is_lost_curve, rank=6, top_down=True),
    "certificate.forbidden-algorithm/key-anchor": Ruling(SIGNATURE.words, when=is_lost_curve, rank=6, top_down=True),
    "keys.weak": WEAK_KEY,
    "signatures.weak": WEAK_DIGEST,
    "usage.key-usage/issuer": CA_USAGE,
    "usage.key-usage/anchor": anchor_refused("does not have keyCertSign bit set in KeyUsage extension"),
    "certificate.key-usage-bits/empty": Ruling(
        FAILED + "incorrect KeyUsage extension bits", when=is_target_walked, rank=2, top_down=True
    ),
    "certificate.key-usage-bits/undefined": Ruling(
        FAILED + "incorrect KeyUsage extension bits", when=is_useless, rank=2, top_down=True
    ),
    "path.issuer-not-ca/issuer": CONSTRAINTS,
    "path.issuer-not-ca/anchor": anchor_refused("is not a CA certificate"),
    "path.version-1/issuer": CONSTRAINTS,
    "path.too-long/path-length": validation("basic constraints check failed: pathLenConstraint violated", 3),
    "path.too-long/limit": None,
    "path.name-constraints/permitted": NAMES,
    "path.name-constraints/excluded": NAMES,
    "path.name-constraints/unsupported": Ruling(
        "Narrowing, widening, and matching are not supported for {kind}.",
        when=is_walked_and_constrained,
        rank=4,
        top_down=True,
    ),
    "path.name-constraints/name-syntax": Ruling(
        NAMES.words, stage=PATH_STAGE, when=is_outside, rank=NAMES.rank, top_down=True
    ),
    "path.name-constraints/min-max": NAMES,
    "policy.explicit-required": validation("non-null policy tree required and policy tree is null", 4),
    "validity.expired": VALIDITY,
    "validity.not-yet-valid": VALIDITY,
    "path.signature-invalid": SIGNATURE,
    "path.critical-extension-unknown/target": CRITICAL,
    "path.critical-extension-unknown/issuer": CRITICAL,
    # --- the end entity ---
    "usage.server-auth-missing/target": Ruling(
        "Extended key usage does not permit use for TLS server authentication",
        stage=END_ENTITY_STAGE,
        when=is_other_purpose,
    ),
    "usage.client-auth-missing/target": Ruling(
        "Extended key usage does not permit use for TLS client authentication",
        stage=END_ENTITY_STAGE,
        when=has_readable_usages,
    ),
    "usage.key-usage/no-digital-signature": DIGITAL_SIGNATURE,
    "usage.key-usage/unusable": DIGITAL_SIGNATURE,
    "trust.anchor-distrusted": Ruling(
        "TLS Server certificate issued after {last_day} and anchored by a distrusted legacy {owner} root CA: {anchor}",
        stage=END_ENTITY_STAGE,
        rank=2,
    ),
    # --- the host ---
    "identity.host-mismatch": (
        Ruling("No subject alternative names present", stage=HOST_STAGE, when=has_no_names_for_an_address),
        Ruling(
            "No subject alternative names matching IP address {host} found", stage=HOST_STAGE, when=has_not_this_address
        ),
        Ruling("No name matching {host} found", stage=HOST_STAGE, when=has_no_host_name),
        Ruling(HOST.words, stage=HOST_STAGE, when=has_host_names),
    ),
}


SEARCHED: Final = {**SEARCH, "path.too-long/limit": NO_PATH}
"""PKIXBuilderParameters limits how many certificates a path has that is searched, and not one that is followed."""


def of_version(
    name: str,
    title: str,
    *,
    aliases: tuple[str, ...] = (),
    rules: Rules = JSSE_RULES,
    **parts: Any,  # noqa: ANN401 - parts of Profile
) -> Profile:
    """Make the profile of a version: what differs between them is given by name."""
    given: dict[str, Any] = {
        "cites": (
            "https://docs.oracle.com/en/java/javase/17/security/java-secure-socket-extension-jsse-reference-guide.html",
            "https://github.com/openjdk/jdk17u/blob/master/src/java.base/share/classes/sun/security/validator/PKIXValidator.java",
            "https://github.com/openjdk/jdk17u/blob/master/src/java.base/share/conf/security/java.security",
        ),
        "strategy": Strategy(StrategyKind.PRESENTED, search_rulings=SEARCHED, marked_anchors=True),
        "rulings": RULINGS,
        "skips": frozenset({"revocation.*"}),
        "goes_on": frozenset(),
        "say": say,
        **parts,
    }
    given["cites"] = (*given["cites"], SOURCE)
    rules = rules.but(distrusted_anchors=POLICIES[name])
    return Profile(name=name, title=title, family=VERIFIER, rules=rules, aliases=aliases, **given)


PROFILE = of_version("java-17", "Java 17, JSSE with HTTPS endpoint identification")
