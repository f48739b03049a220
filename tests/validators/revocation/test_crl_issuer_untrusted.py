"""The signer of a CRL is not trusted for it."""

from __future__ import annotations

import pytest

from chainaudit.model import extension
from chainaudit.validators.revocation.crl_issuer_untrusted import CHECK
from tests import forge
from tests.forge_revocation import asked, crl, directory, full_name, point, points, scoped
from tests.validators.revocation.pki import CA, PATH, ROOT, told

URL = full_name("http://crl.example/a")
SIGNS_CRLS = {extension.KEY_USAGE: (True, forge.key_usage(extension.CRL_SIGN))}
SIGNER = forge.issue(ROOT, subject="CRL signer", replace=SIGNS_CRLS)
LEAF = forge.issue(CA, extra=points(point(URL, issuer=SIGNER.subject)))
INDIRECT = scoped(name=URL, indirect=True)


def test_another_issuer_needs_its_certificate_and_a_path() -> None:
    crls = (crl(ROOT), crl(SIGNER, replace=INDIRECT))
    assert told(CHECK, asked(LEAF, CA, ROOT, crls=crls)) == [(0, "no-certificate")]
    assert told(CHECK, asked(LEAF, CA, ROOT, crls=crls, known=(SIGNER,))) == []


def test_a_signer_below_another_anchor_does_not_count() -> None:
    other = forge.root("Other")
    signer = forge.issue(other, subject="CRL signer", replace=SIGNS_CRLS)
    crls = (crl(ROOT), crl(other), crl(signer, replace=INDIRECT))
    asked_without = asked(LEAF, CA, ROOT, crls=crls, known=(signer,))
    assert told(CHECK, asked_without) == [(0, "no-path")]
    asked_with = asked(LEAF, CA, ROOT, crls=crls, known=(signer,), anchors=(other,))
    assert told(CHECK, asked_with) == [(0, "other-anchor")]


def test_a_signers_path_is_validated() -> None:
    """An intermediate that may not issue certificates does not lead to a signer."""
    without = forge.intermediate(
        ROOT, "Sub", replace={extension.KEY_USAGE: (True, forge.key_usage(extension.CRL_SIGN))}
    )
    signer = forge.issue(without, subject="CRL signer", replace=SIGNS_CRLS)
    crls = (crl(ROOT), crl(without), crl(signer, replace=INDIRECT))
    assert told(CHECK, asked(LEAF, CA, ROOT, crls=crls, known=(signer, without))) == [(0, "no-path")]


@pytest.mark.parametrize("profile", ["recommended", "rfc5280", "webpki", "rfc5280-path"])
def test_a_signer_is_not_asked_to_be_a_server(profile: str) -> None:
    bare = {extension.SUBJECT_ALTERNATIVE_NAME: None, extension.EXTENDED_KEY_USAGE: None, **SIGNS_CRLS}
    signer = forge.issue(ROOT, subject="CRL signer", replace=bare)
    crls = (crl(ROOT), crl(signer, replace=INDIRECT))
    context = asked(LEAF, CA, ROOT, crls=crls, known=(signer,), profile=profile)
    assert told(CHECK, context) == []


@pytest.mark.parametrize(
    ("of_root", "variant"),
    [pytest.param(crl(ROOT, SIGNER), "revoked", id="revoked"), pytest.param(b"", "revocation-unknown", id="unknown")],
)
def test_a_signer_must_not_be_revoked_itself(of_root: bytes, variant: str) -> None:
    crls = tuple(one for one in (of_root, crl(SIGNER, replace=INDIRECT)) if one)
    assert (0, variant) in told(CHECK, asked(LEAF, CA, ROOT, crls=crls, known=(SIGNER,)))


def test_a_signer_whose_own_status_stands_on_its_own_list_is_no_circle() -> None:
    signer = forge.intermediate(CA, "CA", use_key=forge.key("EC", "crl key"), replace=SIGNS_CRLS)
    crls = (crl(ROOT), crl(signer))
    assert told(CHECK, asked(*PATH, crls=crls, known=(signer,))) == []


def test_the_name_of_an_issuer_is_compared_as_a_name() -> None:
    assert directory(SIGNER.subject)
    shouted = forge.issue(CA, extra=points(point(URL, issuer=forge.name("CRL SIGNER"))))
    crls = (crl(ROOT), crl(SIGNER, replace=INDIRECT))
    assert told(CHECK, asked(shouted, CA, ROOT, crls=crls, known=(SIGNER,))) == []
