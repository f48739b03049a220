"""A certificate holds what its version does not have."""

from __future__ import annotations

from chainaudit.model import der
from chainaudit.model.certificate import Certificate
from chainaudit.validators.certificate.version_features import CHECK
from tests import forge
from tests.facts import found


def renumbered(version: int) -> forge.Forged:
    """Write another version number into a sound certificate (its signature no longer matters here)."""
    one = forge.issue()
    v3 = der.encode(0xA0, der.encode(der.INTEGER, b"\x02"))
    other = der.encode(0xA0, der.encode(der.INTEGER, bytes([version - 1])))
    return one._replace(certificate=Certificate.read(one.certificate.der.replace(v3, other, 1)))


def test_extensions_need_version_3() -> None:
    assert found(CHECK, renumbered(2)) == ["extensions"]
    assert found(CHECK, forge.issue()) == []
    assert found(CHECK, forge.issue(version=1)) == []


def test_there_is_no_version_4() -> None:
    assert found(CHECK, renumbered(4)) == ["unknown"]
