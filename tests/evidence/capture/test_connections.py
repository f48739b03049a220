from __future__ import annotations

import gzip
import io
import struct
from typing import TYPE_CHECKING

import pytest

from chainaudit.errors import EvidenceError
from chainaudit.evidence.capture.connections import PARSER
from chainaudit.evidence.capture.file import read_packets
from chainaudit.evidence.parser import ParserContext
from chainaudit.tls.keylog import KeyLog
from tests.evidence.reading import SAMPLES, causes_of, conclude, read, sample

if TYPE_CHECKING:
    from collections.abc import Iterable

CAUSES = {
    "unknown_ca": {"unknown_ca"},
    "incomplete_chain": {"incomplete_chain"},
    "hostname_mismatch": {"hostname_mismatch"},
    "no_shared_cipher": {"no_shared_cipher"},
    "notyet_server": {"certificate_not_yet_valid"},
    "self_signed": {"self_signed"},
    "v1_intermediate": {"x509_v1_ca"},
    "reset_after_hello": {"reset_mid_handshake"},
    "silent_after_hello": {"no_answer"},
    "connection_refused": {"connection_refused"},
    "plain_http_on_tls": {"plaintext_client"},
    "tls_on_plain_http": {"plaintext_port"},
    "ftps_no_auth_tls": {"starttls_not_offered"},
    "proto_client_old": {"protocol_mismatch"},
    "sni_wrong_name_warning": {"sni_unrecognized"},
    "client_cert_expired": {"client_cert_expired"},
    "smtp_starttls_ok": {None},
    "ok_tls13_keylog": {None},
    "derived_midstream": {"unknown_ca"},
}


@pytest.mark.parametrize("name", sorted(CAUSES))
def test_every_connection_of_a_real_capture_has_its_cause(name: str) -> None:
    assert set(causes_of(f"{name}/capture.pcap")) == CAUSES[name]


def test_gzip_is_opened() -> None:
    assert set(causes_of("derived_gz/capture.pcap.gz")) == {"unknown_ca"}


def test_two_causes_in_one_capture_are_told_apart() -> None:
    found = causes_of("client_issuer_not_in_list/capture.pcap")
    assert found == ["client_cert_missing", "client_cert_issuer_not_in_ca_list", "client_cert_missing"]


def test_a_connection_with_server_name_shows_what_the_others_lack() -> None:
    assert causes_of("sni_default_cert/capture.pcap") == ["sni_missing", "sni_missing", None]


def test_tls_13_is_sealed_without_a_key_log_and_open_with_one() -> None:
    closed = sample("ok_tls13_keylog/capture.pcap")[0]
    assert closed.presented is None
    assert "certificates" in closed.unseen
    with (SAMPLES / "ok_tls13_keylog" / "keylog.txt").open("rb") as stream:
        opened = sample("ok_tls13_keylog/capture.pcap", KeyLog(stream))[0]
    assert [len(opened.presented or ()), opened.unseen] == [2, ()]
    assert "c:finished" in opened.steps
    assert opened.established


def packets(name: str = "unknown_ca") -> list[bytes]:
    with (SAMPLES / name / "capture.pcap").open("rb") as stream:
        return [packet.data for packet in read_packets(stream)]


def pcap(frames: Iterable[bytes], link_type: int = 1, order: str = "<", magic: int = 0xA1B2C3D4) -> bytes:
    head = struct.pack(order + "IHHiIII", magic, 2, 4, 0, 0, 262144, link_type)
    return head + b"".join(struct.pack(order + "IIII", 1795250000, 0, len(each), len(each)) + each for each in frames)


def pcapng(frames: Iterable[bytes], link_type: int = 1, order: str = "<") -> bytes:
    def block(kind: int, body: bytes) -> bytes:
        length = 12 + len(body)
        return struct.pack(order + "II", kind, length) + body + struct.pack(order + "I", length)

    out = block(0x0A0D0D0A, struct.pack(order + "IHHq", 0x1A2B3C4D, 1, 0, -1))
    out += block(1, struct.pack(order + "HHI", link_type, 0, 0) + struct.pack(order + "HHB3xHH", 9, 1, 9, 0, 0))
    for each in frames:
        ticks = 1795250000 * 10**9
        padded = each + bytes(-len(each) % 4)
        out += block(6, struct.pack(order + "IIIII", 0, ticks >> 32, ticks & 0xFFFFFFFF, len(each), len(each)) + padded)
    return out


