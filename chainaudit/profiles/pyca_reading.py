"""What cryptography's verifier makes of values that are malformed: what it reads all the same, and where it looks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chainaudit.errors import EncodingError
from chainaudit.model import der, extension, strict_reading

if TYPE_CHECKING:
    from chainaudit.model.certificate import Certificate
    from chainaudit.model.finding import Finding
    from chainaudit.model.path import Path
    from chainaudit.model.question import Question

KNOWN_CRITICAL: Final = frozenset(
    {
        extension.AUTHORITY_INFORMATION_ACCESS,
        extension.AUTHORITY_KEY_IDENTIFIER,
        extension.SUBJECT_KEY_IDENTIFIER,
        extension.KEY_USAGE,
        extension.SUBJECT_ALTERNATIVE_NAME,
        extension.BASIC_CONSTRAINTS,
        extension.NAME_CONSTRAINTS,
        extension.EXTENDED_KEY_USAGE,
    }
)
"""Policies are not among them: a certificate that constrains them critically is refused."""

READ: Final = frozenset(extension.NAMES[oid] for oid in KNOWN_CRITICAL) | {
    "certificate",
    "version",
    "serialNumber",
    "signatureAlgorithm",
    "signature",
    "issuer",
    "subject",
    "notBefore",
    "notAfter",
    "subjectPublicKeyInfo",
    "extensions",
}
_VOID: Final = ("subjectAltName: subjectAltName is empty", "nameConstraints: a list of subtrees is empty")
"""Lists that are void are read as such; name constraints with nothing in either list are refused where they bind."""
_TEXTS: Final = frozenset({0x81, 0x82, 0x86})
_NO_SUBTREES: Final = frozenset(map(bytes.fromhex, ("3000", "3002a000", "3002a100", "3004a000a100")))


def above_target(finding: Finding, _path: Path, _question: Question) -> bool:
    """Whether the certificate stands as an issuer."""
    return bool(finding.position)


def at_target(finding: Finding, _path: Path, _question: Question) -> bool:
    """Whether the certificate is the target."""
    return finding.position == 0


def is_read(finding: Finding, path: Path, question: Question) -> bool:
    """Whether a malformed field is one that is parsed here: identifiers of keys are compared as they stand."""
    if finding.field == extension.NAMES[extension.AUTHORITY_KEY_IDENTIFIER]:
        return above_target(finding, path, question)
    if finding.field == "certificate" and finding.certificate is not None:
        return "parsing asn1" in str(finding.observed) or not strict_reading.loads(finding.certificate.der)
    if str(finding.observed).startswith(_VOID):
        return False
    if finding.field == extension.NAMES[extension.SUBJECT_ALTERNATIVE_NAME]:
        is_text = "outside ASCII" in str(finding.observed) and _is_utf8(path.target)
        return at_target(finding, path, question) and not is_text
    return finding.field in READ - {extension.NAMES[extension.SUBJECT_KEY_IDENTIFIER]}


def is_not_among_octets(finding: Finding, path: Path, question: Question) -> bool:
    """Whether no alternative name of a malformed list is the host either: each is looked at by itself."""
    found = path.target.extension(extension.SUBJECT_ALTERNATIVE_NAME)
    reference = next((r for r in question.host if r.text == finding.values["host"]), None)
    if found is None or reference is None or not path.target.is_malformed(extension.SUBJECT_ALTERNATIVE_NAME):
        return True
    wanted = reference.value.encode() if isinstance(reference.value, str) else reference.value
    try:
        names = [node.content.lower() for node in der.sole(found.value, der.SEQUENCE, "names").children()]
    except EncodingError:
        return True
    return wanted not in names and b"*." + wanted.partition(b".")[2] not in names


def _is_utf8(certificate: Certificate) -> bool:
    """Whether the names of the target are UTF-8 at least, which is asked of them while they are read."""
    found = certificate.extension(extension.SUBJECT_ALTERNATIVE_NAME)
    try:
        nodes = () if found is None else der.sole(found.value, der.SEQUENCE, "names").children()
        return all(node.content.decode() is not None for node in nodes if node.tag in _TEXTS)
    except (EncodingError, UnicodeDecodeError):
        return False


def is_void(finding: Finding, _path: Path, _question: Question) -> bool:
    """Whether constraints hold no subtree in either list."""
    found = None if finding.certificate is None else finding.certificate.extension(extension.NAME_CONSTRAINTS)
    return found is None or found.value in _NO_SUBTREES
