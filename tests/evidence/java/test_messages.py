from __future__ import annotations

from chainaudit.evidence.java.messages import read_request, split_authorities


def test_names_in_one_line_come_apart_where_a_more_specific_attribute_begins() -> None:
    text = 'CN=A, OU=x, O="B, Inc.", C=ZZ, CN=D, O=E, C=ZZ, O=F, C=GG'
    assert split_authorities(text) == ["CN=A,OU=x,O=B\\, Inc.,C=ZZ", "CN=D,O=E,C=ZZ", "O=F,C=GG"]


def test_names_on_lines_of_their_own() -> None:
    body = '"certificate authorities": [\n        CN=A, O=B\n        CN=C, O=D]\n    }'
    assert read_request(body).authorities == ("CN=A,O=B", "CN=C,O=D")