def wanted(data: bytes) -> set[str | None]:
    return {diagnosis.cause for diagnosis in conclude(read(data))}


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("magic", [0xA1B2C3D4, 0xA1B23C4D])
def test_either_byte_order_and_either_precision(order: str, magic: int) -> None:
    assert wanted(pcap(packets(), order=order, magic=magic)) == {"unknown_ca"}


@pytest.mark.parametrize("order", ["<", ">"])
def test_pcapng(order: str) -> None:
    connections = read(pcapng(packets(), order=order))
    assert {diagnosis.cause for diagnosis in conclude(connections)} == {"unknown_ca"}
    assert connections[0].moment is not None
    assert connections[0].moment.year == 2026


def ip_of(frame: bytes) -> bytes:
    return frame[14:]


def to_ipv6(frame: bytes) -> bytes:
    ip = ip_of(frame)
    tcp = ip[(ip[0] & 15) * 4 : struct.unpack(">H", ip[2:4])[0]]
    head = struct.pack(">IHBB", 0x60000000, len(tcp), 6, 64)
    return head + bytes(12) + ip[12:16] + bytes(12) + ip[16:20] + tcp


@pytest.mark.parametrize(
    ("link_type", "wrap"),
    [
        pytest.param(101, ip_of, id="raw IPv4"),
        pytest.param(101, to_ipv6, id="raw IPv6"),
        pytest.param(0, lambda frame: b"\x02\x00\x00\x00" + ip_of(frame), id="BSD loopback"),
        pytest.param(113, lambda frame: bytes(14) + b"\x08\x00" + ip_of(frame), id="SLL"),
        pytest.param(276, lambda frame: b"\x08\x00" + bytes(18) + ip_of(frame), id="SLL2"),
        pytest.param(1, lambda frame: frame[:12] + b"\x81\x00\x00\x05" + frame[12:], id="VLAN"),
        pytest.param(1, lambda frame: frame[:12] + b"\x86\xdd" + to_ipv6(frame), id="Ethernet IPv6"),
    ],
)
def test_link_types(link_type: int, wrap: object) -> None:
    assert callable(wrap)
    assert wanted(pcap([wrap(each) for each in packets()], link_type)) == {"unknown_ca"}


def test_segments_out_of_order_and_retransmitted() -> None:
    frames = packets()
    mixed = [frame for pair in zip(frames[1::2], frames[::2], strict=False) for frame in pair]
    assert wanted(pcap([frames[0], *mixed, *frames[-3:], *frames[4:8]])) >= {"unknown_ca"}


def test_one_direction_only_claims_no_silence() -> None:
    frames = packets()
    client = frames[0][34:36]
    outward = [each for each in frames if each[34:36] == client]
    connections = read(pcap(outward))
    assert connections[0].alerts[0].description == "unknown_ca"
    assert {diagnosis.cause for diagnosis in conclude(connections)} == {"unknown_ca"}


def test_a_certificate_that_the_snapshot_cut_is_not_claimed() -> None:
    frames = packets()
    data = pcap([])
    for each in frames:
        cut = each[:400]
        data += struct.pack("<IIII", 1795250000, 0, len(cut), len(each)) + cut
    connection = read(data)[0]
    assert connection.offer is not None
    assert connection.offer.server_name == "server.test.example"
    assert not connection.presented_complete or connection.presented is None
    assert all(each.fingerprint is not None for each in connection.presented or ())


def test_a_file_that_breaks_off_in_a_packet_is_read_to_there() -> None:
    data = (SAMPLES / "unknown_ca" / "capture.pcap").read_bytes()
    assert wanted(data[: len(data) // 2]) >= {"unknown_ca"}


def test_what_is_no_capture_is_refused_in_a_sentence() -> None:
    with pytest.raises(EvidenceError, match="neither pcap nor pcapng"):
        list(PARSER.parse(io.BytesIO(b"hello, world, this is text"), ParserContext("x")))
    assert PARSER.sniff(gzip.compress(b"x")) == 0.0
