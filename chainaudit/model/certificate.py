"""An X.509 certificate as facts: what it says, where it breaks its own rules, and nothing else (RFC 5280, 4.1)."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, Final, TypeVar

from chainaudit.errors import EncodingError
from chainaudit.model import der, extension, usual
from chainaudit.model.certificate_shape import field_at, fields_at, locate
from chainaudit.model.extension import Extension
from chainaudit.model.name import Name
from chainaudit.model.public_key import PublicKey

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from chainaudit.model.extension import (
        AccessDescription,
        AuthorityKeyIdentifier,
        BasicConstraints,
        NameConstraints,
        PolicyConstraints,
    )
    from chainaudit.model.general_name import GeneralName

_T = TypeVar("_T")
_MISSING: Final = object()
VERSION_3: Final = 3

SIGNATURE_ALGORITHMS: Final = {
    "1.2.840.113549.1.1.2": ("RSA", "md2"),
    "1.2.840.113549.1.1.3": ("RSA", "md4"),
    "1.2.840.113549.1.1.4": ("RSA", "md5"),
    "1.2.840.113549.1.1.5": ("RSA", "sha1"),
    "1.3.14.3.2.29": ("RSA", "sha1"),
    "1.2.840.113549.1.1.14": ("RSA", "sha224"),
    "1.2.840.113549.1.1.11": ("RSA", "sha256"),
    "1.2.840.113549.1.1.12": ("RSA", "sha384"),
    "1.2.840.113549.1.1.13": ("RSA", "sha512"),
    "1.2.840.113549.1.1.10": ("RSA-PSS", None),
    "1.2.840.10040.4.3": ("DSA", "sha1"),
    "2.16.840.1.101.3.4.3.1": ("DSA", "sha224"),
    "2.16.840.1.101.3.4.3.2": ("DSA", "sha256"),
    "2.16.840.1.101.3.4.3.3": ("DSA", "sha384"),
    "2.16.840.1.101.3.4.3.4": ("DSA", "sha512"),
    "1.2.840.10045.4.1": ("EC", "sha1"),
    "1.2.840.10045.4.3.1": ("EC", "sha224"),
    "1.2.840.10045.4.3.2": ("EC", "sha256"),
    "1.2.840.10045.4.3.3": ("EC", "sha384"),
    "1.2.840.10045.4.3.4": ("EC", "sha512"),
    "2.16.840.1.101.3.4.3.9": ("EC", "sha3-224"),
    "2.16.840.1.101.3.4.3.10": ("EC", "sha3-256"),
    "2.16.840.1.101.3.4.3.11": ("EC", "sha3-384"),
    "2.16.840.1.101.3.4.3.12": ("EC", "sha3-512"),
    "2.16.840.1.101.3.4.3.13": ("RSA", "sha3-224"),
    "2.16.840.1.101.3.4.3.14": ("RSA", "sha3-256"),
    "2.16.840.1.101.3.4.3.15": ("RSA", "sha3-384"),
    "2.16.840.1.101.3.4.3.16": ("RSA", "sha3-512"),
    "1.2.156.10197.1.501": ("SM2", "sm3"),
    "1.3.101.112": ("Ed25519", None),
    "1.3.101.113": ("Ed448", None),
    "2.16.840.1.101.3.4.3.17": ("ML-DSA-44", None),
    "2.16.840.1.101.3.4.3.18": ("ML-DSA-65", None),
    "2.16.840.1.101.3.4.3.19": ("ML-DSA-87", None),
}
"""OID -> (key algorithm, digest); digest None where the algorithm has its own or the parameters name it."""

PSS_DIGESTS: Final = {
    "1.3.14.3.2.26": "sha1",
    "2.16.840.1.101.3.4.2.4": "sha224",
    "2.16.840.1.101.3.4.2.1": "sha256",
    "2.16.840.1.101.3.4.2.2": "sha384",
    "2.16.840.1.101.3.4.2.3": "sha512",
}


class Fault:
    """One rule of the certificate format that a certificate breaks, and the byte where it does."""

    __slots__ = ("clause", "field", "message", "offset")

    def __init__(self, field: str, message: str, offset: int, clause: str) -> None:
        self.field = field
        self.message = message
        self.offset = offset
        self.clause = clause

    def __str__(self) -> str:
        """Say it in one line."""
        return f"{self.field}: {self.message} (byte {self.offset})"


class SignatureAlgorithm:
    """An AlgorithmIdentifier of a signature: OID, DER, the key algorithm it needs and its digest."""

    __slots__ = ("digest", "encoded", "key_algorithm", "oid", "pss_mgf_digest", "pss_salt_length")

    def __init__(self, node: der.Node) -> None:
        parts = node.expect(der.SEQUENCE, "a signature algorithm").children()
        if not parts:
            raise EncodingError("a signature algorithm is empty", node.start)
        self.encoded = node.encoded
        self.oid = der.oid(parts[0])
        known = SIGNATURE_ALGORITHMS.get(self.oid, (None, None))
        self.key_algorithm: str | None = known[0]
        self.digest: str | None = known[1]
        self.pss_salt_length: int | None = None
        self.pss_mgf_digest: str | None = None
        if self.key_algorithm == "RSA-PSS":
            self._read_pss(parts[1] if len(parts) > 1 else None)

    def _read_pss(self, parameters: der.Node | None) -> None:
        # RFC 4055, 3.1: every field has a default.
        self.digest, self.pss_mgf_digest, self.pss_salt_length = "sha1", "sha1", 20
        if parameters is None or parameters.tag != der.SEQUENCE:
            return
        for field in parameters.children():
            inner = field.children()
            if field.tag == 0xA0:
                self.digest = PSS_DIGESTS.get(der.oid(inner[0].children()[0]))
            elif field.tag == 0xA1:
                mgf = inner[0].children()
                self.pss_mgf_digest = PSS_DIGESTS.get(der.oid(mgf[1].children()[0])) if len(mgf) > 1 else None
            elif field.tag == 0xA2:
                self.pss_salt_length = der.integer(inner[0])

    @property
    def label(self) -> str:
        """The algorithm as people say it, ``SHA-256 with RSA``."""
        if self.key_algorithm is None:
            return self.oid
        if self.digest is None:
            return self.key_algorithm
        digest = self.digest.upper().replace("SHA", "SHA-").replace("SHA-3-", "SHA3-")
        return f"{digest} with {'ECDSA' if self.key_algorithm == 'EC' else self.key_algorithm}"


class Certificate:
    """One certificate. Equal when the bytes are; everything but the bytes is read when first asked for.

    ``der`` is what is judged. ``strict_refusal`` is why cryptography does not accept it, or None.
    """

    __slots__ = ("__weakref__", "_cache", "_faults", "_fields", "_starts", "der")

    def __init__(self, encoded: bytes) -> None:
        """Keep the bytes; nothing is read yet. Use ``Certificate.read`` for bytes from a stranger."""
        self.der = encoded
        self._cache: dict[str, Any] = {}
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
            rewritten = _rewrite_as_der(encoded)
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

    @property
    def fingerprint(self) -> str:
        """SHA-256 over the bytes, in lower-case hex."""
        return self._once("fingerprint", lambda: hashlib.sha256(self.der).hexdigest())

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

    def _once(self, key: str, make: Callable[[], _T]) -> _T:
        found = self._cache.get(key, _MISSING)
        if found is _MISSING:
            found = self._cache[key] = make()
        return found  # type: ignore[no-any-return]

    def _structure(self) -> dict[str, der.Node]:
        if self._fields is None:
            starts = self._starts or locate(self.der)
            self._fields = _walk(self.der) if starts is None else fields_at(self.der, starts)
        return self._fields

    def _field(self, key: str) -> der.Node | None:
        """Return one field; in a certificate of the usual shape the others are not looked at."""
        if self._fields is None and self._starts is not None:
            return field_at(self.der, self._starts, key)
        return self._structure().get(key)

    def _read(self, key: str, make: Callable[[der.Node], _T], fallback: _T, clause: str) -> _T:
        """Read one field once; where it is malformed keep a fault and return ``fallback``."""
        found = self._cache.get(key, _MISSING)
        if found is _MISSING:
            node = self._field(key)
            found = fallback
            if node is not None:
                try:
                    found = make(node)
                except EncodingError as error:
                    self._faults.append(Fault(key, error.message, error.offset, clause))
            self._cache[key] = found
        return found  # type: ignore[no-any-return]

    @property
    def tbs(self) -> bytes:
        """The signed bytes."""
        return (self._field("tbs") or self._structure()["tbs"]).encoded

    @property
    def version(self) -> int:
        """1, 2 or 3 (or whatever number stands there)."""
        return self._read("version", lambda n: der.integer(n.children()[0], "the version") + 1, 1, "RFC 5280, 4.1.2.1")

    @property
    def serial_number(self) -> int:
        """The serial number, which may wrongly be zero or negative."""
        return self._read(
            "serialNumber",
            lambda n: int.from_bytes(n.expect(der.INTEGER, "the serial number").content, "big", signed=True),
            0,
            "RFC 5280, 4.1.2.2",
        )

    @property
    def serial_octets(self) -> int:
        """How many octets the serial number takes."""
        return len((self._field("serialNumber") or self._structure()["serialNumber"]).content)

    @property
    def signature_algorithm(self) -> SignatureAlgorithm | None:
        """The algorithm of the outer field, by which the signature is to be checked; None if malformed."""
        return self._read("signatureAlgorithm", _signature_algorithm, None, "RFC 5280, 4.1.1.2")

    @property
    def tbs_signature_algorithm(self) -> SignatureAlgorithm | None:
        """The algorithm of the signed field, which must equal the outer one (RFC 5280, 4.1.2.3)."""
        return self._read("signature", _signature_algorithm, None, "RFC 5280, 4.1.2.3")

    @property
    def signature(self) -> bytes:
        """The signature's octets."""
        return self._read(
            "signatureValue", lambda n: der.bits(n.expect(der.BIT_STRING, "the signature"))[0], b"", "RFC 5280, 4.1.1.3"
        )

    @property
    def issuer(self) -> Name:
        """Who signed it, as it says."""
        return self._once("issuer", lambda: self._name("issuer"))

    @property
    def subject(self) -> Name:
        """Whose it is."""
        return self._once("subject", lambda: self._name("subject"))

    def _name(self, field: str) -> Name:
        node = self._field(field) or self._structure()[field]
        name = Name(node.encoded)
        try:
            _ = name.rdns
        except EncodingError as error:
            self._faults.append(Fault(field, error.message, node.start + error.offset, "RFC 5280, 4.1.2.4"))
        return name

    @property
    def not_before(self) -> datetime | None:
        """The first moment of validity, aware, UTC; None if malformed."""
        return self._read("notBefore", lambda n: der.time(n, "notBefore"), None, "RFC 5280, 4.1.2.5")

    @property
    def not_after(self) -> datetime | None:
        """The last moment of validity, itself included; aware, UTC; None if malformed."""
        return self._read("notAfter", lambda n: der.time(n, "notAfter"), None, "RFC 5280, 4.1.2.5")

    @property
    def public_key(self) -> PublicKey | None:
        """The subject's key; None if malformed beyond recognition."""
        return self._read("subjectPublicKeyInfo", lambda n: PublicKey(n.encoded), None, "RFC 5280, 4.1.2.7")

    @property
    def is_self_issued(self) -> bool:
        """Whether issuer and subject are the same name and not empty (RFC 5280, 3.2)."""
        return self._once("self_issued", lambda: self.subject == self.issuer)

    # --- extensions ---------------------------------------------------------------------------

    @property
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
                found.append(_extension(item))
            except EncodingError as error:
                self._faults.append(Fault("extensions", error.message, error.offset, "RFC 5280, 4.2"))
        if not found:
            self._faults.append(Fault("extensions", "the list is empty", node.start, "RFC 5280, 4.1.2.9"))
        return tuple(found)

    def extension(self, oid: str) -> Extension | None:
        """Return the first extension with this OID."""
        by_oid = self._cache.get("by_oid")
        if by_oid is None:
            by_oid = self._cache["by_oid"] = {e.oid: e for e in reversed(self.extensions)}
        return by_oid.get(oid)

    def _typed(self, oid: str, parse: Callable[[bytes], _T]) -> _T | None:
        found = self._cache.get(oid, _MISSING)
        if found is _MISSING:
            found = None
            raw = self.extension(oid)
            if raw is not None:
                try:
                    found = parse(raw.value)
                except EncodingError as error:
                    self._faults.append(
                        Fault(raw.label, error.message, raw.offset + error.offset, CLAUSES.get(oid, "RFC 5280, 4.2"))
                    )
                    self._cache[oid + "!"] = True
            self._cache[oid] = found
        return found  # type: ignore[no-any-return]

    def is_malformed(self, oid: str) -> bool:
        """Whether the extension is there but cannot be read."""
        parse = TYPED.get(oid)
        if parse is not None:
            self._typed(oid, parse)
        return oid + "!" in self._cache

    @property
    def basic_constraints(self) -> BasicConstraints | None:
        """The basicConstraints extension, None if absent or malformed."""
        return self._typed(extension.BASIC_CONSTRAINTS, extension.basic_constraints)

    @property
    def is_ca(self) -> bool:
        """Whether basicConstraints says cA=TRUE."""
        constraints = self.basic_constraints
        return constraints is not None and constraints.ca

    @property
    def key_usage(self) -> frozenset[int] | None:
        """The bits of keyUsage that are set (numbers in ``extension``), None if absent or malformed."""
        return self._typed(extension.KEY_USAGE, extension.key_usage)

    @property
    def extended_key_usage(self) -> tuple[str, ...] | None:
        """The purposes as OIDs, None if absent or malformed."""
        return self._typed(extension.EXTENDED_KEY_USAGE, extension.extended_key_usage)

    @property
    def subject_alternative_names(self) -> tuple[GeneralName, ...] | None:
        """The names, None if the extension is absent or malformed."""
        return self._typed(extension.SUBJECT_ALTERNATIVE_NAME, extension.subject_alternative_names)

    @property
    def subject_key_identifier(self) -> bytes | None:
        """The identifier of the subject's key, None if absent."""
        return self._typed(extension.SUBJECT_KEY_IDENTIFIER, extension.subject_key_identifier)

    @property
    def authority_key_identifier(self) -> AuthorityKeyIdentifier | None:
        """How the issuer's key is to be recognised, None if absent."""
        return self._typed(extension.AUTHORITY_KEY_IDENTIFIER, extension.authority_key_identifier)

    @property
    def name_constraints(self) -> NameConstraints | None:
        """The nameConstraints extension, None if absent or malformed."""
        return self._typed(extension.NAME_CONSTRAINTS, extension.name_constraints)

    @property
    def certificate_policies(self) -> tuple[str, ...] | None:
        """The policies as OIDs, None if absent or malformed."""
        return self._typed(extension.CERTIFICATE_POLICIES, extension.certificate_policies)

    @property
    def policy_mappings(self) -> tuple[tuple[str, str], ...] | None:
        """The policy mappings, None if absent or malformed."""
        return self._typed(extension.POLICY_MAPPINGS, extension.policy_mappings)

    @property
    def policy_constraints(self) -> PolicyConstraints | None:
        """The policyConstraints extension, None if absent or malformed."""
        return self._typed(extension.POLICY_CONSTRAINTS, extension.policy_constraints)

    @property
    def inhibit_any_policy(self) -> int | None:
        """The inhibitAnyPolicy count, None if absent or malformed."""
        return self._typed(extension.INHIBIT_ANY_POLICY, extension.inhibit_any_policy)

    @property
    def authority_information_access(self) -> tuple[AccessDescription, ...]:
        """Where the issuer's certificate and OCSP responder are; () if absent or malformed."""
        return self._typed(extension.AUTHORITY_INFORMATION_ACCESS, extension.access_descriptions) or ()

    @property
    def netscape_cert_type(self) -> frozenset[int] | None:
        """The bits of nsCertType, None if absent or malformed."""
        return self._typed(extension.NETSCAPE_CERT_TYPE, extension.netscape_cert_type)

    # --- what is wrong with it ----------------------------------------------------------------

    @property
    def faults(self) -> tuple[Fault, ...]:
        """Every rule of the format that it breaks, each with the byte where; reads everything once."""
        if "read_all" not in self._cache:
            for name in _READ_ALL:
                getattr(self, name)
            for oid, parse in TYPED.items():
                self._typed(oid, parse)
            self._cache["read_all"] = True
        return tuple(self._faults)

    @property
    def strict_refusal(self) -> str | None:
        """Why cryptography refuses to load it, in cryptography's words; None where it does not.

        An ordinary certificate is known to be read, and cryptography is not loaded for it.
        """
        from chainaudit.model.ordinary import is_ordinary

        if is_ordinary(self):
            return None
        return self._once("strict_refusal", self._load_strictly)

    def _load_strictly(self) -> str | None:
        import warnings

        from cryptography import x509

        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                loaded = x509.load_der_x509_certificate(self.der)
                _ = loaded.version, loaded.extensions, loaded.subject, loaded.issuer, loaded.not_valid_after_utc
        except (ValueError, TypeError, x509.InvalidVersion, x509.DuplicateExtension) as error:
            return " ".join(str(error).split())[:200] or type(error).__name__
        return None


