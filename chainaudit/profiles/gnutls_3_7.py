"""GnuTLS 3.7 with the priority NORMAL, as a TLS client that checks the host name (``gnutls-cli``, wget, exim)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chainaudit.model import extension
from chainaudit.model.general_name import NameKind
from chainaudit.model.profile import VERIFIER, Profile, Ruling, Strategy, StrategyKind
from chainaudit.model.rules import Rules

if TYPE_CHECKING:
    from chainaudit.model.finding import Finding
    from chainaudit.model.path import Path
    from chainaudit.model.question import Question

NOT_TRUSTED: Final = "The certificate is NOT trusted. "


def is_issued(_finding: Finding, path: Path, _question: Question) -> bool:
    """Whether an issuer stands behind the target: one that is itself trusted is taken as it is but for its dates."""
    return len(path.certificates) > 1 or not path.is_complete


READ: Final = frozenset(
    extension.NAMES[oid] for oid in (extension.SUBJECT_ALTERNATIVE_NAME, extension.BASIC_CONSTRAINTS)
)
"""Extensions whose malformation disturbs; the others are passed over."""
KNOWN: Final = frozenset(extension.NAMES) - {
    extension.CT_POISON,
    extension.CT_SCTS,
    extension.PROXY_CERT_INFO,
    extension.POLICY_CONSTRAINTS,
}
"""What may be critical: policyConstraints is not read."""
CONSTRAINABLE: Final = frozenset({NameKind.DNS.value, NameKind.EMAIL.value, NameKind.IP.value})


def is_disturbing(finding: Finding, _path: Path, _question: Question) -> bool:
    """Whether a malformed field keeps it from reading the certificate."""
    return finding.field in READ or finding.field not in extension.NAMES.values()


def excludes_it(finding: Finding, path: Path, _question: Question) -> bool:
    """Whether names of a kind that it cannot compare are excluded; that they are permitted is passed over."""
    constraints = path.certificates[finding.position or 0].name_constraints
    excluded = () if constraints is None else constraints.excluded or ()
    return any(tree.name.kind.value == finding.values["kind"] for tree in excluded)


def is_comparable(finding: Finding, _path: Path, _question: Question) -> bool:
    """Whether the constrained names are of a kind that it compares."""
    return finding.values["kind"] in CONSTRAINABLE


def says_no(finding: Finding, _path: Path, _question: Question) -> bool:
    """Whether an anchor says that it is no CA; one that is silent is trusted to be one."""
    return bool(finding.values["has_basic_constraints"])


def has_address(_finding: Finding, path: Path, _question: Question) -> bool:
    """Whether an address or a URI is among the alternative names: then the common name no longer counts."""
    names = path.target.subject_alternative_names or ()
    return any(name.kind in (NameKind.IP, NameKind.URI) for name in names)


UNKNOWN_ISSUER: Final = Ruling(NOT_TRUSTED + "The certificate issuer is unknown.", number=1 << 6)
NOT_A_CA: Final = Ruling(NOT_TRUSTED + "The certificate issuer is not a CA.", number=1 << 7)
EXPIRED: Final = Ruling(NOT_TRUSTED + "The certificate chain uses expired certificate.", number=1 << 10)
NOT_YET: Final = Ruling(NOT_TRUSTED + "The certificate chain uses not yet valid certificate.", number=1 << 9)
INSECURE: Final = Ruling(NOT_TRUSTED + "The certificate chain uses insecure algorithm.", number=1 << 8, when=is_issued)
VIOLATION: Final = Ruling(
    NOT_TRUSTED + "The certificate chain violates the signer's constraints.", number=1 << 16, when=is_issued
)
PURPOSE: Final = Ruling(NOT_TRUSTED + "The certificate chain does not match the intended purpose.", number=1 << 18)
UNREADABLE: Final = Ruling("Error in the certificate: {observed}", when=is_disturbing)
NO_STAPLE: Final = Ruling(
    NOT_TRUSTED
    + "The certificate requires the server to include an OCSP status in its response, but the OCSP status is missing.",
    number=1 << 19,
)
HANDSHAKE_USAGE: Final = Ruling("Key usage violation in certificate has been detected.", stage=2)

PROFILE = Profile(
    name="gnutls-3.7",
    title="GnuTLS 3.7, priority NORMAL",
    cites=(
        "https://www.gnutls.org/manual/html_node/Verifying-X_002e509-certificate-paths.html",
        "https://gitlab.com/gnutls/gnutls/-/blob/gnutls_3_7_x/lib/x509/verify.c",
        "observed with gnutls-cli 3.7.9: TLS features and staples; the numbers as libgnutls prints them",
    ),
    family=VERIFIER,
    strategy=Strategy(StrategyKind.ANY_PATH),
    # The security parameter LOW of NORMAL: RSA and DSA of 1024 bits, curves of 160.
    rules=Rules(
        rsa_bits=1024,
        dsa_bits=1024,
        ec_bits=160,
        common_name_fallback=True,
        anchor_usages_count=False,
        max_intermediates=14,
        count_self_issued=True,
        wildcards_excluded_whole=True,
        constrainable_kinds=CONSTRAINABLE,
        known_critical_extensions=KNOWN,
    ),
    rulings={
        "store.malformed-certificate": UNREADABLE,
        "certificate.duplicate-extension": Ruling(UNREADABLE.words),
        "path.incomplete": UNKNOWN_ISSUER,
        "path.untrusted": UNKNOWN_ISSUER,
        "path.name-encoding": UNKNOWN_ISSUER,
        "path.signature-invalid": UNKNOWN_ISSUER,
        "path.key-identifier-mismatch": UNKNOWN_ISSUER,
        "path.issuer-not-ca/issuer": NOT_A_CA,
        "path.issuer-not-ca/anchor": Ruling(NOT_A_CA.words, number=NOT_A_CA.number, when=says_no),
        "path.version-1/issuer": NOT_A_CA,
        "usage.key-usage/issuer": NOT_A_CA,
        "usage.key-usage/anchor": VIOLATION,
        "path.too-long/path-length": VIOLATION,
        "path.too-long/limit": UNKNOWN_ISSUER,
        "path.name-constraints/permitted": Ruling(VIOLATION.words, number=VIOLATION.number, when=is_comparable),
        "path.name-constraints/excluded": Ruling(VIOLATION.words, number=VIOLATION.number, when=is_comparable),
        "path.name-constraints/unhandled": Ruling(VIOLATION.words, number=VIOLATION.number, when=excludes_it),
        "path.critical-extension-unknown/target": Ruling(
            NOT_TRUSTED + "The certificate contains an unknown critical extension.", number=1 << 21, when=is_issued
        ),
        "path.critical-extension-unknown/anchor": Ruling(
            NOT_TRUSTED + "The certificate contains an unknown critical extension.", number=1 << 21, when=is_issued
        ),
        "path.critical-extension-unknown/issuer": Ruling(
            NOT_TRUSTED + "The certificate contains an unknown critical extension.", number=1 << 21
        ),
        "validity.expired": EXPIRED,
        "validity.not-yet-valid": NOT_YET,
        "trust.anchor-expired/expired": EXPIRED,
        "trust.anchor-expired/not-yet-valid": NOT_YET,
        "signatures.weak": INSECURE,
        "signatures.algorithm-mismatch": Ruling(
            NOT_TRUSTED + "The signature in the certificate is invalid.", number=1 << 11
        ),
        "keys.weak": INSECURE,
        "usage.server-auth-missing": PURPOSE,
        "usage.feature-lost": VIOLATION,
        "usage.staple-missing": NO_STAPLE,
        "identity.host-mismatch": Ruling(
            NOT_TRUSTED + "The name in the certificate does not match the expected.", number=1 << 14
        ),
        "identity.no-san/common-name-matches": Ruling(
            NOT_TRUSTED + "The name in the certificate does not match the expected.", number=1 << 14, when=has_address
        ),
        "usage.key-usage/no-digital-signature": HANDSHAKE_USAGE,
        "usage.key-usage/unusable": HANDSHAKE_USAGE,
    },
    skips=frozenset({"revocation.*"}),
    aliases=("gnutls",),
)
