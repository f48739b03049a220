"""Healthy handshakes of which a part was not captured: what was not seen must not be taken for what did not happen."""

from __future__ import annotations

import struct

import pytest

from chainaudit.model.evidence import CLIENT, SERVER
from tests.evidence.reading import SAMPLES, conclude, read

HEADER_BYTES, RECORD_BYTES = 24, 16
HEALTHY = ("ok_tls13_keylog", "smtp_starttls_ok")
Packet = tuple[bytes, bytes]


def packets(name: str) -> tuple[bytes, list[Packet]]:
    """The header of a capture, and each packet's record header and bytes."""
    data = next(path for path in (SAMPLES / name).glob("capture.pcap*")).read_bytes()
    found, at = [], HEADER_BYTES
    while at < len(data):
        (size,) = struct.unpack_from("<I", data, at + 8)
        found.append((data[at : at + RECORD_BYTES], data[at + RECORD_BYTES : at + RECORD_BYTES + size]))
        at += RECORD_BYTES + size
    return data[:HEADER_BYTES], found


def written(header: bytes, rows: list[Packet], snap: int = 1 << 18) -> bytes:
    out = [header]
    for record, packet in rows:
        kept = packet[:snap]
        out.append(record[:8] + struct.pack("<I", len(kept)) + record[12:] + kept)
    return b"".join(out)


def causes(data: bytes) -> set[str | None]:
    return {diagnosis.cause for diagnosis in conclude(read(data))}


@pytest.mark.parametrize("name", HEALTHY)
@pytest.mark.parametrize("snap", [66, 70, 96, 128, 256, 512])
def test_packets_that_were_cut(name: str, snap: int) -> None:
    assert causes(written(*packets(name), snap=snap)) <= {None}


@pytest.mark.parametrize("name", HEALTHY)
@pytest.mark.parametrize("first", [1, 3, 5, 8, 12])
def test_a_capture_that_begins_late(name: str, first: int) -> None:
    header, rows = packets(name)
    assert causes(written(header, rows[first:])) <= {None}


@pytest.mark.parametrize("name", HEALTHY)
@pytest.mark.parametrize("side", [0, 1])
def test_one_direction(name: str, side: int) -> None:
    header, rows = packets(name)
    ports = {rows[0][1][34:36]: 0, rows[0][1][36:38]: 1}
    assert causes(written(header, [row for row in rows if ports.get(row[1][34:36]) == side])) <= {None}


def test_an_attempt_that_is_not_answered_needs_time_to_show() -> None:
    header, rows = packets("unknown_ca")
    record, syn = rows[0]
    later = struct.pack("<I", struct.unpack_from("<I", record)[0] + 3) + record[4:]
    assert causes(written(header, [(record, syn)])) == {None}
    assert causes(written(header, [(record, syn), (later, syn)])) == {"no_answer"}


def test_a_certificate_message_that_was_cut_is_not_an_empty_one() -> None:
    header, rows = packets("client_cert_expired")
    for connection in read(written(header, rows, snap=256)):
        assert connection.client_presented is None
        assert connection.client_configured


def test_a_last_segment_that_was_lost_shows_by_the_fin() -> None:
    header, rows = packets("unknown_ca")
    lost = [at for at, (_, packet) in enumerate(rows) if packet[66:67] == b"\x15"]
    (connection, *_) = read(written(header, rows[: lost[0]] + rows[lost[0] + 1 :]))
    assert connection.gaps
    assert connection.spoke == (CLIENT, SERVER)
    assert not read(written(header, rows))[0].gaps
