"""Bags one by one: what each kind becomes, what is wrong with one, and where counting ends."""

from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, NoEncryption, PrivateFormat

from chainaudit.errors import Secret, StoreError, StoreErrorKind
from chainaudit.model import der
from chainaudit.model.entry import EntryKind
from chainaudit.model.reader import Limits, ReadRequest
from chainaudit.readers.crypto.key_derivation import WorkBudget
from chainaudit.readers.crypto.password_based_encryption import Password
from chainaudit.readers.pkcs12 import bags
from chainaudit.readers.pkcs12.bags import Bags
from tests import forge

LEAF = forge.issue(None)
FRIENDLY_NAME, LOCAL_KEY_ID = "1.2.840.113549.1.9.20", "1.2.840.113549.1.9.21"
TRUSTED_KEY_USAGE = "2.16.840.1.113894.746875.1.1"


def oid(text: str) -> bytes:
    return der.encode(der.OBJECT_IDENTIFIER, der.encode_oid(text))


def sequence(*parts: bytes) -> bytes:
    return der.encode(der.SEQUENCE, b"".join(parts))


def attribute(kind: str, *values: bytes) -> bytes:
    return sequence(oid(kind), der.encode(0x31, b"".join(values)))


def bag(kind: bytes, value: bytes, *attributes: bytes) -> bytes:
    behind = (der.encode(0x31, b"".join(attributes)),) if attributes else ()
    return sequence(der.encode(der.OBJECT_IDENTIFIER, kind), der.encode(0xA0, value), *behind)


def certificate_bag(content: bytes = LEAF.certificate.der, *attributes: bytes) -> bytes:
    octets = der.encode(der.OCTET_STRING, content)
    value = sequence(oid("1.2.840.113549.1.9.22.1"), der.encode(0xA0, octets))
    return bag(bags.CERTIFICATE_BAG, value, *attributes)


def key(password: str | None = None) -> bytes:
    lock = NoEncryption() if password is None else BestAvailableEncryption(password.encode())
    return LEAF.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, lock)  # type: ignore[no-any-return]


def read(*parts: bytes, password: str | None = "changeit", mac_failed: bool = False, **limits: int) -> Bags:
    request = ReadRequest("a.p12", password=password, limits=Limits(**limits))
    found = Bags(request, WorkBudget(10_000_000), Password(password or ""), mac_failed=mac_failed)
    found.add_safe_contents(sequence(*parts))
    return found


def test_a_certificate_with_its_name_and_key_id() -> None:
    name = attribute(FRIENDLY_NAME, der.encode(der.BMP_STRING, "Ä b".encode("utf-16-be")))
    found = read(certificate_bag(LEAF.certificate.der, name, attribute(LOCAL_KEY_ID, der.encode(4, b"1"))))
    (item,) = found.certificates
    assert (item.certificate, item.alias, item.local_key_id) == (LEAF.certificate, "Ä b", b"1")
    assert (item.kind, item.trusted_for) == (EntryKind.CERTIFICATE, None)


def test_what_java_trusts_has_its_purposes_and_its_name_in_lower_case() -> None:
    name = attribute(FRIENDLY_NAME, der.encode(der.BMP_STRING, "Root CA".encode("utf-16-be")))
    found = read(certificate_bag(LEAF.certificate.der, name, attribute(TRUSTED_KEY_USAGE, oid("2.5.29.37.0"))))
    (item,) = found.certificates
    assert (item.kind, item.alias) == (EntryKind.TRUSTED_CERTIFICATE, "root ca")
    assert item.trusted_for == ("2.5.29.37.0",)


@pytest.mark.parametrize(
    ("kind", "content"),
    [(bags.KEY_BAG, key()), (bags.SHROUDED_BAG, key("changeit")), (bags.SHROUDED_BAG, key())],
    ids=["in clear", "encrypted", "in clear in a bag for encrypted ones, as GnuTLS writes it"],
)
def test_keys(kind: bytes, content: bytes) -> None:
    (found,) = read(bag(kind, content)).keys
    assert found.problem is None
    assert found.key is not None
    public = LEAF.certificate.public_key
    assert public is not None
    assert found.key.belongs_to(public)