_READ_ALL: Final = (
    "version",
    "serial_number",
    "signature_algorithm",
    "tbs_signature_algorithm",
    "signature",
    "issuer",
    "subject",
    "not_before",
    "not_after",
    "public_key",
    "extensions",
)

TYPED: Final[dict[str, Callable[[bytes], Any]]] = {
    extension.BASIC_CONSTRAINTS: extension.basic_constraints,
    extension.KEY_USAGE: extension.key_usage,
    extension.EXTENDED_KEY_USAGE: extension.extended_key_usage,
    extension.SUBJECT_ALTERNATIVE_NAME: extension.subject_alternative_names,
    extension.SUBJECT_KEY_IDENTIFIER: extension.subject_key_identifier,
    extension.AUTHORITY_KEY_IDENTIFIER: extension.authority_key_identifier,
    extension.NAME_CONSTRAINTS: extension.name_constraints,
    extension.CERTIFICATE_POLICIES: extension.certificate_policies,
    extension.POLICY_MAPPINGS: extension.policy_mappings,
    extension.POLICY_CONSTRAINTS: extension.policy_constraints,
    extension.INHIBIT_ANY_POLICY: extension.inhibit_any_policy,
    extension.AUTHORITY_INFORMATION_ACCESS: extension.access_descriptions,
    extension.NETSCAPE_CERT_TYPE: extension.netscape_cert_type,
}
"""The extensions that are read into values, and the function that reads each."""

