from __future__ import annotations

from chainaudit.tls.decryption import Opener13, openers_12
from chainaudit.tls.keylog import KeyLog
from chainaudit.tls.records import Record
from tests.evidence.reading import SAMPLES, sample


def test_certificates_of_tls_13_are_those_that_openssl_was_given() -> None:
    with (SAMPLES / "ok_tls13_keylog" / "keylog.txt").open("rb") as stream:
        connections = sample("ok_tls13_keylog/capture.pcap", KeyLog(stream))
    expected = [
        "8500777c3f0620166b328d582bbff9d1367d0b9445e08d1eab27aba571bdee63",
        "9be5aecbcbb16bae2a6711145c33bfdc5c7bf44a0d0867d6629d5dd15a1cbf9c",
    ]
    assert [[each.fingerprint for each in one.presented or ()] for one in connections] == [expected, expected]
    assert {(alert.by, alert.code) for alert in connections[0].alerts} == {("client", 0), ("server", 0)}


def test_a_record_that_another_key_sealed_stays_closed() -> None:
    opener = Opener13(bytes(32), 0x1301)
    assert opener.open(Record(23, 0x0303, bytes(40), 40)) is None
    assert opener.open(Record(23, 0x0303, b"short", 5)) is None


def test_tls_12_keys_only_for_aead_suites() -> None:
    assert openers_12(bytes(48), bytes(32), bytes(32), 0xC02F) is not None
    assert openers_12(bytes(48), bytes(32), bytes(32), 0xCCA8) is not None
    assert openers_12(bytes(48), bytes(32), bytes(32), 0xC013) is None
    assert openers_12(bytes(10), bytes(32), bytes(32), 0xC02F) is None
