"""Entries: whether the key is the certificate's, what descriptions can tell, and that no key is ever shown."""

from __future__ import annotations

import hashlib

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from chainaudit.errors import Secret, StoreError, StoreErrorKind
from chainaudit.model import der
from chainaudit.model.entry import CertificateDescription, Entry, EntryKind, PrivateKey, Problem
from chainaudit.model.public_key import PublicKey
from chainaudit.readers.keys import private_keys
from tests import forge

LEAF = forge.issue(None)
OTHER = forge.issue(None, subject="other", kind="P-224")


def read(one: forge.Forged) -> PrivateKey:
    return private_keys.read(one.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption()))


def entry(**parts: object) -> Entry:
    given: dict[str, object] = {"certificates": (LEAF.certificate,), "has_private_key": True, **parts}
    return Entry(EntryKind.PRIVATE_KEY, **given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ({"private_key": read(LEAF)}, True),
        ({"private_key": read(OTHER)}, False),
        ({"private_key": PrivateKey(b"", "RSA", 2048, None)}, None),
        ({}, None),
        ({"public_key": LEAF.certificate.public_key}, True),
        ({"public_key": OTHER.certificate.public_key}, False),
        ({"private_key": read(LEAF), "certificates": ()}, None),
        ({"private_key": read(LEAF), "has_private_key": False}, None),
        ({"private_key": read(LEAF), "is_unmatched": True, "certificates": ()}, False),
    ],
)
def test_whether_the_key_is_the_certificates(parts: dict[str, object], expected: bool | None) -> None:
    assert entry(**parts).key_matches_certificate is expected


def spki(algorithm: bytes, octets: bytes) -> bytes:
    return der.encode(der.SEQUENCE, algorithm + der.encode(der.BIT_STRING, b"\0" + octets))


def test_a_point_is_the_same_in_both_its_forms() -> None:
    """SEC 1, 2.3.3: in compressed form the last bit of y is told by the first octet."""
    point = LEAF.key.public_key()
    assert isinstance(point, ec.EllipticCurvePublicKey)
    long, short = (
        point.public_bytes(Encoding.X962, form)
        for form in (PublicFormat.UncompressedPoint, PublicFormat.CompressedPoint)
    )
    known = LEAF.certificate.public_key
    assert known is not None
    assert known.key_octets == long

    parts = der.read(known.spki).children()

    def key(octets: bytes) -> PrivateKey:
        return PrivateKey(b"", "EC", 256, PublicKey(spki(parts[0].encoded, octets)))

    assert key(short).belongs_to(known) is True
    assert key(bytes((short[0] ^ 1,)) + short[1:]).belongs_to(known) is False
    assert key(short[:-1] + bytes((short[-1] ^ 1,))).belongs_to(known) is False


def test_a_key_of_ml_dsa_is_known_by_the_digest_of_its_public_half() -> None:
    algorithm = der.encode(der.SEQUENCE, der.encode(der.OBJECT_IDENTIFIER, der.encode_oid("2.16.840.1.101.3.4.3.17")))
    known = PublicKey(spki(algorithm, b"the public key"))
    assert known.algorithm == "ML-DSA-44"
    digest = hashlib.shake_256(b"the public key").digest(64)
    assert PrivateKey(b"", "ML-DSA-44", 0, None, digest).belongs_to(known) is True
    assert PrivateKey(b"", "ML-DSA-65", 0, None, digest).belongs_to(known) is False
    assert PrivateKey(b"", "ML-DSA-44", 0, None, bytes(64)).belongs_to(known) is False


def test_a_key_is_handed_out_and_never_shown() -> None:
    key = PrivateKey(b"the secret key", "EC", 256, None)
    assert key.reveal() == b"the secret key"
    told = repr(key) + repr(entry(private_key=key, secret=b"the secret key", alias="a"))
    assert "secret key" not in told
    assert "Entry(private-key, 'a', 1 certificates)" in told


def test_an_entry_without_an_alias_is_named_by_its_place() -> None:
    assert entry(position=2).label == "entry 3"
    assert entry(alias="own").label == "'own'"


def test_a_problem_is_an_error_and_back_and_keeps_what_it_wants() -> None:
    error = StoreError(StoreErrorKind.PASSWORD_NEEDED, "No password.", Secret.KEY)
    problem = Problem.of(error)
    assert (problem.kind, problem.message, problem.wants) == (error.kind, error.message, Secret.KEY)
    assert Problem.of(error, "Another sentence.").message == "Another sentence."
    again = problem.error()
    assert (again.kind, again.message, again.wants) == (error.kind, error.message, Secret.KEY)
    assert repr(problem) == "Problem(password-needed: No password.)"


def described(subject: str, issuer: str) -> CertificateDescription:
    keys = [(text,) if text else () for text in (subject, issuer)]
    return CertificateDescription(subject=subject, issuer=issuer, subject_key=keys[0], issuer_key=keys[1])


def test_a_description_knows_its_issuer_by_name_alone() -> None:
    leaf, issuer, nameless = described("a", "b"), described("b", "b"), described("", "")
    assert leaf.names_issuer(issuer)
    assert not issuer.names_issuer(leaf)
    assert not nameless.names_issuer(nameless)
    assert [one.is_self_issued for one in (leaf, issuer, nameless)] == [False, True, False]
    assert repr(leaf) == "CertificateDescription('a')"
