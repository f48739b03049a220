"""What Java's factory gives up is told where the rules ask for it."""

from __future__ import annotations

from chainaudit.model import extension
from chainaudit.validators.certificate.java_reading import CHECK
from tests import forge
from tests.facts import findings, found

JUNK = {extension.KEY_USAGE: (True, b"junk")}


def test_only_java_reads_so() -> None:
    one = forge.issue(replace=JUNK)
    assert found(CHECK, one) == []
    assert [f.observed for f in findings(CHECK, one, java_reading=True)]
    assert found(CHECK, forge.issue(), java_reading=True) == []


def test_of_several_things_the_first_is_told() -> None:
    twice = forge.issue(serial=b"", replace=JUNK)
    assert [f.observed for f in findings(CHECK, twice, java_reading=True)] == [
        "Invalid encoding: zero length Int value"
    ]
    passed_over = forge.issue(replace={extension.KEY_USAGE: (False, b"junk")})
    assert found(CHECK, passed_over, java_reading=True) == []
