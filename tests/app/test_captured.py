"""One side of a connection out of captures and logs, as rehearsals take it."""

from __future__ import annotations

import pytest

from chainaudit.app.captured import captured
from chainaudit.errors import EvidenceError, UsageError
from tests.evidence.reading import SAMPLES, sample


def test_the_chain_of_a_server_is_the_one_that_was_sent() -> None:
    presented = sample("unknown_ca/capture.pcap")[0].presented or ()
    found = captured(str(SAMPLES / "unknown_ca" / "capture.pcap"), "server")
    assert [c.fingerprint for c in found.chain] == [each.fingerprint for each in presented]
    assert len(found.chain) == 2


def test_a_key_log_opens_tls_13() -> None:
    folder = SAMPLES / "ok_tls13_keylog"
    with pytest.raises(UsageError, match="a key log opens it"):
        captured(str(folder / "capture.pcap"), "server")
    assert len(captured(str(folder / "capture.pcap"), "server", str(folder / "keylog.txt")).chain) == 2


def test_the_list_of_a_server_that_asks_comes_along() -> None:
    found = captured(str(SAMPLES / "client_issuer_not_in_list" / "capture.pcap"), "server")
    assert [str(name) for name in found.authorities or ()] == ["CN=Client Root CA, O=Evidence Test, C=ZZ"]


def test_a_server_that_asks_for_nothing_has_no_list() -> None:
    assert captured(str(SAMPLES / "hostname_mismatch" / "capture.pcap"), "server").authorities is None


def test_the_client_has_its_own_chain() -> None:
    found = captured(str(SAMPLES / "client_cert_expired" / "capture.pcap"), "client")
    server = captured(str(SAMPLES / "client_cert_expired" / "capture.pcap"), "server")
    assert found.chain
    assert found.chain[0] != server.chain[0]


def test_a_capture_without_a_chain() -> None:
    with pytest.raises(UsageError, match="shows no connection with the whole chain of the server"):
        captured(str(SAMPLES / "connection_refused" / "capture.pcap"), "server")


def test_a_file_that_is_not_there() -> None:
    with pytest.raises(EvidenceError, match="cannot be read"):
        captured("no/such/file.pcap", "server")
