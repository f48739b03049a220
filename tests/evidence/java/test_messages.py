from __future__ import annotations

import pytest

from chainaudit.evidence.java.messages import read_client_hello, read_request, split_authorities


def test_names_in_one_line_come_apart_where_a_more_specific_attribute_begins() -> None:
    text = 'CN=A, OU=x, O="B, Inc.", C=ZZ, CN=D, O=E, C=ZZ, O=F, C=GG'
    assert split_authorities(text) == ["CN=A,OU=x,O=B\\, Inc.,C=ZZ", "CN=D,O=E,C=ZZ", "O=F,C=GG"]


def test_names_on_lines_of_their_own() -> None:
    body = '"certificate authorities": [\n        CN=A, O=B\n        CN=C, O=D]\n    }'
    assert read_request(body).authorities == ("CN=A,O=B", "CN=C,O=D")


HELLO = """"ClientHello": {{
  "client version"      : "TLSv1.2",
  "cipher suites"       : "[{suites}]",
  "extensions"          : [
    {extensions}
  ]
}}"""


@pytest.mark.parametrize(
    ("suites", "extensions", "is_known"),
    [
        ("TLS_RSA_WITH_AES_128_CBC_SHA(0x002F)", "", False),
        ("TLS_RSA_WITH_AES_128_CBC_SHA(0x002F), TLS_EMPTY_RENEGOTIATION_INFO_SCSV(0x00FF)", "", True),
        ("TLS_RSA_WITH_AES_128_CBC_SHA", '"renegotiation_info (65,281)": {', True),
    ],
)
def test_how_a_client_tells_that_it_knows_secure_renegotiation(suites: str, extensions: str, is_known: bool) -> None:
    offer = read_client_hello(HELLO.format(suites=suites, extensions=extensions))
    assert offer.renegotiation is is_known
    assert offer.ciphers[0] == 0x2F


def test_a_list_of_suites_ends_at_its_bracket_or_its_line() -> None:
    suites = "TLS_RSA_WITH_AES_128_CBC_SHA(0x002F)"
    behind = f"{HELLO.format(suites=suites, extensions='')} TLS_RSA_WITH_AES_256_CBC_SHA(0x0035)]"
    assert read_client_hello(behind).ciphers == (0x2F,)
    assert read_client_hello(behind.replace(')]"', ")")).ciphers == (0x2F,)
    assert read_client_hello(HELLO.format(suites=suites, extensions="").split("]")[0]).ciphers == (0x2F,)
    one_line = f'"cipher suites" : "[{suites}]" "other": TLS_RSA_WITH_AES_256_CBC_SHA(0x0035)'
    assert read_client_hello(one_line).ciphers == (0x2F,)
    assert read_client_hello("").ciphers == ()


@pytest.mark.parametrize(
    ("extensions", "versions"),
    [
        ('"supported_versions (43)": {\n      "versions": [TLSv1.3, TLSv1.2]\n    }', (0x0304, 0x0303)),
        ('"supported_versions (43)": {\n      ?\n    }', (0x0303,)),
        ("", (0x0303,)),
    ],
)
def test_versions_of_the_extension_come_before_the_field(extensions: str, versions: tuple[int, ...]) -> None:
    assert read_client_hello(HELLO.format(suites="", extensions=extensions)).versions == versions
