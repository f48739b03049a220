from __future__ import annotations

import pytest

from chainaudit.evidence.java.headers import MARK, NEXT, WANTED_HEADER, fields_of, is_wanted

HEAD = "javax.net.ssl|{}|{}|{}|2026-11-21 08:34:47.170 UTC|ClientHello.java:639|{}"


@pytest.mark.parametrize(
    ("level", "text", "wanted"),
    [
        ("DEBUG", "Produced ClientHello handshake message (", True),
        ("DEBUG", "Consuming ServerHello handshake message (", True),
        ("ALL", "No X.509 certificate for client authentication, use empty Certificate message instead", True),
        ("ERROR", "whatever", True),
        ("SEVERE", "whatever", True),
        ("DEBUG", "Ignore unsupported cipher suite: TLS_AES_256_GCM_SHA384 for TLSv1.2", False),
        ("WARNING", "Ignore impact of unsupported extension: ec_point_formats", False),
        ("DEBUG", "producing nothing", False),
    ],
)
@pytest.mark.parametrize("number", ["10", "0A", "FFFFFFFF"])
def test_a_header_is_wanted_for_its_level_or_its_words(level: str, text: str, wanted: bool, number: str) -> None:
    header = HEAD.format(level, number, "main", text).encode()
    assert is_wanted(header) is wanted
    assert (WANTED_HEADER.search(b"\n" + header) is not None) is wanted


def test_an_exception_is_wanted_wherever_it_is_said() -> None:
    assert is_wanted(HEAD.format("FINE", "1", "main", "closing: java.io.IOException").encode())


def test_the_search_does_not_run_on_from_one_header_into_the_next() -> None:
    dull = HEAD.format("DEBUG", "1", "main", "x").encode()
    short = b"javax.net.ssl|DEBUG|1|"
    wanted = HEAD.format("DEBUG", "1", "main", "Produced Certificate").encode()
    text = b"\n" + b"\n".join((dull, short, wanted))
    found = WANTED_HEADER.search(text)
    assert found is not None
    assert text[found.start() :].startswith(NEXT + wanted[len(MARK) :])
    assert WANTED_HEADER.search(b"\n" + short + b"\na|b|c|Produced Certificate") is None


@pytest.mark.parametrize("thread", ["main", "a|b", "pool-1|thread-2|x"])
def test_the_fields_of_a_header_whose_thread_may_have_bars_in_its_name(thread: str) -> None:
    fields = fields_of(HEAD.format("DEBUG", "0A", thread, "Produced |x|"))
    assert fields == ("0A", thread, "2026-11-21 08:34:47.170 UTC", "Produced |x|")


@pytest.mark.parametrize(
    "header", ["", "javax.net.ssl|DEBUG|10|main", HEAD.replace("2026-", "when").format(1, 2, 3, 4)]
)
def test_what_is_no_header_has_no_fields(header: str) -> None:
    assert fields_of(header) is None
