# ruff: noqa: E501 - lines of logs stand as they were written

from __future__ import annotations

from tests.evidence.reading import SAMPLES, causes, causes_of, sample

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
