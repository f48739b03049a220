"""A CRL is signed with no key of its issuer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainaudit.model.certificate import Certificate
from chainaudit.validators.revocation.crl_signature_invalid import CHECK
from chainaudit.validators.revocation.signer import key_of
from tests import forge
from tests.forge_revocation import asked, crl
from tests.validators.making import findings
from tests.validators.revocation.pki import CA, LEAF, PATH, ROOT, told

if TYPE_CHECKING:
    from pathlib import Path


def test_an_altered_list_is_found_and_revokes_nothing() -> None:
    (finding,) = findings(CHECK, asked(*PATH, crls=(crl(ROOT), crl(CA, LEAF, spoil=True))))
    assert finding.position == 0
    assert finding.values["crl_issuer"] == "CN=CA"


def test_the_list_of_another_ca_with_the_same_name_is_found() -> None:
    namesake = forge.root("CA", use_key=forge.key("EC", "another"))
    assert told(CHECK, asked(*PATH, crls=(crl(ROOT), crl(namesake)))) == [(0, "")]


def test_a_key_that_inherits_its_parameters_verifies(testdata: Path) -> None:
    """RFC 3279, 2.3.2: the parameters of a DSA key may stand in the issuer's certificate alone."""
    folder = testdata / "conformance" / "pkits" / "certs"
    names = ("DSAParametersInheritedCACert.crt", "DSACACert.crt", "TrustAnchorRootCertificate.crt")
    inherits, giver, root = (Certificate.read((folder / name).read_bytes()) for name in names)
    whole = key_of(inherits, (inherits, root, giver))
    assert whole is not None
    assert giver.public_key is not None
    assert (whole.parameters, whole.bits) == (giver.public_key.parameters, giver.public_key.bits)
    without = key_of(inherits, (inherits, root))
    assert without is not None
    assert without.has_inherited_parameters
    assert key_of(giver, ()) == giver.public_key


def test_a_sound_list_passes_beside_an_altered_one() -> None:
    assert told(CHECK, asked(*PATH, crls=(crl(CA, spoil=True), crl(ROOT), crl(CA)))) == []


def test_a_list_signed_with_the_issuers_new_key_is_taken() -> None:
    """Key rollover: the new certificate of the same CA is known, and trusted by the same anchor."""
    renewed = forge.intermediate(ROOT, "CA", use_key=forge.key("EC", "new key"))
    crls = (crl(ROOT), crl(renewed))
    assert told(CHECK, asked(*PATH, crls=crls)) == [(0, "")]
    assert told(CHECK, asked(*PATH, crls=crls, known=(renewed,))) == []
