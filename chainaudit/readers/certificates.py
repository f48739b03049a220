"""A certificate inside a store, read leniently or a problem in its place; and the trust that OpenSSL puts behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainaudit.errors import EncodingError
from chainaudit.model import der
from chainaudit.model.entry import Problem
from chainaudit.model.trusted_entry import read_certificate

if TYPE_CHECKING:
    from chainaudit.readers.keys.pairing import FoundCertificate


class Trust:
    """What a TRUSTED CERTIFICATE of OpenSSL says behind the certificate: purposes trusted and rejected, and a name."""

    __slots__ = ("alias", "rejected_for", "trusted_for")

    def __init__(
        self, trusted_for: tuple[str, ...] | None, rejected_for: tuple[str, ...] | None, alias: str | None
    ) -> None:
        self.trusted_for = trusted_for
        self.rejected_for = rejected_for
        self.alias = alias


__all__ = ["Trust", "read_certificate", "read_trust", "read_with_trust"]


def read_trust(node: der.Node) -> Trust | None:
    """Read an X509_CERT_AUX (OpenSSL, crypto/x509/x_x509a.c): trust, [0] reject, alias, key id, [1] other."""
    try:
        trusted = rejected = alias = None
        for part in node.expect(der.SEQUENCE, "the trust of a certificate").children():
            if part.tag == der.SEQUENCE:
                trusted = tuple(der.oid(purpose) for purpose in part.children())
            elif part.tag == 0xA0:
                rejected = tuple(der.oid(purpose) for purpose in part.children())
            elif part.tag == der.UTF8_STRING:
                alias = part.content.decode("utf-8", "backslashreplace")
            elif part.tag not in (der.OCTET_STRING, 0xA1):
                return None
    except EncodingError:
        return None
    return Trust(trusted, rejected, alias)


def read_with_trust(encoded: bytes, position: int) -> FoundCertificate:
    """Read a certificate with what OpenSSL may have written behind it.

    Raises:
        StoreError: there is no certificate.
    """
    from chainaudit.readers.keys.pairing import FoundCertificate

    trust = None
    try:
        first = der.read(encoded)
        if first.end < len(encoded):
            trust = read_trust(der.read(encoded, first.end))
    except EncodingError:
        first = None
    found = read_certificate(encoded if trust is None or first is None else first.encoded)
    if isinstance(found, Problem):
        raise found.error()
    if trust is None:
        return FoundCertificate(position, found)
    return FoundCertificate(
        position, found, trust.alias, trusted_for=trust.trusted_for, rejected_for=trust.rejected_for
    )
