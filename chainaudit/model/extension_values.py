"""Reads the value of each extension that path validation looks at (RFC 5280, 4.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chainaudit.errors import EncodingError
from chainaudit.model import der, general_name
from chainaudit.model.extension import (
    AccessDescription,
    AuthorityKeyIdentifier,
    BasicConstraints,
    NameConstraints,
    PolicyConstraints,
    Subtree,
)
from chainaudit.model.lazily import remembered

if TYPE_CHECKING:
    from chainaudit.model.general_name import GeneralName

MAX_GENERAL_NAMES: Final = 50_000
"""Real certificates carry at most some hundreds; beyond this only an attack does (limbo's nc-dos has 2,048)."""


@remembered
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


@remembered
def key_usage(value: bytes) -> frozenset[int]:
    """Read keyUsage as the numbers of the bits that are set.

    Raises:
        EncodingError: malformed.
    """
    return der.bit_flags(der.sole(value, der.BIT_STRING, "keyUsage"), "keyUsage")


@remembered
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
