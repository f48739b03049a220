"""The path of a CRL's signer beside the certificate's own, as OpenSSL judges it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from chainaudit.app.openssl_verify.command import openssl_verify
from chainaudit.model import extension
from chainaudit.model.crl import ISSUING_DISTRIBUTION_POINT
from tests import forge
from tests.differential.__main__ import openssl
from tests.differential.scenarios import pem
from tests.forge_revocation import DAY, NOW, crl, point, points, scope

if TYPE_CHECKING:
    from pathlib import Path

ROOT = forge.root(kind="2048")
SIGNS_LISTS = {extension.KEY_USAGE: (True, forge.key_usage(extension.CRL_SIGN))}
SIGNER = forge.issue(ROOT, subject="Signer of lists", replace=SIGNS_LISTS, kind="2048")
LATE = forge.issue(ROOT, subject="Signer of lists", replace=SIGNS_LISTS, kind="2048", end=NOW - DAY)
NO_LISTS = {extension.KEY_USAGE: (True, forge.key_usage(extension.DIGITAL_SIGNATURE))}
UNMARKED = forge.issue(ROOT, subject="Signer of lists", replace=NO_LISTS, kind="2048")
LEAF = forge.issue(ROOT, extra=points(point(issuer=SIGNER.subject)), kind="2048")
INDIRECT = {ISSUING_DISTRIBUTION_POINT: scope(indirect=True)}


@pytest.mark.parametrize(
    ("signer", "until", "options"),
    [
        pytest.param(SIGNER, NOW + DAY, (), id="sound"),
        pytest.param(LATE, NOW + DAY, (), id="the signer has expired"),
        pytest.param(LATE, NOW + DAY, ("-crl_check_all", "-x509_strict", "-auth_level", "2"), id="several at once"),
        pytest.param(UNMARKED, NOW + DAY, (), id="key usage of a signer that nobody met before is not looked at"),
        pytest.param(LATE, NOW + DAY, ("-verify_depth", "0", "-nameopt", "RFC2253"), id="no depth is left"),
        pytest.param(SIGNER, NOW - DAY / 2, ("-crl_check_all",), id="the list of the signer has expired"),
        pytest.param(
            SIGNER, NOW + DAY, ("-verify_hostname", "leaf.example"), id="the signer is asked for the host too"
        ),
        pytest.param(SIGNER, NOW + DAY, ("-purpose", "sslserver"), id="the signer is no server"),
        pytest.param(SIGNER, NOW + DAY, ("-policy_check", "-explicit_policy"), id="policies are the target's alone"),
    ],
)
def test_what_openssl_goes_on_after_is_no_obstacle(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, signer: forge.Forged, until: object, options: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    lists = (crl(signer, replace=INDIRECT), crl(ROOT, until=until))  # type: ignore[arg-type]
    (tmp_path / "root.pem").write_bytes(pem(ROOT.certificate.der))
    (tmp_path / "signer.pem").write_bytes(pem(signer.certificate.der))
    (tmp_path / "leaf.pem").write_bytes(pem(LEAF.certificate.der))
    (tmp_path / "lists.pem").write_bytes(b"".join(pem(one, "X509 CRL") for one in lists))
    arguments = ["-attime", str(int(NOW.timestamp())), "-CAfile", "root.pem", "-no-CApath", "-no-CAstore"]
    arguments += ["-untrusted", "signer.pem", "-CRLfile", "lists.pem", "-crl_check", "-extended_crl", *options]
    code, errors, lines = openssl([*arguments, "leaf.pem"])
    answer = openssl_verify([*arguments, "leaf.pem"])
    assert (answer.code, answer.errors) == (code, errors)
    # Standard output first, as the real program's is read here.
    said = [text for is_error in (False, True) for error, text in answer.said if error is is_error]
    assert [line for text in said for line in text.split("\n")] == lines
