"""An OCSP response is signed with another key than the responder's."""

from __future__ import annotations

from chainaudit.validators.revocation.ocsp_signature_invalid import CHECK
from chainaudit.validators.revocation.revoked import CHECK as REVOKED
from tests import forge
from tests.forge_revocation import asked, crl, ocsp
from tests.validators.revocation.pki import CA, LEAF, PATH, ROOT, told


def test_an_altered_response_is_found_and_revokes_nothing() -> None:
    context = asked(*PATH, crls=(crl(ROOT),), responses=(ocsp(LEAF, CA, status="revoked", spoil=True),))
    assert told(CHECK, context) == [(0, "")]
    assert told(REVOKED, context) == []


def test_a_namesake_of_the_issuer_is_found() -> None:
    namesake = forge.root("CA", use_key=forge.key("EC", "another"))
    response = ocsp(LEAF, CA, responder=namesake)
    assert told(CHECK, asked(*PATH, crls=(crl(ROOT),), responses=(response,))) == [(0, "")]


def test_a_sound_response_passes() -> None:
    assert told(CHECK, asked(*PATH, crls=(crl(ROOT),), responses=(ocsp(LEAF, CA),))) == []
