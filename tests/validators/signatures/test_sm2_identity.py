"""SM2 signatures verify for the identity of their signer alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from chainaudit.app.openssl_verify.inputs import parse
from chainaudit.model.context import LinkContext
from chainaudit.model.rules import Rules
from chainaudit.model.signature import SignatureStatus
from chainaudit.validators.signatures.sm2_identity import CHECK
from tests.validators.making import end, findings, question

if TYPE_CHECKING:
    from pathlib import Path

    from chainaudit.model.certificate import Certificate


@pytest.fixture
def pair(testdata: Path) -> tuple[Certificate, Certificate]:
    folder = testdata / "conformance" / "openssl" / "openssl_certs"
    issuer, subject = (parse((folder / name).read_bytes())[0].certificate for name in ("sm2-ca-cert.pem", "sm2.pem"))
    return issuer, subject


def said(pair: tuple[Certificate, Certificate], identity: bytes | None) -> int:
    issuer, subject = pair
    ctx = LinkContext(
        issuer,
        subject,
        SignatureStatus.VALID,
        issuer_is_anchor=True,
        question=question(subject),
        rules=Rules(sm2_identity=identity),
    )
    return len(findings(CHECK, ctx))


def test_the_right_identity_passes_and_another_is_found(pair: tuple[Certificate, Certificate]) -> None:
    assert said(pair, b"1234567812345678") == 0
    assert said(pair, b"1234567812345679") == 1
    assert said(pair, b"") == 1


def test_where_nobody_says_one_nothing_is_asked(pair: tuple[Certificate, Certificate]) -> None:
    assert said(pair, None) == 0


def test_other_signatures_have_no_identity() -> None:
    one = end()
    assert said((one.certificate, one.certificate), b"") == 0


def test_an_identity_that_is_given_fits_sm2_alone() -> None:
    """OpenSSL cannot set it for another kind of key, and takes the signature for invalid."""
    one = end()
    assert said((one.certificate, one.certificate), b"1234567812345678") == 1
