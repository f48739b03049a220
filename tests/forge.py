"""Certificates made for a test, field by field, so that they can be wrong in ways that no CA's software allows.

A ``Forged`` holds a certificate and its private key. Everything has a sound default: ``root()``, ``issue(root)`` and
``issue(root, ca=True)`` give certificates that every verifier takes.
"""

from __future__ import annotations

import base64
import functools
import ipaddress
import itertools
from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import dsa, ec, ed25519, padding, rsa

from chainaudit.model import der, extension
from chainaudit.model.certificate import Certificate

if TYPE_CHECKING:
    from collections.abc import Mapping

MOMENT: Final = datetime(2026, 6, 1, 12, 0, 0, tzinfo=timezone.utc)
BEGIN: Final = datetime(2026, 1, 1, tzinfo=timezone.utc)
END: Final = datetime(2027, 1, 1, tzinfo=timezone.utc)
_SERIALS: Final = itertools.count(0x10000000)

SIGNATURES: Final = {
    ("RSA", "sha256"): "1.2.840.113549.1.1.11",
    ("RSA", "sha384"): "1.2.840.113549.1.1.12",
    ("RSA", "sha1"): "1.2.840.113549.1.1.5",
    ("RSA", "md5"): "1.2.840.113549.1.1.4",
    ("EC", "sha256"): "1.2.840.10045.4.3.2",
    ("EC", "sha384"): "1.2.840.10045.4.3.3",
    ("EC", "sha1"): "1.2.840.10045.4.1",
    ("DSA", "sha256"): "2.16.840.1.101.3.4.3.2",
    ("DSA", "sha1"): "1.2.840.10040.4.3",
    ("Ed25519", None): "1.3.101.112",
}
_DIGESTS: Final = {"sha256": hashes.SHA256, "sha384": hashes.SHA384, "sha1": hashes.SHA1, "md5": hashes.MD5}


class Forged(NamedTuple):
    """A certificate and the key that belongs to it."""

    certificate: Certificate
    key: Any
    subject: bytes

    @property
    def pem(self) -> bytes:
        """The certificate as PEM."""
        encoded = base64.encodebytes(self.certificate.der)
        return b"-----BEGIN CERTIFICATE-----\n" + encoded + b"-----END CERTIFICATE-----\n"


@functools.cache
def key(kind: str = "EC", label: str = "") -> Any:  # noqa: ARG001 - the label makes another key of the same kind
    """Return a private key: ``EC``, ``P-192``, ``P-384``, ``Ed25519``, ``DSA``, or the bits of an RSA key as text."""
    curves: dict[str, Any] = {"EC": ec.SECP256R1, "P-192": ec.SECP192R1, "P-384": ec.SECP384R1, "P-224": ec.SECP224R1}
    if kind in curves:
        return ec.generate_private_key(curves[kind]())
    if kind == "Ed25519":
        return ed25519.Ed25519PrivateKey.generate()
    if kind == "DSA":
        return dsa.generate_private_key(2048)
    return rsa.generate_private_key(65537, int(kind))


def name(common_name: str | None, *, tag: int = der.UTF8_STRING) -> bytes:
    """Encode a name of one common name; None: the empty name."""
    if common_name is None:
        return der.encode(der.SEQUENCE, b"")
    oid = der.encode(der.OBJECT_IDENTIFIER, der.encode_oid("2.5.4.3"))
    attribute = der.encode(der.SEQUENCE, oid + der.encode(tag, common_name.encode()))
    return der.encode(der.SEQUENCE, der.encode(der.SET, attribute))


def san(*names: str) -> bytes:
    """Encode alternative names: DNS names, ``IP:`` with dotted numbers, ``email:``."""
    found = b""
    for one in names:
        if one.startswith("IP:"):
            found += der.encode(0x87, ipaddress.ip_address(one[3:]).packed)
        elif one.startswith("email:"):
            found += der.encode(0x81, one[6:].encode())
        else:
            found += der.encode(0x82, one.encode("latin-1"))
    return der.encode(der.SEQUENCE, found)


def usages(*oids: str) -> bytes:
    """Encode extended key usages."""
    return der.encode(der.SEQUENCE, b"".join(der.encode(der.OBJECT_IDENTIFIER, der.encode_oid(oid)) for oid in oids))


def key_usage(*bits: int) -> bytes:
    """Encode a key usage by the numbers of its bits."""
    value = sum(0x8000 >> bit for bit in bits).to_bytes(2, "big").rstrip(b"\0")
    unused = (value[-1] & -value[-1]).bit_length() - 1 if value else 0
    return der.encode(der.BIT_STRING, bytes([unused]) + value)


def basic_constraints(*, ca: bool, path_length: int | None = None) -> bytes:
    """Encode basicConstraints."""
    content = der.encode(der.BOOLEAN, b"\xff") if ca else b""
    if path_length is not None:
        content += der.encode(der.INTEGER, bytes([path_length]))
    return der.encode(der.SEQUENCE, content)


def key_identifier(public: Any) -> bytes:
    """Return the identifier of a key as most CAs make it (RFC 5280, 4.2.1.2 (1))."""
    return x509.SubjectKeyIdentifier.from_public_key(public).digest


