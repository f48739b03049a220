"""Curves that are spelled out instead of named."""

from __future__ import annotations

from chainaudit.model.certificate import Certificate
from chainaudit.validators.keys.explicit_curve import CHECK
from tests.differential import making
from tests.differential.scenarios import keys
from tests.validators.making import end, findings, of_certificate


def test_a_spelled_out_curve_is_found() -> None:
    explicit = keys()[-1]
    name = making.name(("CN", "a"))
    one = Certificate.read(making.certificate(subject=name, issuer=name, key=explicit, signer=explicit))
    (finding,) = findings(CHECK, of_certificate(one))
    assert finding.field == "subjectPublicKeyInfo"


def test_a_named_curve_and_another_kind_of_key_pass() -> None:
    assert findings(CHECK, of_certificate(end())) == []
    assert findings(CHECK, of_certificate(end(kind="RSA 2048"))) == []
