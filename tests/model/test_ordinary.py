"""What is called ordinary is read by cryptography, also after changes; and usual certificates are ordinary."""

from __future__ import annotations

import random
import warnings
from datetime import datetime, timezone
from ipaddress import ip_address, ip_network
from typing import TYPE_CHECKING

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import AuthorityInformationAccessOID, ExtendedKeyUsageOID, NameOID

from chainaudit.errors import EncodingError
from chainaudit.model import der
from chainaudit.model.certificate import Certificate
from chainaudit.model.extension import CT_SCTS
from chainaudit.model.ordinary import is_ordinary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cryptography.hazmat.primitives.asymmetric.types import CertificateIssuerPrivateKeyTypes

MUTANTS = 6000
TAGS = bytes((0x00, 0x02, 0x03, 0x04, 0x05, 0x06, 0x0C, 0x13, 0x16, 0x17, 0x18, 0x30, 0x31, 0x80, 0x82, 0xA0, 0xFF))
OID = x509.ObjectIdentifier


def timestamps(*algorithms: bytes, version: int = 0, moment: int = 1_790_000_000_000) -> bytes:
    """A list of signed certificate timestamps as RFC 6962, 3.3 has it, in its OCTET STRING."""
    listed = b""
    for one in algorithms:
        stamp = bytes((version,)) + bytes(32) + moment.to_bytes(8, "big") + bytes(2) + one + b"\x00\x04\x30\x02\x05\x00"
        listed += len(stamp).to_bytes(2, "big") + stamp
    octets = len(listed).to_bytes(2, "big") + listed
    return der.encode(der.OCTET_STRING, octets)


def made(key: CertificateIssuerPrivateKeyTypes, *, year: int = 2040, extra: x509.ExtensionType | None = None) -> bytes:
    name = x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "FR"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Example Partners"),
            x509.NameAttribute(NameOID.COMMON_NAME, "api.example.com"),
        ]
    )
    location = x509.UniformResourceIdentifier("http://pki.example.com/ca.cer")
    names = [x509.DNSName("api.example.com"), x509.IPAddress(ip_address("192.0.2.1"))]
    builder = x509.CertificateBuilder(name, name, key.public_key(), 0x8142).not_valid_before(
        datetime(2026, 1, 1, tzinfo=timezone.utc)
    )
    extensions: list[x509.ExtensionType] = [
        x509.BasicConstraints(ca=True, path_length=1),
        x509.KeyUsage(
            digital_signature=True,
            content_commitment=False,
            key_encipherment=False,
            data_encipherment=False,
            key_agreement=False,
            key_cert_sign=True,
            crl_sign=True,
            encipher_only=False,
            decipher_only=False,
        ),
        x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH, ExtendedKeyUsageOID.CLIENT_AUTH]),
        x509.SubjectKeyIdentifier.from_public_key(key.public_key()),
        x509.AuthorityKeyIdentifier.from_issuer_public_key(key.public_key()),
        x509.SubjectAlternativeName(names),
        x509.AuthorityInformationAccess([x509.AccessDescription(AuthorityInformationAccessOID.CA_ISSUERS, location)]),
    ]
    for extension in extensions + ([extra] if extra else []):
        builder = builder.add_extension(
            extension, critical=isinstance(extension, (x509.BasicConstraints, x509.KeyUsage))
        )
    done = builder.not_valid_after(datetime(year, 1, 1, tzinfo=timezone.utc)).sign(key, hashes.SHA256())
    return done.public_bytes(Encoding.DER)


PUBLIC = (
    x509.CertificatePolicies(
        [
            x509.PolicyInformation(OID("2.23.140.1.2.1"), None),
            x509.PolicyInformation(OID("1.2.3.4"), ["http://cps.example.com/"]),
        ]
    ),
    x509.CRLDistributionPoints(
        [x509.DistributionPoint([x509.UniformResourceIdentifier("http://crl.example.com/1")], None, None, None)]
    ),
    x509.NameConstraints([x509.DNSName("example.com")], [x509.DNSName("secret.example.com")]),
    x509.UnrecognizedExtension(OID(CT_SCTS), timestamps(b"\x04\x03", b"\x04\x01")),
)


