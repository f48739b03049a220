"""Keys find their certificates among few and among many, and what could belong together is bounded."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, mldsa, rsa

from chainaudit.errors import StoreError, StoreErrorKind
from chainaudit.model.store import PrivateKey
from chainaudit.readers.keys import pairing, private_keys
from chainaudit.readers.keys.pairing import FEW_KEYS, FoundCertificate, FoundKey, pair
from tests.forge import Forged, intermediate, issue, name, root

if TYPE_CHECKING:
    from chainaudit.model.entry import Entry

ROOT = root()


def read(key: object) -> PrivateKey:
    """The private key as readers find it."""
    encoded = key.private_bytes(  # type: ignore[attr-defined]
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return private_keys.read(encoded)


def found_keys(keys: list[PrivateKey], local_key_id: bytes = b"") -> list[FoundKey]:
    return [FoundKey(number, key, None, None, local_key_id) for number, key in enumerate(keys)]


def found_certificates(forged: list[Forged], local_key_id: bytes = b"") -> list[FoundCertificate]:
    return [
        FoundCertificate(1_000_000 + number, one.certificate, None, local_key_id) for number, one in enumerate(forged)
    ]


def of_every_kind(count: int) -> list[Forged]:
    """``count`` certificates with keys of their own, every kind of key among them."""
    made = [ec.generate_private_key(ec.SECP256R1()), rsa.generate_private_key(65537, 2048)]
    made += [ed25519.Ed25519PrivateKey.generate() for _ in range(count - len(made))]
    return [issue(ROOT, subject=f"leaf {number}", use_key=key) for number, key in enumerate(made)]


def owners(entries: list[Entry]) -> list[bool | None]:
    return [entry.key_matches_certificate for entry in entries if entry.has_private_key]


@pytest.mark.parametrize("count", [5, FEW_KEYS, FEW_KEYS + 1])
@pytest.mark.parametrize("one_issuer", [True, False])
def test_each_key_stands_with_its_certificate_and_with_the_issuer(count: int, one_issuer: bool) -> None:
    leaves = of_every_kind(count)
    certificates = found_certificates([ROOT, *reversed(leaves)])
    entries = pair(found_keys([read(leaf.key) for leaf in leaves]), certificates, one_issuer=one_issuer)
    assert owners(entries) == [True] * count
    assert [entry.certificates for entry in entries] == [(leaf.certificate, ROOT.certificate) for leaf in leaves]


@pytest.mark.parametrize("others", [0, FEW_KEYS])
def test_two_keys_that_are_the_same_take_a_certificate_each(others: int) -> None:
    key = ed25519.Ed25519PrivateKey.generate()
    twins = [issue(ROOT, subject=f"twin {number}", use_key=key) for number in range(2)]
    more = [read(ed25519.Ed25519PrivateKey.generate()) for _ in range(others)]
    entries = pair(found_keys([read(key), read(key), *more]), found_certificates(twins), one_issuer=True)
    assert [entry.certificates for entry in entries[:2]] == [(twin.certificate,) for twin in twins]
    assert [entry.is_unmatched for entry in entries[2:]] == [True] * others


@pytest.mark.parametrize("others", [0, FEW_KEYS])
def test_a_key_that_only_tells_the_digest_of_its_public_half(others: int) -> None:
    """An expanded ML-DSA key (FIPS 204): its 64 octets of SHAKE256 are found in no certificate."""
    made = mldsa.MLDSA44PrivateKey.generate()
    forged = issue(ROOT, subject="ml-dsa", use_key=ed25519.Ed25519PrivateKey.generate())
    leaf = issue(ROOT, subject="leaf", use_key=_SignsAsEd25519(made))
    digest = hashlib.shake_256(made.public_key().public_bytes_raw()).digest(64)
    key = PrivateKey(b"", "ML-DSA-44", 0, None, digest)
    more = [read(ed25519.Ed25519PrivateKey.generate()) for _ in range(others)]
    entries = pair(found_keys([key, *more]), found_certificates([forged, leaf]), one_issuer=True)
    assert entries[0].certificates == (leaf.certificate,)
    assert entries[0].key_matches_certificate


class _SignsAsEd25519:
    """Lends its public half to a certificate that another key signs."""

    def __init__(self, key: mldsa.MLDSA44PrivateKey) -> None:
        self.public_key = key.public_key


def cycle(count: int) -> list[Forged]:
    """Certificates of two names that could each have issued all those of the other."""
    key = ed25519.Ed25519PrivateKey.generate()
    return [
        issue(subject=f"{number % 2}", issuer_name=name(f"{1 - number % 2}"), use_key=key, replace=dict.fromkeys(BOTH))
        for number in range(count)
    ]


BOTH = ("2.5.29.14", "2.5.29.35")
"""Subject and authority key identifier, which would tell."""


@pytest.mark.parametrize("one_issuer", [True, False])
def test_names_that_go_in_circles_are_followed_up_to_a_bound(one_issuer: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    forged = cycle(40)
    keys, certificates = found_keys([read(forged[0].key)]), found_certificates(forged)
    (entry,) = pair(keys, certificates, one_issuer=one_issuer)
    assert len(entry.certificates) == 40
    monkeypatch.setattr(pairing, "MAX_COMPARISONS", 40 * 20)
    with pytest.raises(StoreError) as error:
        pair(keys, certificates, one_issuer=one_issuer)
    assert error.value.kind is StoreErrorKind.TOO_EXPENSIVE


@pytest.mark.parametrize("local_key_id", [b"", b"same"])
def test_keys_and_certificates_that_are_all_the_same_are_compared_up_to_a_bound(
    local_key_id: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = ed25519.Ed25519PrivateKey.generate()
    certificates = found_certificates([issue(use_key=key, subject=f"{number}") for number in range(60)], local_key_id)
    keys = found_keys([read(key)] * 60, local_key_id)
    assert all(owners(pair(keys, certificates, one_issuer=True)))
    monkeypatch.setattr(pairing, "MAX_COMPARISONS", 60 * 60 - 1)
    with pytest.raises(StoreError) as error:
        pair(keys, certificates, one_issuer=True)
    assert error.value.kind is StoreErrorKind.TOO_EXPENSIVE


def test_thousands_of_certificates_of_one_name_and_no_key_are_no_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pairing, "MAX_COMPARISONS", 0)
    chain = [ROOT, intermediate(ROOT), *cycle(30)]
    assert len(pair([], found_certificates(chain), one_issuer=True)) == 32
