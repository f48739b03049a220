"""One extension stands in a certificate twice."""

from __future__ import annotations

from chainaudit.model import extension
from chainaudit.validators.certificate.duplicate_extension import CHECK
from tests import forge
from tests.facts import findings

OID = extension.SUBJECT_ALTERNATIVE_NAME


def test_every_repetition_is_named_at_its_byte() -> None:
    twice = (OID, False, forge.san("a.example"))
    one, two = findings(CHECK, forge.issue(extra=(twice, twice)))
    assert one.field == two.field == "subjectAltName"
    assert one.values["offset"] < two.values["offset"]


def test_each_once_passes() -> None:
    assert findings(CHECK, forge.issue()) == []
