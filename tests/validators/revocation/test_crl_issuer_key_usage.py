"""The issuer of a CRL may not sign CRLs."""

from __future__ import annotations

from chainaudit.model import extension
from chainaudit.validators.revocation.crl_issuer_key_usage import CHECK
from tests import forge
from tests.forge_revocation import asked, crl
from tests.validators.revocation.pki import PATH, ROOT, told


def path_of(*usage: int) -> tuple[forge.Forged, forge.Forged, forge.Forged]:
    replace = {extension.KEY_USAGE: (True, forge.key_usage(*usage)) if usage else None}
    ca = forge.intermediate(ROOT, "CA", replace=replace)
    return forge.issue(ca), ca, ROOT


def test_a_key_usage_needs_crl_sign() -> None:
    path = path_of(extension.KEY_CERT_SIGN)
    assert told(CHECK, asked(*path, crls=(crl(ROOT), crl(path[1])))) == [(0, "")]


def test_with_crl_sign_or_without_a_key_usage_it_passes() -> None:
    assert told(CHECK, asked(*PATH, crls=(crl(ROOT), crl(PATH[1])))) == []
    path = path_of()
    assert told(CHECK, asked(*path, crls=(crl(ROOT), crl(path[1])))) == []


def test_the_anchor_needs_it_too() -> None:
    root = forge.root(replace={extension.KEY_USAGE: (True, forge.key_usage(extension.KEY_CERT_SIGN))})
    leaf = forge.issue(root)
    assert told(CHECK, asked(leaf, root, crls=(crl(root),))) == [(0, "")]
