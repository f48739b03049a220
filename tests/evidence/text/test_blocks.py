from __future__ import annotations

import base64

from chainaudit.evidence.text.blocks import BlockReader, behind_bracket
from tests.evidence.reading import sample


def test_standard_error_in_the_midst_of_a_block_is_taken_out() -> None:
    seen = (sample("unknown_ca/capture.pcap")[0].presented or ())[0]
    assert seen.der is not None
    text = base64.encodebytes(seen.der).decode()
    cut = len(text) // 2
    spliced = (
        f"-----BEGIN CERTIFICATE-----\n{text[:cut]}depth=1 C = ZZ, CN = Issuing CA\nverify error:num=20:unable to get\n"
        f"40B736B7997F0000:error:0A000086:SSL routines::certificate verify failed:\n{text[cut:]}"
        "-----END CERTIFICATE-----"
    )
    reader = BlockReader()
    found = [reader.take(line) for line in spliced.split("\n")]
    assert found[-1] == seen.der


def test_lines_of_others_are_marked() -> None:
    reader = BlockReader()
    reader.take("-----BEGIN CERTIFICATE-----")
    reader.take("verify return:1")
    assert reader.inside
    assert reader.is_foreign
    reader.take("AAAA")
    assert not reader.is_foreign


def test_what_follows_the_bracket_of_a_java_message() -> None:
    assert behind_bracket(b'"throwable" : {\n  x}\n\n)\njava.io.IOException') == b"java.io.IOException"
    assert behind_bracket(b"a\r\n)\r\nb") == b"b"
    assert behind_bracket(b"a)\nb") == b""
