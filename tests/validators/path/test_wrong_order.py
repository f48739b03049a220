"""The target first, then each issuer (RFC 8446, 4.4.2)."""

from __future__ import annotations

import pytest

from chainaudit.model.finding import Severity
from chainaudit.model.store import Entry, EntryKind, Store
from chainaudit.validators.path.wrong_order import CHECK
from tests.validators.making import applies, authority, end, findings, of_path, variants

ROOT = authority("Root")
CA = authority("CA", ROOT)
SUB = authority("Sub", CA)
LEAF = end("a.example", SUB)
STRANGER = authority("Stranger")


@pytest.mark.parametrize(
    ("presented", "expected"),
    [
        pytest.param((LEAF, SUB, CA), [], id="in order"),
        pytest.param((LEAF, SUB, CA, ROOT), [], id="in order, root included"),
        pytest.param((LEAF, STRANGER, SUB, CA), [], id="a stranger is another check"),
        pytest.param((LEAF, CA, SUB), [""], id="two exchanged"),
        pytest.param((SUB, LEAF), [""], id="the target second"),
        pytest.param((ROOT, CA, SUB, LEAF), [""], id="upside down"),
    ],
)
def test_orders(presented: tuple[object, ...], expected: list[str]) -> None:
    assert variants(CHECK, of_path(LEAF, SUB, CA, ROOT, anchored=True, presented=presented)) == expected


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
