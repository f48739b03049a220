from __future__ import annotations

from chainaudit.evidence.openssl.wire_text import DebugDump


def test_rows_of_a_dump_and_what_is_missing_between_them() -> None:
    dump = DebugDump()
    dump.begin("client", 40)
    assert dump.take(0, bytes(16)) == (0, bytes(16), 0)
    assert dump.left == 24
    assert dump.take(32, bytes(8)) == (16, bytes(8), 0), "a row is missing"
    assert dump.left == 0


def test_a_row_that_is_cut_leaves_a_hole() -> None:
    dump = DebugDump()
    dump.begin("client", 20)
    assert dump.take(0, bytes(13)) == (0, bytes(13), 3)
    assert dump.take(16, bytes(9)) == (0, bytes(4), 0), "no more than the dump holds"


def test_calls_that_failed_have_no_rows() -> None:
    dump = DebugDump()
    dump.begin("server", -1)
    assert dump.left == 0


def test_streams_are_told_apart() -> None:
    dump = DebugDump()
    assert not dump.is_another("read from 0xaa [0xbb] (5 bytes => 5 (0x5))")
    dump.begin("client", 5, "aa")
    assert not dump.is_another("read from 0xaa [0xbb] (5 bytes => 5 (0x5))")
    assert dump.is_another("read from 0xcc [0xbb] (5 bytes => 5 (0x5))")
