"""Signature checks, on signatures that openssl made with every kind of key and digest."""

from __future__ import annotations

import itertools
import subprocess
from typing import TYPE_CHECKING

import pytest

from chainaudit.model.certificate import Certificate
from chainaudit.model.signature import SignatureStatus, verify

if TYPE_CHECKING:
    from pathlib import Path

KINDS = {
    "rsa": ("rsa:2048", ()),
    "rsa-768": ("rsa:768", ()),
    "p256": ("ec", ("-pkeyopt", "ec_paramgen_curve:P-256")),
    "p521": ("ec", ("-pkeyopt", "ec_paramgen_curve:P-521")),
    "ed25519": ("ed25519", ()),
    "ed448": ("ed448", ()),
}
DIGESTS = ("md5", "sha1", "sha224", "sha256", "sha384", "sha512")
MADE = [
    *itertools.product(("rsa", "rsa-768"), DIGESTS),
    *itertools.product(("p256", "p521"), DIGESTS[1:]),  # openssl makes no ECDSA with MD5
    ("ed25519", ""),
    ("ed448", ""),
]


def _make(folder: Path, kind: str, digest: str, *more: str) -> Certificate:
    key, options = KINDS[kind]
    command = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        key,
        *options,
        "-nodes",
        "-keyout",
        "k.pem",
        "-out",
        "c.der",
        "-outform",
        "DER",
        "-subj",
        "/CN=x",
    ]
    subprocess.run([*command, *([f"-{digest}"] if digest else []), *more], cwd=folder, check=True, capture_output=True)
    return Certificate.read((folder / "c.der").read_bytes())


def _status(certificate: Certificate, signature: bytes | None = None) -> SignatureStatus:
    assert certificate.public_key is not None
    return verify(
        certificate.public_key, certificate.signature_algorithm, signature or certificate.signature, certificate.tbs
    )


@pytest.mark.parametrize(("kind", "digest"), MADE)
def test_it_verifies_as_what_it_is_and_a_flipped_bit_does_not(tmp_path: Path, kind: str, digest: str) -> None:
    certificate = _make(tmp_path, kind, digest)
    assert certificate.signature_algorithm is not None
    assert certificate.signature_algorithm.digest == (digest or None)
    assert _status(certificate) is SignatureStatus.VALID
    broken = certificate.signature[:-1] + bytes([certificate.signature[-1] ^ 1])
    assert _status(certificate, broken) in (SignatureStatus.INVALID, SignatureStatus.KEY_UNUSABLE)


@pytest.mark.parametrize("salt", ["20", "32", "max"])
def test_pss_is_checked_with_its_parameters(tmp_path: Path, salt: str) -> None:
    certificate = _make(
        tmp_path, "rsa", "sha256", "-sigopt", "rsa_padding_mode:pss", "-sigopt", f"rsa_pss_saltlen:{salt}"
    )
    assert certificate.signature_algorithm is not None
    assert certificate.signature_algorithm.key_algorithm == "RSA-PSS"
    assert _status(certificate) is SignatureStatus.VALID


def test_a_signature_of_another_kind_of_key_does_not_fit(tmp_path: Path) -> None:
    rsa = _make(tmp_path, "rsa", "sha256")
    ec = _make(tmp_path, "p256", "sha256")
    assert rsa.public_key is not None
    assert verify(rsa.public_key, ec.signature_algorithm, ec.signature, ec.tbs) is SignatureStatus.KEY_MISMATCH


def test_an_unknown_algorithm_is_unsupported(tmp_path: Path) -> None:
    rsa = _make(tmp_path, "rsa", "sha256")
    assert rsa.public_key is not None
    assert verify(rsa.public_key, None, rsa.signature, rsa.tbs) is SignatureStatus.UNSUPPORTED
