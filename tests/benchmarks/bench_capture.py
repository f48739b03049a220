"""A large capture: throughput and memory of ``diagnose``, beside tshark where it is installed."""

from __future__ import annotations

import resource
import shutil
import struct
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

from chainaudit.evidence.capture.file import read_packets
from tests.benchmarks.measured import Row

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

TITLE = "Captures"
MEGABYTE: Final = 1_000_000
CAPTURE_BYTES: Final = 500 * MEGABYTE
LOG_BYTES: Final = 100 * MEGABYTE
SAMPLES: Final = Path(__file__).parents[2] / "testdata" / "evidence"
HANDSHAKES: Final = ("smtp_starttls_ok", "unknown_ca", "client_issuer_not_in_list")
DATA_SEGMENTS: Final = 128
SEGMENT_BYTES: Final = 1448
_RECORD: Final = b"\x17\x03\x03\x40\x00"


def measure() -> Iterator[Row]:
    """Generate, read, and compare."""
    with tempfile.TemporaryDirectory() as folder:
        capture, log = Path(folder, "large.pcap"), Path(folder, "large.log")
        with capture.open("wb") as stream:
            generate(stream, CAPTURE_BYTES)
        yield from _rows("capture of 500 MB", capture, 40.0, 200.0)
        if shutil.which("tshark"):
            start = time.perf_counter()
            subprocess.run(["tshark", "-r", str(capture), "-Y", "tls.handshake", "-T", "fields", "-e", "frame.number"],
                           stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)  # fmt: skip
            yield Row(
                "tshark on the same capture", capture.stat().st_size / MEGABYTE / (time.perf_counter() - start), "MB/s"
            )
        _java_log(log)
        yield from _rows("Java log of 100 MB", log, 50.0, 200.0)


def _rows(what: str, path: Path, at_least: float, memory: float) -> Iterator[Row]:
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM, str(path)], capture_output=True, check=False, stdin=subprocess.DEVNULL
    )
    seconds = time.perf_counter() - start
    if done.returncode not in {0, 1}:
        raise RuntimeError(done.stderr.decode(errors="replace")[-500:])
    yield Row(what, path.stat().st_size / MEGABYTE / seconds, "MB/s", at_least=at_least)
    yield Row(f"{what}: largest memory", int(done.stdout.split()[-1]) / 1024, "MB", at_most=memory)


_PROGRAM: Final = """
import resource, sys
from chainaudit.cli import main
sys.argv = ["chainaudit", "diagnose", sys.argv[1]]
try:
    main()
finally:
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def generate(stream: BinaryIO, size: int) -> None:
    """Write a pcap of ``size`` bytes: real handshakes on ports of their own, then application data both ways."""
    templates = [_packets(name) for name in HANDSHAKES]
    header = (SAMPLES / HANDSHAKES[0] / "capture.pcap").read_bytes()[:24]
    stream.write(header)
    written, number = len(header), 0
    while written < size:
        number += 1
        chunk = b"".join(_connection(templates[number % len(templates)], number, number % len(templates) == 0))
        stream.write(chunk)
        written += len(chunk)


def _packets(name: str) -> list[bytes]:
    with (SAMPLES / name / "capture.pcap").open("rb") as stream:
        every = [packet.data for packet in read_packets(stream)]
    first = every[0][34:36]
    return [data for data in every if first in {data[34:36], data[36:38]}]


def _connection(template: list[bytes], number: int, healthy: bool) -> Iterator[bytes]:
    """One template with other addresses, and data before its end where the handshake succeeds."""
    client = template[0][34:36]
    address = struct.pack(">I", 0x0A000000 + number)
    seconds = 1_795_000_000 + number // 100
    last: dict[bool, bytes] = {}
    closing = False
    for data in template:
        outward = data[34:36] == client
        if data[47] & 0x05 and healthy and not closing:
            closing = True
            yield from _application(last, address, seconds)
        if closing:
            continue
        last[outward] = data
        yield _record(_addressed(data, address, outward), seconds)


def _addressed(data: bytes, address: bytes, outward: bool) -> bytes:
    if outward:
        return data[:26] + address + data[30:]
    return data[:30] + address + data[34:]


def _application(last: dict[bool, bytes], address: bytes, seconds: int) -> Iterator[bytes]:
    sample = last[False]
    payload_at = 34 + (sample[46] >> 4) * 4
    total = struct.unpack(">H", sample[16:18])[0]
    sequence = struct.unpack(">I", sample[38:42])[0] + total - (payload_at - 14)
    content = (_RECORD + bytes(0x4000)) * 8
    for index in range(DATA_SEGMENTS):
        at = index * SEGMENT_BYTES
        payload = content[at : at + SEGMENT_BYTES]
        head = sample[:16] + struct.pack(">H", payload_at - 14 + len(payload)) + sample[18:38]
        packet = head + struct.pack(">I", (sequence + at) & 0xFFFFFFFF) + sample[42:payload_at] + payload
        yield _record(_addressed(packet, address, outward=False), seconds)


def _record(data: bytes, seconds: int) -> bytes:
    return struct.pack("<IIII", seconds, 0, len(data), len(data)) + data


def _java_log(path: Path) -> None:
    block = (SAMPLES / "unknown_ca" / "client3-java17.log").read_bytes().split(b"\n", 1)[1]
    with path.open("wb") as stream:
        for number in range(LOG_BYTES // len(block) + 1):
            stream.write(block.replace(b"|main|", b"|thread-%d|" % (number % 50)))


__all__ = ["TITLE", "generate", "measure", "resource"]
