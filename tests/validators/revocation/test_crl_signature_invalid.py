"""A CRL is signed with no key of its issuer."""

from __future__ import annotations

from chainaudit.validators.revocation.crl_signature_invalid import CHECK
from tests import forge
from tests.forge_revocation import asked, crl
from tests.validators.making import findings
from tests.validators.revocation.pki import CA, LEAF, PATH, ROOT, told


def test_an_altered_list_is_found_and_revokes_nothing() -> None:
    (finding,) = findings(CHECK, asked(*PATH, crls=(crl(ROOT), crl(CA, LEAF, spoil=True))))
    assert finding.position == 0
    assert finding.values["crl_issuer"] == "CN=CA"


def test_the_list_of_another_ca_with_the_same_name_is_found() -> None:
    namesake = forge.root("CA", use_key=forge.key("EC", "another"))
    assert told(CHECK, asked(*PATH, crls=(crl(ROOT), crl(namesake)))) == [(0, "")]


def test_a_sound_list_passes_beside_an_altered_one() -> None:
    assert told(CHECK, asked(*PATH, crls=(crl(CA, spoil=True), crl(ROOT), crl(CA)))) == []


def test_a_list_signed_with_the_issuers_new_key_is_taken() -> None:
    """Key rollover: the new certificate of the same CA is known, and trusted by the same anchor."""
    renewed = forge.intermediate(ROOT, "CA", use_key=forge.key("EC", "new key"))
    crls = (crl(ROOT), crl(renewed))
    assert told(CHECK, asked(*PATH, crls=crls)) == [(0, "")]
    assert told(CHECK, asked(*PATH, crls=crls, known=(renewed,))) == []
