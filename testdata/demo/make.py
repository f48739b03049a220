"""Makes the store of the first example: two key entries of one gateway, each with something wrong.

``api``      its issuer is missing from the chain: the keystore holds the certificate alone.
``api-old``  the chain is complete, but the certificate ended in 2024 and its key has 1,024 bits.

``partners.pem`` is the truststore of the clients: the root of the gateway and the root of somebody else.
Run it with keytool on PATH: ``python testdata/demo/make.py``. Keys are made anew; all are throwaway.
"""

from __future__ import annotations

import subprocess
from datetime import datetime, timezone
from pathlib import Path
from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, pkcs12
from cryptography.x509.oid import AuthorityInformationAccessOID, ExtendedKeyUsageOID, NameOID

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.types import CertificateIssuerPrivateKeyTypes

HERE = Path(__file__).resolve().parent
PASSWORD = "changeit"


def name(common_name: str) -> x509.Name:
    """A subject: organisation and common name."""
    return x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Example Gateways"),
            x509.NameAttribute(NameOID.COMMON_NAME, common_name),
        ]
    )


def builder(
    subject: str, issuer: str, key: CertificateIssuerPrivateKeyTypes, serial: int, years: tuple[int, int]
) -> x509.CertificateBuilder:
    """What all certificates here have in common."""
    return (
        x509.CertificateBuilder(name(issuer), name(subject), key.public_key(), serial)
        .not_valid_before(datetime(years[0], 1, 1, tzinfo=timezone.utc))
        .not_valid_after(datetime(years[1], 1, 1, tzinfo=timezone.utc))
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )


def authority(
    subject: str, issuer: str, key: ec.EllipticCurvePrivateKey, signer: ec.EllipticCurvePrivateKey, serial: int
) -> x509.Certificate:
    """A certificate authority, valid from 2020 to 2050."""
    usage = x509.KeyUsage(
        digital_signature=False,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=True,
        crl_sign=True,
        encipher_only=False,
        decipher_only=False,
    )
    made = (
        builder(subject, issuer, key, serial, (2020, 2050))
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(usage, critical=True)
    )
    if key is not signer:
        made = made.add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), critical=False
        )
    return made.sign(signer, hashes.SHA256())


def server(
    key: CertificateIssuerPrivateKeyTypes, signer: ec.EllipticCurvePrivateKey, serial: int, years: tuple[int, int]
) -> x509.Certificate:
    """A certificate of api.example.com."""
    where = x509.UniformResourceIdentifier("http://pki.example.com/gateway-issuing-ca.cer")
    return (
        builder("api.example.com", "Gateway Issuing CA", key, serial, years)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), critical=False)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("api.example.com")]), critical=False)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(
            x509.AuthorityInformationAccess([x509.AccessDescription(AuthorityInformationAccessOID.CA_ISSUERS, where)]),
            critical=False,
        )
        .sign(signer, hashes.SHA256())
    )


def main() -> None:
    """Write gateway.jks, partners.pem and issuing-ca.pem beside this file."""
    root_key, issuing_key, other_key, new_key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(4))
    old_key = rsa.generate_private_key(65537, 1024)  # noqa: S505 - the finding that it is there for
    root = authority("Gateway Root CA", "Gateway Root CA", root_key, root_key, 1)
    issuing = authority("Gateway Issuing CA", "Gateway Root CA", issuing_key, root_key, 2)
    other = authority("Somebody Else Root CA", "Somebody Else Root CA", other_key, other_key, 3)
    current = server(new_key, issuing_key, 26, (2026, 2046))
    old = server(old_key, issuing_key, 23, (2023, 2024))

    store = HERE / "gateway.jks"
    store.unlink(missing_ok=True)
    for alias, key, certificate, chain in (("api", new_key, current, []), ("api-old", old_key, old, [issuing, root])):
        bundle = HERE / f"{alias}.p12"
        encryption = BestAvailableEncryption(PASSWORD.encode())
        bundle.write_bytes(pkcs12.serialize_key_and_certificates(alias.encode(), key, certificate, chain, encryption))
        command = ["keytool", "-importkeystore", "-noprompt", "-srckeystore", bundle, "-srcstoretype", "PKCS12"]
        command += ["-srcstorepass", PASSWORD, "-deststorepass", PASSWORD]
        command += ["-destkeystore", store, "-deststoretype", "JKS"]
        subprocess.run(command, check=True, capture_output=True)
        bundle.unlink()
    (HERE / "partners.pem").write_bytes(root.public_bytes(Encoding.PEM) + other.public_bytes(Encoding.PEM))
    (HERE / "issuing-ca.pem").write_bytes(issuing.public_bytes(Encoding.PEM))


if __name__ == "__main__":
    main()
