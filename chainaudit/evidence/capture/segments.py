"""TCP segments out of captured packets: link layers, IPv4 and IPv6, the TCP header."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

FIN: Final = 0x01
SYN: Final = 0x02
RST: Final = 0x04
ACK: Final = 0x10

_TCP: Final = 6
_IPV4, _IPV6, _VLAN, _QINQ, _QINQ_OLD, _PPPOE, _MPLS = 0x0800, 0x86DD, 0x8100, 0x88A8, 0x9100, 0x8864, 0x8847
_EXTENSION_HEADERS: Final = frozenset((0, 43, 60, 135, 139, 140))
_FRAGMENT: Final = 44
_AUTHENTICATION: Final = 51
_MAX_HEADERS: Final = 8
_PPP_IPV4, _PPP_IPV6 = 0x0021, 0x0057

_PLAIN_IPV4: Final = 0x45
_ETHERNET: Final = 1
_ETHERNET_IPV4: Final = b"\x08\x00\x45"
_IP_AND_TCP: Final = struct.Struct(">2xH2xHxB2x12sI4xBB").unpack_from
_SEQUENCE: Final = struct.Struct(">I").unpack_from
_U16: Final = struct.Struct(">H").unpack_from


class Segment(NamedTuple):
    """One TCP segment.

    ``flow`` identifies the direction: source address, destination address, source port, destination port, as in the
    headers. ``missing`` counts the bytes of payload that were on the wire but not captured.
    """

    flow: bytes
    sequence: int
    flags: int
    payload: bytes
    missing: int

    @property
    def reverse(self) -> bytes:
        """The ``flow`` of the other direction."""
        flow = self.flow
        size = (len(flow) - 4) // 2
        return flow[size : 2 * size] + flow[:size] + flow[-2:] + flow[-4:-2]


def segment_of(link_type: int, data: bytes) -> Segment | None:
    """The TCP segment in a packet, None where there is none or its headers were not captured."""
    if link_type == _ETHERNET and data[12:15] == _ETHERNET_IPV4:
        return _ipv4(data, 14) if len(data) >= 54 else None
    find = _LINKS.get(link_type)
    if find is None:
        return None
    at = find(data)
    if at < 0 or at + 40 > len(data):
        return None
    version = data[at] >> 4
    if version == 4:
        return _ipv4(data, at)
    return _ipv6(data, at) if version == 6 else None


def _ipv4(data: bytes, at: int) -> Segment | None:
    """Headers without options are nearly all, and are read in one go: addresses and ports lie side by side there."""
    if data[at] != _PLAIN_IPV4:
        return _ipv4_with_options(data, at)
    total, fragment, protocol, flow, sequence, offset, flags = _IP_AND_TCP(data, at)
    if protocol != _TCP or fragment & 0x1FFF:
        return None
    start = at + 20 + (offset >> 4) * 4
    end = at + total if total else len(data)
    if start < at + 40 or start > end:
        return None
    payload = data[start:end]
    return Segment(flow, sequence, flags, payload, end - start - len(payload))


def _ipv4_with_options(data: bytes, at: int) -> Segment | None:
    if data[at + 9] != _TCP or _U16(data, at + 6)[0] & 0x1FFF:
        return None
    total = _U16(data, at + 2)[0]
    tcp = at + (data[at] & 0x0F) * 4
    end = at + total if total else len(data)
    return _tcp(data, tcp, end, data[at + 12 : at + 20])


def _ipv6(data: bytes, at: int) -> Segment | None:
    length = _U16(data, at + 4)[0]
    end = at + 40 + length if length else len(data)
    header, position = data[at + 6], at + 40
    for _ in range(_MAX_HEADERS):
        if header == _TCP:
            return _tcp(data, position, end, data[at + 8 : at + 40])
        if position + 8 > len(data):
            return None
        if header in _EXTENSION_HEADERS:
            header, position = data[position], position + 8 + data[position + 1] * 8
        elif header == _AUTHENTICATION:
            header, position = data[position], position + 8 + data[position + 1] * 4
        elif header == _FRAGMENT and not _U16(data, position + 2)[0] & 0xFFF8:
            header, position = data[position], position + 8
        else:
            return None
    return None


def _tcp(data: bytes, at: int, end: int, addresses: bytes) -> Segment | None:
    if at + 14 > len(data):
        return None
    start = at + (data[at + 12] >> 4) * 4
    if start < at + 20 or start > end:
        return None
    payload = data[start:end]
    missing = end - start - len(payload)
    return Segment(addresses + data[at : at + 4], _SEQUENCE(data, at + 4)[0], data[at + 13], payload, missing)


def endpoints(flow: bytes) -> tuple[str, int, str, int]:
    """Source address and port, destination address and port of a direction."""
    import ipaddress

    size = (len(flow) - 4) // 2
    source, destination = flow[:size], flow[size : 2 * size]
    ports = struct.unpack(">HH", flow[-4:])
    return str(ipaddress.ip_address(source)), ports[0], str(ipaddress.ip_address(destination)), ports[1]


def _ethernet(data: bytes) -> int:
    return _ethertype(data, 12)


def _ethertype(data: bytes, at: int) -> int:
    """Where IP starts behind the EtherType at ``at``, behind VLAN tags, MPLS labels and PPPoE; -1 where not."""
    for _ in range(_MAX_HEADERS):
        if at + 2 > len(data):
            return -1
        kind = _U16(data, at)[0]
        if kind in {_IPV4, _IPV6}:
            return at + 2
        if kind in {_VLAN, _QINQ, _QINQ_OLD}:
            at += 4
        elif kind == _PPPOE and at + 10 <= len(data):
            return at + 10 if _U16(data, at + 8)[0] in {_PPP_IPV4, _PPP_IPV6} else -1
        elif kind == _MPLS:
            return _mpls(data, at + 2)
        else:
            return -1
    return -1


def _mpls(data: bytes, at: int) -> int:
    for _ in range(_MAX_HEADERS):
        if at + 4 > len(data):
            return -1
        at += 4
        if data[at - 2] & 1:
            return at
    return -1


def _raw(data: bytes) -> int:
    return 0 if data else -1


def _null(data: bytes) -> int:
    """BSD loopback: four octets of address family, in the byte order of the machine; the IP header tells the rest."""
    return 4 if len(data) > 4 else -1


def _sll(data: bytes) -> int:
    return _ethertype(data, 14)


def _sll2(data: bytes) -> int:
    return 20 if data[:2] in {b"\x08\x00", b"\x86\xdd"} else -1


def _ppp(data: bytes) -> int:
    start = 2 if data[:2] == b"\xff\x03" else 0
    if start + 2 > len(data):
        return -1
    return start + 2 if _U16(data, start)[0] in {_PPP_IPV4, _PPP_IPV6} else -1


_LINKS: Final[dict[int, Callable[[bytes], int]]] = {
    0: _null,
    1: _ethernet,
    9: _ppp,
    12: _raw,
    14: _raw,
    101: _raw,
    108: _null,
    113: _sll,
    228: _raw,
    229: _raw,
    276: _sll2,
}
"""Link types (https://www.tcpdump.org/linktypes.html) and how far in the IP header stands."""
