"""Certificates and chains made with cryptography at a fixed moment, and what checks are handed.

Keys are made once in a session. A ``Made`` is a certificate with its key: ``authority("Root")``,
``authority("CA", root)`` and ``end("a.example", ca)`` are sound, and every part can be made otherwise. What
cryptography will not write (wrong encodings, old versions, weak digests) comes from ``tests.forge``.
"""

from __future__ import annotations

import functools
import ipaddress
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import dsa, ec, ed448, ed25519, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import AuthorityInformationAccessOID, NameOID, ObjectIdentifier

from chainaudit.model.certificate import Certificate
from chainaudit.model.check import Undetermined
from chainaudit.model.context import (
    CertificateContext,
    EntryContext,
    LinkContext,
    PathContext,
    Role,
    StoreContext,
    StoreRole,
    TargetContext,
)
from chainaudit.model.extension import SERVER_AUTH
from chainaudit.model.path import Anchor, Path
from chainaudit.model.question import CertificateQuestion, Purpose, Question, Target
from chainaudit.model.reference import reference_identifier
from chainaudit.model.rules import Rules
from chainaudit.model.signature import SignatureStatus
from chainaudit.model.store import Entry, Store

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chainaudit.model.check import Check
    from chainaudit.model.finding import Finding
    from chainaudit.model.path import Refusal

MOMENT: Final = datetime(2026, 6, 1, 12, 0, 0, tzinfo=timezone.utc)
BEGIN: Final = datetime(2026, 1, 1, tzinfo=timezone.utc)
END: Final = datetime(2027, 1, 1, tzinfo=timezone.utc)
SECOND: Final = timedelta(seconds=1)
DAY: Final = timedelta(days=1)

_CURVES: Final = {
    "P-192": ec.SECP192R1,
    "P-224": ec.SECP224R1,
    "P-256": ec.SECP256R1,
    "P-384": ec.SECP384R1,
}
_USAGE_BITS: Final = (
    "digital_signature",
    "content_commitment",
    "key_encipherment",
    "data_encipherment",
    "key_agreement",
    "key_cert_sign",
    "crl_sign",
    "encipher_only",
    "decipher_only",
)


class Made(NamedTuple):
    """A certificate, as chainaudit and as cryptography know it, and the key that belongs to it."""

    certificate: Certificate
    x509: x509.Certificate
    key: Any

    @property
    def pem(self) -> bytes:
        """The certificate as PEM."""
        return self.x509.public_bytes(Encoding.PEM)


@functools.cache
def key(kind: str = "P-256", label: str = "") -> Any:  # noqa: ARG001 - the label makes another key of the same kind
    """Return a private key: a curve's name, ``Ed25519``, ``Ed448``, ``DSA 1024`` or ``RSA 2048`` with any bits."""
    if kind in _CURVES:
        return ec.generate_private_key(_CURVES[kind]())
    if kind == "Ed25519":
        return ed25519.Ed25519PrivateKey.generate()
    if kind == "Ed448":
        return ed448.Ed448PrivateKey.generate()
    algorithm, _, bits = kind.partition(" ")
    if algorithm == "DSA":
        return dsa.generate_private_key(int(bits))
    return rsa.generate_private_key(65537, int(bits))


