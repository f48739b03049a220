# ruff: noqa: E501 - lines of logs stand as they were written

from __future__ import annotations

from tests.evidence.reading import causes, read

INFO = """"certInfo": [ { "basicConstraints": "CA:FALSE", "expiryDate": %d, "isValid": "%s",
 "issuer": "CN=Example CA, O=\\"Example, Inc.\\", C=US", "publicKey": "RSA Public Key, 2048 bits", "serialNumber": "07:bc",
 "sigAlgName": "SHA256withRSA", "subject": "CN=api.example.com, O=Example", "validFrom": 1358287055000, "version": 3 },
"""


def test_a_certificate_that_has_expired() -> None:
    text = INFO % (1456258950000, "No")
    seen = (read(text)[0].presented or ())[0]
    assert (seen.subject, seen.key_bits, seen.digest) == ("CN=api.example.com,O=Example", 2048, "sha256")
    assert seen.not_after is not None
    assert seen.not_after.year == 2016
    assert causes(text) == ["certificate_expired"]


def test_a_certificate_that_is_valid() -> None:
    assert causes(INFO % (4102444800000, "Yes")) == [None]
