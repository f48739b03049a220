"""Opening: by content and not by name, whatever is there, in bounded time and memory."""

from __future__ import annotations

import io
import os
import resource
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from chainaudit.app.foreign_content import describe
from chainaudit.app.opening import Access, open_store, read_bytes
from chainaudit.errors import StoreErrorKind
from chainaudit.model.reader import Limits
from tests.effort import PATIENCE_SECONDS
from tests.readers.stores import ROWS

if TYPE_CHECKING:
    from pathlib import Path

TRUSTSTORE = ROWS["jks_truststore.jks"].path.read_bytes()
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF" + os.urandom(5_000)
MEASURE = """
import sys, time
from chainaudit.app.opening import open_store
start = time.perf_counter()
store = open_store(sys.argv[1], password=sys.argv[2])
# Not ru_maxrss: it goes on from the process that forked this one.
peak = next(line.split()[1] for line in open('/proc/self/status') if line.startswith('VmHWM'))
print(store.problem.kind.value, time.perf_counter() - start, peak)
print(store.problem.message)
"""


def measured(path: Path, password: str = "x") -> tuple[str, str]:
    """Open in a process of its own, which has to be quick and small; return kind and sentence."""
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, str(path), password], capture_output=True, check=True, text=True
    )
    first, message = done.stdout.splitlines()
    kind, seconds, kilobytes = first.split()
    assert float(seconds) < PATIENCE_SECONDS
    assert int(kilobytes) < 100_000
    assert done.stderr == ""
    return kind, message


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("empty.jks", b"", "empty"),
        ("blank.pem", b" \n\t\r\n", "empty"),
        ("photo.jks", JPEG, "not-a-store"),
        ("random.p12", bytes(range(1, 256)) * 40, "not-a-store"),
        ("cut.jks", TRUSTSTORE[:1_000], "malformed"),
        ("entries.jks", TRUSTSTORE[:8] + b"\xff\xff\xff\xff" + TRUSTSTORE[12:], "malformed"),
        ("wrong.jks", TRUSTSTORE, "wrong-password"),
        ("page.crt", b"<!DOCTYPE html><html><body>Log in</body></html>", "not-a-store"),
        ("deep.der", b"\x30\x80" * 50_000, "not-a-store"),
        ("deep.p12", b"\x30\x80\x02\x01\x03\x30\x80" + b"\x30\x80" * 50_000, "malformed"),
    ],
)
def test_bad_input_is_one_sentence_quick_and_small(name: str, content: bytes, kind: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    found, message = measured(path)
    assert found == kind
    assert message.endswith((".", "names what is."))
    assert "Traceback" not in message


@pytest.mark.parametrize("size", [200_000_000, 4 * 1024**3])
def test_zeros_without_end_are_not_read(size: int, tmp_path: Path) -> None:
    path = tmp_path / "zeros.jks"
    with path.open("wb") as stream:
        stream.truncate(size)
    kind, message = measured(path)
    assert kind == "not-a-store"
    assert "zeros" in message


def test_a_large_file_that_begins_as_a_store_is_refused_by_its_size(tmp_path: Path) -> None:
    path = tmp_path / "large.jks"
    path.write_bytes(TRUSTSTORE)
    with path.open("r+b") as stream:
        stream.truncate(1024**3)
    kind, message = measured(path)
    assert kind == "too-expensive"
    assert "--max-bytes" in message


def test_the_name_never_decides_but_is_told_where_it_lies() -> None:
    assert ROWS["wrong_ext_jks_is_p12.jks"].open().name_says == "JKS"
    assert ROWS["wrong_ext_jks_is_p12.jks"].open().format == "PKCS12"
    assert ROWS["wrong_ext_p12_is_jks.p12"].open().name_says == "PKCS12"
    assert ROWS["wrong_ext_der_is_pem.der"].open().name_says == "DER"
    assert ROWS["jks_truststore.jks"].open().name_says is None
    assert ROWS["java_cacerts"].open().name_says is None
    assert read_bytes(ROWS["der_cert.der"].path.read_bytes(), "a.cer").name_says is None
    assert read_bytes(ROWS["pem_fullchain.pem"].path.read_bytes(), "a.CRT").name_says is None


def test_standard_input_is_read_and_bounded() -> None:
    store = open_store("-", password="changeit", stdin=io.BytesIO(TRUSTSTORE))
    assert (store.source, store.problem, len(store.entries)) == ("-", None, 3)
    assert open_store("-", stdin=io.BytesIO(b"")).problem.kind is StoreErrorKind.EMPTY

    class Endless(io.RawIOBase):
        taken = 0

        def read(self, size: int = -1) -> bytes:
            self.taken += size
            return bytes(size)

    stream = Endless()
    assert open_store("-", stdin=stream).problem.kind is StoreErrorKind.NOT_A_STORE
    assert stream.taken < 20_000_000
    many = open_store("-", stdin=io.BytesIO(TRUSTSTORE), limits=Limits(store_bytes=1_000))
    assert many.problem.kind is StoreErrorKind.TOO_EXPENSIVE


@pytest.mark.parametrize(
    ("path", "words"), [("/nowhere/at/all", "no such file"), ("a\0b", "no path"), ("x" * 5_000, "name too long")]
)
def test_what_cannot_be_opened_says_why(path: str, words: str) -> None:
    problem = open_store(path).problem
    assert problem.kind is StoreErrorKind.UNREADABLE
    assert words in problem.message


def test_a_pipe_is_read_as_a_stream(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with subprocess.Popen([sys.executable, "-c", f"open({str(pipe)!r}, 'wb').write({TRUSTSTORE!r})"]):
        store = open_store(pipe, password="changeit")
    assert (store.problem, len(store.entries)) == (None, 3)


def test_devices_are_bounded_too() -> None:
    assert open_store("/dev/null").problem.kind is StoreErrorKind.EMPTY
    assert open_store("/dev/zero").problem.kind is StoreErrorKind.NOT_A_STORE


def test_bytes_have_the_same_caps() -> None:
    store = read_bytes(TRUSTSTORE, "x.jks", Access(limits=Limits(store_bytes=100)))
    assert store.problem.kind is StoreErrorKind.TOO_EXPENSIVE


def test_access_shows_nothing() -> None:
    assert "geheim" not in repr(Access("geheim", {"a": "geheim"}))


@pytest.mark.parametrize(
    ("head", "words"),
    [
        (JPEG, "JPEG"),
        (b"%PDF-1.7", "PDF"),
        (b"ssh-ed25519 AAAA", "OpenSSH public key"),
        (b"\n<HTML>", "HTML"),
        (b"<?xml version='1.0'?>", "XML"),
        (b'{"a": 1}', "JSON"),
        (b"\0" * 99, "zeros"),
        (b"what", "list formats"),
        (b"PuTTY-User-Key-File-3: ssh-rsa", "PuTTY"),
    ],
)
def test_what_is_no_store_is_named(head: bytes, words: str) -> None:
    assert words in describe(head, "x")


def test_opening_loads_no_more_than_it_needs() -> None:
    program = (
        "import sys; from chainaudit.app.opening import open_store; "
        f"open_store({str(ROWS['jks_truststore.jks'].path)!r}, password='changeit'); "
        "print([m for m in ('asn1crypto', 'tabulate', 'yaml', 'sqlite3', 'cryptography.x509') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, text=True)
    assert done.stdout.strip() == "[]"
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss > 0
