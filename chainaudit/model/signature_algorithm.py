"""Signature algorithms: OID to key algorithm and digest, and what RSASSA-PSS has in its parameters (RFC 4055)."""

from __future__ import annotations

from typing import Final

from chainaudit.errors import EncodingError
from chainaudit.model import der

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
