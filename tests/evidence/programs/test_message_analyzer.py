# ruff: noqa: E501 - lines of logs stand as they were written

from __future__ import annotations

from tests.evidence.reading import causes, read

HELLO = (
    "body ClientHello{{client_version=TLS {version},random=Random{{gmt_unix_time=1,random_bytes=binary[1,2]}},"
    "cipher_suites_length_in_bytes=4,cipher_suites=[49187,255],compression_methods=[0],"
    "extensions=[extension_type: elliptic_curves,extension_type: signature_algorithms]}} 72 1160 TLS.ClientHello"
)


def test_an_offer_of_tls_10_at_most() -> None:
    text = HELLO.format(version="1.0")
    offer = read(text)[0].offer
    assert offer is not None
    assert (offer.versions, offer.ciphers, offer.server_name) == ((0x301,), (49187, 255), None)
    assert causes(text) == ["protocol_mismatch"]


def test_an_offer_of_tls_12_is_no_fault() -> None:
    assert causes(HELLO.format(version="1.2")) == [None]


def test_an_alert_in_rows() -> None:
    text = "Name Value Bit Offset\nfragment Alert{level=2,description=70} 40 16 TLS.Alert\nlevel fatal(2) 40 8 AlertLevel\n"
    assert causes(text) == ["protocol_mismatch"]
