"""Makes the stores of the how-to pages: one small situation for each system, with one thing wrong in it.

``transfer_cft``  A is signed by B, B by C; the server sends A and B, the client imported B alone.
``webmethods``    a client certificate whose issuer is not among the authorities that the server names.
``apigee``        a keystore whose chain does not link: the intermediate was issued by another root.
``boomi``         an FTPS server that sends its certificate without the intermediate.

Run it with ``python testdata/how_to/make.py``. Keys are made anew; all are throwaway.
"""

from __future__ import annotations

from datetime import datetime, timezone
from pathlib import Path
from typing import NamedTuple

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

HERE = Path(__file__).resolve().parent
PASSWORD = b"changeit"


class Party(NamedTuple):
    """A certificate and its key."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey


def name(common_name: str) -> x509.Name:
    """A subject of organisation and common name."""
    return x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Example Partners"),
            x509.NameAttribute(NameOID.COMMON_NAME, common_name),
        ]
    )


def issue(subject: str, issuer: Party | None, *, host: str = "", client: bool = False) -> Party:
    """A certificate valid from 2024 to 2044: an authority, or with ``host`` or ``client`` an end entity."""
    key = ec.generate_private_key(ec.SECP256R1())
    end_entity = bool(host) or client
    signer = issuer.key if issuer else key
    made = (
        x509.CertificateBuilder(
            issuer.certificate.subject if issuer else name(subject),
            name(subject),
            key.public_key(),
            x509.random_serial_number(),
        )
        .not_valid_before(datetime(2024, 1, 1, tzinfo=timezone.utc))
        .not_valid_after(datetime(2044, 1, 1, tzinfo=timezone.utc))
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )
    if issuer:
        identifier = x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key())
        made = made.add_extension(identifier, critical=False)
    if end_entity:
        usage = ExtendedKeyUsageOID.CLIENT_AUTH if client else ExtendedKeyUsageOID.SERVER_AUTH
        made = made.add_extension(x509.ExtendedKeyUsage([usage]), critical=False)
    else:
        made = made.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
    usages = dict.fromkeys(
        ("content_commitment", "key_encipherment", "data_encipherment", "key_agreement", "encipher_only"), False
    )
    made = made.add_extension(
        x509.KeyUsage(
            digital_signature=end_entity,
            key_cert_sign=not end_entity,
            crl_sign=not end_entity,
            decipher_only=False,
            **usages,
        ),
        critical=True,
    )
    if host:
        made = made.add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
    return Party(made.sign(signer, hashes.SHA256()), key)


def write_pem(path: str, *parties: Party) -> None:
    """Certificates one after the other."""
    file = HERE / path
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(b"".join(party.certificate.public_bytes(Encoding.PEM) for party in parties))


def write_p12(path: str, alias: str, target: Party, *chain: Party) -> None:
    """A key entry with its chain."""
    file = HERE / path
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(
        pkcs12.serialize_key_and_certificates(
            alias.encode(),
            target.key,
            target.certificate,
            [party.certificate for party in chain],
            BestAvailableEncryption(PASSWORD),
        )
    )


def main() -> None:
    """Write every folder."""
    c = issue("C", None)
    b = issue("B", c)
    a = issue("A", b, host="cft1.example.com")
    write_pem("transfer_cft/presented.pem", a, b)
    write_pem("transfer_cft/imported-b.pem", b)
    write_pem("transfer_cft/imported-b-and-c.pem", b, c)

    ours = issue("Integration Root CA", None)
    partner = issue("Partner Root CA", None)
    write_p12("webmethods/outbound.p12", "is-outbound", issue("is.example.com", ours, client=True), ours)
    write_pem("webmethods/partner-truststore.pem", partner)

    root = issue("API Root CA", None)
    older = issue("API Root CA", None)
    intermediate = issue("API Issuing CA", older)
    write_p12(
        "apigee/keystore.p12",
        "target",
        issue("api.example.com", intermediate, host="api.example.com"),
        intermediate,
        root,
    )
    write_pem("apigee/truststore.pem", root)

    ftps_root = issue("Transfer Root CA", None)
    ftps_issuing = issue("Transfer Issuing CA", ftps_root)
    write_pem("boomi/presented.pem", issue("ftps.example.com", ftps_issuing, host="ftps.example.com"))
    write_pem("boomi/cacerts.pem", ftps_root)


if __name__ == "__main__":
    main()
