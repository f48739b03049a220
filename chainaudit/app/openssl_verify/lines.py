"""The lines that `openssl verify` prints about one certificate (openssl-verify(1), "Diagnostics")."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chainaudit.app.openssl_verify.names import written
from chainaudit.judging.judged import Judged, fatal_facts
from chainaudit.judging.saying import reasons_of
from chainaudit.model import extension
from chainaudit.model.profile import Ruling
from chainaudit.profiles.openssl_stages import CRLS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from chainaudit.judging.facts import Facts
    from chainaudit.model.path import Path
    from chainaudit.model.profile import Profile, Reason
    from chainaudit.model.question import Question
    from chainaudit.model.report import Verdict

NO_EXPLICIT_POLICY: Final = 43
ISSUER_PATH: Final = "revocation.ranked-lists/issuer-path-said"
_SAID_INSIDE: Final = 0
"""No error: what is said of the path of a CRL's issuer, before the verdict on the CRL."""


def complaints(
    profile: Profile, question: Question, verdict: Verdict, facts: Facts, flags: frozenset[str]
) -> Iterator[str]:
    """Yield what the program says of a certificate, whether it then accepts it or not.

    What is wrong with the path of a CRL's issuer is said where the CRL is looked at, and is no verdict.
    """
    for reason in _with_issuer_paths(profile, question, verdict, facts):
        if reason.number == _SAID_INSIDE and reason.finding is not None:
            for inner in reason.finding.values["said"]:
                yield from _complaint(inner, reason.finding.values["path"], flags, "[CRL path] ")
        else:
            yield from _complaint(reason, verdict.path, flags)


def _with_issuer_paths(profile: Profile, question: Question, verdict: Verdict, facts: Facts) -> tuple[Reason, ...]:
    """Return the reasons of the verdict, and among them where the path of a CRL's issuer was spoken of."""
    if not any(f"{finding.check}/{finding.variant}" == ISSUER_PATH for finding in facts.findings):
        return verdict.reasons
    talking = profile.but(
        rulings={**profile.rulings, ISSUER_PATH: Ruling("{turn}", number=_SAID_INSIDE, stage=CRLS)},
        goes_on=frozenset({*(profile.goes_on or ()), _SAID_INSIDE}),
    )
    fatal = fatal_facts(talking, facts.findings, verdict.path, question)
    return reasons_of(talking, Judged(verdict.path, facts, fatal), question)


def _complaint(reason: Reason, path: Path, flags: frozenset[str], where: str = "") -> Iterator[str]:
    depth = reason.depth or 0
    if reason.number != NO_EXPLICIT_POLICY and depth < len(path.certificates):
        yield written(path.certificates[depth].subject, flags)
    yield f"{where}error {reason.number} at {depth} depth lookup: {reason.words}"
    if reason.number == NO_EXPLICIT_POLICY:
        found = None if reason.finding is None else reason.finding.values.get("authority_constrained_policy_set")
        yield from _policy_lines(found or (), (), required=True)


def policies(facts: Facts) -> list[str]:
    """Return what -policy_print adds: the policies for which the path is valid."""
    for finding in facts.findings:
        if finding.check == "policy.accepted-set":
            values = finding.values
            return _policy_lines(
                values["authority_constrained_policy_set"],
                values["user_constrained_policy_set"],
                required=values["explicit_policy_required"],
            )
    return _policy_lines((), (), required=False)


def _policy_lines(authority: Sequence[str], user: Sequence[str], *, required: bool) -> list[str]:
    lines = [f"Require explicit Policy: {required}"]
    for label, policies in (("Authority", authority), ("User", user)):
        lines.append(f"{label} Policies:{'' if policies else ' <empty>'}")
        for policy in policies:
            name = "X509v3 Any Policy" if policy == extension.ANY_POLICY else policy
            lines += [f"  Policy: {name}", "    Non Critical", "    No Qualifiers"]
    return lines


def chain(verdict: Verdict, flags: frozenset[str]) -> str:
    """Return what -show_chain adds."""
    lines = ["Chain:"]
    for depth, certificate in enumerate(verdict.path.certificates):
        untrusted = verdict.path.trusted_from is None or depth < verdict.path.trusted_from
        lines.append(f"depth={depth}: {written(certificate.subject, flags)}{' (untrusted)' if untrusted else ''}")
    return "\n".join(lines)
