"""The strength of signatures, measured as security levels measure it."""

from __future__ import annotations

import pytest

from chainaudit.model.context import Role
from chainaudit.model.rules import Rules
from chainaudit.validators.signatures.security_bits import CHECK
from tests import forge
from tests.validators.making import of_certificate, variants


@pytest.mark.parametrize(("digest", "bits"), [("md5", 39), ("sha1", 63), ("sha256", 128), ("sha384", 192)])
def test_a_digest_reaches_its_own_number_and_no_more(digest: str, bits: int) -> None:
    one = forge.issue(forge.root(kind="2048"), digest=digest)
    assert variants(CHECK, of_certificate(one, rules=Rules(security_bits=bits))) == []
    assert variants(CHECK, of_certificate(one, rules=Rules(security_bits=bits + 1))) == ["target"]
    assert variants(CHECK, of_certificate(one, Role.INTERMEDIATE, Rules(security_bits=bits + 1))) == ["issuer"]


def test_an_algorithm_nobody_knows_has_no_strength() -> None:
    odd = forge.issue(forge.root(), outer_algorithm="1.2.3.4")
    assert variants(CHECK, of_certificate(odd, rules=Rules(security_bits=1))) == ["target"]
