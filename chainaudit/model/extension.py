"""X.509 extensions that path validation reads, each as a value of its own (RFC 5280, 4.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from chainaudit.model.general_name import GeneralName

SUBJECT_KEY_IDENTIFIER: Final = "2.5.29.14"
KEY_USAGE: Final = "2.5.29.15"
SUBJECT_ALTERNATIVE_NAME: Final = "2.5.29.17"
ISSUER_ALTERNATIVE_NAME: Final = "2.5.29.18"
BASIC_CONSTRAINTS: Final = "2.5.29.19"
NAME_CONSTRAINTS: Final = "2.5.29.30"
CRL_DISTRIBUTION_POINTS: Final = "2.5.29.31"
CERTIFICATE_POLICIES: Final = "2.5.29.32"
POLICY_MAPPINGS: Final = "2.5.29.33"
AUTHORITY_KEY_IDENTIFIER: Final = "2.5.29.35"
POLICY_CONSTRAINTS: Final = "2.5.29.36"
EXTENDED_KEY_USAGE: Final = "2.5.29.37"
FRESHEST_CRL: Final = "2.5.29.46"
INHIBIT_ANY_POLICY: Final = "2.5.29.54"
AUTHORITY_INFORMATION_ACCESS: Final = "1.3.6.1.5.5.7.1.1"
SUBJECT_INFORMATION_ACCESS: Final = "1.3.6.1.5.5.7.1.11"
TLS_FEATURE: Final = "1.3.6.1.5.5.7.1.24"
PROXY_CERT_INFO: Final = "1.3.6.1.5.5.7.1.14"
NETSCAPE_CERT_TYPE: Final = "2.16.840.1.113730.1.1"
CT_POISON: Final = "1.3.6.1.4.1.11129.2.4.3"
CT_SCTS: Final = "1.3.6.1.4.1.11129.2.4.2"

NAMES: Final = {
    SUBJECT_KEY_IDENTIFIER: "subjectKeyIdentifier",
    KEY_USAGE: "keyUsage",
    SUBJECT_ALTERNATIVE_NAME: "subjectAltName",
    ISSUER_ALTERNATIVE_NAME: "issuerAltName",
    BASIC_CONSTRAINTS: "basicConstraints",
    NAME_CONSTRAINTS: "nameConstraints",
    CRL_DISTRIBUTION_POINTS: "cRLDistributionPoints",
    CERTIFICATE_POLICIES: "certificatePolicies",
    POLICY_MAPPINGS: "policyMappings",
    AUTHORITY_KEY_IDENTIFIER: "authorityKeyIdentifier",
    POLICY_CONSTRAINTS: "policyConstraints",
    EXTENDED_KEY_USAGE: "extKeyUsage",
    FRESHEST_CRL: "freshestCRL",
    INHIBIT_ANY_POLICY: "inhibitAnyPolicy",
    AUTHORITY_INFORMATION_ACCESS: "authorityInfoAccess",
    SUBJECT_INFORMATION_ACCESS: "subjectInfoAccess",
    TLS_FEATURE: "tlsFeature",
    PROXY_CERT_INFO: "proxyCertInfo",
    NETSCAPE_CERT_TYPE: "nsCertType",
    CT_POISON: "ctPoison",
    CT_SCTS: "signedCertificateTimestamps",
}

ANY_EXTENDED_KEY_USAGE: Final = "2.5.29.37.0"
SERVER_AUTH: Final = "1.3.6.1.5.5.7.3.1"
CLIENT_AUTH: Final = "1.3.6.1.5.5.7.3.2"
CODE_SIGNING: Final = "1.3.6.1.5.5.7.3.3"
EMAIL_PROTECTION: Final = "1.3.6.1.5.5.7.3.4"
TIME_STAMPING: Final = "1.3.6.1.5.5.7.3.8"
OCSP_SIGNING: Final = "1.3.6.1.5.5.7.3.9"
ANY_POLICY: Final = "2.5.29.32.0"
OCSP_ACCESS: Final = "1.3.6.1.5.5.7.48.1"
CA_ISSUERS_ACCESS: Final = "1.3.6.1.5.5.7.48.2"

USAGE_NAMES: Final = {
    ANY_EXTENDED_KEY_USAGE: "anyExtendedKeyUsage",
    SERVER_AUTH: "serverAuth",
    CLIENT_AUTH: "clientAuth",
    CODE_SIGNING: "codeSigning",
    EMAIL_PROTECTION: "emailProtection",
    TIME_STAMPING: "timeStamping",
    OCSP_SIGNING: "OCSPSigning",
    "1.3.6.1.4.1.311.10.3.3": "msSGC",
    "2.16.840.1.113730.4.1": "nsSGC",
}

DIGITAL_SIGNATURE: Final = 0
NON_REPUDIATION: Final = 1
KEY_ENCIPHERMENT: Final = 2
DATA_ENCIPHERMENT: Final = 3
KEY_AGREEMENT: Final = 4
KEY_CERT_SIGN: Final = 5
CRL_SIGN: Final = 6
ENCIPHER_ONLY: Final = 7
DECIPHER_ONLY: Final = 8
KEY_USAGE_NAMES: Final = (
    "digitalSignature",
    "nonRepudiation",
    "keyEncipherment",
    "dataEncipherment",
    "keyAgreement",
    "keyCertSign",
    "cRLSign",
    "encipherOnly",
    "decipherOnly",
)


class Extension:
    """One extension as encoded: its OID, whether critical, its value's octets, and where it starts."""

    __slots__ = ("critical", "offset", "oid", "value")

    def __init__(self, oid: str, critical: bool, value: bytes, offset: int) -> None:  # noqa: FBT001 - the field is a flag
        self.oid = oid
        self.critical = critical
        self.value = value
        self.offset = offset

    @property
    def label(self) -> str:
        """The name of the extension, or its dotted OID."""
        return NAMES.get(self.oid, self.oid)


