"""A root in the presented chain may be left out (RFC 8446, 4.4.2)."""

from __future__ import annotations

import pytest

from chainaudit.model.finding import Severity
from chainaudit.model.store import Entry, EntryKind, Store
from chainaudit.validators.path.root_included import CHECK
from tests.validators.making import applies, authority, end, findings, of_path, variants

ROOT = authority("Root")
CA = authority("CA", ROOT)
LEAF = end("a.example", CA)
STRANGER = authority("Stranger")


@pytest.mark.parametrize(
    ("presented", "expected"),
    [
        pytest.param((LEAF, CA), [], id="without it"),
        pytest.param((LEAF, CA, ROOT), [""], id="with it"),
        pytest.param((ROOT, LEAF, CA), [""], id="with it in a wrong place"),
        pytest.param((LEAF, CA, STRANGER), [], id="another root is another check"),
    ],
)
def test_the_root_of_the_chain(presented: tuple[object, ...], expected: list[str]) -> None:
    assert variants(CHECK, of_path(LEAF, CA, ROOT, anchored=True, presented=presented)) == expected


def test_a_self_signed_target_is_no_root_that_could_be_left_out() -> None:
    alone = end("a.example")
    assert not applies(CHECK, of_path(alone, presented=[alone]))
    assert variants(CHECK, of_path(alone, anchored=True, presented=[alone, STRANGER])) == []


def test_a_self_issued_intermediate_is_no_root() -> None:
    """A key rollover: the new key is certified by the old one, under one name."""
    new = authority("Root", ROOT, label="new key of the root")
    leaf = end("b.example", new)
    assert new.certificate.is_self_issued
    assert variants(CHECK, of_path(leaf, new, ROOT, anchored=True, presented=[leaf, new])) == []


def test_what_a_person_reads() -> None:
    store, entry = Store("server.jks", "JKS"), Entry(EntryKind.PRIVATE_KEY, alias="key")
    context = of_path(LEAF, CA, ROOT, anchored=True, presented=[LEAF, CA, ROOT], store=store, entry=entry)
    (finding,) = findings(CHECK, context)
    assert finding.severity is Severity.NOTICE
    assert finding.certificate == ROOT.certificate
    assert finding.observed == f"the root 'CN=Root' is sent along ({len(ROOT.certificate.der)} bytes)"
    assert finding.values["index"] == 2
    assert finding.actions[0].kind == "remove-certificate"
    assert (finding.actions[0].values["store"], finding.actions[0].values["alias"]) == ("server.jks", "key")
