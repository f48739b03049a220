"""X.509 extensions that path validation reads, each as a value of its own (RFC 5280, 4.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chainaudit.errors import EncodingError
from chainaudit.model import der, general_name

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

MAX_GENERAL_NAMES: Final = 50_000
"""Real certificates carry at most some hundreds; beyond this only an attack does (limbo's nc-dos has 2,048)."""


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


def basic_constraints(value: bytes) -> BasicConstraints:
    """Read basicConstraints.

    Raises:
        EncodingError: malformed, or a negative path length.
    """
    children = der.sole(value, der.SEQUENCE, "basicConstraints").children()
    ca, path_length = False, None
    if children and children[0].tag == der.BOOLEAN:
        ca = der.boolean(children.pop(0), "basicConstraints cA")
    if children:
        path_length = der.integer(children.pop(0), "pathLenConstraint")
        if path_length < 0:
            raise EncodingError("pathLenConstraint is negative", 0)
    if children:
        raise EncodingError("basicConstraints has more than two fields", children[0].start)
    return BasicConstraints(ca=ca, path_length=path_length)


def key_usage(value: bytes) -> frozenset[int]:
    """Read keyUsage as the numbers of the bits that are set.

    Raises:
        EncodingError: malformed.
    """
    return der.bit_flags(der.sole(value, der.BIT_STRING, "keyUsage"), "keyUsage")


def extended_key_usage(value: bytes) -> tuple[str, ...]:
    """Read extKeyUsage as dotted OIDs.

    Raises:
        EncodingError: malformed or empty.
    """
    usages = tuple(der.oid(node) for node in der.sole(value, der.SEQUENCE, "extKeyUsage").children())
    if not usages:
        raise EncodingError("extKeyUsage is empty", 0)
    return usages


def subject_key_identifier(value: bytes) -> bytes:
    """Read subjectKeyIdentifier.

    Raises:
        EncodingError: malformed.
    """
    return der.sole(value, der.OCTET_STRING, "subjectKeyIdentifier").content


def authority_key_identifier(value: bytes) -> AuthorityKeyIdentifier:
    """Read authorityKeyIdentifier.

    Raises:
        EncodingError: malformed.
    """
    key_identifier = issuer = serial = None
    for node in der.sole(value, der.SEQUENCE, "authorityKeyIdentifier").children():
        if node.tag == 0x80:
            key_identifier = node.content
        elif node.tag == 0xA1:
            issuer = tuple(general_name.read(child) for child in node.children())
        elif node.tag == 0x82:
            serial = int.from_bytes(node.content, "big", signed=True)
        else:
            raise EncodingError("authorityKeyIdentifier has an unknown field", node.start)
    return AuthorityKeyIdentifier(key_identifier, issuer, serial)


def subject_alternative_names(value: bytes) -> tuple[GeneralName, ...]:
    """Read subjectAltName.

    Raises:
        EncodingError: malformed, empty, or more than ``MAX_GENERAL_NAMES``.
    """
    children = der.sole(value, der.SEQUENCE, "subjectAltName").children()
    if len(children) > MAX_GENERAL_NAMES:
        raise EncodingError(f"subjectAltName holds {len(children)} names, more than {MAX_GENERAL_NAMES}", 0)
    if not children:
        raise EncodingError("subjectAltName is empty", 0)
    return tuple(general_name.read(node) for node in children)


def name_constraints(value: bytes) -> NameConstraints:
    """Read nameConstraints.

    Raises:
        EncodingError: malformed, or with neither permitted nor excluded subtrees (RFC 5280, 4.2.1.10).
    """
    permitted = excluded = None
    children = der.sole(value, der.SEQUENCE, "nameConstraints").children()
    for node in children:
        if node.tag == 0xA0 and permitted is None:
            permitted = _subtrees(node)
        elif node.tag == 0xA1 and excluded is None:
            excluded = _subtrees(node)
        else:
            raise EncodingError("nameConstraints has an unknown or repeated field", node.start)
    if permitted is None and excluded is None:
        raise EncodingError("nameConstraints has neither permitted nor excluded subtrees", 0)
    return NameConstraints(permitted, excluded)


def _subtrees(node: der.Node) -> tuple[Subtree, ...]:
    found = []
    for tree in node.children():
        parts = tree.expect(der.SEQUENCE, "a subtree").children()
        if not parts:
            raise EncodingError("a subtree is empty", tree.start)
        minimum, maximum = 0, None
        for part in parts[1:]:
            if part.tag == 0x80:
                minimum = int.from_bytes(part.content, "big")
            elif part.tag == 0x81:
                maximum = int.from_bytes(part.content, "big")
            else:
                raise EncodingError("a subtree has an unknown field", part.start)
        found.append(Subtree(general_name.read(parts[0], constraint=True), minimum, maximum))
    if not found:
        raise EncodingError("a list of subtrees is empty", node.start)
    return tuple(found)


def certificate_policies(value: bytes) -> tuple[str, ...]:
    """Read certificatePolicies as dotted OIDs, qualifiers left aside.

    Raises:
        EncodingError: malformed, empty, or one policy twice (RFC 5280, 4.2.1.4).
    """
    found: list[str] = []
    for node in der.sole(value, der.SEQUENCE, "certificatePolicies").children():
        parts = node.expect(der.SEQUENCE, "a policy").children()
        if not parts:
            raise EncodingError("a policy has no identifier", node.start)
        found.append(der.oid(parts[0]))
    if not found:
        raise EncodingError("certificatePolicies is empty", 0)
    if len(set(found)) != len(found):
        raise EncodingError("certificatePolicies names one policy twice", 0)
    return tuple(found)


def policy_mappings(value: bytes) -> tuple[tuple[str, str], ...]:
    """Read policyMappings as pairs (issuer's policy, subject's policy).

    Raises:
        EncodingError: malformed or empty.
    """
    found = []
    for node in der.sole(value, der.SEQUENCE, "policyMappings").children():
        parts = node.expect(der.SEQUENCE, "a mapping").children()
        if len(parts) != 2:
            raise EncodingError("a policy mapping is not a pair", node.start)
        found.append((der.oid(parts[0]), der.oid(parts[1])))
    if not found:
        raise EncodingError("policyMappings is empty", 0)
    return tuple(found)


def policy_constraints(value: bytes) -> PolicyConstraints:
    """Read policyConstraints.

    Raises:
        EncodingError: malformed or empty.
    """
    explicit = mapping = None
    for node in der.sole(value, der.SEQUENCE, "policyConstraints").children():
        count = int.from_bytes(node.content, "big")
        if node.tag == 0x80:
            explicit = count
        elif node.tag == 0x81:
            mapping = count
        else:
            raise EncodingError("policyConstraints has an unknown field", node.start)
    if explicit is None and mapping is None:
        raise EncodingError("policyConstraints is empty", 0)
    return PolicyConstraints(explicit, mapping)


def inhibit_any_policy(value: bytes) -> int:
    """Read inhibitAnyPolicy, the number of certificates after which anyPolicy no longer counts.

    Raises:
        EncodingError: malformed or negative.
    """
    count = der.integer(der.sole(value, der.INTEGER, "inhibitAnyPolicy"))
    if count < 0:
        raise EncodingError("inhibitAnyPolicy is negative", 0)
    return count


def access_descriptions(value: bytes) -> tuple[AccessDescription, ...]:
    """Read authorityInfoAccess or subjectInfoAccess.

    Raises:
        EncodingError: malformed or empty.
    """
    found = []
    for node in der.sole(value, der.SEQUENCE, "authorityInfoAccess").children():
        parts = node.expect(der.SEQUENCE, "an access description").children()
        if len(parts) != 2:
            raise EncodingError("an access description is not a method and a location", node.start)
        found.append(AccessDescription(der.oid(parts[0]), general_name.read(parts[1])))
    if not found:
        raise EncodingError("authorityInfoAccess is empty", 0)
    return tuple(found)


def netscape_cert_type(value: bytes) -> frozenset[int]:
    """Read nsCertType as the numbers of the bits that are set (0 client, 1 server, 5 SSL CA).

    Raises:
        EncodingError: malformed.
    """
    return der.bit_flags(der.sole(value, der.BIT_STRING, "nsCertType"), "nsCertType")
