# ruff: noqa: E501 - lines of logs stand as they were written

from __future__ import annotations

import json

from tests.evidence.reading import SAMPLES, causes, causes_of, read, sample

HEADER = "javax.net.ssl|{level}|{thread}|main|2026-11-21 08:34:51.386 UTC|null:-1|{text}"


def line(text: str, level: str = "DEBUG", thread: str = "10") -> str:
    return HEADER.format(level=level, thread=thread, text=text)


HELLO = [
    line("Produced ClientHello handshake message ("),
    '"ClientHello": {',
    '  "client version"      : "TLSv1.2",',
    '  "cipher suites"       : "[TLS_AES_256_GCM_SHA384(0x1302)]",',
    '  "extensions"          : [',
    '    "server_name (0)": {',
    "      type=host_name (0), value=api.example.com",
    "    }",
    "  ]",
    "}",
    ")",
]


def test_a_real_log_gives_chain_offer_and_cause() -> None:
    connection = sample("unknown_ca/client3-java17.log")[0]
    assert [each.subject for each in connection.presented or ()][:1] == ["CN=server.test.example,O=Evidence Test,C=ZZ"]
    assert connection.offer is not None
    assert connection.offer.versions == (0x304, 0x303)
    assert connection.moment is not None
    assert causes_of("unknown_ca/client3-java17.log") == ["unknown_ca"]


def test_a_configured_keystore_without_a_fitting_certificate() -> None:
    assert causes_of("client_issuer_not_in_list/client1-java17.log") == ["client_cert_issuer_not_in_ca_list"]


def test_jdk_11_without_file_names() -> None:
    assert causes_of("no_shared_cipher/client4-java11.log") == ["no_shared_cipher"]


def test_threads_are_told_apart() -> None:
    text = (SAMPLES / "unknown_ca" / "client3-java17.log").read_text()
    other = text.replace("|10|main|", "|2b|worker-1|")
    mixed = "\n".join(HELLO) + "\n" + text.split("\n", 1)[1] + other.split("\n", 1)[1]
    assert causes(mixed).count("unknown_ca") == 2


def test_prefixes_in_front_of_every_line() -> None:
    text = (SAMPLES / "unknown_ca" / "client3-java17.log").read_text()
    prefixed = "\n".join(f"2026-11-21T08:34:51.386Z stdout F {each}" for each in text.splitlines())
    assert causes(prefixed) == ["unknown_ca"]
    wrapped = "\n".join(f"INFO   | jvm 1    | 2026/11/21 08:34:51 | {each}" for each in text.splitlines())
    assert causes(wrapped) == ["unknown_ca"]
    assert causes(text.encode("utf-16")) == ["unknown_ca"]


def test_the_key_manager_shows_that_the_keystore_has_no_key() -> None:
    text = "\n".join([
        line("keyStore is : client.p12"), line("init keystore", "ALL"), *HELLO,
        line("Consuming CertificateRequest handshake message ("),
        '  "certificate authorities": [CN=Client Root CA, O=X, C=ZZ, CN=Other, O=Y]', ")",
        line("No X.509 certificate for client authentication, use empty Certificate message instead"),
        line("Received alert message ("), '"Alert": {', '  "level"      : "fatal",', '  "description": "handshake_failure"', "}", ")",
    ])  # fmt: skip
    assert causes(text) == ["client_key_missing"]


def test_logs_in_the_wrappings_of_containers_and_consoles_tell_the_same() -> None:
    text = (SAMPLES / "unknown_ca/client3-java17.log").read_text()
    plain = read(text)[0]
    json_lines = "\n".join(json.dumps({"log": f"{each}\n", "stream": "stderr"}) for each in text.split("\n"))
    coloured = "\n".join(f"\x1b[32m{each}\x1b[0m" for each in text.split("\n"))
    for wrapped in (json_lines.encode(), coloured.encode(), text.encode("utf-16")):
        told = read(wrapped)[0]
        assert told.steps == plain.steps
        assert [each.subject for each in told.presented or ()] == [each.subject for each in plain.presented or ()]
        assert [each.code for each in told.alerts] == [each.code for each in plain.alerts]


def test_what_came_too_late_to_be_sent_tells_nothing() -> None:
    late = [
        line("Warning: failed to send warning alert CLOSE_NOTIFY (", level="WARNING"),
        '"throwable" : {',
        "  java.net.SocketException: Broken pipe",
        "  \tat java.base/sun.nio.ch.NioSocketImpl.implWrite(NioSocketImpl.java:425)}",
        "",
        ")",
    ]
    assert read("\n".join([*HELLO, *late]))[0].remarks == ()
    assert [each.meaning for each in read("\n".join([*HELLO, *late, late[2].strip()]))[0].remarks] == ["closed"]


def test_an_alert_for_a_connection_that_is_gone_is_no_refusal() -> None:
    gone = line("Fatal (HANDSHAKE_FAILURE): Remote host terminated the handshake (", level="ERROR")
    connection = read("\n".join([*HELLO, gone]))[0]
    assert connection.alerts == ()
    assert [each.meaning for each in connection.remarks] == ["closed"]
    refused = line("Fatal (CERTIFICATE_UNKNOWN): No name matching h found (", level="ERROR")
    assert [each.code for each in read("\n".join([*HELLO, refused]))[0].alerts] == [46]