def make(
    subject: str | x509.Name,
    issuer: Made | None = None,
    *,
    ca: bool | None = False,
    path_length: int | None = None,
    key_usage: Sequence[int] | None = (0,),
    usages: Sequence[str] | None = (SERVER_AUTH,),
    names: Sequence[str] = (),
    begin: datetime = BEGIN,
    end: datetime = END,
    kind: str = "P-256",
    label: str | None = None,
    use_key: Any = None,
    issuer_name: x509.Name | None = None,
    ca_issuers: Sequence[str] = (),
    key_identifiers: bool = True,
    authority_identifier: bytes | None = None,
    extra: Sequence[tuple[str, bool, bytes]] = (),
    email_in_subject: str | None = None,
) -> Made:
    """Make a certificate, by default signed by itself.

    ``ca`` None leaves basicConstraints out, ``key_usage`` and ``usages`` None their extensions. ``names`` are DNS
    names, ``IP:``, ``email:`` and ``URI:``. ``ca_issuers`` are URLs, or ``DNS:``, and ``OCSP:`` with
    the URL of a responder. ``extra`` are (OID, critical, value).
    """
    own = use_key if use_key is not None else key(kind, label if label is not None else str(subject))
    attributes = [x509.NameAttribute(NameOID.COMMON_NAME, subject)] if isinstance(subject, str) and subject else []
    if email_in_subject is not None:
        attributes.append(x509.NameAttribute(NameOID.EMAIL_ADDRESS, email_in_subject))
    name = x509.Name(attributes) if isinstance(subject, str) else subject
    signer = own if issuer is None else issuer.key
    builder = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(issuer_name or (name if issuer is None else issuer.x509.subject))
        .public_key(own.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begin)
        .not_valid_after(end)
    )
    if ca is not None:
        builder = builder.add_extension(x509.BasicConstraints(ca=ca, path_length=path_length), critical=True)
    if key_usage is not None:
        bits = {bit: number in key_usage for number, bit in enumerate(_USAGE_BITS)}
        builder = builder.add_extension(x509.KeyUsage(**bits), critical=True)
    if usages is not None:
        builder = builder.add_extension(x509.ExtendedKeyUsage([ObjectIdentifier(u) for u in usages]), critical=False)
    if names:
        builder = builder.add_extension(x509.SubjectAlternativeName([_general(n) for n in names]), critical=False)
    if key_identifiers:
        builder = builder.add_extension(x509.SubjectKeyIdentifier.from_public_key(own.public_key()), critical=False)
        authority = authority_identifier or x509.SubjectKeyIdentifier.from_public_key(signer.public_key()).digest
        builder = builder.add_extension(x509.AuthorityKeyIdentifier(authority, None, None), critical=False)
    if ca_issuers:
        builder = builder.add_extension(
            x509.AuthorityInformationAccess([_access(where) for where in ca_issuers]), critical=False
        )
    for oid, critical, value in extra:
        builder = builder.add_extension(x509.UnrecognizedExtension(ObjectIdentifier(oid), value), critical=critical)
    fixed = isinstance(signer, (ed25519.Ed25519PrivateKey, ed448.Ed448PrivateKey))
    signed = builder.sign(signer, None if fixed else hashes.SHA256())
    return Made(Certificate.read(signed.public_bytes(Encoding.DER)), signed, own)


def authority(subject: str = "Root", issuer: Made | None = None, **parts: Any) -> Made:
    """Make a CA, by default a self-signed one."""
    return make(subject, issuer, **{"ca": True, "key_usage": (5, 6), "usages": None, **parts})


def end(subject: str = "a.example", issuer: Made | None = None, **parts: Any) -> Made:
    """Make a server's certificate; its name stands in subjectAltName too unless ``names`` says otherwise."""
    return make(subject, issuer, **{"names": (subject,), **parts})


def _access(text: str) -> x509.AccessDescription:
    if text.startswith("OCSP:"):
        return x509.AccessDescription(AuthorityInformationAccessOID.OCSP, x509.UniformResourceIdentifier(text[5:]))
    where = x509.DNSName(text[4:]) if text.startswith("DNS:") else x509.UniformResourceIdentifier(text)
    return x509.AccessDescription(AuthorityInformationAccessOID.CA_ISSUERS, where)


def _general(text: str) -> x509.GeneralName:
    if text.startswith("IP:"):
        return x509.IPAddress(ipaddress.ip_address(text[3:]))
    if text.startswith("email:"):
        return x509.RFC822Name(text[6:])
    if text.startswith("URI:"):
        return x509.UniformResourceIdentifier(text[4:])
    return x509.DNSName(text)


def as_certificate(one: Any) -> Certificate:
    """Return the certificate of a ``Made``, a ``forge.Forged`` or of itself."""
    return one if isinstance(one, Certificate) else one.certificate  # type: ignore[no-any-return]