@pytest.mark.parametrize(
    ("password", "kind"), [(None, StoreErrorKind.PASSWORD_NEEDED), ("another", StoreErrorKind.WRONG_PASSWORD)]
)
def test_a_key_that_does_not_open_says_which_password_it_wants(password: str | None, kind: StoreErrorKind) -> None:
    (found,) = read(bag(bags.SHROUDED_BAG, key("changeit")), password=password).keys
    assert found.key is None
    assert found.problem is not None
    assert (found.problem.kind, found.problem.wants) == (kind, Secret.KEY)
    assert "another" not in found.problem.message


def test_a_password_that_mac_and_keys_refuse_is_tried_no_more() -> None:
    wrong = [bag(bags.SHROUDED_BAG, key("changeit"))] * (bags.MAX_REFUSALS + 2)
    assert read(*wrong, password="another", mac_failed=True).refused == {"another": bags.MAX_REFUSALS}
    assert read(*wrong, password="another").refused == {"another": len(wrong)}


def test_bags_in_bags_are_opened_to_a_depth() -> None:
    def nested(depth: int) -> bytes:
        content = certificate_bag()
        for _ in range(depth):
            content = bag(bags.SAFE_CONTENTS_BAG, sequence(content))
        return content

    assert len(read(nested(bags.MAX_DEPTH)).certificates) == 1
    with pytest.raises(StoreError, match="nested deeper than is allowed") as told:
        read(nested(bags.MAX_DEPTH + 1))
    assert told.value.kind is StoreErrorKind.TOO_EXPENSIVE


@pytest.mark.parametrize(("entries", "is_read"), [(3, True), (2, False)])
def test_bags_are_counted(entries: int, is_read: bool) -> None:
    three = [certificate_bag()] * 3
    if is_read:
        assert len(read(*three, entries=entries).certificates) == 3
        return
    with pytest.raises(StoreError, match="more than the 2 bags"):
        read(*three, entries=entries)


@pytest.mark.parametrize(
    ("broken", "why"),
    [
        (bag(der.encode_oid("1.2.3"), sequence()), "Bag 1 of the PKCS 12: its type 1.2.3 is unknown."),
        (bag(bags.CERTIFICATE_BAG, sequence(oid("1.2.3"), sequence())), "1.2.3, which is not X.509"),
        (bag(bags.CERTIFICATE_BAG, sequence()), "Bag 1 of the PKCS 12 is malformed"),
        (sequence(oid("1.2.3")), "Bag 1 of the PKCS 12 is malformed: a part is missing."),
    ],
)
def test_what_is_wrong_with_one_bag_leaves_the_others(broken: bytes, why: str) -> None:
    found = read(broken, certificate_bag())
    assert len(found.certificates) == 1
    (problem,) = found.problems
    assert why in problem.message


def test_a_revocation_list_is_kept_as_it_stands() -> None:
    octets = der.encode(der.OCTET_STRING, b"a list")
    value = sequence(oid("1.2.840.113549.1.9.23.1"), der.encode(0xA0, octets))
    assert read(bag(bags.CRL_BAG, value)).crls == [b"a list"]


def test_secret_keys_have_the_names_that_java_gives_them() -> None:
    info = sequence(der.encode(2, b"\0"), sequence(oid("2.16.840.1.101.3.4.1")), der.encode(4, b"0123456789abcdef"))
    value = sequence(
        der.encode(der.OBJECT_IDENTIFIER, bags.KEY_BAG), der.encode(0xA0, der.encode(der.OCTET_STRING, info))
    )
    (found,) = read(bag(bags.SECRET_BAG, value)).secrets
    assert (found.algorithm, found.secret, found.problem) == ("AES", b"0123456789abcdef", None)


@pytest.mark.parametrize("pieces", [1, 3])
def test_octets_may_stand_in_pieces(pieces: int) -> None:
    whole = b"".join(der.encode(der.OCTET_STRING, b"ab") for _ in range(pieces))
    assert bags.octets_of(der.read(der.encode(0x24, whole))) == b"ab" * pieces
    assert bags.octets_of(der.read(der.encode(der.OCTET_STRING, b"ab"))) == b"ab"
