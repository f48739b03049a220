"""cryptography's verifier is predicted, on chains of all kinds and in its words."""

from __future__ import annotations

import pytest
from cryptography import __version__ as version
from cryptography import x509
from cryptography.x509.verification import PolicyBuilder, Store, VerificationError

import chainaudit
from chainaudit.judging.judge import verdict_of
from chainaudit.model import extension
from chainaudit.model.question import Purpose
from tests import forge
from tests.facts import question
from tests.profiles import verifiers
from tests.profiles.agreement import differences, predicted
from tests.profiles.chains import chains

COUNT = 250
ROOT = forge.root()


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
