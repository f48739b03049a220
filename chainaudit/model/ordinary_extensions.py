"""How the values of extensions look in an ordinary certificate: one narrow shape each, which every strict parser reads.

Whether a certificate is ordinary as a whole is asked in `chainaudit.model.ordinary`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chainaudit.errors import EncodingError
from chainaudit.model import der, extension
from chainaudit.model.general_name import NameKind

if TYPE_CHECKING:
    from collections.abc import Callable

    from chainaudit.model.certificate import Certificate
    from chainaudit.model.extension import Extension

_VISIBLE: Final = range(0x21, 0x7F)
_CPS: Final = "1.3.6.1.5.5.7.2.1"
_DNS_NAME: Final = 0x82
_URI: Final = 0x86

_SCT_VERSION_1: Final = b"\x00"
_SCT_FIXED_BYTES: Final = 1 + 32 + 8 + 2 + 2 + 2
"""Version, log, time, length of the extensions, two algorithms, length of the signature (RFC 6962, 3.2 and 3.3)."""
_SCT_ALGORITHMS: Final = (b"\x04\x01", b"\x04\x03")
"""SHA-256 with RSA and with ECDSA, the only ones of RFC 6962, 2.1.4."""
_LAST_MILLISECOND: Final = 253_402_300_799_000
"""The last second of the year 9999; no later time can be told."""


def _is_visible(octets: bytes) -> bool:
    return bool(octets) and all(c in _VISIBLE for c in octets)


def _basic_constraints(_: Certificate, found: Extension) -> bool:
    value = found.value
    return value in (b"\x30\x00", b"\x30\x03\x01\x01\xff") or (
        len(value) == 8 and value[:7] == b"\x30\x06\x01\x01\xff\x02\x01" and value[7] < 0x80
    )


def _key_usage(_: Certificate, found: Extension) -> bool:
    value = found.value
    # One octet of bits, the unused ones zero, the last used one set: a named bit list in DER (X.690, 11.2.2).
    if len(value) != 4 or value[:2] != b"\x03\x02" or value[2] > 7:
        return False
    return bool(value[3] >> value[2] & 1) and not value[3] & ((1 << value[2]) - 1)


def _extended_key_usage(certificate: Certificate, _: Extension) -> bool:
    usages = certificate.extended_key_usage
    return bool(usages) and all(oid in extension.USAGE_NAMES for oid in usages or ())


def _subject_key_identifier(certificate: Certificate, found: Extension) -> bool:
    return certificate.subject_key_identifier is not None and found.value[1] == len(found.value) - 2 > 0


def _authority_key_identifier(_: Certificate, found: Extension) -> bool:
    value = found.value
    return (
        len(value) > 4
        and value[0] == 0x30
        and value[1] == len(value) - 2
        and value[2] == 0x80
        and value[3] == len(value) - 4
    )


def _alternative_names(certificate: Certificate, _: Extension) -> bool:
    names = certificate.subject_alternative_names or ()
    return bool(names) and all(
        (n.kind is NameKind.DNS and _is_visible(n.value)) or n.kind is NameKind.IP for n in names
    )


def _information_access(certificate: Certificate, _: Extension) -> bool:
    found = certificate.authority_information_access
    return bool(found) and all(a.location.kind is NameKind.URI and _is_visible(a.location.value) for a in found)


def _policies(_: Certificate, found: Extension) -> bool:
    """Policies alone, or each with the addresses of its practice statement (RFC 5280, 4.2.1.4)."""
    policies = der.sole(found.value, der.SEQUENCE, "certificatePolicies").children()
    for policy in policies:
        parts = policy.expect(der.SEQUENCE, "a policy").children()
        der.oid(parts[0])
        if len(parts) > 2 or (len(parts) == 2 and not _are_statements(parts[1])):
            return False
    return bool(policies)


def _are_statements(node: der.Node) -> bool:
    qualifiers = node.expect(der.SEQUENCE, "qualifiers").children()
    for qualifier in qualifiers:
        kind, address = qualifier.expect(der.SEQUENCE, "a qualifier").children()
        if der.oid(kind) != _CPS or address.tag != der.IA5_STRING or not _is_visible(address.content):
            return False
    return bool(qualifiers)


def _distribution_points(_: Certificate, found: Extension) -> bool:
    """Points that are addresses and nothing else (RFC 5280, 4.2.1.13)."""
    points = der.sole(found.value, der.SEQUENCE, "cRLDistributionPoints").children()
    for point in points:
        (name,) = point.expect(der.SEQUENCE, "a distribution point").children()
        (full,) = name.expect(0xA0, "the name of a point").children()
        addresses = full.expect(0xA0, "the full name of a point").children()
        if not addresses or not all(one.tag == _URI and _is_visible(one.content) for one in addresses):
            return False
    return bool(points)


def _name_constraints(_: Certificate, found: Extension) -> bool:
    """Subtrees of host names, permitted before excluded, without the asterisk that is not defined there."""
    fields = der.sole(found.value, der.SEQUENCE, "nameConstraints").children()
    if [field.tag for field in fields] not in ([0xA0], [0xA1], [0xA0, 0xA1]):
        return False
    for field in fields:
        trees = field.children()
        for tree in trees:
            (base,) = tree.expect(der.SEQUENCE, "a subtree").children()
            if base.tag != _DNS_NAME or not _is_visible(base.content) or b"*" in base.content:
                return False
        if not trees:
            return False
    return True


def _timestamps(_: Certificate, found: Extension) -> bool:
    """A list of signed certificate timestamps of version 1 (RFC 6962, 3.3)."""
    octets = der.sole(found.value, der.OCTET_STRING, "the list of timestamps").content
    if len(octets) < 4 or int.from_bytes(octets[:2], "big") != len(octets) - 2:
        return False
    at = 2
    while at < len(octets):
        end = at + 2 + int.from_bytes(octets[at : at + 2], "big")
        if end > len(octets) or not _is_timestamp(octets[at + 2 : end]):
            return False
        at = end
    return True


def _is_timestamp(octets: bytes) -> bool:
    if len(octets) <= _SCT_FIXED_BYTES or octets[:1] != _SCT_VERSION_1:
        return False
    milliseconds, extensions = int.from_bytes(octets[33:41], "big"), octets[41:43]
    length = int.from_bytes(octets[45:47], "big")
    return (
        milliseconds <= _LAST_MILLISECOND
        and extensions == b"\x00\x00"
        and octets[43:45] in _SCT_ALGORITHMS
        and length == len(octets) - _SCT_FIXED_BYTES
    )


_SHAPES: Final[dict[str, Callable[[Certificate, Extension], bool]]] = {
    extension.BASIC_CONSTRAINTS: _basic_constraints,
    extension.KEY_USAGE: _key_usage,
    extension.EXTENDED_KEY_USAGE: _extended_key_usage,
    extension.SUBJECT_KEY_IDENTIFIER: _subject_key_identifier,
    extension.AUTHORITY_KEY_IDENTIFIER: _authority_key_identifier,
    extension.SUBJECT_ALTERNATIVE_NAME: _alternative_names,
    extension.AUTHORITY_INFORMATION_ACCESS: _information_access,
    extension.CERTIFICATE_POLICIES: _policies,
    extension.CRL_DISTRIBUTION_POINTS: _distribution_points,
    extension.NAME_CONSTRAINTS: _name_constraints,
    extension.CT_SCTS: _timestamps,
}
"""The extensions that may stand in an ordinary certificate, and how each is looked at."""


def is_ordinary_extension(certificate: Certificate, found: Extension) -> bool:
    """Whether an extension is one of those that ordinary certificates have, and its value has the ordinary shape."""
    looks_right = _SHAPES.get(found.oid)
    try:
        return looks_right is not None and looks_right(certificate, found)
    except (EncodingError, ValueError, IndexError):
        return False
