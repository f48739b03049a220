"""The serial number is zero, negative or too long."""

from __future__ import annotations

import pytest

from chainaudit.model.context import Role
from chainaudit.model.finding import Severity
from chainaudit.validators.certificate.serial_number import CHECK
from tests import forge
from tests.facts import findings, found


@pytest.mark.parametrize(
    ("serial", "variants"),
    [
        (b"\x01", []),
        (b"\x7f" * 20, []),
        (b"\x00", ["zero"]),
        (b"\xff", ["negative"]),
        (b"\x80" + b"\x01" * 19, ["negative"]),
        (b"\x7f" * 21, ["too-long"]),
        (b"\x00\xff" + b"\x01" * 19, ["too-long"]),
    ],
)
def test_a_serial_number_is_positive_and_of_at_most_twenty_octets(serial: bytes, variants: list[str]) -> None:
    assert found(CHECK, forge.issue(serial=serial)) == variants


def test_an_anchor_is_known_by_its_key_and_not_by_its_number() -> None:
    anchor = forge.root(serial=b"\x00")
    assert [f.severity for f in findings(CHECK, anchor, Role.ANCHOR)] == [Severity.WARNING]
    assert [f.severity for f in findings(CHECK, anchor, Role.INTERMEDIATE)] == [Severity.ERROR]
