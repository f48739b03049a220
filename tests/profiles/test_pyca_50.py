"""cryptography's verifier is predicted, on chains of all kinds and in its words."""

from __future__ import annotations

from cryptography import __version__ as version

from tests.profiles import verifiers
from tests.profiles.agreement import differences, predicted
from tests.profiles.chains import chains

COUNT = 250


def test_the_real_verifier_says_what_is_predicted() -> None:
    assert int(version.split(".")[0]) >= 43
    questions = list(chains(20260601, COUNT))
    answers = [verifiers.pyca(chain) for chain in questions]
    wrong = differences("pyca-50", questions, answers)
    assert len(wrong) <= COUNT // 100, wrong
    assert COUNT // 10 < answers.count(verifiers.ACCEPT) < COUNT // 2


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