CLAUSES: Final = {
    extension.AUTHORITY_KEY_IDENTIFIER: "RFC 5280, 4.2.1.1",
    extension.SUBJECT_KEY_IDENTIFIER: "RFC 5280, 4.2.1.2",
    extension.KEY_USAGE: "RFC 5280, 4.2.1.3",
    extension.CERTIFICATE_POLICIES: "RFC 5280, 4.2.1.4",
    extension.POLICY_MAPPINGS: "RFC 5280, 4.2.1.5",
    extension.SUBJECT_ALTERNATIVE_NAME: "RFC 5280, 4.2.1.6",
    extension.BASIC_CONSTRAINTS: "RFC 5280, 4.2.1.9",
    extension.NAME_CONSTRAINTS: "RFC 5280, 4.2.1.10",
    extension.POLICY_CONSTRAINTS: "RFC 5280, 4.2.1.11",
    extension.EXTENDED_KEY_USAGE: "RFC 5280, 4.2.1.12",
    extension.INHIBIT_ANY_POLICY: "RFC 5280, 4.2.1.14",
    extension.AUTHORITY_INFORMATION_ACCESS: "RFC 5280, 4.2.2.1",
}


def _walk(data: bytes) -> dict[str, der.Node]:
    """Name the fields of a Certificate (RFC 5280, 4.1); optional ones that are absent are left out."""
    outer = der.read(data).expect(der.SEQUENCE, "a certificate").children()
    if len(outer) != 3:
        raise EncodingError("a certificate is not three fields", 0)
    tbs = outer[0].expect(der.SEQUENCE, "tbsCertificate")
    fields = {"tbs": tbs, "signatureAlgorithm": outer[1], "signatureValue": outer[2]}
    parts = tbs.children()
    if parts and parts[0].tag == 0xA0:
        fields["version"] = parts.pop(0)
    if len(parts) < 6:
        raise EncodingError("tbsCertificate has too few fields", tbs.start)
    names = ("serialNumber", "signature", "issuer", "validity", "subject", "subjectPublicKeyInfo")
    fields.update(zip(names, parts, strict=False))
    for name in ("signature", "issuer", "subject", "validity", "subjectPublicKeyInfo"):
        fields[name].expect(der.SEQUENCE, name)
    times = fields["validity"].children()
    fields.update(zip(("notBefore", "notAfter"), times, strict=False))
    for node in parts[6:]:
        if node.tag == 0xA3:
            fields["extensions"] = node
        elif node.tag in (0x81, 0x82, 0xA1, 0xA2):
            fields["uniqueIdentifiers"] = node
        else:
            raise EncodingError("tbsCertificate has an unknown field", node.start)
    return fields


def _signature_algorithm(node: der.Node) -> SignatureAlgorithm | None:
    try:
        return SignatureAlgorithm(node)
    except IndexError as error:
        raise EncodingError("the parameters of the signature algorithm are malformed", node.start) from error


def _extension(node: der.Node) -> Extension:
    parts = node.expect(der.SEQUENCE, "an extension").children()
    if len(parts) not in (2, 3):
        raise EncodingError("an extension is not an identifier, a flag and a value", node.start)
    critical = len(parts) == 3 and der.boolean(parts[1], "the critical flag")
    value = parts[-1].expect(der.OCTET_STRING, "the value of an extension")
    return Extension(der.oid(parts[0]), critical, value.content, value.value_start)


def _rewrite_as_der(encoded: bytes) -> bytes | None:
    """Return BER as DER; None where it is no BER either."""
    from chainaudit.model import ber

    try:
        return ber.rewrite(encoded)[0]
    except EncodingError:
        return None
