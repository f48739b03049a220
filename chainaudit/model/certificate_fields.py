"""The fields of a Certificate by name, and single fields read (RFC 5280, 4.1)."""

from __future__ import annotations

from typing import Final

from chainaudit.errors import EncodingError
from chainaudit.model import der
from chainaudit.model.extension import Extension
from chainaudit.model.lazily import remembered
from chainaudit.model.signature_algorithm import SignatureAlgorithm

MAX_LENIENT_OCTETS: Final = 1 << 18
"""A certificate above this is given up where our own reader cannot read it: asn1crypto takes seconds for a megabyte."""


def walk(data: bytes) -> dict[str, der.Node]:
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


def signature_algorithm(node: der.Node) -> SignatureAlgorithm:
    """Read an AlgorithmIdentifier of a signature.

    Raises:
        EncodingError: malformed.
    """
    try:
        return _algorithm(node.encoded)
    except IndexError as error:
        raise EncodingError("the parameters of the signature algorithm are malformed", node.start) from error
    except EncodingError as error:
        raise EncodingError(error.message, node.start + error.offset) from error


@remembered
def _algorithm(encoded: bytes) -> SignatureAlgorithm:
    return SignatureAlgorithm(der.read(encoded))


def read_extension(node: der.Node) -> Extension:
    """Read one Extension as encoded (RFC 5280, 4.1.2.9).

    Raises:
        EncodingError: malformed.
    """
    parts = node.expect(der.SEQUENCE, "an extension").children()
    if len(parts) not in (2, 3):
        raise EncodingError("an extension is not an identifier, a flag and a value", node.start)
    critical = len(parts) == 3 and der.boolean(parts[1], "the critical flag")
    value = parts[-1].expect(der.OCTET_STRING, "the value of an extension")
    return Extension(der.oid(parts[0]), critical, value.content, value.value_start)


def rewritten_as_der(encoded: bytes) -> bytes | None:
    """Return BER as DER, by our own reader or else by asn1crypto, which is more lenient; None where neither can."""
    from chainaudit.model import ber

    try:
        return ber.rewrite(encoded)[0]
    except EncodingError:
        return _rewritten_by_asn1crypto(encoded)


def _rewritten_by_asn1crypto(encoded: bytes) -> bytes | None:
    if len(encoded) > MAX_LENIENT_OCTETS:
        return None
    from asn1crypto import x509

    try:
        return bytes(x509.Certificate.load(encoded).dump(force=True))
    except Exception:  # noqa: BLE001 - of broken bytes it raises what it happens to run into
        return None
