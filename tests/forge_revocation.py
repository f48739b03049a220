"""CRLs and OCSP responses made for a test, field by field, and what revocation checks are handed.

``crl(ca)`` is a sound CRL of a ``forge.Forged`` that revokes nothing; ``ocsp(target, ca)`` a sound answer, good.
"""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from chainaudit.app import registry
from chainaudit.judging.judge import evaluate
from chainaudit.model import der, extension
from chainaudit.model.crl import CRL_NUMBER, DELTA_CRL_INDICATOR, ISSUING_DISTRIBUTION_POINT
from chainaudit.model.crl_entries import CERTIFICATE_ISSUER, REASON_CODE
from chainaudit.model.ocsp import BASIC_RESPONSE, DIGESTS
from chainaudit.model.path import Anchor, Path
from chainaudit.model.question import Purpose, Question, RevocationInputs, RevocationMode, Target
from tests import forge

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chainaudit.model.context import PathContext

DAY: Final = timedelta(days=1)
SECOND: Final = timedelta(seconds=1)
NOW: Final = forge.MOMENT
UNKNOWN: Final = ("1.3.6.1.4.1.99999.1", True, der.encode(der.NULL, b""))
"""A critical extension that nobody knows."""

Extra = tuple[str, bool, bytes]


def integer(value: int) -> bytes:
    """Encode an INTEGER."""
    return der.encode(der.INTEGER, value.to_bytes(value.bit_length() // 8 + 1, "big", signed=True))


def flags(*numbers: int) -> bytes:
    """Return the content of ReasonFlags with these bits set."""
    value = sum(0x8000 >> number for number in numbers).to_bytes(2, "big")
    return b"\x07" + value if 8 in numbers else b"\0" + value[:1]


def full_name(*urls: str) -> bytes:
    """Encode a DistributionPointName of URIs."""
    names = b"".join(der.encode(0x86, url.encode()) for url in urls)
    return der.encode(0xA0, der.encode(0xA0, names))


def relative_name(common_name: str) -> bytes:
    """Encode a DistributionPointName relative to the CRL's issuer."""
    rdn = der.read(der.read(forge.name(common_name)).content).content
    return der.encode(0xA0, der.encode(0xA1, rdn))


def directory(subject: bytes) -> bytes:
    """Encode a directory name as GeneralName."""
    return der.encode(0xA4, subject)


def point(name: bytes = b"", reasons: tuple[int, ...] = (), issuer: bytes | None = None) -> bytes:
    """Encode one DistributionPoint."""
    content = name
    if reasons:
        content += der.encode(0x81, flags(*reasons))
    if issuer is not None:
        content += der.encode(0xA2, directory(issuer))
    return der.encode(der.SEQUENCE, content)


def points(*encoded: bytes) -> tuple[Extra, ...]:
    """Return cRLDistributionPoints for ``forge.issue(extra=...)``."""
    return ((extension.CRL_DISTRIBUTION_POINTS, False, der.encode(der.SEQUENCE, b"".join(encoded))),)


def scope(
    name: bytes = b"",
    *,
    users: bool = False,
    cas: bool = False,
    attributes: bool = False,
    indirect: bool = False,
    reasons: tuple[int, ...] = (),
) -> tuple[bool, bytes]:
    """Return issuingDistributionPoint, critical, for ``crl(replace=...)``."""
    content = name
    for tag, said in ((0x81, users), (0x82, cas)):
        content += der.encode(tag, b"\xff") if said else b""
    content += der.encode(0x83, flags(*reasons)) if reasons else b""
    for tag, said in ((0x84, indirect), (0x85, attributes)):
        content += der.encode(tag, b"\xff") if said else b""
    return True, der.encode(der.SEQUENCE, content)


def entry(
    serial: int,
    reason: int | None = None,
    *,
    issuer: bytes | None = None,
    at: datetime = NOW - 2 * DAY,
    extra: tuple[Extra, ...] = (),
) -> bytes:
    """Encode one entry; ``issuer`` is the certificate's, for an indirect CRL."""
    parts: list[Extra] = []
    if reason is not None:
        parts.append((REASON_CODE, False, der.encode(0x0A, bytes([reason]))))
    if issuer is not None:
        parts.append((CERTIFICATE_ISSUER, True, der.encode(der.SEQUENCE, directory(issuer))))
    found = b"".join(_extension(*one) for one in (*parts, *extra))
    body = der.encode(der.SEQUENCE, found) if found else b""
    return der.encode(der.SEQUENCE, integer(serial) + forge._time(at) + body)


def crl(
    issuer: forge.Forged,
    *entries: bytes | forge.Forged,
    number: int = 7,
    base: int | None = None,
    this: datetime = NOW - DAY,
    until: datetime | None = NOW + DAY,
    version: int = 2,
    signer: forge.Forged | None = None,
    replace: Mapping[str, tuple[bool, bytes] | None] | None = None,
    extra: tuple[Extra, ...] = (),
    spoil: bool = False,
) -> bytes:
    """Make a CRL; ``base`` makes it a delta CRL, ``signer`` signs in the issuer's name, ``spoil`` breaks the signature.

    ``replace`` maps an extension's OID to (critical, value), or to None to leave it out.
    """
    key = (signer or issuer).key
    extensions: dict[str, tuple[bool, bytes] | None] = {
        extension.AUTHORITY_KEY_IDENTIFIER: (
            False,
            der.encode(der.SEQUENCE, der.encode(0x80, forge.key_identifier(key.public_key()))),
        ),
        CRL_NUMBER: (False, integer(number)),
    }
    if base is not None:
        extensions[DELTA_CRL_INDICATOR] = (True, integer(base))
    extensions.update(replace or {})
    listed = [(oid, *value) for oid, value in extensions.items() if value is not None]
    body = b"".join(_extension(*one) for one in (*listed, *extra))
    lines = b"".join(one if isinstance(one, bytes) else entry(one.certificate.serial_number, 1) for one in entries)
    algorithm = forge._algorithm(key, "sha256")
    tbs = der.encode(
        der.SEQUENCE,
        (integer(version - 1) if version != 1 else b"")
        + algorithm
        + issuer.subject
        + forge._time(this)
        + (b"" if until is None else forge._time(until))
        + (der.encode(der.SEQUENCE, lines) if lines else b"")
        + (der.encode(0xA0, der.encode(der.SEQUENCE, body)) if version != 1 and body else b""),
    )
    signature = forge._sign(key, tbs + (b"x" if spoil else b""), "sha256")
    return der.encode(der.SEQUENCE, tbs + algorithm + der.encode(der.BIT_STRING, b"\0" + signature))


def scoped(**parts: Any) -> dict[str, tuple[bool, bytes] | None]:
    """Return ``replace`` with an issuingDistributionPoint of these parts."""
    return {ISSUING_DISTRIBUTION_POINT: scope(**parts)}


def ocsp(
    target: forge.Forged,
    issuer: forge.Forged,
    *,
    responder: forge.Forged | None = None,
    status: str = "good",
    reason: int | None = 1,
    this: datetime = NOW - DAY,
    until: datetime | None = NOW + DAY,
    digest: str = "sha1",
    by_key: bool = False,
    certificates: tuple[forge.Forged, ...] = (),
    extra: tuple[Extra, ...] = (),
    spoil: bool = False,
    serial: int | None = None,
) -> bytes:
    """Make an OCSP response of the issuer, or of another responder."""
    who = responder or issuer
    public = issuer.certificate.public_key
    assert public is not None
    oid = next(known for known, name in DIGESTS.items() if name == digest)
    identifier = der.encode(
        der.SEQUENCE,
        forge._sequence_of_oid(oid, null=True)
        + der.encode(der.OCTET_STRING, hashlib.new(digest, issuer.subject).digest())
        + der.encode(der.OCTET_STRING, hashlib.new(digest, public.key_octets).digest())
        + integer(target.certificate.serial_number if serial is None else serial),
    )
    said = {"good": der.encode(0x80, b""), "unknown": der.encode(0x82, b"")}.get(status) or der.encode(
        0xA1,
        _generalized(NOW - 2 * DAY) + (b"" if reason is None else der.encode(0xA0, der.encode(0x0A, bytes([reason])))),
    )
    single = der.encode(
        der.SEQUENCE,
        identifier + said + _generalized(this) + (b"" if until is None else der.encode(0xA0, _generalized(until))),
    )
    own = who.certificate.public_key
    assert own is not None
    by = (
        der.encode(0xA2, der.encode(der.OCTET_STRING, hashlib.sha1(own.key_octets, usedforsecurity=False).digest()))
        if by_key
        else der.encode(0xA1, who.subject)
    )
    body = b"".join(_extension(*one) for one in extra)
    data = der.encode(
        der.SEQUENCE,
        by
        + _generalized(this)
        + der.encode(der.SEQUENCE, single)
        + (der.encode(0xA1, der.encode(der.SEQUENCE, body)) if body else b""),
    )
    signature = forge._sign(who.key, data + (b"x" if spoil else b""), "sha256")
    carried = b"".join(one.certificate.der for one in certificates)
    basic = der.encode(
        der.SEQUENCE,
        data
        + forge._algorithm(who.key, "sha256")
        + der.encode(der.BIT_STRING, b"\0" + signature)
        + (der.encode(0xA0, der.encode(der.SEQUENCE, carried)) if carried else b""),
    )
    inner = der.encode(
        der.SEQUENCE,
        der.encode(der.OBJECT_IDENTIFIER, der.encode_oid(BASIC_RESPONSE)) + der.encode(der.OCTET_STRING, basic),
    )
    return der.encode(der.SEQUENCE, der.encode(0x0A, b"\0") + der.encode(0xA0, inner))


def failed(status: int) -> bytes:
    """Make an OCSP response that holds no answer."""
    return der.encode(der.SEQUENCE, der.encode(0x0A, bytes([status])))


def asked(
    *path: forge.Forged,
    crls: tuple[bytes, ...] = (),
    responses: tuple[bytes, ...] = (),
    known: tuple[forge.Forged, ...] = (),
    mode: RevocationMode = RevocationMode.REQUIRE_ALL,
    moment: datetime = NOW,
    use_deltas: bool = True,
    anchors: tuple[forge.Forged, ...] = (),
    profile: str = "rfc5280-path",
) -> PathContext:
    """Return what a revocation check is handed: a path that ends at an anchor, with everything else at hand."""
    certificates = tuple(one.certificate for one in path)
    trusted = tuple(Anchor(one.certificate) for one in (path[-1], *anchors))
    question = Question(
        Target(certificates[0]),
        anchors=trusted,
        moment=moment,
        untrusted=(*certificates[1:], *(one.certificate for one in known)),
        purpose=Purpose.ANY,
        revocation=RevocationInputs(crls, responses, mode, use_deltas=use_deltas),
    )
    evaluation = evaluate(question, registry.profile(profile), registry.checks())
    return evaluation.path_context(Path(certificates, trusted[0]))


def _generalized(moment: datetime) -> bytes:
    return der.encode(der.GENERALIZED_TIME, moment.strftime("%Y%m%d%H%M%SZ").encode())


def _extension(oid: str, critical: bool, value: bytes) -> bytes:
    return forge._extension(oid, critical, value)
