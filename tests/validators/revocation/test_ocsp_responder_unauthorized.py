"""The signer of an OCSP response is neither the issuer nor delegated by it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from chainaudit.model import der, extension
from chainaudit.model.ocsp import NO_CHECK
from chainaudit.validators.revocation.ocsp_responder_unauthorized import CHECK
from chainaudit.validators.revocation.unknown import CHECK as UNKNOWN_STATUS
from tests import forge
from tests.forge_revocation import NOW, SECOND, asked, crl, ocsp
from tests.validators.making import findings
from tests.validators.revocation.pki import CA, LEAF, PATH, ROOT, told

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Outcome

SIGNS_OCSP = {extension.EXTENDED_KEY_USAGE: (False, forge.usages(extension.OCSP_SIGNING))}
UNCHECKED = ((NO_CHECK, False, der.encode(der.NULL, b"")),)


def delegate(issuer: forge.Forged = CA, **parts: Any) -> forge.Forged:
    return forge.issue(issuer, subject="Responder", **{"replace": SIGNS_OCSP, "extra": UNCHECKED, **parts})


def problems(response: bytes, *crls: bytes) -> list[tuple[int | None, str]]:
    context = asked(*PATH, crls=(crl(ROOT), *crls), responses=(response,))
    found = told(CHECK, context)
    assert bool(found) is bool(told(UNKNOWN_STATUS, context))
    return found


@pytest.mark.parametrize("by_key", [False, True])
@pytest.mark.parametrize("digest", ["sha1", "sha256", "sha384", "sha512"])
def test_the_issuer_and_its_delegate_may(by_key: bool, digest: str) -> None:
    one = delegate()
    assert problems(ocsp(LEAF, CA, by_key=by_key, digest=digest)) == []
    assert problems(ocsp(LEAF, CA, responder=one, certificates=(one,), by_key=by_key, digest=digest)) == []


@pytest.mark.parametrize(
    ("one", "variant"),
    [
        pytest.param(delegate(replace={}), "usage-missing", id="no OCSPSigning"),
        pytest.param(
            delegate(replace={extension.EXTENDED_KEY_USAGE: (False, forge.usages(extension.ANY_EXTENDED_KEY_USAGE))}),
            "usage-missing",
            id="any usage is not enough",
        ),
        pytest.param(
            delegate(replace={**SIGNS_OCSP, extension.KEY_USAGE: (True, forge.key_usage(2))}),
            "usage-missing",
            id="may not sign",
        ),
        pytest.param(delegate(ROOT), "not-delegated", id="of another CA"),
        pytest.param(delegate(end=NOW - SECOND), "not-valid-now", id="expired"),
        pytest.param(delegate(extra=()), "revocation-unknown", id="nobody says that it is not revoked"),
    ],
)
def test_others_may_not(one: forge.Forged, variant: str) -> None:
    assert problems(ocsp(LEAF, CA, responder=one, certificates=(one,))) == [(0, variant)]


def test_a_delegate_counts_to_the_second_at_which_it_ends() -> None:
    for bounds in ({"end": NOW}, {"begin": NOW}):
        one = delegate(**bounds)
        assert problems(ocsp(LEAF, CA, responder=one, certificates=(one,))) == []
    one = delegate(begin=NOW + SECOND)
    assert problems(ocsp(LEAF, CA, responder=one, certificates=(one,))) == [(0, "not-valid-now")]


def test_a_namesake_of_the_issuer_with_a_key_of_its_own_may_not() -> None:
    namesake = forge.root("CA", use_key=forge.key("EC", "namesake"))
    assert problems(ocsp(LEAF, CA, responder=namesake, certificates=(namesake,))) == [(0, "not-delegated")]


def test_who_answered_is_named() -> None:
    one = delegate(ROOT)
    for by_key, name in ((False, "'CN=Responder'"), (True, "the responder with key ")):
        response = ocsp(LEAF, CA, responder=one, by_key=by_key, certificates=(one,))
        (finding,) = findings(CHECK, asked(*PATH, crls=(crl(ROOT),), responses=(response,)))
        assert finding.values["responder"].startswith(name)
        assert len(finding.values["responder"]) > len("'CN='")
        assert not finding.values["responder"].endswith("key ")


def test_a_delegate_must_not_be_revoked() -> None:
    one = delegate(extra=())
    response = ocsp(LEAF, CA, responder=one, certificates=(one,))
    other = forge.issue(CA)
    only_others = crl(CA, other)
    assert told(CHECK, asked(*PATH, crls=(crl(ROOT), only_others), responses=(response,))) == []
    listed = asked(LEAF, CA, ROOT, crls=(crl(ROOT), crl(CA, one)), responses=(response,))
    assert told(UNKNOWN_STATUS, listed) == []  # the list itself says that the target is good


def test_a_responder_without_a_certificate_is_not_known() -> None:
    assert problems(ocsp(LEAF, CA, responder=delegate())) == [(0, "no-certificate")]


@pytest.mark.parametrize(
    "response",
    [
        pytest.param(ocsp(LEAF, CA), id="issuer"),
        pytest.param(ocsp(LEAF, CA, spoil=True), id="altered"),
        *(
            pytest.param(ocsp(LEAF, CA, responder=one, certificates=(one,)), id=name)
            for name, one in (
                ("delegate", delegate()),
                ("no usage", delegate(replace={})),
                ("other CA", delegate(ROOT)),
                ("expired", delegate(end=NOW - SECOND)),
            )
        ),
    ],
)
def test_openssl_trusts_the_same_responders(response: bytes, tool: Callable[..., Outcome], tmp_path: Path) -> None:
    for name, data in (("root", ROOT.pem), ("ca", CA.pem), ("leaf", LEAF.pem), ("response", response)):
        (tmp_path / name).write_bytes(data)
    said = tool(
        *("openssl", "ocsp", "-attime", str(int(NOW.timestamp())), "-CAfile", tmp_path / "root", "-no_nonce"),
        *("-issuer", tmp_path / "ca", "-cert", tmp_path / "leaf", "-respin", tmp_path / "response"),
        *("-verify_other", tmp_path / "ca"),
        check=False,
    )
    ours = told(UNKNOWN_STATUS, asked(*PATH, crls=(crl(ROOT),), responses=(response,)))
    assert ("Response verify OK" in said.stderr) is (not ours), said