@pytest.fixture(scope="module")
def usual() -> list[bytes]:
    elliptic, long = ec.generate_private_key(ec.SECP256R1()), rsa.generate_private_key(65537, 2048)
    plain = [made(elliptic), made(long), made(ec.generate_private_key(ec.SECP521R1()), year=2050)]
    return plain + [made(elliptic, extra=extra) for extra in PUBLIC]


def mutants(originals: list[bytes]) -> Iterator[bytes]:
    chance = random.Random(20261121)  # noqa: S311 - the same mutants in every run
    for _ in range(MUTANTS):
        data = bytearray(chance.choice(originals))
        for _ in range(chance.choice((1, 1, 1, 2, 3))):
            place = chance.randrange(len(data))
            data[place] = chance.choice(
                (chance.randrange(256), data[place] ^ 1 << chance.randrange(8), chance.choice(TAGS))
            )
        yield bytes(data)


def refused(data: bytes) -> str | None:
    """Why cryptography does not load it with all that it reads late; None where it does."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            loaded = x509.load_der_x509_certificate(data)
            _ = loaded.version, loaded.extensions, loaded.subject, loaded.issuer, loaded.not_valid_after_utc
        except (ValueError, TypeError, x509.InvalidVersion, x509.DuplicateExtension) as error:
            return str(error)
    return None


def test_usual_certificates_are_ordinary(usual: list[bytes]) -> None:
    assert [is_ordinary(Certificate.read(data)) for data in usual] == [True] * len(usual)


def test_a_changed_certificate_that_is_called_ordinary_is_read_by_cryptography(usual: list[bytes]) -> None:
    ordinary = 0
    for data in mutants(usual):
        try:
            certificate = Certificate.read(data)
        except EncodingError:
            continue
        if is_ordinary(certificate):
            ordinary += 1
            assert refused(certificate.der) is None, data.hex()
    assert ordinary > MUTANTS // 20, "the mutants that remain ordinary are what is tested"


@pytest.mark.parametrize(
    "extra",
    [
        x509.UnrecognizedExtension(OID("1.2.3.4"), b"\x05\x00"),
        x509.CertificatePolicies([x509.PolicyInformation(OID("1.2.3.4"), [x509.UserNotice(None, "text")])]),
        x509.NameConstraints([x509.IPAddress(ip_network("192.0.2.0/24"))], None),
        x509.NameConstraints([x509.DNSName("example.com"), x509.RFC822Name("example.com")], None),
        x509.CRLDistributionPoints([x509.DistributionPoint(None, None, None, [x509.DNSName("crl.example.com")])]),
        x509.UnrecognizedExtension(OID(CT_SCTS), b"\x04\x02\x00\x00"),
        x509.UnrecognizedExtension(OID(CT_SCTS), timestamps(b"\x09\x09")),
        x509.UnrecognizedExtension(OID(CT_SCTS), timestamps(b"\x04\x03", version=1)),
        x509.UnrecognizedExtension(OID(CT_SCTS), timestamps(b"\x04\x03", moment=2**62)),
    ],
)
def test_other_extensions_are_left_to_cryptography(extra: x509.ExtensionType) -> None:
    data = made(ec.generate_private_key(ec.SECP256R1()), extra=extra)
    assert not is_ordinary(Certificate.read(data))


def test_a_serial_number_with_a_zero_octet_too_many_is_not_ordinary() -> None:
    data = made(ec.generate_private_key(ec.SECP256R1()))
    serial = bytes.fromhex("02030081") + b"\x42"
    assert data[13:18] == serial
    padded = data[:13] + bytes.fromhex("0203000042") + data[18:]
    assert is_ordinary(Certificate.read(data))
    assert not is_ordinary(Certificate.read(padded))
    assert Certificate.read(padded).strict_refusal


def test_a_critical_flag_that_says_false_is_not_ordinary(usual: list[bytes]) -> None:
    for data in usual:
        place = data.index(bytes.fromhex("0603551d0f0101ff"))  # keyUsage, critical
        spoiled = data[: place + 7] + b"\x00" + data[place + 8 :]
        assert not is_ordinary(Certificate.read(spoiled))
        assert Certificate.read(spoiled).strict_refusal
