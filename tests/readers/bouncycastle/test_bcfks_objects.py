"""Objects that no BouncyCastle writes become entries with a problem."""

from __future__ import annotations

import pytest

from chainaudit.errors import StoreErrorKind
from chainaudit.model import der
from chainaudit.model.reader import ReadRequest
from chainaudit.model.store import EntryKind
from chainaudit.readers.bouncycastle import bcfks_objects
from chainaudit.readers.crypto.key_derivation import WorkBudget

NOW = der.encode(der.GENERALIZED_TIME, b"20260101000000Z")


def object_store_data(kind: bytes, content: bytes = b"") -> bytes:
    """An ObjectStoreData with one object of the type that the INTEGER ``kind`` says."""
    parts = (der.encode(der.INTEGER, kind), der.encode(der.UTF8_STRING, b"alias"), NOW, NOW)
    one = der.encode(der.SEQUENCE, b"".join(parts) + der.encode(der.OCTET_STRING, content))
    before = der.encode(der.INTEGER, b"\1") + der.encode(der.SEQUENCE, b"") + NOW + NOW
    return der.encode(der.SEQUENCE, before + der.encode(der.SEQUENCE, one))


@pytest.mark.parametrize("kind", [b"\x05", b"\xff", b"\x01" + bytes(1 << 20)], ids=["5", "-1", "of a mebibyte"])
def test_an_object_of_an_unknown_type(kind: bytes) -> None:
    (entry,) = bcfks_objects.entries(object_store_data(kind), ReadRequest("x"), WorkBudget(1_000))
    assert (entry.kind, entry.alias, entry.has_private_key) == (EntryKind.SECRET_KEY, "alias", False)
    assert entry.key_problem is not None
    assert entry.key_problem.kind is StoreErrorKind.UNSUPPORTED


def test_a_damaged_object_is_an_entry_with_its_problem() -> None:
    data = object_store_data(b"\x01", b"\x30\x03\x02\x01\x00")
    (entry,) = bcfks_objects.entries(data, ReadRequest("x"), WorkBudget(1_000))
    assert entry.kind is EntryKind.PRIVATE_KEY
    assert entry.key_problem is not None
    assert entry.key_problem.kind is StoreErrorKind.MALFORMED
