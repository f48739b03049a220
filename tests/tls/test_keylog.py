from __future__ import annotations

from chainaudit.tls.keylog import CLIENT_HANDSHAKE, MASTER_SECRET, KeyLog

LINES = [
    b"# SSL/TLS secrets log file",
    b"CLIENT_RANDOM 00ff aabb",
    b"CLIENT_HANDSHAKE_TRAFFIC_SECRET 00ff ccdd",
    b"NONSENSE 00ff aabb",
    b"CLIENT_RANDOM zz aabb",
    b"CLIENT_RANDOM 00ff",
]


def test_secrets_by_random_value_and_label() -> None:
    keylog = KeyLog(LINES)
    assert len(keylog) == 1
    assert keylog.secret(b"\x00\xff", MASTER_SECRET) == b"\xaa\xbb"
    assert keylog.secret(b"\x00\xff", CLIENT_HANDSHAKE) == b"\xcc\xdd"
    assert keylog.secret(b"\x01", MASTER_SECRET) is None


def test_its_text_tells_no_secret() -> None:
    assert repr(KeyLog(LINES)) == "KeyLog(1 connections)"
