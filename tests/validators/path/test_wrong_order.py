"""The target first, then each issuer (RFC 8446, 4.4.2)."""

from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from chainaudit.model.finding import Severity
from chainaudit.model.public_key import PublicKey
from chainaudit.model.store import Entry, EntryKind, PrivateKey, Store
from chainaudit.validators.path.wrong_order import CHECK
from tests.validators.making import Made, applies, authority, end, findings, of_path, variants

ROOT = authority("Root")
CA = authority("CA", ROOT)
SUB = authority("Sub", CA)
LEAF = end("a.example", SUB)
STRANGER = authority("Stranger")
STRANGER_END = end("b.example", STRANGER)
NAMED_CA = authority("own.example", names=("own.example",))


@pytest.mark.parametrize(
    ("presented", "expected"),
    [
        pytest.param((LEAF, SUB, CA), [], id="in order"),
        pytest.param((LEAF, SUB, CA, ROOT), [], id="in order, root included"),
        pytest.param((LEAF, STRANGER, SUB, CA), [], id="a stranger is another check"),
        pytest.param((LEAF, CA, SUB), ["issuers"], id="two exchanged"),
        pytest.param((SUB, LEAF), ["leaf-not-first"], id="the target second"),
        pytest.param((ROOT, CA, SUB, LEAF), ["leaf-not-first"], id="upside down"),
    ],
)
def test_orders(presented: tuple[object, ...], expected: list[str]) -> None:
    assert variants(CHECK, of_path(LEAF, SUB, CA, ROOT, anchored=True, presented=presented)) == expected


CLIENT = end("client 1", CA, names=())


@pytest.mark.parametrize(
    ("presented", "number"),
    [
        pytest.param((SUB, LEAF), 2, id="the issuer first"),
        pytest.param((ROOT, LEAF, SUB, CA), 2, id="the root first"),
        pytest.param((CA, ROOT, SUB, LEAF), 4, id="the leaf last"),
        pytest.param((STRANGER, LEAF, SUB), 2, id="a CA that has nothing to do with it"),
        pytest.param((CA, CLIENT), 2, id="a leaf without alternative names"),
    ],
)
def test_the_peer_takes_the_first_certificate_for_the_leaf(presented: tuple[Made, ...], number: int) -> None:
    (finding,) = findings(CHECK, of_path(presented[0], presented=presented))
    leaf = presented[number - 1]
    assert (finding.variant, finding.severity) == ("leaf-not-first", Severity.ERROR)
    assert finding.certificate == leaf.certificate
    assert f"is number {number} of {len(presented)} certificates; the peer takes number 1" in finding.observed
    assert finding.values["order"][0] == leaf.certificate.fingerprint


@pytest.mark.parametrize(
    "presented",
    [
        pytest.param((LEAF, SUB, STRANGER_END), id="another leaf behind it"),
        pytest.param((SUB, CA), id="a CA judged by itself"),
        pytest.param((NAMED_CA, STRANGER_END), id="a server whose certificate is marked as a CA's"),
    ],
)
def test_the_first_may_be_the_leaf(presented: tuple[Made, ...]) -> None:
    assert variants(CHECK, of_path(presented[0], presented=presented)) == []


def test_the_key_says_which_one_is_the_leaf() -> None:
    encoded = SUB.key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    key = PrivateKey(b"", "EC", 256, PublicKey(encoded))
    entry = Entry(EntryKind.PRIVATE_KEY, has_private_key=True, private_key=key)
    assert variants(CHECK, of_path(SUB, presented=(SUB, LEAF), entry=entry)) == []
    (finding,) = findings(CHECK, of_path(LEAF, presented=(LEAF, SUB), entry=entry))
    assert finding.certificate == SUB.certificate


def test_one_certificate_has_no_order() -> None:
    assert not applies(CHECK, of_path(LEAF, presented=[LEAF]))
    assert not applies(CHECK, of_path(LEAF))


def test_what_a_person_reads() -> None:
    store = Store("server.p12", "PKCS12")
    entry = Entry(EntryKind.PRIVATE_KEY, alias="key")
    (finding,) = findings(CHECK, of_path(LEAF, presented=[LEAF, CA, SUB], store=store, entry=entry))
    assert finding.severity is Severity.WARNING
    assert finding.certificate == CA.certificate
    assert finding.observed == "presented as a.example / CA / Sub"
    assert finding.expected == "target first, then each issuer: a.example / Sub / CA"
    assert finding.values["order"] == tuple(c.certificate.fingerprint for c in (LEAF, SUB, CA))
    (action,) = finding.actions
    assert action.kind == "reorder"
    assert action.values == {"alias": "key", "store": "server.p12", "names": "a.example, Sub, CA"}
