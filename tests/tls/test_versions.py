from __future__ import annotations

import pytest

from chainaudit.tls.versions import is_grease, version_name, version_number


@pytest.mark.parametrize(
    ("text", "number"),
    [("TLSv1.2", 0x303), ("TLS 1.0", 0x301), ("TLSv1", 0x301), ("3.3", 0x303), ("SSLv3", 0x300), ("TLS 9", None)],
)
def test_spellings(text: str, number: int | None) -> None:
    assert version_number(text) == number


def test_names() -> None:
    assert [version_name(number) for number in (0x304, 0x301, 0x7F1C)] == ["TLSv1.3", "TLSv1", "0x7f1c"]


def test_grease() -> None:
    assert [is_grease(number) for number in (0x0A0A, 0xFAFA, 0x0A1A, 0x1302)] == [True, True, False, False]
