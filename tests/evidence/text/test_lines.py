from __future__ import annotations

import io

import pytest

from chainaudit.evidence.text.lines import text_lines

PLAIN = ["CONNECTED(00000003)", "depth=0 CN = x", "verify error:num=18:self-signed certificate", "---", "DONE"]


@pytest.mark.parametrize(
    "prefix",
    [
        pytest.param("2026-11-21T08:35:00.123456789Z stderr F ", id="CRI"),
        pytest.param("Nov 21 08:35:00 host1 job[42]: ", id="syslog"),
        pytest.param("<34>1 2026-11-21T08:35:00Z host job 42 - - ", id="RFC 5424"),
        pytest.param("2026-11-21T08:35:00+01:00 host job[42]: ", id="journal"),
        pytest.param("jvm 1    | ", id="wrapper"),
        pytest.param("INFO   | jvm 1    | 2026/11/21 08:35:00 | ", id="wrapper with time"),
        pytest.param("[11/21/26 8:35:00:123 GMT] 0000003d SystemOut     O ", id="WebSphere"),
        pytest.param("2026-11-21 08:35:00,123 INFO  ", id="log4j"),
        pytest.param("[2026-11-21 08:35:00] ", id="brackets"),
        pytest.param("web-1  | ", id="compose"),
        pytest.param("2026-11-21 10:00:07,123 INFO  [stdout] (default task-1) ", id="WildFly"),
        pytest.param("21-Nov-2026 10:00:07.123 INFO [main] stdout ", id="Tomcat"),
        pytest.param("2026-11-21 10:00:07,123 INFO  com.example.Client - ", id="log4j with logger"),
        pytest.param("[pod/app-1/main] ", id="kubectl"),
    ],
)
def test_prefixes_of_log_systems_are_taken_off(prefix: str) -> None:
    data = "\n".join(prefix + line for line in PLAIN).encode()
    assert list(text_lines(io.BytesIO(data))) == PLAIN


def test_a_minority_keeps_what_it_begins_with() -> None:
    lines = [*PLAIN, "Nov 21 08:35:00 host1 job[42]: one line"]
    assert list(text_lines(io.BytesIO("\n".join(lines).encode()))) == lines


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "latin-1"])
def test_encodings(encoding: str) -> None:
    assert list(text_lines(io.BytesIO("\n".join(PLAIN).encode(encoding)))) == PLAIN


def test_colours_and_line_ends_are_taken_off() -> None:
    data = b"\x1b[31mverify error\x1b[0m\r\n 10% done\r100% done\n"
    assert list(text_lines(io.BytesIO(data))) == ["verify error", "100% done"]


def test_the_indentation_of_a_message_is_kept_and_rows_of_hex_are_no_loggers() -> None:
    rows = ["    16 03 03 00 2a", "0000 - 16 03 01 00 f4 01 00 00-f0 03 03"]
    for prefix in ("2026-11-21 10:00:07,123 INFO  [stdout] ", "21-Nov-2026 10:00:07.123 INFO [main] stdout "):
        data = "\n".join(f"{prefix}{row}" for row in rows).encode()
        assert list(text_lines(io.BytesIO(data))) == rows
