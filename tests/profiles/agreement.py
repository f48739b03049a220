"""How often profiles predict verifiers: ``python -m tests.profiles.agreement [COUNT [SEED]]`` tells what differs."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import chainaudit
from chainaudit.judging.judge import verdict_of
from chainaudit.model.path import Anchor
from tests import forge
from tests.profiles import verifiers
from tests.profiles.chains import Chain, chains

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


def predicted(profile: str, chain: Chain) -> str:
    """What the profile says of a chain, in the form in which verifiers answer."""
    question = chainaudit.Question(
        chainaudit.Target(chain.target),
        anchors=tuple(Anchor(c) for c in chain.anchors),
        moment=forge.MOMENT,
        untrusted=chain.untrusted,
        host=(chainaudit.reference_identifier(chain.host),),
    )
    verdict, _ = verdict_of(question, chainaudit.profile(profile), chainaudit.checks())
    if verdict.accepted:
        return verifiers.ACCEPT
    return "reject: " + "; ".join(reason.words for reason in verdict.reasons) + (verdict.undetermined or "")


def differences(profile: str, questions: Sequence[Chain], answers: Sequence[str]) -> list[tuple[Chain, str, str]]:
    """Chains of which the profile's verdict is not the verifier's: chain, answer, prediction."""
    told = [(chain, answer, predicted(profile, chain)) for chain, answer in zip(questions, answers, strict=True)]
    return [row for row in told if (row[1] == verifiers.ACCEPT) != (row[2] == verifiers.ACCEPT)]


def answered(questions: Sequence[Chain]) -> dict[str, list[str]]:
    """Ask every real verifier; by the profile that predicts it."""
    builder, manager = verifiers.java(questions)
    return {
        "pyca-50": [verifiers.pyca(chain) for chain in questions],
        "java-17-certpath": builder,
        "java-17": manager,
        "go-1.19": verifiers.go(questions),
    }


def main(arguments: Sequence[str], tell: Callable[[str], None] = print) -> int:
    """Compare and tell."""
    count, seed = (int(a) for a in (*arguments, "400", "1")[:2]) if len(arguments) != 1 else (int(arguments[0]), 1)
    questions = list(chains(seed, count))
    for profile, answers in answered(questions).items():
        wrong = differences(profile, questions, answers)
        accepted = sum(answer == verifiers.ACCEPT for answer in answers)
        for chain, answer, prediction in wrong:
            tell(f"{profile}: {chain.name}\n    answered  {answer[:160]}\n    predicted {prediction[:160]}")
        tell(f"{profile}: {count - len(wrong)} of {count} agree ({accepted} accepted)")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
