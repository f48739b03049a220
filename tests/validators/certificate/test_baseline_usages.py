"""The extended key usages are not those of a public TLS server certificate."""

from __future__ import annotations

import pytest

from chainaudit.model import extension
from chainaudit.model.context import Role
from chainaudit.model.question import Purpose
from chainaudit.validators.certificate.baseline_usages import CHECK, PRECERTIFICATE_SIGNING
from tests import forge
from tests.facts import findings, found

EKU = extension.EXTENDED_KEY_USAGE


def usages_of(*oids: str, critical: bool = False) -> forge.Forged:
    return forge.issue(replace={EKU: (critical, forge.usages(extension.SERVER_AUTH, *oids))})


@pytest.mark.parametrize(
    "oid",
    [
        extension.ANY_EXTENDED_KEY_USAGE,
        extension.CODE_SIGNING,
        extension.EMAIL_PROTECTION,
        extension.TIME_STAMPING,
        extension.OCSP_SIGNING,
        PRECERTIFICATE_SIGNING,
    ],
)
def test_some_usages_have_no_place_beside_server_authentication(oid: str) -> None:
    assert found(CHECK, usages_of(oid), baseline_requirements=True) == ["forbidden"]
    assert found(CHECK, usages_of(oid)) == []


def test_client_authentication_has() -> None:
    assert found(CHECK, usages_of(extension.CLIENT_AUTH), baseline_requirements=True) == []


def test_usages_must_be_there_and_not_critical() -> None:
    assert found(CHECK, forge.issue(replace={EKU: None}), baseline_requirements=True) == ["missing"]
    assert found(CHECK, usages_of(critical=True), baseline_requirements=True) == ["critical"]


def test_a_client_is_not_asked() -> None:
    assert findings(CHECK, forge.issue(replace={EKU: None}), purpose=Purpose.CLIENT, baseline_requirements=True) == []


def test_a_root_has_none_and_an_intermediate_anchor_may() -> None:
    extra = ((EKU, False, forge.usages(extension.SERVER_AUTH)),)
    root = forge.root(extra=extra)
    assert found(CHECK, root, Role.ANCHOR, baseline_requirements=True) == ["root"]
    assert found(CHECK, forge.intermediate(root, extra=extra), Role.ANCHOR, baseline_requirements=True) == []
