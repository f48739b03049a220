"""An extension is not as public CAs must write it."""

from __future__ import annotations

from chainaudit.model import der, extension
from chainaudit.model.context import Role
from chainaudit.validators.certificate.baseline_extensions import CHECK
from tests import forge
from tests.facts import found

AKI = extension.AUTHORITY_KEY_IDENTIFIER
SAN = extension.SUBJECT_ALTERNATIVE_NAME


def authority(*parts: bytes) -> dict[str, tuple[bool, bytes] | None]:
    return {AKI: (False, der.encode(der.SEQUENCE, b"".join(parts)))}


def test_names_are_not_critical_beside_a_subject() -> None:
    critical = {SAN: (True, forge.san("a.example"))}
    assert found(CHECK, forge.issue(replace=critical), baseline_requirements=True) == ["san-critical"]
    assert found(CHECK, forge.issue(forge.root(), subject=None, replace=critical), baseline_requirements=True) == []
    assert found(CHECK, forge.issue(replace=critical)) == []


def test_the_authority_is_named_by_its_key_alone() -> None:
    identifier = der.encode(0x80, forge.key_identifier(forge.key("EC", "Root").public_key()))
    serial = der.encode(0x82, b"\x01")
    issuer = der.encode(0xA1, der.encode(0xA4, forge.name("Root")))
    ok = forge.root(replace=authority(identifier))
    assert found(CHECK, ok, Role.ANCHOR, baseline_requirements=True) == []
    for more in (serial, issuer, issuer + serial):
        one = forge.root(replace=authority(identifier, more))
        assert found(CHECK, one, Role.ANCHOR, baseline_requirements=True) == ["aki-issuer"]


def test_a_root_names_its_own_key() -> None:
    assert found(CHECK, forge.root(replace=authority()), Role.ANCHOR, baseline_requirements=True) == ["aki-key-missing"]
    other = forge.root(replace=authority(der.encode(0x80, b"another")))
    assert found(CHECK, other, Role.ANCHOR, baseline_requirements=True) == ["aki-differs"]
    assert found(CHECK, forge.root(replace={AKI: None}), Role.ANCHOR, baseline_requirements=True) == []
