"""A certificate as JSON, beside what cryptography reads of it; malformed parts are null and named."""

from __future__ import annotations

import json
from datetime import datetime, timedelta, timezone

import pytest
from cryptography import x509

from chainaudit.model import extension
from chainaudit.reporting.certificate_document import certificate_document, extension_method, moment_text
from tests import forge
from tests.validators.making import authority, end

ROOT = authority("Root")
LEAF = end("a.example", ROOT)


def test_it_says_what_cryptography_reads() -> None:
    theirs = x509.load_der_x509_certificate(LEAF.certificate.der)
    told = certificate_document(LEAF.certificate)
    assert told["subject"] == theirs.subject.rfc4514_string()
    assert told["issuer"] == theirs.issuer.rfc4514_string()
    assert int(told["serial_number"], 16) == theirs.serial_number
    assert told["version"] == 3
    assert datetime.fromisoformat(told["not_after"].replace("Z", "+00:00")) == theirs.not_valid_after_utc
    names = theirs.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert told["names"] == [f"DNS:{name}" for name in names.get_values_for_type(x509.DNSName)]
    assert (told["is_ca"], told["is_self_issued"], told["faults"]) == (False, False, [])
    assert told["key"] == {"algorithm": "EC", "bits": 256, "curve": "P-256"}


def test_usages_have_their_names_and_what_has_none_its_number() -> None:
    parts = {
        extension.KEY_USAGE: (True, forge.key_usage(0, 5)),
        extension.EXTENDED_KEY_USAGE: (False, forge.usages(extension.SERVER_AUTH, "1.2.3.4")),
    }
    told = certificate_document(forge.issue(None, replace=parts).certificate)
    assert told["key_usage"] == ["digitalSignature", "keyCertSign"]
    assert told["extended_key_usage"] == ["serverAuth", "1.2.3.4"]


def test_what_is_not_there_is_null_and_names_are_none() -> None:
    parts = dict.fromkeys((extension.KEY_USAGE, extension.EXTENDED_KEY_USAGE, extension.SUBJECT_ALTERNATIVE_NAME))
    told = certificate_document(forge.issue(None, replace=parts).certificate)
    assert (told["key_usage"], told["extended_key_usage"], told["names"]) == (None, None, [])


def test_a_malformed_part_is_null_and_its_fault_has_place_and_clause() -> None:
    broken = {extension.KEY_USAGE: (True, b"junk")}
    told = certificate_document(forge.issue(None, replace=broken).certificate)
    assert told["key_usage"] is None
    (fault,) = told["faults"]
    assert fault["field"] == "keyUsage"
    assert fault["clause"]
    assert fault["offset"] > 0
    json.dumps(told)


@pytest.mark.parametrize(
    ("moment", "text"),
    [
        (None, None),
        (datetime(2026, 1, 2, 3, 4, 5, tzinfo=timezone.utc), "2026-01-02T03:04:05Z"),
        (datetime(2026, 1, 2, 3, 4, 5, 678000, tzinfo=timezone.utc), "2026-01-02T03:04:05.678Z"),
        (datetime(1, 1, 1, tzinfo=timezone.utc), "0001-01-01T00:00:00Z"),
        (datetime(9999, 12, 31, 23, 59, 59, tzinfo=timezone(timedelta(0))), "9999-12-31T23:59:59Z"),
    ],
)
def test_moments(moment: datetime | None, text: str | None) -> None:
    assert moment_text(moment) == text


def test_methods_of_access() -> None:
    assert [extension_method(oid) for oid in ("1.3.6.1.5.5.7.48.2", "1.3.6.1.5.5.7.48.1", "1.2.3")] == [
        "caIssuers",
        "OCSP",
        "1.2.3",
    ]
