"""Values that are no DER, as readers of BER take them."""

from __future__ import annotations

import pytest

from chainaudit.model import der, extension, extension_values, lenient_values
from tests import forge

BC, KU = extension.BASIC_CONSTRAINTS, extension.KEY_USAGE


@pytest.mark.parametrize(
    ("value", "ca"),
    [
        (b"\x30\x03\x01\x01\x01", True),
        (b"\x30\x80\x01\x01\xff\x00\x00", True),
        (b"\x30\x03\x01\x01\xff\x05\x00", True),
        (b"\x30\x03\x02\x01", None),
        (b"", None),
    ],
)
def test_what_can_be_made_of_it_is_told_and_the_fault_too(value: bytes, ca: bool | None) -> None:
    one = forge.issue(replace={BC: (True, value)}).certificate
    assert one.is_malformed(BC)
    assert one.is_lost(BC) is (ca is None)
    assert (one.basic_constraints.ca if one.basic_constraints else None) is ca
    assert [fault.field for fault in one.faults] == ["basicConstraints"]


def test_a_value_of_another_type_is_lost() -> None:
    assert lenient_values.read(KU, b"\x30\x00", extension_values.key_usage) is None
    assert lenient_values.first_value(b"\x05\x00\x05\x00") == der.encode(der.NULL, b"")
