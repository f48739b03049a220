"""Certificates: fields compared with what cryptography and openssl say, faults with the byte where they are."""

from __future__ import annotations

import base64
import re
import subprocess
from pathlib import Path

import certifi
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization

from chainaudit.errors import EncodingError
from chainaudit.model import extension
from chainaudit.model.certificate import Certificate


def _bundle() -> list[bytes]:
    text = Path(certifi.where()).read_text(encoding="utf-8")
    return [base64.b64decode(b) for b in re.findall(r"BEGIN CERTIFICATE-----(.*?)-----END", text, re.DOTALL)]


BUNDLE = _bundle()
NAMES = "DNS:leaf.example,IP:192.0.2.1,IP:2001:db8::1,email:a@leaf.example,URI:https://leaf.example/x"


@pytest.fixture(scope="module")
def leaf(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A certificate with most extensions, made by openssl."""
    folder = tmp_path_factory.mktemp("leaf")
    subprocess.run(
        [
            "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
            "-keyout", "k.pem", "-out", "c.der", "-outform", "DER", "-days", "30",
            "-subj", "/O=Example/CN=leaf.example",
            "-addext", f"subjectAltName={NAMES}",
            "-addext", "keyUsage=critical,digitalSignature,keyCertSign",
            "-addext", "extendedKeyUsage=serverAuth,clientAuth",
            "-addext", "basicConstraints=critical,CA:TRUE,pathlen:3",
            "-addext", "nameConstraints=permitted;DNS:.example,excluded;IP:10.0.0.0/255.0.0.0",
            "-addext", "certificatePolicies=1.2.3.4,2.5.29.32.0", "-addext", "inhibitAnyPolicy=2",
            "-addext", "policyConstraints=requireExplicitPolicy:1,inhibitPolicyMapping:0",
            "-addext", "authorityInfoAccess=caIssuers;URI:http://ca.example/ca.der,OCSP;URI:http://ocsp.example",
        ],
        cwd=folder, check=True, capture_output=True,
    )  # fmt: skip
    return (folder / "c.der").read_bytes()


@pytest.mark.parametrize("encoded", BUNDLE, ids=range(len(BUNDLE)))
@pytest.mark.filterwarnings("ignore::cryptography.utils.CryptographyDeprecationWarning")
def test_every_root_of_the_web_is_read_as_cryptography_reads_it(encoded: bytes) -> None:
    ours, theirs = Certificate.read(encoded), x509.load_der_x509_certificate(encoded)
    assert ours.fingerprint == theirs.fingerprint(hashes.SHA256()).hex()
    assert ours.serial_number == theirs.serial_number
    assert ours.version == theirs.version.value + 1
    assert (ours.not_before, ours.not_after) == (theirs.not_valid_before_utc, theirs.not_valid_after_utc)
    assert (ours.subject.encoded, ours.issuer.encoded) == (theirs.subject.public_bytes(), theirs.issuer.public_bytes())
    assert ours.signature == theirs.signature
    assert ours.tbs == theirs.tbs_certificate_bytes
    assert ours.public_key is not None
    spki = theirs.public_key().public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    assert ours.public_key.spki == spki
    assert ours.public_key.bits == getattr(theirs.public_key(), "key_size", None)
    assert [(e.oid, e.critical) for e in ours.extensions] == [
        (e.oid.dotted_string, e.critical) for e in theirs.extensions
    ]
    assert ours.faults == ()
    assert ours.strict_refusal is None


def test_extensions_become_values(leaf: bytes) -> None:
    certificate = Certificate.read(leaf)
    assert [str(n) for n in certificate.subject_alternative_names or ()] == [
        "DNS:leaf.example", "IP:192.0.2.1", "IP:2001:db8::1", "email:a@leaf.example", "URI:https://leaf.example/x",
    ]  # fmt: skip
    assert certificate.key_usage == {extension.DIGITAL_SIGNATURE, extension.KEY_CERT_SIGN}
    assert certificate.extended_key_usage == (extension.SERVER_AUTH, extension.CLIENT_AUTH)
    assert certificate.basic_constraints is not None
    assert (certificate.basic_constraints.ca, certificate.basic_constraints.path_length) == (True, 3)
    constraints = certificate.name_constraints
    assert constraints is not None
    assert [str(s.name) for s in constraints.permitted or ()] == ["DNS:.example"]
    assert [str(s.name) for s in constraints.excluded or ()] == ["IP:10.0.0.0/255.0.0.0"]
    assert certificate.certificate_policies == ("1.2.3.4", extension.ANY_POLICY)
    assert certificate.inhibit_any_policy == 2
    assert certificate.policy_constraints is not None
    assert certificate.policy_constraints.require_explicit_policy == 1
    assert certificate.policy_constraints.inhibit_policy_mapping == 0
    assert [a.location.shown for a in certificate.authority_information_access] == [
        "http://ca.example/ca.der",
        "http://ocsp.example",
    ]
    assert certificate.subject_key_identifier is not None
    assert certificate.authority_key_identifier is not None
    assert certificate.authority_key_identifier.key_identifier == certificate.subject_key_identifier
    assert certificate.public_key is not None
    assert certificate.public_key.label == "EC P-256"
    assert certificate.is_self_issued


def test_bytes_behind_a_certificate_are_cut_off_and_said(leaf: bytes) -> None:
    certificate = Certificate.read(leaf + b"\x00\x01\x02")
    assert certificate.der == leaf
    assert [(f.offset, f.message) for f in certificate.faults] == [(len(leaf), "3 bytes follow the certificate")]


def test_a_broken_extension_leaves_the_others_readable(leaf: bytes) -> None:
    # The OID of subjectAltName stands once, its value behind it: make the inner tag of the first name unknown.
    at = leaf.index(bytes.fromhex("0603551d11")) + 5
    inner = leaf.index(b"\x82\x0cleaf.example", at)
    certificate = Certificate.read(leaf[:inner] + b"\x9e" + leaf[inner + 1 :])
    assert certificate.subject_alternative_names is None
    assert certificate.is_malformed(extension.SUBJECT_ALTERNATIVE_NAME)
    assert not certificate.is_malformed(extension.KEY_USAGE)
    assert certificate.key_usage
    (fault,) = certificate.faults
    assert fault.field == "subjectAltName"
    assert fault.offset == inner
    assert fault.clause == "RFC 5280, 4.2.1.6"


def test_a_time_in_a_forbidden_form_is_a_fault_and_no_moment(leaf: bytes) -> None:
    at = leaf.index(b"\x17\x0d")
    certificate = Certificate.read(leaf[: at + 2 + 12] + b"X" + leaf[at + 2 + 13 :])
    assert certificate.not_before is None
    assert certificate.not_after is not None
    assert [(f.field, f.offset) for f in certificate.faults] == [("notBefore", at)]


def test_ber_is_rewritten_and_said(leaf: bytes) -> None:
    # The same content with a length in a longer form than DER allows.
    assert leaf[:2] == b"\x30\x82"
    ber = b"\x30\x83\x00" + leaf[2:]
    certificate = Certificate.read(ber)
    assert certificate.der == leaf
    assert [f.field for f in certificate.faults] == ["certificate"]
    assert "shortest form" in certificate.faults[0].message


@pytest.mark.parametrize(
    "encoded", [b"", b"\x30\x00", b"\x30\x03\x02\x01\x01", b"not a certificate", b"\x30\x82\xff\xff"]
)
def test_what_is_no_certificate_is_refused(encoded: bytes) -> None:
    with pytest.raises(EncodingError):
        Certificate.read(encoded)


def test_what_cryptography_refuses_is_told_in_its_words(leaf: bytes) -> None:
    at = leaf.index(b"\x02\x01\x02")  # version 3 is written as 2; make it 8
    certificate = Certificate.read(leaf[: at + 2] + b"\x07" + leaf[at + 3 :])
    assert certificate.version == 8
    assert certificate.strict_refusal


def test_a_certificate_equals_its_bytes_and_nothing_else(leaf: bytes) -> None:
    assert Certificate.read(leaf) == Certificate(leaf)
    assert hash(Certificate.read(leaf)) == hash(Certificate(leaf))
    assert Certificate(leaf) != leaf
    assert "leaf.example" in repr(Certificate(leaf))


def test_every_truncation_is_refused_or_read_without_another_error(leaf: bytes) -> None:
    for size in range(0, len(leaf), 7):
        with pytest.raises(EncodingError):
            Certificate.read(leaf[:size])


def test_every_flipped_byte_is_read_or_refused_without_another_error(leaf: bytes) -> None:
    for at in range(len(leaf)):
        mutant = leaf[:at] + bytes([leaf[at] ^ 0x15]) + leaf[at + 1 :]
        try:
            certificate = Certificate.read(mutant)
        except EncodingError:
            continue
        _ = certificate.faults, str(certificate.subject), certificate.serial_number, certificate.is_self_issued


def test_what_only_asn1crypto_can_read_is_read_through_it_and_said(leaf: bytes) -> None:
    # A length in five octets: no DER, and more than a certificate can need, but BER all the same.
    strange = b"\x30\x85\x00\x00\x00" + leaf[2:4] + leaf[4:]
    certificate = Certificate.read(strange)
    assert certificate.der == leaf
    assert certificate.faults
