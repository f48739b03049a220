from __future__ import annotations

import pytest

from chainaudit.evidence.java.loose import MAX_REMEMBERED_BYTES, loose_lines, tells

TRACE = b"""javax.net.ssl.SSLHandshakeException: PKIX path building failed
\tat java.base/sun.security.ssl.Alert.createSSLException(Alert.java:131)
  "description": "error"
hello
$ java -jar client.jar h:443\r
"""


def test_frames_and_parts_of_messages_are_passed_over() -> None:
    lines = [line for line, _ in loose_lines(TRACE)]
    assert lines == ["javax.net.ssl.SSLHandshakeException: PKIX path building failed", "$ java -jar client.jar h:443"]


def test_a_command_comes_with_its_words() -> None:
    assert [words for _, words in loose_lines(TRACE)] == [None, ["java", "-jar", "client.jar", "h:443"]]


def test_long_output_is_read_like_short_output() -> None:
    filler = b"\tat x.Y.z(Y.java:1)\n" * (MAX_REMEMBERED_BYTES // 16)
    assert loose_lines(filler + TRACE) == loose_lines(TRACE)


@pytest.mark.parametrize("text", [b"", b"hello\nworld", b"\tat x.Y.z(Y.java:1)"])
def test_what_tells_nothing_gives_nothing(text: bytes) -> None:
    assert not tells(text)
    assert loose_lines(text) == ()
