"""Certificates that belong to nothing in the chain."""

from __future__ import annotations

import pytest

from chainaudit.model.finding import Severity
from chainaudit.model.store import Entry, EntryKind, Store
from chainaudit.validators.path.extra_certificate import CHECK, MAX_REPORTED
from tests.validators.making import Made, applies, authority, end, findings, of_path, variants

ROOT = authority("Root")
CA = authority("CA", ROOT)
LEAF = end("a.example", CA)
STRANGER = authority("Stranger")
NAMESAKE = authority("CA", ROOT, label="another key")


@pytest.mark.parametrize(
    ("presented", "expected"),
    [
        pytest.param((LEAF, CA), [], id="what belongs together"),
        pytest.param((CA, LEAF), [], id="order is another check"),
        pytest.param((LEAF, CA, ROOT), [], id="the root is another check"),
        pytest.param((LEAF, CA, STRANGER), ["unrelated"], id="a stranger"),
        pytest.param((LEAF, NAMESAKE, CA), ["unrelated"], id="right name, wrong key"),
        pytest.param((LEAF, CA, CA), ["duplicate"], id="one twice"),
        pytest.param((LEAF, LEAF, STRANGER, CA), ["duplicate", "unrelated"], id="both"),
    ],
)
def test_what_is_extra(presented: tuple[object, ...], expected: list[str]) -> None:
    assert variants(CHECK, of_path(LEAF, CA, ROOT, anchored=True, presented=presented)) == expected


@pytest.mark.parametrize("presented", [(CA, LEAF), (ROOT, LEAF, CA), (STRANGER, LEAF, CA)])
def test_the_leaf_is_never_extra_where_an_issuer_stands_before_it(presented: tuple[Made, ...]) -> None:
    named = [f.certificate for f in findings(CHECK, of_path(presented[0], presented=presented))]
    assert named == [c.certificate for c in presented if c is STRANGER]


def test_one_certificate_is_never_extra() -> None:
    assert not applies(CHECK, of_path(LEAF, presented=[LEAF]))


def test_what_a_person_reads() -> None:
    (finding,) = findings(CHECK, of_path(LEAF, presented=[LEAF, CA, STRANGER]))
    assert finding.severity is Severity.WARNING
    assert finding.certificate == STRANGER.certificate
    assert finding.values["index"] == 2
    assert finding.observed == (
        "'CN=Stranger', number 3 of 3 in the chain, issued none of the certificates that lead up from the target"
    )
    store, entry = Store("server.jks", "JKS"), Entry(EntryKind.PRIVATE_KEY, alias="key")
    (twice,) = findings(CHECK, of_path(LEAF, presented=[LEAF, CA, LEAF], store=store, entry=entry))
    assert twice.observed == "'CN=a.example', number 3 of 3 in the chain, is there twice"
    assert twice.actions[0].kind == "remove-certificate"
    assert (twice.actions[0].values["store"], twice.actions[0].values["alias"]) == ("server.jks", "key")
    assert twice.actions[0].values["certificate"] == LEAF.certificate.fingerprint


def test_thousands_are_counted_not_listed() -> None:
    found = findings(CHECK, of_path(LEAF, presented=[LEAF, *[STRANGER] * (MAX_REPORTED + 2)]))
    assert len(found) == MAX_REPORTED
    assert found[-1].observed.endswith("(and 2 more such certificates)")
    exact = findings(CHECK, of_path(LEAF, presented=[LEAF, *[STRANGER] * MAX_REPORTED]))
    assert "more such" not in exact[-1].observed
