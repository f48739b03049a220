"""An OCSP response holds no answer."""

from __future__ import annotations

import pytest

from chainaudit.model.finding import Severity
from chainaudit.model.question import RevocationMode
from chainaudit.validators.revocation.ocsp_malformed import CHECK
from tests.forge_revocation import asked, crl, failed, ocsp
from tests.validators.making import findings
from tests.validators.revocation.pki import CA, LEAF, PATH, ROOT, told

SOUND = ocsp(LEAF, CA)


@pytest.mark.parametrize("data", [b"", b"\x30\x00", b"not OCSP", SOUND[:-1], SOUND + b"\0", failed(0)])
def test_what_is_no_response_is_found(data: bytes) -> None:
    (finding,) = findings(CHECK, asked(*PATH, crls=(crl(ROOT), crl(CA)), responses=(data,)))
    assert finding.variant == "unreadable"


@pytest.mark.parametrize(("status", "word"), [(1, "malformedRequest"), (3, "tryLater"), (6, "unauthorized"), (9, "9")])
def test_a_failure_is_told_in_its_words(status: int, word: str) -> None:
    (finding,) = findings(CHECK, asked(*PATH, crls=(crl(ROOT), crl(CA)), responses=(failed(status),)))
    assert finding.variant == "unsuccessful"
    assert word in finding.observed
    assert finding.severity is Severity.ERROR


def test_a_failure_is_a_warning_where_nothing_is_required() -> None:
    (finding,) = findings(CHECK, asked(*PATH, responses=(failed(3),), mode=RevocationMode.IF_GIVEN))
    assert finding.severity is Severity.WARNING


def test_a_sound_response_passes() -> None:
    assert told(CHECK, asked(*PATH, crls=(crl(ROOT),), responses=(SOUND,))) == []
