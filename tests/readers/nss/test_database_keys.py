"""How NSS encrypts, by databases of others: passwords that are known, and ciphertexts that they open."""

from __future__ import annotations

import pytest

from chainaudit.errors import StoreError, StoreErrorKind
from chainaudit.model import der
from chainaudit.readers.crypto.key_derivation import WorkBudget
from chainaudit.readers.nss.database_keys import Opener


def _sequence(*parts: bytes) -> bytes:
    return der.encode(der.SEQUENCE, b"".join(parts))


def _octets(text: str) -> bytes:
    return der.encode(der.OCTET_STRING, bytes.fromhex(text))


def _oid(dotted: str) -> bytes:
    return der.encode(der.OBJECT_IDENTIFIER, der.encode_oid(dotted))


TRIPLE_DES = "1.2.840.113549.1.12.5.1.3"


@pytest.mark.parametrize(
    ("password", "database_salt", "salt", "ciphertext"),
    [
        (
            "12345678",
            "2c4d938ccb3f7f1551262185ccee947deae3b8ae",
            "5199adfab24e85e3f308bacf692115f23dcd4f8f",
            "9debdebd4596b278de029b2b2285ce2e",
        ),
        (
            "openwall",
            "b8458c712ffcc2ff938409804cf3805e4bb7d722",
            "4f184f0d3c91cf52ee9190e65389b4d4c8fc66f2",
            "590d1771368107d6be64844780707787",
        ),
    ],
)
def test_the_scheme_with_3des_opens_what_password_crackers_are_tested_with(
    password: str, database_salt: str, salt: str, ciphertext: str
) -> None:
    """The first two test vectors of the format Mozilla of John the Ripper."""
    check = _sequence(_sequence(_oid(TRIPLE_DES), _sequence(_octets(salt), b"\x02\x01\x01")), _octets(ciphertext))
    assert Opener(bytes.fromhex(database_salt), password, WorkBudget(10)).opens(check)
    assert not Opener(bytes.fromhex(database_salt), password + "x", WorkBudget(10)).opens(check)


def _kind(encoded: bytes, cap: int = 1000) -> StoreErrorKind:
    with pytest.raises(StoreError) as caught:
        Opener(b"salt", "password", WorkBudget(cap)).decrypt(encoded)
    return caught.value.kind


def _pbes2(rounds: bytes, cipher: str = "2.16.840.1.101.3.4.1.42", prf: str = "1.2.840.113549.2.9") -> bytes:
    derivation = _sequence(
        _oid("1.2.840.113549.1.5.12"), _sequence(_octets("00" * 32), rounds, b"\x02\x01\x20", _sequence(_oid(prf)))
    )
    scheme = _sequence(_oid(cipher), _octets("00" * 14))
    return _sequence(_sequence(_oid("1.2.840.113549.1.5.13"), _sequence(derivation, scheme)), _octets("00" * 16))


def test_what_is_not_known_or_too_expensive_or_broken_is_told_apart() -> None:
    assert _kind(_pbes2(b"\x02\x02\x27\x10")) is StoreErrorKind.TOO_EXPENSIVE
    assert _kind(_pbes2(b"\x02\x01\x01", cipher="1.2.3")) is StoreErrorKind.UNSUPPORTED
    assert _kind(_pbes2(b"\x02\x01\x01", prf="1.2.3")) is StoreErrorKind.UNSUPPORTED
    assert _kind(_sequence(_sequence(_oid("1.2.3"), _sequence()), _octets(""))) is StoreErrorKind.UNSUPPORTED
    assert _kind(_sequence()) is StoreErrorKind.MALFORMED
    assert _kind(b"") is StoreErrorKind.MALFORMED


def test_the_opener_shows_nothing() -> None:
    assert repr(Opener(b"salt", "hunter2", WorkBudget(1))) == "Opener()"
