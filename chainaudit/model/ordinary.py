"""Whether a certificate is so ordinary that every strict parser reads it, so that none needs to be asked.

Asking one costs start-up: loading ``cryptography.x509`` takes as long as everything else that judging a keystore
loads. The answer is conservative: a yes means a narrow shape that is known to be read (tests compare it with
cryptography on mutated certificates); anything else is a no, and cryptography is asked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chainaudit.model import der
from chainaudit.model.certificate_shape import is_plain
from chainaudit.model.ordinary_extensions import is_ordinary_extension

if TYPE_CHECKING:
    from chainaudit.model.certificate import Certificate
    from chainaudit.model.extension import Extension
    from chainaudit.model.name import Name

_ATTRIBUTES: Final = frozenset({"2.5.4.3", "2.5.4.5", "2.5.4.7", "2.5.4.8", "2.5.4.10", "2.5.4.11", "2.5.4.97"})
"""Common name, serial number, locality, state, organisation, unit, organisation identifier."""
_COUNTRY: Final = "2.5.4.6"
_STRINGS: Final = frozenset({der.UTF8_STRING, der.PRINTABLE_STRING})
_PRINTABLE: Final = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 '()+,-./:=?")
_MAX_SERIAL_OCTETS: Final = 20
_SERIAL_STARTS: Final = 13
"""Behind the headers of certificate, tbsCertificate and version in a certificate of plain shape."""
_FALSE: Final = b"\x01\x01\x00"
"""A BOOLEAN that is FALSE: where it is the default, DER leaves it out."""

_RSA: Final = bytes.fromhex("300d06092a864886f70d0101")
_ECDSA: Final = bytes.fromhex("300a06082a8648ce3d0403")
SIGNATURES: Final = frozenset(
    {
        *(_RSA + bytes((digest, 0x05, 0x00)) for digest in (5, 11, 12, 13)),
        *(_ECDSA + bytes((digest,)) for digest in (2, 3, 4)),
    }
)
"""RSA (PKCS #1 v1.5) and ECDSA with the parameters that belong there: RFC 3279, RFC 4055, RFC 5758."""
_RSA_KEY: Final = bytes.fromhex("300d06092a864886f70d0101010500")
_EC_KEYS: Final = tuple(
    bytes.fromhex(algorithm + bits)
    for algorithm, bits in (
        ("3059301306072a8648ce3d020106082a8648ce3d030107", "03420004"),
        ("3076301006072a8648ce3d020106052b81040022", "03620004"),
        ("30819b301006072a8648ce3d020106052b81040023", "0381860004"),
    )
)
"""A subjectPublicKeyInfo up to the point: P-256, P-384 and P-521, not compressed (RFC 5480, 2.2)."""
_NO_UNUSED_BITS: Final = b"\x00"


def is_ordinary(certificate: Certificate) -> bool:
    """Whether every field and every extension has its ordinary shape."""
    if certificate.faults or not is_plain(certificate.der):
        return False
    inner, outer = certificate.tbs_signature_algorithm, certificate.signature_algorithm
    if inner is None or outer is None or inner.encoded not in SIGNATURES or inner.encoded != outer.encoded:
        return False
    if not _is_serial(certificate):
        return False
    seen = [e.oid for e in certificate.extensions]
    if len(set(seen)) != len(seen) or not all(_is_extension(certificate, e) for e in certificate.extensions):
        return False
    if not _is_key(certificate) or not _is_signature(certificate):
        return False
    return _is_name(certificate.issuer) and _is_name(certificate.subject)


def _is_extension(certificate: Certificate, found: Extension) -> bool:
    flag_end = found.offset - 1 - len(_length(len(found.value)))
    says_false = certificate.der[flag_end - len(_FALSE) : flag_end] == _FALSE
    return not says_false and is_ordinary_extension(certificate, found)


def _is_serial(certificate: Certificate) -> bool:
    number = certificate.serial_number
    octets = number.bit_length() // 8 + 1  # a positive INTEGER has a zero bit in front (X.690, 8.3)
    if number <= 0 or octets > _MAX_SERIAL_OCTETS:
        return False
    return certificate.der.startswith(b"\x02" + _length(octets) + number.to_bytes(octets, "big"), _SERIAL_STARTS)


def _is_key(certificate: Certificate) -> bool:
    key = certificate.public_key
    if key is None:
        return False
    if key.algorithm != "RSA":
        return key.spki.startswith(_EC_KEYS)
    # The header of the BIT STRING that holds the key, as RFC 3279, 2.3.1 has it, right behind the algorithm.
    bits = _length(len(key.key_octets) + 1)
    start = key.spki.find(_RSA_KEY)
    expected = _RSA_KEY + b"\x03" + bits + _NO_UNUSED_BITS + key.key_octets
    return start in (2, 3, 4) and key.spki[start:] == expected and bool(key.bits)


def _is_signature(certificate: Certificate) -> bool:
    octets = certificate.signature
    return bool(octets) and certificate.der.endswith(b"\x03" + _length(len(octets) + 1) + _NO_UNUSED_BITS + octets)


def _length(octets: int) -> bytes:
    """Return a length as DER writes it."""
    if octets < 0x80:
        return bytes((octets,))
    size = (octets.bit_length() + 7) // 8
    return bytes((0x80 | size,)) + octets.to_bytes(size, "big")


def _is_name(name: Name) -> bool:
    return all(len(rdn) == 1 and _is_attribute(rdn[0].oid, rdn[0].tag, rdn[0].value) for rdn in name.rdns)


def _is_attribute(oid: str, tag: int, value: bytes) -> bool:
    if tag not in _STRINGS or not value or not _PRINTABLE.issuperset(value):
        return False
    return oid in _ATTRIBUTES or (oid == _COUNTRY and len(value) == 2)
