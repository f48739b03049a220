"""Curves that are spelled out instead of named."""

from __future__ import annotations

from chainaudit.validators.keys.explicit_curve import CHECK
from tests.differential import making
from tests.differential.scenarios import keys
from tests.validators.making import end, findings, of_certificate


def test_a_spelled_out_curve_is_found_and_a_named_one_passes() -> None:
    from chainaudit.model.certificate import Certificate

    explicit = keys()[-1]
    name = making.name(("CN", "a"))
    one = Certificate.read(making.certificate(subject=name, issuer=name, key=explicit, signer=explicit))
    (finding,) = findings(CHECK, of_certificate(one))
    assert finding.field == "subjectPublicKeyInfo"
    assert findings(CHECK, of_certificate(end())) == []