class BasicConstraints:
    """Whether the subject is a CA, and how many intermediates may follow (None: no limit). RFC 5280, 4.2.1.9."""

    __slots__ = ("ca", "path_length")

    def __init__(self, *, ca: bool, path_length: int | None) -> None:
        self.ca = ca
        self.path_length = path_length


class AuthorityKeyIdentifier:
    """How the issuer's key is to be recognised; every part may be None. RFC 5280, 4.2.1.1."""

    __slots__ = ("issuer", "key_identifier", "serial_number")

    def __init__(
        self, key_identifier: bytes | None, issuer: tuple[GeneralName, ...] | None, serial_number: int | None
    ) -> None:
        self.key_identifier = key_identifier
        self.issuer = issuer
        self.serial_number = serial_number


class Subtree:
    """One subtree of name constraints; ``minimum`` must be 0 and ``maximum`` absent (RFC 5280, 4.2.1.10)."""

    __slots__ = ("maximum", "minimum", "name")

    def __init__(self, name: GeneralName, minimum: int, maximum: int | None) -> None:
        self.name = name
        self.minimum = minimum
        self.maximum = maximum


class NameConstraints:
    """Permitted and excluded subtrees; None where the field is absent. RFC 5280, 4.2.1.10."""

    __slots__ = ("excluded", "permitted")

    def __init__(self, permitted: tuple[Subtree, ...] | None, excluded: tuple[Subtree, ...] | None) -> None:
        self.permitted = permitted
        self.excluded = excluded


class PolicyConstraints:
    """Skip counts, None where absent. RFC 5280, 4.2.1.11."""

    __slots__ = ("inhibit_policy_mapping", "require_explicit_policy")

    def __init__(self, require_explicit_policy: int | None, inhibit_policy_mapping: int | None) -> None:
        self.require_explicit_policy = require_explicit_policy
        self.inhibit_policy_mapping = inhibit_policy_mapping


class AccessDescription:
    """Where something about the issuer is to be had. RFC 5280, 4.2.2.1."""

    __slots__ = ("location", "method")

    def __init__(self, method: str, location: GeneralName) -> None:
        self.method = method
        self.location = location
