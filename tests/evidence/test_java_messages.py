from __future__ import annotations

from datetime import datetime, timezone

import pytest

from chainaudit.evidence.java_messages import read_request, read_time, split_authorities


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("2036-10-19 08:33:22.000 UTC", 8),
        ("2036-10-19 10:33:22.000 CEST", 8),
        ("2036-10-19T03:33:22 -05:00", 8),
        ("none", None),
    ],
)
def test_times_in_zones(text: str, hour: int | None) -> None:
    expected = None if hour is None else datetime(2036, 10, 19, hour, 33, 22, tzinfo=timezone.utc)
    assert read_time(text) == expected


def test_names_in_one_line_come_apart_where_a_more_specific_attribute_begins() -> None:
    text = 'CN=A, OU=x, O="B, Inc.", C=ZZ, CN=D, O=E, C=ZZ, O=F, C=GG'
    assert split_authorities(text) == ["CN=A,OU=x,O=B\\, Inc.,C=ZZ", "CN=D,O=E,C=ZZ", "O=F,C=GG"]


def test_names_on_lines_of_their_own() -> None:
    body = '"certificate authorities": [\n        CN=A, O=B\n        CN=C, O=D]\n    }'
    assert read_request(body).authorities == ("CN=A,O=B", "CN=C,O=D")
