"""The document has one name, in what is written and in the schema that is published."""

from __future__ import annotations

import json

from chainaudit.reporting.schema import SCHEMA
from scripts import json_schema
from tests.conftest import ROOT


def test_the_published_schema_is_of_this_document() -> None:
    published = ROOT / "docs" / "reference" / f"{SCHEMA.replace('/', '-')}.schema.json"
    assert SCHEMA in published.read_text()
    assert SCHEMA in json.dumps(json.loads(json_schema.text()))
