"""A file name that claims another format."""

from __future__ import annotations

from chainaudit.model.finding import Severity
from chainaudit.model.store import Store
from chainaudit.validators.store.name_says_otherwise import CHECK
from tests.validators.making import findings, of_store, variants


def test_a_name_that_fits_or_says_nothing_passes() -> None:
    assert variants(CHECK, of_store(Store("a.jks", "JKS"))) == []


def test_what_a_person_reads() -> None:
    (finding,) = findings(CHECK, of_store(Store("a.jks", "PKCS12", name_says="JKS")))
    assert finding.severity is Severity.NOTICE
    assert finding.store == "a.jks"
    assert finding.observed == "the name says JKS, the content is PKCS12"
    assert finding.values == {"name_says": "JKS", "format": "PKCS12"}
    assert finding.actions[0].kind == "convert-format"
