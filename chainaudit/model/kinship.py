"""Who could have issued whom by what two certificates say; no signature is checked here.

Verifiers that commit to one issuer choose by this alone (RFC 5280, 4.2.1.1; RFC 4158, 3.5).
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Final

from chainaudit.errors import EncodingError
from chainaudit.model import der, extension, lenient_values
from chainaudit.model.canonical_name import same_name
from chainaudit.model.public_key import CURVES, EC, RSA, RSA_PSS, SM2

if TYPE_CHECKING:
    from chainaudit.model.certificate import Certificate
    from chainaudit.model.extension import Extension
    from chainaudit.model.public_key import PublicKey

_KEPT: Final = 4096
"""Certificates that are remembered; a meeting of more than this many in one question is an attack, and only slower."""
_COMMON_CURVES: Final = frozenset(name for name, _ in CURVES.values())
_EMPTY_SEQUENCE: Final = b"\x30\x00"
_NO_SEQUENCES: Final = frozenset({extension.KEY_USAGE, extension.NETSCAPE_CERT_TYPE, extension.SUBJECT_KEY_IDENTIFIER})
_READ_AT_ONCE: Final = frozenset(
    {
        extension.BASIC_CONSTRAINTS,
        extension.KEY_USAGE,
        extension.EXTENDED_KEY_USAGE,
        extension.NETSCAPE_CERT_TYPE,
        extension.SUBJECT_KEY_IDENTIFIER,
        extension.AUTHORITY_KEY_IDENTIFIER,
        extension.SUBJECT_ALTERNATIVE_NAME,
        extension.NAME_CONSTRAINTS,
        extension.CRL_DISTRIBUTION_POINTS,
        extension.PROXY_CERT_INFO,
    }
)
"""The extensions that path building depends on: without them a certificate says nothing reliable of itself."""


@functools.lru_cache(maxsize=_KEPT)
def reads_as_a_whole(certificate: Certificate) -> bool:
    """Whether every extension that path building depends on is there once at most, readable and not void."""
    seen: set[str] = set()
    for found in certificate.extensions:
        if found.oid not in _READ_AT_ONCE:
            continue
        if found.oid in seen:
            return False
        seen.add(found.oid)
        if not _is_readable_extension(certificate, found):
            return False
    if certificate.key_usage is not None and not certificate.key_usage:
        return False
    return extension.PROXY_CERT_INFO not in seen or not _contradicts_proxy(certificate)


def _is_readable_extension(certificate: Certificate, found: Extension) -> bool:
    if found.value == _EMPTY_SEQUENCE:
        return found.oid not in _NO_SEQUENCES
    try:
        if found.oid == extension.SUBJECT_ALTERNATIVE_NAME:
            return all(_is_general_name(node) for node in _parts(found))
        if found.oid == extension.NAME_CONSTRAINTS:
            return all(_is_general_name(tree.children()[0]) for part in _parts(found) for tree in part.children())
        if found.oid == extension.CRL_DISTRIBUTION_POINTS:
            return all(point.tag == der.SEQUENCE for point in _parts(found))
    except (EncodingError, IndexError):
        return False
    return not certificate.is_lost(found.oid)


def _parts(found: Extension) -> list[der.Node]:
    return der.read(lenient_values.first_value(found.value)).expect(der.SEQUENCE, found.label).children()


def _is_general_name(node: der.Node) -> bool:
    """Whether it has the form of a GeneralName; what it says may still be no name of its kind."""
    if node.tag == 0xA4:
        return len(node.children()) == 1 and node.children()[0].tag == der.SEQUENCE
    if node.tag == 0xA5:
        return [part.tag for part in node.children()] in ([0xA1], [0xA0, 0xA1])
    return node.tag in (0xA0, 0x81, 0x82, 0xA3, 0xA5, 0x86, 0x87, 0x88)


def _contradicts_proxy(certificate: Certificate) -> bool:
    """A proxy certificate is no CA and has no alternative names (RFC 3820, 3.6 and 3.5)."""
    names = (extension.SUBJECT_ALTERNATIVE_NAME, extension.ISSUER_ALTERNATIVE_NAME)
    return certificate.is_ca or any(certificate.extension(oid) is not None for oid in names)


@functools.lru_cache(maxsize=_KEPT)
def is_self_signed(certificate: Certificate) -> bool:
    """Whether it names itself as its issuer, by name, key identifier and kind of key."""
    return same_name(certificate.subject, certificate.issuer) and could_issue(certificate, certificate)


def could_issue(issuer: Certificate, subject: Certificate) -> bool:
    """Whether names, key identifiers and the kind of key allow that ``issuer`` issued ``subject``."""
    if not same_name(issuer.subject, subject.issuer) or not (reads_as_a_whole(issuer) and reads_as_a_whole(subject)):
        return False
    return identifiers_agree(issuer, subject) and key_fits(issuer, subject)


def identifiers_agree(issuer: Certificate, subject: Certificate) -> bool:
    """Whether nothing in the authority key identifier speaks against the issuer (RFC 5280, 4.2.1.1)."""
    authority = subject.authority_key_identifier
    if authority is None:
        return True
    own = issuer.subject_key_identifier
    if authority.key_identifier is not None and own is not None and authority.key_identifier != own:
        return False
    if authority.serial_number is not None and authority.serial_number != issuer.serial_number:
        return False
    named = next((n.directory for n in authority.issuer or () if n.directory is not None), None)
    return named is None or same_name(named, issuer.issuer)


def key_fits(issuer: Certificate, subject: Certificate) -> bool:
    """Whether the issuer's key is of the kind that the subject's signature algorithm needs."""
    key, signed = issuer.public_key, subject.tbs_signature_algorithm
    if key is None or signed is None or signed.key_algorithm is None or not is_readable(key):
        return False
    return signed.key_algorithm == key.algorithm or (signed.key_algorithm == RSA_PSS and key.algorithm == RSA)


def is_readable(key: PublicKey) -> bool:
    """Whether the key can be read as a key, however small or odd it may be."""
    if key.has_inherited_parameters:
        return False
    if key.algorithm in (RSA, RSA_PSS):
        return key.bits > 0
    if key.algorithm == EC and key.curve not in _COMMON_CURVES:
        return key.bits > 0  # a curve that is not common, or explicit parameters
    if key.algorithm == SM2:
        return True
    return key.load() is not None or bool(key.bits and key.algorithm_oid == key.algorithm)
