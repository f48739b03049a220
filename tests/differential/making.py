"""Certificates and CRLs as DER, put together field by field so that any rule can be broken."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any, Final

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa

from chainaudit.model import der

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

MOMENT: Final = datetime(2026, 6, 1, 12, tzinfo=timezone.utc)
_ALGORITHMS: Final = {
    ("rsa", "md5"): "1.2.840.113549.1.1.4",
    ("rsa", "sha1"): "1.2.840.113549.1.1.5",
    ("rsa", "sha256"): "1.2.840.113549.1.1.11",
    ("rsa", "sha384"): "1.2.840.113549.1.1.12",
    ("ec", "md5"): "1.2.840.10045.4.1",
    ("ec", "sha1"): "1.2.840.10045.4.1",
    ("ec", "sha256"): "1.2.840.10045.4.3.2",
    ("ec", "sha384"): "1.2.840.10045.4.3.3",
}
_ATTRIBUTES: Final = {
    "CN": "2.5.4.3",
    "O": "2.5.4.10",
    "OU": "2.5.4.11",
    "C": "2.5.4.6",
    "emailAddress": "1.2.840.113549.1.9.1",
}
_HASHES: Final = {"md5": hashes.MD5, "sha1": hashes.SHA1, "sha256": hashes.SHA256, "sha384": hashes.SHA384}


def seq(*parts: bytes) -> bytes:
    return der.encode(der.SEQUENCE, b"".join(parts))


def oid(dotted: str) -> bytes:
    return der.encode(der.OBJECT_IDENTIFIER, der.encode_oid(dotted))


def integer(value: int) -> bytes:
    return der.encode(der.INTEGER, value.to_bytes(value.bit_length() // 8 + 1, "big", signed=True))


def octets(value: bytes) -> bytes:
    return der.encode(der.OCTET_STRING, value)


def bits(value: bytes, unused: int = 0) -> bytes:
    return der.encode(der.BIT_STRING, bytes((unused,)) + value)


def flags(numbers: Iterable[int]) -> bytes:
    """Encode a named bit list (X.690, 11.2.2)."""
    wanted = sorted(numbers)
    if not wanted:
        return bits(b"")
    size = wanted[-1] // 8 + 1
    value = bytearray(size)
    for number in wanted:
        value[number // 8] |= 0x80 >> number % 8
    return bits(bytes(value), 7 - wanted[-1] % 8)


def name(*pairs: tuple[str, str], tag: int = der.UTF8_STRING) -> bytes:
    """Encode a Name, one attribute to an RDN."""
    return seq(
        *(
            der.encode(0x31, seq(oid(_ATTRIBUTES[k]), der.encode(0x16 if k == "emailAddress" else tag, v.encode())))
            for k, v in pairs
        )
    )


def time(moment: datetime) -> bytes:
    if moment.year < 2050:
        return der.encode(0x17, moment.strftime("%y%m%d%H%M%SZ").encode())
    return der.encode(0x18, moment.strftime("%Y%m%d%H%M%SZ").encode())


class Key:
    """A key pair, its SubjectPublicKeyInfo and its kind."""

    def __init__(self, private: Any, spki: bytes | None = None) -> None:
        self.private = private
        self.spki = spki or private.public_key().public_bytes(
            serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
        )
        self.kind = (
            "rsa"
            if isinstance(private, rsa.RSAPrivateKey)
            else "ec"
            if isinstance(private, ec.EllipticCurvePrivateKey)
            else "ed25519"
        )
        self.identifier = hashlib.sha1(self.spki, usedforsecurity=False).digest()

    def algorithm(self, digest: str) -> bytes:
        if self.kind == "ed25519":
            return seq(oid("1.3.101.112"))
        dotted = _ALGORITHMS[self.kind, digest]
        return seq(oid(dotted), b"\x05\x00") if self.kind == "rsa" else seq(oid(dotted))

    def sign(self, data: bytes, digest: str) -> bytes:
        if isinstance(self.private, ed25519.Ed25519PrivateKey):
            return self.private.sign(data)
        if isinstance(self.private, rsa.RSAPrivateKey):
            return self.private.sign(data, padding.PKCS1v15(), _HASHES[digest]())
        return self.private.sign(data, ec.ECDSA(_HASHES[digest]()))


def extension(dotted: str, value: bytes, *, critical: bool = False) -> bytes:
    return seq(oid(dotted), der.encode(der.BOOLEAN, b"\xff") if critical else b"", octets(value))


def basic_constraints(*, ca: bool, length: int | None = None) -> bytes:
    return seq(der.encode(der.BOOLEAN, b"\xff") if ca else b"", b"" if length is None else integer(length))


def general_name(tag: int, value: bytes) -> bytes:
    return der.encode(tag, value)


def certificate(
    *,
    subject: bytes,
    issuer: bytes,
    key: Key,
    signer: Key,
    extensions: Sequence[bytes] = (),
    serial: int = 1,
    days: tuple[float, float] = (-100, 300),
    version: int = 3,
    digest: str = "sha256",
    inner_digest: str | None = None,
    damage: bool = False,
) -> bytes:
    """Put a certificate together; ``days`` are notBefore and notAfter counted from ``MOMENT``."""
    tbs = seq(
        der.encode(0xA0, integer(version - 1)) if version > 1 else b"",
        integer(serial),
        signer.algorithm(inner_digest or digest),
        issuer,
        seq(*(time(MOMENT + timedelta(days=d)) for d in days)),
        subject,
        key.spki,
        der.encode(0xA3, seq(*extensions)) if extensions else b"",
    )
    signature = bytearray(signer.sign(tbs, digest))
    if damage:
        signature[-3] ^= 1
    return seq(tbs, signer.algorithm(digest), bits(bytes(signature)))


def revocation_list(
    *,
    issuer: bytes,
    signer: Key,
    revoked: Iterable[tuple[int, int | None]] = (),
    days: tuple[float, float | None] = (-10, 20),
    extensions: Sequence[bytes] = (),
    damage: bool = False,
) -> bytes:
    """Put a CRL together; ``revoked`` are serial numbers with their reasons."""
    entries = [
        seq(
            integer(serial),
            time(MOMENT - timedelta(days=5)),
            seq(extension("2.5.29.21", der.encode(0x0A, bytes((reason,))))) if reason is not None else b"",
        )
        for serial, reason in revoked
    ]
    times = [time(MOMENT + timedelta(days=d)) for d in days if d is not None]
    tbs = seq(
        integer(1),
        signer.algorithm("sha256"),
        issuer,
        *times,
        seq(*entries) if entries else b"",
        der.encode(0xA0, seq(*extensions)) if extensions else b"",
    )
    signature = bytearray(signer.sign(tbs, "sha256"))
    if damage:
        signature[-3] ^= 1
    return seq(tbs, signer.algorithm("sha256"), bits(bytes(signature)))
