"""An OCSP response as facts (RFC 6960, 4.2), read from bytes that somebody kept: a file, or a stapled message."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

from chainaudit.errors import EncodingError
from chainaudit.model import der
from chainaudit.model.certificate import Certificate
from chainaudit.model.crl_entries import REASON_NAMES, read_extensions
from chainaudit.model.name import Name
from chainaudit.model.signature_algorithm import SignatureAlgorithm

if TYPE_CHECKING:
    from datetime import datetime

    from chainaudit.model.extension import Extension

BASIC_RESPONSE: Final = "1.3.6.1.5.5.7.48.1.1"
NO_CHECK: Final = "1.3.6.1.5.5.7.48.1.5"

RESPONSE_STATUSES: Final = {
    0: "successful",
    1: "malformedRequest",
    2: "internalError",
    3: "tryLater",
    5: "sigRequired",
    6: "unauthorized",
}
DIGESTS: Final = {
    "1.3.14.3.2.26": "sha1",
    "2.16.840.1.101.3.4.2.1": "sha256",
    "2.16.840.1.101.3.4.2.2": "sha384",
    "2.16.840.1.101.3.4.2.3": "sha512",
}
MAX_RESPONSES: Final = 10_000
"""Certificates that one response speaks of: responders answer for one, archives for some hundreds."""
MAX_CERTIFICATES: Final = 32
"""Certificates that come with a response; one is usual."""


class CertificateId:
    """For which certificate an answer is: digests of the issuer's name and key, and the serial number's octets."""

    __slots__ = ("digest", "key_hash", "name_hash", "serial_octets")

    def __init__(self, node: der.Node) -> None:
        parts = node.expect(der.SEQUENCE, "a certificate identifier").children()
        if len(parts) != 4:
            raise EncodingError("a certificate identifier is not four fields", node.start)
        algorithm = parts[0].expect(der.SEQUENCE, "a digest algorithm").children()
        self.digest = DIGESTS.get(der.oid(algorithm[0])) if algorithm else None
        self.name_hash = parts[1].expect(der.OCTET_STRING, "issuerNameHash").content
        self.key_hash = parts[2].expect(der.OCTET_STRING, "issuerKeyHash").content
        self.serial_octets = parts[3].expect(der.INTEGER, "a serial number").content

    def is_of(self, certificate: Certificate, issuer: Certificate) -> bool:
        """Whether this identifies ``certificate``, issued by ``issuer`` (RFC 6960, 4.1.1)."""
        if self.digest is None or issuer.public_key is None:
            return False
        if int.from_bytes(self.serial_octets, "big", signed=True) != certificate.serial_number:
            return False

        def digest(data: bytes) -> bytes:
            return hashlib.new(self.digest or "", data, usedforsecurity=False).digest()

        names = {digest(certificate.issuer.encoded), digest(issuer.subject.encoded)}
        return self.name_hash in names and self.key_hash == digest(issuer.public_key.key_octets)


class SingleResponse:
    """The answer for one certificate. ``status`` is "good", "revoked" or "unknown"."""

    __slots__ = ("certificate_id", "extensions", "next_update", "reason", "revoked_at", "status", "this_update")

    def __init__(self, node: der.Node) -> None:
        parts = node.expect(der.SEQUENCE, "an OCSP answer").children()
        if len(parts) < 3:
            raise EncodingError("an OCSP answer has too few fields", node.start)
        self.certificate_id = CertificateId(parts[0])
        self.reason: int | None = None
        self.revoked_at: datetime | None = None
        self.status = self._read_status(parts[1])
        self.this_update = der.time(parts[2], "thisUpdate")
        self.next_update: datetime | None = None
        self.extensions: tuple[Extension, ...] = ()
        for part in parts[3:]:
            if part.tag == 0xA0:
                self.next_update = der.time(der.read(part.content), "nextUpdate")
            elif part.tag == 0xA1:
                self.extensions = read_extensions(part.children())
            else:
                raise EncodingError("an OCSP answer has an unknown field", part.start)

    def _read_status(self, node: der.Node) -> str:
        if node.tag == 0x80:
            return "good"
        if node.tag == 0x82:
            return "unknown"
        if node.tag != 0xA1:
            raise EncodingError("an OCSP answer has an unknown status", node.start)
        parts = node.children()
        if not parts:
            raise EncodingError("an OCSP answer says revoked without saying when", node.start)
        self.revoked_at = der.time(parts[0], "revocationTime")
        if len(parts) > 1:
            self.reason = int.from_bytes(der.sole(parts[1].content, 0x0A, "a reason code").content, "big")
        return "revoked"

    @property
    def reason_name(self) -> str:
        """The reason in the words of RFC 5280, 5.3.1."""
        return REASON_NAMES.get(self.reason or 0, f"reason {self.reason}")


class OcspResponse:
    """One OCSPResponse. Where ``response_status`` is not 0, there is nothing else in it.

    ``responder_name`` or ``responder_key_hash`` (SHA-1) names who signed; ``certificates`` came along.
    """

    __slots__ = (
        "certificates",
        "der",
        "extensions",
        "produced_at",
        "responder_key_hash",
        "responder_name",
        "response_status",
        "responses",
        "signature",
        "signature_algorithm",
        "tbs",
    )

    def __init__(self, encoded: bytes) -> None:
        """Read a response.

        Raises:
            EncodingError: it is none, or of a type other than basic.
        """
        self.der = encoded
        self.responses: tuple[SingleResponse, ...] = ()
        self.certificates: tuple[Certificate, ...] = ()
        self.extensions: tuple[Extension, ...] = ()
        self.responder_name: Name | None = None
        self.responder_key_hash: bytes | None = None
        self.produced_at: datetime | None = None
        self.signature_algorithm: SignatureAlgorithm | None = None
        self.signature = self.tbs = b""
        parts = der.sole(encoded, der.SEQUENCE, "an OCSP response").children()
        if not parts or parts[0].tag != 0x0A:
            raise EncodingError("an OCSP response has no status", 0)
        self.response_status = int.from_bytes(parts[0].content, "big")
        if len(parts) > 1:
            inner = der.sole(parts[1].content, der.SEQUENCE, "responseBytes").children()
            if len(inner) != 2 or der.oid(inner[0]) != BASIC_RESPONSE:
                raise EncodingError("an OCSP response is not of the basic type", parts[1].start)
            self._read_basic(inner[1].expect(der.OCTET_STRING, "an OCSP response").content)
        elif self.response_status == 0:
            raise EncodingError("an OCSP response says successful and holds no answer", 0)

    @property
    def status_name(self) -> str:
        """The status of the response in the words of RFC 6960, 4.2.1."""
        return RESPONSE_STATUSES.get(self.response_status, f"status {self.response_status}")

    def _read_basic(self, encoded: bytes) -> None:
        parts = der.sole(encoded, der.SEQUENCE, "a basic OCSP response").children()
        if len(parts) < 3:
            raise EncodingError("a basic OCSP response has too few fields", 0)
        self.tbs = parts[0].encoded
        try:
            self.signature_algorithm = SignatureAlgorithm(parts[1])
        except IndexError as error:
            raise EncodingError("the parameters of the signature algorithm are malformed", parts[1].start) from error
        self.signature = der.bits(parts[2].expect(der.BIT_STRING, "the signature of an OCSP response"))[0]
        if len(parts) > 3:
            carried = der.read(parts[3].content).expect(der.SEQUENCE, "the certificates of an OCSP response").children()
            self.certificates = tuple(Certificate.read(node.encoded) for node in carried[:MAX_CERTIFICATES])
        self._read_data(parts[0].expect(der.SEQUENCE, "tbsResponseData").children())

    def _read_data(self, fields: list[der.Node]) -> None:
        if fields and fields[0].tag == 0xA0:
            fields.pop(0)
        if len(fields) < 3:
            raise EncodingError("tbsResponseData has too few fields", 0)
        if fields[0].tag == 0xA1:
            self.responder_name = Name(der.sole(fields[0].content, der.SEQUENCE, "the responder's name").encoded)
        elif fields[0].tag == 0xA2:
            self.responder_key_hash = der.sole(fields[0].content, der.OCTET_STRING, "the responder's key").content
        else:
            raise EncodingError("an OCSP response names its responder neither by name nor by key", fields[0].start)
        self.produced_at = der.time(fields[1], "producedAt")
        answers = fields[2].expect(der.SEQUENCE, "the answers").children()
        if len(answers) > MAX_RESPONSES:
            raise EncodingError(f"an OCSP response holds {len(answers)} answers, more than {MAX_RESPONSES}", 0)
        self.responses = tuple(SingleResponse(node) for node in answers)
        if len(fields) > 3 and fields[3].tag == 0xA1:
            self.extensions = read_extensions(fields[3].children())
