"""The paths of those who sign CRLs and OCSP responses, as each verifier looks for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chainaudit.judging.choice import choose
from chainaudit.judging.saying import reasons_of
from chainaudit.judging.searched import any_path
from chainaudit.model.profile import StrategyKind
from chainaudit.model.question import Purpose, Question, RevocationInputs, RevocationMode, Target

if TYPE_CHECKING:
    from collections.abc import Callable

    from chainaudit.judging.evaluation import Evaluation
    from chainaudit.model.certificate import Certificate
    from chainaudit.model.check import Check
    from chainaudit.model.path import Path
    from chainaudit.model.profile import Profile

    Evaluate = Callable[[Question, Profile, tuple[Check, ...]], Evaluation]


def path_finder(
    question: Question, profile: Profile, checks: tuple[Check, ...], evaluate: Evaluate, kept: dict[Any, Any]
) -> Callable[[Certificate], Path | None]:
    """Return a search for acceptable paths of other certificates, which issue CRLs or answer for OCSP."""
    if profile.strategy.kind is StrategyKind.COMMITTED:
        return _committed_finder(question, profile, checks, evaluate, kept)

    def find(certificate: Certificate) -> Path | None:
        other = Question(
            Target(certificate, question.target.presented),
            anchors=question.anchors,
            moment=question.moment,
            untrusted=(*question.untrusted, question.target.certificate),
            purpose=Purpose.ANY,
            partial_chain=question.partial_chain,
            revocation=RevocationInputs(mode=RevocationMode.OFF),
        )
        # A CRL's signer is no server: section 6 of RFC 5280 is asked of its path, not what CAs owe a server.
        path_checks = tuple(c for c in checks if c.room not in ("revocation", "identity", "certificate"))
        judged = any_path(profile, evaluate(other, profile, path_checks))
        return judged.path if judged.is_acceptable else None

    return find


def _committed_finder(
    question: Question, profile: Profile, checks: tuple[Check, ...], evaluate: Evaluate, kept: dict[Any, Any]
) -> Callable[[Certificate], Path | None]:
    """Return what OpenSSL does: the same question but for policies; what it goes on after is no obstacle.

    The strategy's ``crl_issuer`` makes the profile for it. The path and what is said of it are ``kept`` under
    ("revocation", "said", the certificate's DER), for the check that asks.
    """
    # The checks that read every CRL would ask for the paths of signers again, without end; this verifier has its own.
    asked_of = tuple(c for c in checks if c.refines or c.room not in ("revocation", "policy"))
    judge_by = profile.strategy.crl_issuer
    goes_on = profile.goes_on or frozenset()
    lists = question.revocation

    def find(certificate: Certificate) -> Path | None:
        if judge_by is None:
            return None
        inner = judge_by()
        every = lists.mode is RevocationMode.REQUIRE_ALL
        mode = lists.mode if every else RevocationMode.OFF
        asked = question.but(
            target=Target(certificate, question.target.presented),
            anchors=() if profile.rules.crl_issuers_lack_anchors else question.anchors,
            revocation=lists.but(ocsp_responses=(), mode=mode),
        )
        judged = choose(inner, evaluate(asked, inner, asked_of))
        kept["revocation", "said", certificate.der] = judged.path, reasons_of(inner, judged, asked)
        if not judged.facts.is_decided or any(ruling.number not in goes_on for _, ruling in judged.fatal):
            return None
        return judged.path

    return find
