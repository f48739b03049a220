"""Who can renew a certificate differs by its role."""

from __future__ import annotations

from chainaudit.model.context import Role
from chainaudit.validators.validity.renewal import renewal
from tests.validators.making import authority, end, of_certificate

ROOT = authority()


def test_the_owner_renews_the_target() -> None:
    remedy, (action,) = renewal(of_certificate(end()))
    assert remedy == ""
    assert action.kind == "renew"


def test_the_renewed_issuer_is_put_in_the_chain() -> None:
    remedy, (action,) = renewal(of_certificate(ROOT, Role.INTERMEDIATE))
    assert remedy.startswith("Get the renewed certificate of this CA")
    assert action.kind == "append-issuer"
    assert action.values == {"subject": "CN=Root", "issuer": "CN=Root"}


def test_the_successor_of_the_anchor_is_imported() -> None:
    remedy, (action,) = renewal(of_certificate(ROOT, Role.ANCHOR, truststores=("a.jks", "b.jks")))
    assert remedy.startswith("Import the successor of this root")
    assert action.kind == "replace-anchor"
    assert action.values["store"] == "a.jks, b.jks"
    assert action.values["certificate"] == ROOT.certificate.fingerprint
