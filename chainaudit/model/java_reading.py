"""What Java's certificate factory makes of a certificate: where it gives up, and what it reads all the same.

It reads BER, passes over fields behind those that it knows, and refuses what it cannot read only where the extension is
critical; one that is not counts as absent (sun.security.x509 of OpenJDK 17; observed with 17.0.15).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from chainaudit.errors import EncodingError
from chainaudit.model import ber, der, extension

if TYPE_CHECKING:
    from collections.abc import Callable

    from chainaudit.model.certificate import Certificate
    from chainaudit.model.extension import Extension

_EMAIL: Final = 0x81
_DNS: Final = 0x82
_DIRECTORY: Final = 0xA4
_EDI: Final = 0xA5
_URI: Final = 0x86
_ADDRESS: Final = 0x87
_KINDS: Final = frozenset({0xA0, _EMAIL, _DNS, 0xA3, _DIRECTORY, _EDI, _URI, _ADDRESS, 0x88})
_ADDRESS_SIZES: Final = (4, 8, 16, 32)
_INT_MAX: Final = (1 << 31) - 1
_LABEL: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*")
_SCHEME: Final = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):(.*)", re.DOTALL)
_AUTHORITY: Final = re.compile(r"//([^/?#]*)")
_NO_URI: Final = re.compile(r"[\x00-\x20\"<>\\^`{|}\x7f]|%(?![0-9A-Fa-f]{2})")


def refusal(certificate: Certificate) -> str | None:
    """Return why Java reads no certificate in these bytes, None where it does. Names and dates are not looked at."""
    if not certificate.serial_octets:
        return "Invalid encoding: zero length Int value"
    if certificate.extensions:
        if certificate.version == 1:
            return "no more data allowed for version 1 certificate"
        if certificate.version != 3:
            return "Extensions not allowed in v2 certificate"
    for found in certificate.extensions:
        read = _READERS.get(found.oid)
        if not found.critical or read is None:
            continue
        try:
            read(_sole(found.value))
        except (EncodingError, IndexError) as error:
            return f"{found.label}: {error.message if isinstance(error, EncodingError) else 'cut off'}"
    return None


def is_read(found: Extension) -> bool:
    """Whether Java makes something of the value; one that is not critical counts as absent otherwise."""
    read = _READERS.get(found.oid)
    try:
        if read is not None:
            read(_sole(found.value))
    except (EncodingError, IndexError):
        return False
    return True


def repeats(certificate: Certificate) -> bool:
    """Whether an extension that Java reads, or does not know, stands there twice."""
    seen: set[str] = set()
    for found in certificate.extensions:
        if is_read(found):
            if found.oid in seen:
                return True
            seen.add(found.oid)
    return False


def alternative_names(found: Extension) -> tuple[tuple[int, bytes], ...] | None:
    """Return tags and octets of the names of a subjectAltName; None where Java gives it up as a whole."""
    try:
        return _names(_sole(found.value))
    except (EncodingError, IndexError):
        return None


def _sole(value: bytes) -> der.Node:
    try:
        node = der.read(value)
        end = node.end
    except EncodingError:
        rewritten, end = ber.rewrite(value)
        node = der.read(rewritten)
    if end != len(value):
        raise EncodingError("extra data at the end", end)
    return node


def _integer(node: der.Node) -> int:
    value = int.from_bytes(node.content, "big", signed=True)
    if not node.content or not -_INT_MAX <= value <= _INT_MAX:
        raise EncodingError("the integer is void, or exceeds the maximum valid value", node.start)
    return value


# --- the extensions -------------------------------------------------------------------------------


def _basic_constraints(node: der.Node) -> None:
    parts = node.expect(der.SEQUENCE, "basicConstraints").children()
    if not parts or parts[0].tag != der.BOOLEAN:
        return
    if parts[0].end - parts[0].value_start != 1:
        raise EncodingError("invalid length for boolean", parts[0].start)
    if len(parts) > 1:
        _integer(parts[1].expect(der.INTEGER, "pathLenConstraint"))


def _bit_string(node: der.Node) -> None:
    der.bits(node.expect(der.BIT_STRING, "keyUsage"))


def _usages(node: der.Node) -> None:
    for usage in node.expect(der.SEQUENCE, "extKeyUsage").children():
        der.oid(usage)


def _octets(node: der.Node) -> None:
    node.expect(der.OCTET_STRING, "subjectKeyIdentifier")


def _policies(node: der.Node) -> None:
    for policy in node.expect(der.SEQUENCE, "certificatePolicies").children():
        der.oid(policy.expect(der.SEQUENCE, "a policy").children()[0])


def _mappings(node: der.Node) -> None:
    for pair in node.expect(der.SEQUENCE, "policyMappings").children():
        for side in pair.expect(der.SEQUENCE, "a mapping").children()[:2]:
            der.oid(side)


def _policy_constraints(node: der.Node) -> None:
    seen: set[int] = set()
    for count in node.expect(der.SEQUENCE, "policyConstraints").children():
        if count.tag not in (0x80, 0x81) or count.tag in seen:
            raise EncodingError("invalid encoding of PolicyConstraint", count.start)
        seen.add(count.tag)
        _integer(count)


def _inhibit_any(node: der.Node) -> None:
    if _integer(node.expect(der.INTEGER, "inhibitAnyPolicy")) < -1:
        raise EncodingError("invalid value for skipCerts", node.start)


def _authority_key_identifier(node: der.Node) -> None:
    for part in node.expect(der.SEQUENCE, "authorityKeyIdentifier").children():
        if part.tag == 0xA1:
            _names(part)
        elif part.tag not in (0x80, 0x82):
            raise EncodingError("invalid encoding of AuthorityKeyIdentifierExtension", part.start)


def _name_constraints(node: der.Node) -> None:
    seen: set[int] = set()
    for part in node.expect(der.SEQUENCE, "nameConstraints").children():
        if part.tag not in (0xA0, 0xA1) or part.tag in seen:
            raise EncodingError("invalid encoding of NameConstraintsExtension", part.start)
        seen.add(part.tag)
        for tree in part.children():
            fields = tree.expect(der.SEQUENCE, "a subtree").children()
            _name(fields[0], constraint=True)
            for field in fields[1:]:
                if field.tag not in (0x80, 0x81):
                    raise EncodingError("invalid encoding of GeneralSubtree", field.start)
                _integer(field)


def _names(node: der.Node) -> tuple[tuple[int, bytes], ...]:
    found = node.children()
    if not found:
        raise EncodingError("no data available in passed DER encoded value", node.start)
    for name in found:
        _name(name)
    return tuple((name.tag, name.content) for name in found)


_READERS: Final[dict[str, Callable[[der.Node], object]]] = {
    extension.BASIC_CONSTRAINTS: _basic_constraints,
    extension.KEY_USAGE: _bit_string,
    extension.EXTENDED_KEY_USAGE: _usages,
    extension.SUBJECT_KEY_IDENTIFIER: _octets,
    extension.AUTHORITY_KEY_IDENTIFIER: _authority_key_identifier,
    extension.SUBJECT_ALTERNATIVE_NAME: lambda node: _names(node.expect(der.SEQUENCE, "names")),
    extension.NAME_CONSTRAINTS: _name_constraints,
    extension.CERTIFICATE_POLICIES: _policies,
    extension.POLICY_MAPPINGS: _mappings,
    extension.POLICY_CONSTRAINTS: _policy_constraints,
    extension.INHIBIT_ANY_POLICY: _inhibit_any,
}


# --- names ----------------------------------------------------------------------------------------


def _name(node: der.Node, *, constraint: bool = False) -> None:
    if node.tag not in _KINDS:
        raise EncodingError(f"unrecognized GeneralName tag 0x{node.tag:02x}", node.start)
    text = node.content.decode("latin-1")
    if node.tag == _EMAIL:
        why = _email_fault(text)
    elif node.tag == _URI:
        why = _uri_constraint_fault(text) if constraint else _uri_fault(text)
    elif node.tag == _ADDRESS:
        why = "" if len(text) in _ADDRESS_SIZES else "invalid IPAddressName"
    elif node.tag == _EDI:
        why = "" if 1 <= len(node.children()) <= 2 else "invalid encoding of EDIPartyName"
    else:
        why = ""
    if why:
        raise EncodingError(why, node.start)


def _email_fault(text: str) -> str:
    if not text:
        return "RFC822Name may not be null or empty"
    host = text[text.find("@") + 1 :]
    return "RFC822Name may not end with @" if not host else "RFC822Name domain may not be just ." if host == "." else ""


def _dns_fault(text: str) -> str:
    if not text:
        return "DNSName must not be null or empty"
    return "" if all(_LABEL.fullmatch(label) for label in text.split(".")) else "DNSName components are invalid"


def _uri_constraint_fault(text: str) -> str:
    if _NO_URI.search(text):
        return f"invalid URI name constraint:{text}"
    if _SCHEME.fullmatch(text):
        return f"invalid URI name constraint (should not include scheme):{text}"
    return "invalid URI name constraint:" if _dns_fault(text.removeprefix(".")) else ""


def _uri_fault(text: str) -> str:
    if _NO_URI.search(text):
        return f"invalid URI name:{text}"
    parts = _SCHEME.fullmatch(text)
    if parts is None or not parts[2]:
        return f"URI name must include scheme:{text}"
    authority = _AUTHORITY.match(parts[2])
    host = "" if authority is None else re.sub(r":\d*$", "", authority[1].rpartition("@")[2])
    if not host or host.startswith("["):
        return ""
    # java.net.URI knows no host of another form, and what it does not know is not looked at.
    is_host = re.fullmatch(
        r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)*[A-Za-z](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.?", host
    )
    return "invalid URI name" if is_host and _dns_fault(host) else ""
