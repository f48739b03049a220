from __future__ import annotations

import struct

import pytest

from chainaudit.evidence.capture.segments import ACK, SYN, endpoints, segment_of

PAYLOAD = b"hello"
TCP = struct.pack(">HHIIBBHHH", 50000, 443, 7, 0, 5 << 4, ACK, 0, 0, 0)
V4 = struct.pack(">BBHHHBBH4s4s", 0x45, 0, 45, 0, 0, 64, 6, 0, bytes((10, 0, 0, 1)), bytes((10, 0, 0, 2)))
SOURCE, DESTINATION = bytes(15) + b"\x01", bytes(15) + b"\x02"
MACS = bytes(12)


def v6(*headers: tuple[int, bytes]) -> bytes:
    """An IPv6 header, extension headers with their numbers, then TCP."""
    numbers = [number for number, _ in headers] + [6]
    body = b"".join(bytes((following,)) + content for (_, content), following in zip(headers, numbers[1:], strict=True))
    body += TCP + PAYLOAD
    return struct.pack(">IHBB16s16s", 6 << 28, len(body), numbers[0], 64, SOURCE, DESTINATION) + body


@pytest.mark.parametrize(
    ("link_type", "head"),
    [
        pytest.param(1, MACS + b"\x08\x00", id="Ethernet"),
        pytest.param(1, MACS + b"\x81\x00\x00\x07\x08\x00", id="VLAN"),
        pytest.param(1, MACS + b"\x88\xa8\x00\x07\x81\x00\x00\x08\x08\x00", id="QinQ"),
        pytest.param(1, MACS + b"\x88\x64\x11\x00\x00\x01\x00\x2f\x00\x21", id="PPPoE"),
        pytest.param(1, MACS + b"\x88\x47\x00\x01\x00\x40\x00\x02\x01\x40", id="two MPLS labels"),
        pytest.param(0, b"\x02\x00\x00\x00", id="BSD loopback"),
        pytest.param(9, b"\xff\x03\x00\x21", id="PPP in HDLC"),
        pytest.param(9, b"\x00\x21", id="PPP"),
        pytest.param(101, b"", id="raw"),
        pytest.param(113, bytes(14) + b"\x08\x00", id="Linux cooked"),
        pytest.param(276, b"\x08\x00" + bytes(18), id="Linux cooked 2"),
    ],
)
def test_every_link_layer_leads_to_the_segment(link_type: int, head: bytes) -> None:
    segment = segment_of(link_type, head + V4 + TCP + PAYLOAD)
    assert segment is not None
    assert (segment.sequence, segment.flags, segment.payload, segment.missing) == (7, ACK, PAYLOAD, 0)
    assert endpoints(segment.flow) == ("10.0.0.1", 50000, "10.0.0.2", 443)
    assert endpoints(segment.reverse) == ("10.0.0.2", 443, "10.0.0.1", 50000)


@pytest.mark.parametrize(
    "headers",
    [
        pytest.param((), id="plain"),
        pytest.param(((0, bytes(7)), (60, b"\x01" + bytes(14))), id="options"),
        pytest.param(((51, b"\x04" + bytes(22)),), id="authentication"),
        pytest.param(((44, bytes(7)),), id="first fragment"),
    ],
)
def test_headers_of_ipv6_are_passed_over(headers: tuple[tuple[int, bytes], ...]) -> None:
    segment = segment_of(101, v6(*headers))
    assert segment is not None
    assert (segment.payload, endpoints(segment.flow)) == (PAYLOAD, ("::1", 50000, "::2", 443))
    padded, cut = segment_of(101, v6(*headers) + bytes(6)), segment_of(101, v6(*headers)[:-3])
    assert padded is not None
    assert cut is not None
    assert (padded.payload, padded.missing) == (PAYLOAD, 0)
    assert (cut.payload, cut.missing) == (PAYLOAD[:-3], 3)


def test_what_was_cut_from_a_packet_is_missing_and_padding_is_none_of_it() -> None:
    cut = segment_of(101, V4 + TCP + PAYLOAD[:2])
    padded = segment_of(101, V4 + TCP + PAYLOAD + bytes(6))
    assert cut is not None
    assert padded is not None
    assert (cut.payload, cut.missing) == (b"he", 3)
    assert (padded.payload, padded.missing) == (PAYLOAD, 0)


def test_options_of_ip_and_tcp_are_no_payload() -> None:
    address = V4[1:2] + struct.pack(">H", 53) + V4[4:] + bytes(4)
    tcp = TCP[:12] + bytes((6 << 4, SYN)) + TCP[14:] + bytes(4)
    segment = segment_of(101, b"\x46" + address + tcp + PAYLOAD)
    assert segment is not None
    assert (segment.flags, segment.payload, segment.missing) == (SYN, PAYLOAD, 0)


@pytest.mark.parametrize(
    ("link_type", "data"),
    [
        pytest.param(1, MACS + b"\x08\x06" + bytes(46), id="ARP"),
        pytest.param(147, V4 + TCP, id="unknown link"),
        pytest.param(101, V4[:9] + b"\x11" + V4[10:] + TCP, id="UDP"),
        pytest.param(101, V4[:6] + b"\x00\x10" + V4[8:] + TCP, id="later fragment"),
        pytest.param(101, V4 + TCP[:12] + b"\x10\x10" + TCP[14:], id="TCP header of 4 bytes"),
        pytest.param(101, V4 + TCP[:10], id="cut header"),
        pytest.param(101, v6((44, b"\x00\x00\x08" + bytes(4))), id="later fragment of IPv6"),
        pytest.param(101, v6(*[(0, bytes(7))] * 9), id="too many headers"),
        pytest.param(1, MACS + b"\x81\x00\x00\x07" * 12 + b"\x08\x00" + V4 + TCP, id="too many tags"),
        pytest.param(101, b"\x55" + bytes(60), id="IP version 5"),
        pytest.param(1, b"", id="empty"),
    ],
)
def test_what_is_no_segment_gives_none(link_type: int, data: bytes) -> None:
    assert segment_of(link_type, data) is None
