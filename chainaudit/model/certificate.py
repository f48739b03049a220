"""An X.509 certificate as facts: what it says, where it breaks its own rules, and nothing else (RFC 5280, 4.1)."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, Final, TypeVar

from chainaudit.errors import EncodingError
from chainaudit.model import der, lenient_values, usual
from chainaudit.model.certificate_extensions import CLAUSES, TYPED, TypedExtensions
from chainaudit.model.certificate_fields import read_extension, rewritten_as_der, signature_algorithm, walk
from chainaudit.model.certificate_shape import field_at, fields_at, locate
from chainaudit.model.extension import Extension
from chainaudit.model.fault import Fault
from chainaudit.model.lazily import once
from chainaudit.model.name import Name
from chainaudit.model.name_sketch import sketch
from chainaudit.model.public_key import PublicKey
from chainaudit.model.strict_reading import refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from chainaudit.model.signature_algorithm import SignatureAlgorithm

_T = TypeVar("_T")
_MISSING: Final = object()
VERSION_3: Final = 3


class Certificate(TypedExtensions):
    """One certificate. Equal when the bytes are; everything but the bytes is read when first asked for.

    ``der`` is what is judged. ``strict_refusal`` is why cryptography does not accept it, or None.
    """

    def __init__(self, encoded: bytes) -> None:
        """Keep the bytes; nothing is read yet. Use ``Certificate.read`` for bytes from a stranger."""
        self.der = encoded
        self._values: dict[str, Any] = {}
        self._malformed: set[str] = set()
        self._fields: dict[str, der.Node] | None = None
        self._starts: Sequence[int] | None = None
        self._faults: list[Fault] = []

    @classmethod
    def read(cls, encoded: bytes) -> Certificate:
        """Read a certificate from ``encoded``, as far as it goes.

        Trailing bytes are cut off and become a fault; BER is rewritten as DER and becomes a fault.

        Raises:
            EncodingError: what is there is no certificate, even read leniently.
        """
        certificate = cls(encoded)
        certificate._starts = locate(encoded)
        if certificate._starts is not None:
            return certificate
        try:
            certificate._structure()
        except EncodingError as error:
            rewritten = rewritten_as_der(encoded)
            if rewritten is None:
                raise
            certificate = cls(rewritten)
            certificate._structure()
            certificate._faults.append(Fault("certificate", error.message, error.offset, "X.690, 10"))
            return certificate
        outer = der.read(encoded)
        if outer.end != len(encoded):
            trailing = len(encoded) - outer.end
            certificate = cls(outer.encoded)
            certificate._faults.append(
                Fault("certificate", f"{trailing} bytes follow the certificate", outer.end, "RFC 5280, 4.1")
            )
        return certificate

    # --- identity -----------------------------------------------------------------------------

    @once
    def fingerprint(self) -> str:
        """SHA-256 over the bytes, in lower-case hex."""
        return hashlib.sha256(self.der).hexdigest()

    def __eq__(self, other: object) -> bool:
        """Compare the bytes."""
        return self is other or (isinstance(other, Certificate) and self.der == other.der)

    def __hash__(self) -> int:
        """Agree with equality."""
        return hash(self.der)

    def __repr__(self) -> str:
        """Show whose it is."""
        return f"Certificate({str(self.subject)!r}, {self.fingerprint[:16]})"

    # --- structure ----------------------------------------------------------------------------

    def _structure(self) -> dict[str, der.Node]:
        if self._fields is None:
            starts = self._starts or locate(self.der)
            self._fields = walk(self.der) if starts is None else fields_at(self.der, starts)
        return self._fields

    def _field(self, key: str) -> der.Node | None:
        """Return one field; in a certificate of the usual shape the others are not looked at."""
        if self._fields is None and self._starts is not None:
            return field_at(self.der, self._starts, key)
        return self._structure().get(key)

    def _structure_of(self, key: str) -> der.Node:
        return self._field(key) or self._structure()[key]

    def _read(self, key: str, make: Callable[[der.Node], _T], fallback: _T, clause: str) -> _T:
        """Read one field; where it is malformed keep a fault and return ``fallback``."""
        node = self._field(key)
        if node is None:
            return fallback
        try:
            return make(node)
        except EncodingError as error:
            self._faults.append(Fault(key, error.message, error.offset, clause))
            return fallback

    @once
    def tbs(self) -> bytes:
        """The signed bytes."""
        return self._structure_of("tbs").encoded

    @once
    def version(self) -> int:
        """1, 2 or 3 (or whatever number stands there)."""
        return self._read("version", lambda n: der.integer(n.children()[0], "the version") + 1, 1, "RFC 5280, 4.1.2.1")

    @once
    def serial_number(self) -> int:
        """The serial number, which may wrongly be zero or negative."""
        as_it_stands = int.from_bytes(self._structure_of("serialNumber").content, "big", signed=True)
        return self._read(
            "serialNumber", lambda n: der.integer(n, "the serial number"), as_it_stands, "RFC 5280, 4.1.2.2"
        )

    @once
    def serial_octets(self) -> int:
        """How many octets the serial number takes."""
        return len(self._structure_of("serialNumber").content)

    @once
    def signature_algorithm(self) -> SignatureAlgorithm | None:
        """The algorithm of the outer field, by which the signature is to be checked; None if malformed."""
        return self._read("signatureAlgorithm", signature_algorithm, None, "RFC 5280, 4.1.1.2")

    @once
    def tbs_signature_algorithm(self) -> SignatureAlgorithm | None:
        """The algorithm of the signed field, which must equal the outer one (RFC 5280, 4.1.2.3)."""
        return self._read("signature", signature_algorithm, None, "RFC 5280, 4.1.2.3")

    @once
    def signature(self) -> bytes:
        """The signature's octets."""
        return self._read(
            "signatureValue", lambda n: der.bits(n.expect(der.BIT_STRING, "the signature"))[0], b"", "RFC 5280, 4.1.1.3"
        )

    @once
    def issuer(self) -> Name:
        """Who signed it, as it says."""
        return self._name("issuer")

    @once
    def subject(self) -> Name:
        """Whose it is."""
        return self._name("subject")

    @once
    def subject_sketch(self) -> tuple[int, str] | None:
        """What the subject shows without being read (`sketch`)."""
        return sketch(self._structure_of("subject").encoded)

    def _name(self, field: str) -> Name:
        node = self._structure_of(field)
        name = Name(node.encoded)
        try:
            _ = name.rdns
        except EncodingError as error:
            self._faults.append(Fault(field, error.message, node.start + error.offset, "RFC 5280, 4.1.2.4"))
        return name

    @once
    def not_before(self) -> datetime | None:
        """The first moment of validity, aware, UTC; None if malformed."""
        return self._read("notBefore", lambda n: der.time(n, "notBefore"), None, "RFC 5280, 4.1.2.5")

    @once
    def not_after(self) -> datetime | None:
        """The last moment of validity, itself included; aware, UTC; None if malformed."""
        return self._read("notAfter", lambda n: der.time(n, "notAfter"), None, "RFC 5280, 4.1.2.5")

    def time_tag(self, field: str) -> int:
        """Return the tag of notBefore or notAfter: ``der.UTC_TIME``, ``der.GENERALIZED_TIME``, or a wrong one."""
        node = self._field(field)
        return 0 if node is None else node.tag

    @once
    def public_key(self) -> PublicKey | None:
        """The subject's key; None if malformed beyond recognition."""
        return self._read("subjectPublicKeyInfo", lambda n: PublicKey(n.encoded), None, "RFC 5280, 4.1.2.7")

    @once
    def is_self_issued(self) -> bool:
        """Whether issuer and subject are the same name and not empty (RFC 5280, 3.2)."""
        return self.subject == self.issuer

    # --- extensions ---------------------------------------------------------------------------

    @once
    def extensions(self) -> tuple[Extension, ...]:
        """Every extension in order, duplicates included."""
        return self._read("extensions", self._read_extensions, (), "RFC 5280, 4.1.2.9")

    def _read_extensions(self, node: der.Node) -> tuple[Extension, ...]:
        inner = node.children()
        if len(inner) != 1:
            raise EncodingError("extensions are not one SEQUENCE", node.start)
        listed = inner[0].expect(der.SEQUENCE, "extensions")
        quickly = usual.extensions(listed.data, listed.value_start, listed.end)
        if quickly:
            return tuple([Extension(*parts) for parts in quickly])
        found = []
        for item in listed.children():
            try:
                found.append(read_extension(item))
            except EncodingError as error:
                self._faults.append(Fault("extensions", error.message, error.offset, "RFC 5280, 4.2"))
        if not found:
            self._faults.append(Fault("extensions", "the list is empty", node.start, "RFC 5280, 4.1.2.9"))
        return tuple(found)

    def extension(self, oid: str) -> Extension | None:
        """Return the first extension with this OID."""
        return self.by_oid.get(oid)

    @once
    def by_oid(self) -> dict[str, Extension]:
        """The extensions by their OIDs, the first of each."""
        return {e.oid: e for e in reversed(self.extensions)}

    def _typed(self, oid: str, parse: Callable[[bytes], _T]) -> _T | None:
        found = self._values.get(oid, _MISSING)
        if found is _MISSING:
            found = None
            raw = self.by_oid.get(oid)
            if raw is not None:
                try:
                    found = parse(raw.value)
                except EncodingError as error:
                    self._faults.append(
                        Fault(raw.label, error.message, raw.offset + error.offset, CLAUSES.get(oid, "RFC 5280, 4.2"))
                    )
                    self._malformed.add(oid)
                    found = lenient_values.read(oid, raw.value, parse)
            self._values[oid] = found
        return found  # type: ignore[no-any-return]

    # --- what is wrong with it ----------------------------------------------------------------

    @once
    def faults(self) -> tuple[Fault, ...]:
        """Every rule of the format that it breaks, each with the byte where; reads everything once."""
        for name in _READ_ALL:
            getattr(self, name)
        by_oid = self.by_oid
        for oid, parse in TYPED.items():
            if oid in by_oid:
                self._typed(oid, parse)
        return tuple(self._faults)

    @once
    def strict_refusal(self) -> str | None:
        """Why cryptography refuses to load it, in cryptography's words; None where it does not.

        An ordinary certificate is known to be read, and cryptography is not loaded for it.
        """
        from chainaudit.model.ordinary import is_ordinary

        if is_ordinary(self):
            return None
        return refusal(self.der)


_READ_ALL: Final = (
    *("version", "serial_number", "signature_algorithm", "tbs_signature_algorithm", "signature"),
    *("issuer", "subject", "not_before", "not_after", "public_key", "extensions"),
)
