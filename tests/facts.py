"""Runs one check on one certificate and says what it found, by variant."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chainaudit.model.context import CertificateContext, LinkContext, Role
from chainaudit.model.path import Anchor
from chainaudit.model.question import CertificateQuestion, Purpose, Question, Target
from chainaudit.model.rules import Rules
from chainaudit.model.signature import SignatureStatus
from tests import forge

if TYPE_CHECKING:
    from chainaudit.model.check import Check
    from chainaudit.model.finding import Finding


def question(target: forge.Forged, *anchors: forge.Forged, **parts: Any) -> Question:
    """Ask for a certificate at the moment at which forged ones are valid."""
    parts.setdefault("moment", forge.MOMENT)
    return Question(Target(target.certificate), anchors=tuple(Anchor(a.certificate) for a in anchors), **parts)


def findings(
    check: Check, one: forge.Forged, role: Role = Role.TARGET, purpose: Purpose = Purpose.SERVER, **rules: Any
) -> list[Finding]:
    """Run a check of a certificate as the engine does: only where it applies."""
    context = CertificateContext(
        one.certificate, role, CertificateQuestion(question(one, purpose=purpose)), Rules(**rules)
    )
    if check.applies is not None and not check.applies(context):
        return []
    return list(check.find(context))


def found(check: Check, one: forge.Forged, role: Role = Role.TARGET, **rules: Any) -> list[str]:
    """Name the variants that a check of a certificate finds."""
    return [finding.variant for finding in findings(check, one, role, **rules)]


def found_in_link(check: Check, issuer: forge.Forged, subject: forge.Forged, **rules: Any) -> list[str]:
    """Name the variants that a check of a link finds."""
    context = LinkContext(
        issuer.certificate,
        subject.certificate,
        SignatureStatus.VALID,
        issuer_is_anchor=False,
        question=question(subject),
        rules=Rules(**rules),
    )
    return [finding.variant for finding in check.find(context)]
