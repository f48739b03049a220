"""Packets are cut out of captures as dpkt does, and what is no capture is refused."""

from __future__ import annotations

import io
import struct
from typing import TYPE_CHECKING

import dpkt
import pytest

from chainaudit.errors import EvidenceError
from chainaudit.evidence.capture.file import read_packets
from tests.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path

CAPTURES = sorted(path for path in (ROOT / "testdata").rglob("*.pcap*") if path.suffix in {".pcap", ".pcapng"})


def theirs(path: Path) -> list[tuple[float, bytes]]:
    """What dpkt reads: time in seconds, and the bytes."""
    with path.open("rb") as stream:
        return [(float(time), bytes(data)) for time, data in dpkt.pcap.UniversalReader(stream)]


@pytest.mark.parametrize("path", CAPTURES, ids=[str(path.relative_to(ROOT / "testdata")) for path in CAPTURES])
def test_packets_are_those_that_dpkt_reads(path: Path) -> None:
    ours = [(packet.time, packet.data) for packet in read_packets(io.BytesIO(path.read_bytes()))]
    expected = theirs(path)
    assert [data for _, data in ours] == [data for _, data in expected]
    assert [time for time, _ in ours] == pytest.approx([time for time, _ in expected])


def test_there_are_captures_to_compare() -> None:
    assert len(CAPTURES) >= 5


def capture(packets: list[bytes], magic: int = 0xA1B2C3D4, order: str = "<") -> bytes:
    """A pcap of Ethernet packets, one a second."""
    head = struct.pack(f"{order}IHHiIII", magic, 2, 4, 0, 0, 65535, 1)
    return head + b"".join(
        struct.pack(f"{order}IIII", number, 500_000, len(data), len(data)) + data for number, data in enumerate(packets)
    )


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize(("magic", "half"), [(0xA1B2C3D4, 0.5), (0xA1B23C4D, 0.0005)])
def test_byte_order_and_nanoseconds(order: str, magic: int, half: float) -> None:
    data = capture([b"one", b"", b"three"], magic, order)
    found = [(packet.time, packet.data) for packet in read_packets(io.BytesIO(data))]
    assert [packet for _, packet in found] == [b"one", b"", b"three"]
    assert [time for time, _ in found] == pytest.approx([half, 1 + half, 2 + half])


def test_a_capture_that_is_cut_off_gives_what_is_there() -> None:
    data = capture([b"first", b"second"])
    assert [packet.data for packet in read_packets(io.BytesIO(data[:-1]))] == [b"first", b"secon"]
    assert [packet.data for packet in read_packets(io.BytesIO(data[:-7]))] == [b"first"]


@pytest.mark.parametrize("data", [b"", b"\xd4\xc3", b"not a capture", b"\0" * 64])
def test_what_is_no_capture_is_refused(data: bytes) -> None:
    with pytest.raises(EvidenceError, match="not a capture"):
        list(read_packets(io.BytesIO(data)))
