"""Go 1.19 beside Go 1.27: what was changed in between."""

from __future__ import annotations

import pytest

from chainaudit.model import der, extension
from chainaudit.profiles import go_1_27
from chainaudit.profiles.go_1_19 import PROFILE
from tests import forge
from tests.profiles import verifiers
from tests.profiles.agreement import differences
from tests.profiles.chains import Chain, dns, subtrees
from tests.profiles.saying import ROOT, words

EXCLUDED = der.encode(der.SEQUENCE, der.encode(0xA1, der.encode(der.SEQUENCE, der.encode(0x82, b"bad.leaf.example"))))
BOUND = forge.intermediate(ROOT, "Bound", extra=((extension.NAME_CONSTRAINTS, True, EXCLUDED),))
SKI = {extension.SUBJECT_KEY_IDENTIFIER: (True, der.encode(der.OCTET_STRING, b"key"))}


@pytest.mark.parametrize(
    ("chain", "host"),
    [
        ((forge.issue(ROOT, names=("*",)), ROOT), "localhost"),
        ((forge.issue(ROOT, replace=SKI), ROOT), "leaf.example"),
        ((forge.issue(BOUND, names=("*.leaf.example",)), BOUND, ROOT), "good.leaf.example"),
    ],
)
def test_what_was_taken_and_is_no_more(chain: tuple[forge.Forged, ...], host: str) -> None:
    assert words(PROFILE, *chain, host=host) == []
    assert len(words(go_1_27.PROFILE, *chain, host=host)) == 1


def test_what_was_not_handled_and_is_now() -> None:
    policies = der.encode(der.SEQUENCE, der.encode(0x80, b"\x05"))
    ca = forge.intermediate(ROOT, extra=((extension.POLICY_CONSTRAINTS, True, policies),))
    assert words(PROFILE, forge.issue(ca), ca, ROOT) == ["x509: unhandled critical extension"]
    assert words(go_1_27.PROFILE, forge.issue(ca), ca, ROOT) == []


def test_the_rest_is_the_same() -> None:
    for target in (forge.issue(ROOT), forge.issue(ROOT, digest="sha1"), forge.issue(ROOT, end=forge.BEGIN)):
        assert words(PROFILE, target, ROOT) == words(go_1_27.PROFILE, target, ROOT)


def lists(*parts: bytes) -> dict[str, tuple[bool, bytes]]:
    return {extension.NAME_CONSTRAINTS: (True, der.encode(der.SEQUENCE, b"".join(parts)))}


EMPTY, HOSTS = der.encode(0xA0, b""), subtrees(0xA1, dns("bad.example"))
BOUND_BY = [forge.intermediate(ROOT, replace=lists(*parts)) for parts in ((EMPTY, HOSTS), (EMPTY,))]
ODD = (
    *((forge.issue(issuer), issuer) for issuer in BOUND_BY),
    (forge.issue(ROOT, replace={extension.EXTENDED_KEY_USAGE: (False, der.encode(der.SEQUENCE, b""))}), ROOT),
    (forge.issue(ROOT, replace={extension.KEY_USAGE: (True, der.encode(der.SEQUENCE, b""))}), ROOT),
    (forge.issue(ROOT, serial=b"\0\1"), ROOT),
)


def test_what_go_reads_and_what_it_does_not() -> None:
    """The program itself is asked."""
    root = (ROOT.certificate,)
    asked = [Chain("", leaf.certificate, (issuer.certificate,), root, "leaf.example") for leaf, issuer in ODD]
    answers = verifiers.go(asked)
    assert differences("go-1.19", asked, answers) == []
    assert answers.count(verifiers.ACCEPT) == 2
