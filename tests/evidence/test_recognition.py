from __future__ import annotations

from datetime import timedelta

import pytest

from chainaudit.evidence.certificates import normal_name, see_certificate
from chainaudit.evidence.recognition import has_subject, is_same
from chainaudit.model.evidence import SeenCertificate
from tests.evidence.reading import sample
from tests.forge import Forged, issue, root

ROOT = root()
LEAF = issue(ROOT, subject="gw.example.com")
OTHER = issue(ROOT, subject="gw.example.com")
"""The same names and dates, another serial number: what a renewal leaves."""


def told(of: Forged, *, serial: bool = True, dates: bool = True, hours: float = 0) -> SeenCertificate:
    """What a log prints of a certificate, ``hours`` being those of its time zone."""
    certificate = of.certificate
    seen = SeenCertificate(normal_name(str(certificate.subject)), normal_name(str(certificate.issuer)))
    if serial:
        seen.serial = certificate.serial_number
    if dates and certificate.not_before is not None and certificate.not_after is not None:
        seen.not_before = certificate.not_before + timedelta(hours=hours)
        seen.not_after = certificate.not_after + timedelta(hours=hours)
    return seen


def test_bytes_decide_where_they_were_shown() -> None:
    assert is_same(see_certificate(LEAF.certificate.der), LEAF.certificate) is True
    assert is_same(see_certificate(LEAF.certificate.der), OTHER.certificate) is False
    damaged = see_certificate(LEAF.certificate.der[:-40])
    assert is_same(see_certificate(b"no DER"), LEAF.certificate) is None
    assert is_same(damaged, LEAF.certificate) is not True


@pytest.mark.parametrize("hours", [0, 2, -5.5, 14])
def test_a_log_without_bytes_tells_by_issuer_and_serial_number(hours: float) -> None:
    assert is_same(told(LEAF, hours=hours), LEAF.certificate) is True
    assert is_same(told(LEAF, hours=hours), OTHER.certificate) is False
    assert is_same(told(LEAF, dates=False), LEAF.certificate) is True


def test_names_alone_tell_nothing_and_dates_do() -> None:
    assert is_same(told(LEAF, serial=False, dates=False), LEAF.certificate) is None
    assert is_same(told(LEAF, serial=False), LEAF.certificate) is True
    assert is_same(told(LEAF, serial=False, hours=24 * 30), LEAF.certificate) is False
    assert is_same(told(LEAF, serial=False, hours=0.1), LEAF.certificate) is False


def test_another_name_is_another_certificate_whatever_else_is_not_told() -> None:
    assert is_same(told(issue(ROOT, subject="other.example.com"), serial=False, dates=False), LEAF.certificate) is False
    assert is_same(SeenCertificate("", ""), LEAF.certificate) is None
    assert has_subject(LEAF.certificate, "CN = gw.example.com")


def test_what_java_prints_is_found_in_the_bytes_of_the_capture() -> None:
    captured = sample("unknown_ca/capture.pcap")[0].presented or ()
    printed = sample("unknown_ca/client3-java17.log")[0].presented or ()
    held = [each.certificate for each in captured if each.certificate is not None]
    assert [each.der for each in printed] == [None, None]
    assert [[is_same(each, one) for one in held] for each in printed] == [[True, False], [False, True]]
