from __future__ import annotations

import pytest

from chainaudit.errors import EncodingError
from chainaudit.tls.hellos import RETRY_RANDOM, parse_client_hello, parse_server_hello, parse_ssl2_client_hello

RANDOM = bytes(range(32))


def vector(size: int, content: bytes) -> bytes:
    return len(content).to_bytes(size, "big") + content


def extension(number: int, content: bytes) -> bytes:
    return number.to_bytes(2, "big") + vector(2, content)


EXTENSIONS = (
    extension(0x1A1A, b"")
    + extension(0, vector(2, b"\x00" + vector(2, b"api.example.com")))
    + extension(43, vector(1, b"\x2a\x2a\x03\x04\x03\x03"))
    + extension(13, vector(2, b"\x04\x03"))
    + extension(10, vector(2, b"\x00\x1d"))
    + extension(16, vector(2, vector(1, b"h2")))
    + extension(0xFF01, b"\x00")
)
HELLO = b"\x03\x03" + RANDOM + vector(1, b"") + vector(2, b"\x0a\x0a\x13\x02\x00\xff") + vector(1, b"\x00")


def test_a_client_hello_without_its_grease() -> None:
    hello = parse_client_hello(HELLO + vector(2, EXTENSIONS))
    assert hello.ciphers == (0x1302, 0x00FF)
    assert hello.offered_versions == (0x0304, 0x0303)
    assert (hello.server_name, hello.alpn, hello.groups) == ("api.example.com", ("h2",), (0x1D,))
    assert hello.secure_renegotiation


def test_without_extensions_the_legacy_version_is_what_is_offered() -> None:
    hello = parse_client_hello(HELLO)
    assert (hello.offered_versions, hello.server_name) == ((0x0303,), None)


def test_extensions_that_break_off_leave_what_came_before() -> None:
    whole = HELLO + vector(2, EXTENSIONS)
    for length in range(len(HELLO), len(whole)):
        assert parse_client_hello(whole[:length]).ciphers == (0x1302, 0x00FF)


def test_a_fixed_part_that_breaks_off_is_said_with_its_place() -> None:
    with pytest.raises(EncodingError) as caught:
        parse_client_hello(HELLO[:20])
    assert caught.value.offset == 2


def test_a_name_that_is_not_printable_is_escaped() -> None:
    name = extension(0, vector(2, b"\x00" + vector(2, b"a\x1b[31m")))
    assert parse_client_hello(HELLO + vector(2, name)).server_name == "a\\x1b[31m"


def test_a_server_hello_and_a_retry() -> None:
    body = b"\x03\x03" + RANDOM + vector(1, b"") + b"\x13\x02\x00" + vector(2, extension(43, b"\x03\x04"))
    hello = parse_server_hello(body)
    assert (hello.version, hello.cipher, hello.is_retry) == (0x0304, 0x1302, False)
    assert parse_server_hello(body.replace(RANDOM, RETRY_RANDOM)).is_retry


def test_ssl2_framing() -> None:
    hello = parse_ssl2_client_hello(bytes.fromhex("0103010006000000100700c000002f") + bytes(16))
    assert (hello.legacy_version, hello.ciphers, hello.ssl2_framed) == (0x0301, (0x2F,), True)