def issue(
    issuer: Forged | None = None,
    *,
    subject: str | None = "leaf.example",
    issuer_name: bytes | None = None,
    ca: bool = False,
    path_length: int | None = None,
    names: tuple[str, ...] = (),
    kind: str = "EC",
    use_key: Any = None,
    digest: str = "sha256",
    begin: datetime = BEGIN,
    end: datetime = END,
    serial: bytes | None = None,
    version: int = 3,
    replace: Mapping[str, tuple[bool, bytes] | None] | None = None,
    extra: tuple[tuple[str, bool, bytes], ...] = (),
    outer_algorithm: str | None = None,
    subject_tag: int = der.UTF8_STRING,
) -> Forged:
    """Make a certificate, by default signed by itself.

    ``replace`` maps an extension's OID to (critical, value), or to None to leave it out; ``extra`` adds more behind.
    """
    own = use_key if use_key is not None else key(kind, f"{subject}")
    subject_name = name(subject, tag=subject_tag)
    signer = own if issuer is None else issuer.key
    spki = own.public_key().public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    extensions: dict[str, tuple[bool, bytes] | None] = {
        extension.BASIC_CONSTRAINTS: (True, basic_constraints(ca=ca, path_length=path_length)),
        extension.KEY_USAGE: (True, key_usage(extension.KEY_CERT_SIGN, extension.CRL_SIGN) if ca else key_usage(0)),
        extension.SUBJECT_KEY_IDENTIFIER: (False, der.encode(der.OCTET_STRING, key_identifier(own.public_key()))),
        extension.AUTHORITY_KEY_IDENTIFIER: (
            False,
            der.encode(der.SEQUENCE, der.encode(0x80, key_identifier(signer.public_key()))),
        ),
    }
    if not ca:
        extensions[extension.EXTENDED_KEY_USAGE] = (False, usages(extension.SERVER_AUTH))
        extensions[extension.SUBJECT_ALTERNATIVE_NAME] = (False, san(*(names or ("leaf.example",))))
    extensions.update(replace or {})
    listed = [(oid, *value) for oid, value in extensions.items() if value is not None]
    body = b"".join(_extension(*one) for one in (*listed, *extra))
    if (_kind(signer), digest) not in SIGNATURES:
        digest = "sha256"  # the key of the issuer cannot be asked for every digest
    algorithm = _algorithm(signer, digest)
    issuer_encoded = issuer_name if issuer_name is not None else subject_name if issuer is None else issuer.subject
    number = serial if serial is not None else next(_SERIALS).to_bytes(4, "big")
    tbs = der.encode(
        der.SEQUENCE,
        (der.encode(0xA0, der.encode(der.INTEGER, bytes([version - 1]))) if version != 1 else b"")
        + der.encode(der.INTEGER, number)
        + algorithm
        + issuer_encoded
        + der.encode(der.SEQUENCE, _time(begin) + _time(end))
        + subject_name
        + spki
        + (der.encode(0xA3, der.encode(der.SEQUENCE, body)) if version == 3 and body else b""),
    )
    outer = algorithm if outer_algorithm is None else _sequence_of_oid(outer_algorithm)
    signature = der.encode(der.BIT_STRING, b"\0" + _sign(signer, tbs, digest))
    return Forged(Certificate.read(der.encode(der.SEQUENCE, tbs + outer + signature)), own, subject_name)


def root(subject: str = "Root", **parts: Any) -> Forged:
    """Make a self-signed CA."""
    return issue(None, subject=subject, ca=True, **parts)


def intermediate(issuer: Forged, subject: str = "Intermediate", **parts: Any) -> Forged:
    """Make a CA below another."""
    return issue(issuer, subject=subject, ca=True, **parts)


def _extension(oid: str, critical: bool, value: bytes) -> bytes:
    flag = der.encode(der.BOOLEAN, b"\xff") if critical else b""
    named = der.encode(der.OBJECT_IDENTIFIER, der.encode_oid(oid))
    return der.encode(der.SEQUENCE, named + flag + der.encode(der.OCTET_STRING, value))


def _time(moment: datetime) -> bytes:
    if 1950 <= moment.year < 2050:
        return der.encode(der.UTC_TIME, moment.strftime("%y%m%d%H%M%SZ").encode())
    return der.encode(der.GENERALIZED_TIME, moment.strftime("%Y%m%d%H%M%SZ").encode())


def _kind(signer: Any) -> str:
    kinds = {rsa.RSAPrivateKey: "RSA", ec.EllipticCurvePrivateKey: "EC", dsa.DSAPrivateKey: "DSA"}
    return next((name for known, name in kinds.items() if isinstance(signer, known)), "Ed25519")


def _algorithm(signer: Any, digest: str) -> bytes:
    kind = _kind(signer)
    return _sequence_of_oid(SIGNATURES[kind, None if kind == "Ed25519" else digest], null=kind == "RSA")


def _sequence_of_oid(oid: str, *, null: bool = False) -> bytes:
    content = der.encode(der.OBJECT_IDENTIFIER, der.encode_oid(oid)) + (der.encode(der.NULL, b"") if null else b"")
    return der.encode(der.SEQUENCE, content)


def _sign(signer: Any, data: bytes, digest: str) -> bytes:
    made: bytes
    if isinstance(signer, rsa.RSAPrivateKey):
        made = signer.sign(data, padding.PKCS1v15(), _DIGESTS[digest]())
    elif isinstance(signer, ec.EllipticCurvePrivateKey):
        made = signer.sign(data, ec.ECDSA(_DIGESTS[digest]()))
    elif isinstance(signer, dsa.DSAPrivateKey):
        made = signer.sign(data, _DIGESTS[digest]())
    else:
        made = signer.sign(data)
    return made
