"""PKCS 7 and CMS that carry certificates: SignedData, mostly without any signature (RFC 5652, 5.1; .p7b, .p7c)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chainaudit.errors import EncodingError, StoreError, StoreErrorKind
from chainaudit.model import der
from chainaudit.model.reader import Reader
from chainaudit.readers.sequences import BROKEN, what_broke

if TYPE_CHECKING:
    from chainaudit.model.certificate import Certificate
    from chainaudit.model.reader import ReadRequest
    from chainaudit.model.store import Problem, Store

SIGNED_DATA: Final = "1.2.840.113549.1.7.2"
_PREFIX: Final = b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07"
_CONTENT_TYPES: Final = {
    "1.2.840.113549.1.7.1": "plain data",
    "1.2.840.113549.1.7.3": "an encrypted message (EnvelopedData)",
    "1.2.840.113549.1.7.4": "an encrypted message (SignedAndEnvelopedData)",
    "1.2.840.113549.1.7.5": "a digest (DigestedData)",
    "1.2.840.113549.1.7.6": "encrypted data (EncryptedData)",
}


class SignedData:
    """The certificates and CRLs of a SignedData in stored order, and what could not be read."""

    __slots__ = ("certificates", "crls", "problems")

    def __init__(self) -> None:
        self.certificates: list[Certificate] = []
        self.crls: list[bytes] = []
        self.problems: list[Problem] = []


def sniff(data: bytes) -> int:
    """Return 95 where a ContentInfo begins: a SEQUENCE, DER or BER, whose first part is an OID of PKCS 7."""
    if data[:1] != b"\x30" or len(data) < 13:
        return 0
    header = 2 if data[1] <= 0x80 else 2 + (data[1] & 0x7F)
    return 95 if data[header : header + len(_PREFIX)] == _PREFIX else 0


def read(data: bytes, request: ReadRequest) -> Store:
    """Read a PKCS 7.

    Raises:
        StoreError: malformed, or of a kind that carries no certificates.
    """
    from chainaudit.model.store import Entry, EntryKind, Problem, Store

    signed = read_signed_data(data, request.limits.entries)
    entries = tuple(
        Entry(EntryKind.CERTIFICATE, position=position, certificates=(certificate,))
        for position, certificate in enumerate(signed.certificates)
    )
    problem = signed.problems[0] if signed.problems else None
    if not entries and problem is None:
        what = "a revocation list and no certificate" if signed.crls else "no certificate"
        problem = Problem(StoreErrorKind.EMPTY, f"The PKCS 7 holds {what}.")
    return Store(request.source, "PKCS7", entries=entries, problem=problem, crls=tuple(signed.crls))


def read_signed_data(data: bytes, max_certificates: int) -> SignedData:
    """Return what a ContentInfo in DER or BER carries.

    Raises:
        StoreError: malformed, or not a SignedData.
    """
    try:
        content = _content(data)
        return _read(content, max_certificates)
    except BROKEN as error:
        raise StoreError(
            StoreErrorKind.MALFORMED, f"The PKCS 7 is malformed: {what_broke(error, with_place=True)}."
        ) from None


def _content(data: bytes) -> der.Node:
    """Return the SignedData inside a ContentInfo."""
    try:
        outer = der.read(data)
        kind = der.oid(outer.children()[0])
    except EncodingError:
        from chainaudit.model import ber

        outer = der.read(ber.rewrite(data)[0])
        kind = der.oid(outer.children()[0])
    if kind != SIGNED_DATA:
        what = _CONTENT_TYPES.get(kind, f"a message of the type {kind}")
        raise StoreError(
            StoreErrorKind.UNSUPPORTED, f"The PKCS 7 is {what}, which carries no certificates that can be read."
        )
    return outer.children()[1].children()[0].expect(der.SEQUENCE, "SignedData")


def _read(content: der.Node, max_certificates: int) -> SignedData:
    from chainaudit.model.store import Problem
    from chainaudit.readers.certificates import read_certificate

    found = SignedData()
    for part in _parts(content):
        if part.tag == 0xA1:
            found.crls.extend(item.encoded for item in part.children() if item.tag == der.SEQUENCE)
        if part.tag != 0xA0:
            continue
        for number, item in enumerate(part.children()):
            if number >= max_certificates:
                sentence = f"The PKCS 7 holds more than the {max_certificates:,} certificates that are allowed."
                found.problems.append(Problem(StoreErrorKind.TOO_EXPENSIVE, sentence))
                break
            if item.tag != der.SEQUENCE:
                continue  # attribute certificates and other forms (RFC 5652, 10.2.2) have no key
            certificate = read_certificate(item.encoded)
            if isinstance(certificate, Problem):
                found.problems.append(certificate)
            else:
                found.certificates.append(certificate)
    return found


def _parts(content: der.Node) -> list[der.Node]:
    """Return the parts of a SignedData behind version, digestAlgorithms and encapContentInfo."""
    try:
        return content.children()[3:]
    except EncodingError:
        from chainaudit.model import ber

        return der.read(ber.rewrite(content.encoded)[0]).children()[3:]


READER = Reader(
    name="PKCS7",
    title="PKCS 7 and CMS certificate bundle",
    extensions=(".p7b", ".p7c", ".p7", ".p7s", ".spc"),
    sniff=sniff,
    read=read,
)