def question(target: Any, *, hosts: Sequence[str] = (), anchors: Sequence[Any] = (), **parts: Any) -> Question:
    """Ask for a certificate at ``MOMENT``; ``presented``, ``is_identity``, ``store`` and ``entry`` go to the target."""
    of_target = {k: parts.pop(k) for k in ("store", "entry", "is_identity") if k in parts}
    presented = tuple(as_certificate(c) for c in parts.pop("presented", ()))
    parts.setdefault("moment", MOMENT)
    trusted = tuple(a if isinstance(a, Anchor) else Anchor(as_certificate(a)) for a in anchors)
    names = tuple(reference_identifier(host) for host in hosts)
    return Question(Target(as_certificate(target), presented, **of_target), anchors=trusted, host=names, **parts)


def of_certificate(one: Any, role: Role = Role.TARGET, rules: Rules | None = None, **asked: Any) -> CertificateContext:
    """What a check of a certificate is handed."""
    return CertificateContext(as_certificate(one), role, CertificateQuestion(question(one, **asked)), rules or Rules())


def of_target(one: Any, *hosts: str, rules: Rules | None = None, **asked: Any) -> TargetContext:
    """What a check of the target and its names is handed."""
    return TargetContext(question(one, hosts=hosts, **asked), rules or Rules())


def of_link(
    issuer: Any,
    subject: Any,
    status: SignatureStatus = SignatureStatus.VALID,
    *,
    issuer_is_anchor: bool = False,
    **asked: Any,
) -> LinkContext:
    """What a check of a link is handed."""
    return LinkContext(
        as_certificate(issuer),
        as_certificate(subject),
        status,
        issuer_is_anchor=issuer_is_anchor,
        question=question(subject, **asked),
        rules=Rules(),
    )


def of_path(
    *path: Any,
    anchored: bool = False,
    rules: Rules | None = None,
    refusals: tuple[Refusal, ...] = (),
    **asked: Any,
) -> PathContext:
    """What a check of a path is handed; the path goes target first, and ``anchored`` says that it ends at an anchor."""
    certificates = tuple(as_certificate(c) for c in path)
    whole = Path(certificates, Anchor(certificates[-1]) if anchored else None)
    return PathContext(whole, question(certificates[0], **asked), rules or Rules(), refusals=refusals)


def of_store(store: Store, role: StoreRole = StoreRole.UNTRUSTED) -> StoreContext:
    """What a check of a store is handed."""
    return StoreContext(store, role, MOMENT)


def of_entry(entry: Entry, role: StoreRole = StoreRole.IDENTITY) -> EntryContext:
    """What a check of an entry is handed: the entry alone in its store."""
    return EntryContext(Store("a.jks", "JKS", entries=(entry,)), entry, role, MOMENT)


def applies(check: Check, context: Any) -> bool:
    """Whether there is anything to look at."""
    return check.applies is None or check.applies(context)


def findings(check: Check, context: Any) -> list[Finding]:
    """Run a check as the engine does, and take what it found; a doubt fails the test that expects an answer."""
    if not applies(check, context):
        return []
    said = list(check.find(context))
    doubts = [s.why for s in said if isinstance(s, Undetermined)]
    assert not doubts, doubts
    for finding in said:
        assert not isinstance(finding, Undetermined)
        assert finding.check == check.id
        assert finding.variant in (check.variants or ("",)), finding.variant
        assert finding.observed
        assert finding.expected
        assert finding.field
    return said  # type: ignore[return-value]


def variants(check: Check, context: Any) -> list[str]:
    """Name the variants of what a check found."""
    return [finding.variant for finding in findings(check, context)]


def doubts(check: Check, context: Any) -> list[Undetermined]:
    """Return what a check could not decide, and make sure that it found nothing beside."""
    said = list(check.find(context)) if applies(check, context) else []
    assert all(isinstance(s, Undetermined) for s in said), said
    return said  # type: ignore[return-value]


SERVER: Final = Purpose.SERVER
CLIENT: Final = Purpose.CLIENT
ANY: Final = Purpose.ANY
