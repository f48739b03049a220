"""cryptography's verifier is predicted, on chains of all kinds and in its words."""

from __future__ import annotations

import pytest
from cryptography import __version__ as version
from cryptography import x509
from cryptography.x509.verification import PolicyBuilder, Store, VerificationError

import chainaudit
from chainaudit.judging.judge import verdict_of
from chainaudit.model import der, extension
from chainaudit.model.question import Purpose
from tests import forge
from tests.facts import question
from tests.profiles import verifiers
from tests.profiles.agreement import differences, predicted
from tests.profiles.chains import Chain, chains, dns, subtrees

COUNT = 250
ROOT = forge.root()


def hosts(text: bytes) -> bytes:
    """Encode alternative names: the host that is asked for, and one more."""
    return der.encode(der.SEQUENCE, dns("leaf.example") + der.encode(0x82, text))


def test_the_real_verifier_says_what_is_predicted() -> None:
    assert int(version.split(".")[0]) >= 43
    questions = list(chains(20260601, COUNT))
    answers = [verifiers.pyca(chain) for chain in questions]
    wrong = differences("pyca-50", questions, answers)
    assert len(wrong) <= COUNT // 100, wrong
    assert COUNT // 10 < answers.count(verifiers.ACCEPT) < COUNT // 2


@pytest.mark.parametrize(
    ("usages", "accepted"),
    [((extension.CLIENT_AUTH,), True), ((extension.SERVER_AUTH,), False), ((extension.ANY_EXTENDED_KEY_USAGE,), False)],
)
def test_a_client_is_asked_for_its_own_usage(usages: tuple[str, ...], accepted: bool) -> None:
    target = forge.issue(ROOT, replace={extension.EXTENDED_KEY_USAGE: (False, forge.usages(*usages))})
    store = Store([x509.load_der_x509_certificate(ROOT.certificate.der)])
    verifier = PolicyBuilder().store(store).time(forge.MOMENT).build_client_verifier()
    asked = question(target, ROOT, purpose=Purpose.CLIENT)
    assert verdict_of(asked, chainaudit.profile("pyca-50"), chainaudit.checks())[0].accepted is accepted
    if accepted:
        verifier.verify(x509.load_der_x509_certificate(target.certificate.der), [])
    else:
        with pytest.raises(VerificationError):
            verifier.verify(x509.load_der_x509_certificate(target.certificate.der), [])


def test_it_is_said_in_its_words() -> None:
    questions = list(chains(20260602, COUNT))
    same = refused = 0
    for chain in questions:
        answer, prediction = verifiers.pyca(chain), predicted("pyca-50", chain)
        if verifiers.ACCEPT not in (answer, prediction):
            refused += 1
            words = answer.removeprefix("reject: ").partition(" (encountered")[0].partition(":")[2].strip()[:24]
            same += words in prediction
    assert refused > COUNT // 3
    assert same / refused > 0.6


TEXTS = (b"leaf.example", b"b\xc3\xbccher.example", b"b\xfccher.example", b"")
ODD = (
    *(forge.issue(ROOT, replace={extension.SUBJECT_ALTERNATIVE_NAME: (False, hosts(text))}) for text in TEXTS),
    forge.issue(ROOT, replace={extension.KEY_USAGE: (True, forge.key_usage(0, extension.ENCIPHER_ONLY))}),
    forge.issue(ROOT, replace={extension.BASIC_CONSTRAINTS: (True, der.encode(der.SEQUENCE, b"\1\1\0"))}),
    forge.issue(ROOT, replace={extension.BASIC_CONSTRAINTS: (True, der.encode(der.SEQUENCE, b"\2\1\0"))}),
    forge.issue(ROOT, serial=b"\0\1"),
)


def test_malformed_values_as_it_reads_them() -> None:
    asked = [Chain("", one.certificate, (), (ROOT.certificate,), "leaf.example") for one in ODD]
    answers = [verifiers.pyca(chain) for chain in asked]
    assert differences("pyca-50", asked, answers) == []
    assert 2 < answers.count(verifiers.ACCEPT) < len(ODD) - 2


@pytest.mark.parametrize("name", [(0x86, b"http://leaf.example/"), (0xA4, forge.name("Leaf")), (0x82, b"leaf.example")])
def test_names_of_three_kinds_are_compared(name: tuple[int, bytes]) -> None:
    """What is constrained and of another kind is refused, even where it lies within."""
    base = {0x86: b"leaf.example"}.get(name[0], name[1])
    constraints = der.encode(der.SEQUENCE, subtrees(0xA0, der.encode(name[0], base)))
    bound = forge.intermediate(ROOT, extra=((extension.NAME_CONSTRAINTS, False, constraints),))
    names = der.encode(der.SEQUENCE, dns("leaf.example") + der.encode(*name))
    leaf = forge.issue(bound, replace={extension.SUBJECT_ALTERNATIVE_NAME: (False, names)})
    asked = [Chain("", leaf.certificate, (bound.certificate,), (ROOT.certificate,), "leaf.example")]
    answers = [verifiers.pyca(chain) for chain in asked]
    assert differences("pyca-50", asked, answers) == []
    assert (answers == [verifiers.ACCEPT]) is (name[0] == 0x82)
