"""What ``--format json`` prints is what the published schema says, and the schema is what the types say."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, get_args

import jsonschema
import pytest

from chainaudit.errors import StoreErrorKind
from chainaudit.model.check import Outcome
from chainaudit.model.finding import Severity
from chainaudit.model.store import EntryKind, Integrity
from chainaudit.reporting import document_types
from scripts import json_schema
from tests.conftest import ROOT

if TYPE_CHECKING:
    import enum
    from collections.abc import Callable

PUBLISHED = ROOT / "docs" / "reference" / "chainaudit-1.schema.json"
DEMO = ("--store", "testdata/demo/gateway.jks", "--password", "pass:changeit")
TRUST = ("--truststore", "testdata/demo/partners.pem")
CFT = "testdata/how_to/transfer_cft"
DOCUMENTS: dict[str, tuple[str, ...]] = {
    "two keys, one incomplete chain": ("verify", *DEMO, *TRUST, "--host", "api.example.com"),
    "several profiles": ("verify", *DEMO, *TRUST, "--as", "transfer-cft-3.1", "--as", "rfc5280"),
    "no password": ("verify", *DEMO[:2], *TRUST),
    "presented": ("verify", "--presented", f"{CFT}/presented.pem", "--truststore", f"{CFT}/imported-b-and-c.pem"),
    "an empty file": ("inspect", "/dev/null"),
    "not a store": ("inspect", "README.md"),
    "a wrong password": ("inspect", "testdata/demo/gateway.jks", "--password", "pass:wrong"),
    "a peer that is not there": ("connect", "localhost:1", "--timeout", "5"),
    "a rehearsal that is refused": (
        *("rehearse", "--client-as", "java", *("--client-truststore", TRUST[1]), "--server-as", "nginx"),
        *("--server-store", DEMO[1], "--server-password", DEMO[3], "--host", "api.example.com"),
    ),
    "a rehearsal of both sides": (
        *("rehearse", "--client-store", DEMO[1], "--client-password", DEMO[3], "--client-truststore", TRUST[1]),
        *("--server-store", DEMO[1], "--server-password", DEMO[3], "--server-truststore", TRUST[1]),
    ),
    "several stores": ("inspect", "testdata/demo/gateway.jks", "testdata/how_to/apigee/keystore.p12"),
}


@pytest.fixture(scope="module")
def validator() -> Any:
    schema = json.loads(PUBLISHED.read_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


@pytest.mark.parametrize("arguments", DOCUMENTS.values(), ids=DOCUMENTS)
def test_documents_are_what_the_schema_says(
    chainaudit: Callable[..., Any], validator: Any, arguments: tuple[str, ...]
) -> None:
    done = chainaudit(*arguments, "--format", "json")
    document = json.loads(done.stdout)
    assert document["schema"] == "chainaudit/1"
    assert [error.message for error in validator.iter_errors(document)] == []


def test_a_field_that_is_not_in_the_schema_is_noticed(chainaudit: Callable[..., Any], validator: Any) -> None:
    document = json.loads(chainaudit(*DOCUMENTS["presented"], "--format", "json").stdout)
    document["stores"][0]["surprise"] = 1
    assert not validator.is_valid(document)
    del document["stores"][0]["surprise"]
    del document["stores"][0]["integrity"]
    assert not validator.is_valid(document)


def test_the_published_schema_is_the_types() -> None:
    assert PUBLISHED.read_text() == json_schema.text(), "python -m scripts.docs --write"


@pytest.mark.parametrize(
    ("words", "kinds"),
    [
        (document_types.SeverityName, Severity),
        (document_types.OutcomeName, Outcome),
        (document_types.IntegrityName, Integrity),
        (document_types.ErrorKind, StoreErrorKind),
        (document_types.EntryKindName, EntryKind),
    ],
)
def test_the_words_of_the_document_are_those_of_the_model(words: Any, kinds: type[enum.Enum]) -> None:
    assert set(get_args(words)) == {kind.value for kind in kinds}


def test_an_annotation_without_counterpart_is_refused() -> None:
    with pytest.raises(TypeError, match="has no counterpart in JSON"):
        json_schema.schema_of(bytes, {})
