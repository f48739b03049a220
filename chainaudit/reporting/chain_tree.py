"""The chain as a tree: the target on top, each issuer below it, and at each certificate what is wrong with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chainaudit.model.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainaudit.model.certificate import Certificate
    from chainaudit.model.finding import Finding
    from chainaudit.model.format import Layout
    from chainaudit.model.path import Path
    from chainaudit.model.report import TargetReport
    from chainaudit.reporting.paint import Paint

_MARKS: Final = {Severity.ERROR: "✗", Severity.WARNING: "!", Severity.NOTICE: "·"}
_MISSING: Final = frozenset({"path.incomplete", "path.untrusted", "trust.gap"})
MAX_REFUSED: Final = 5
"""Refused candidates that are shown; JSON has all."""


def chain_tree(target: TargetReport, layout: Layout, paint: Paint) -> Iterator[str]:
    """Yield the lines of the path that the first profile takes, with the findings of each certificate."""
    if not target.verdicts:
        return
    path = target.verdicts[0].path
    placed: dict[int, list[Finding]] = {}
    for finding in target.findings:
        if finding.position is not None and finding.check not in _MISSING:
            placed.setdefault(finding.position, []).append(finding)
    for position, certificate in enumerate(path.certificates):
        indent = "  " + "   " * position
        stem = "" if position == 0 else "└─ "
        body = indent + ("" if position == 0 else "   ")
        yield indent + stem + paint.strong(_clip(str(certificate.subject), layout, len(indent) + 3))
        facts = _facts(certificate, path, position, target)
        if position == 0 and not (path.is_complete and len(path.certificates) == 1):
            facts = _clip(facts, layout, len(body) + 3)
        yield body + "   " + paint.faint(facts)
        for finding in placed.get(position, ()):
            text = f"{_MARKS[finding.severity]} {finding.check}: {finding.observed or finding.title}"
            yield body + "   " + paint.by_severity(finding.severity, _clip(text, layout, len(body) + 3))
    if not path.is_complete:
        yield from _missing(target, path, layout, paint)


def _missing(target: TargetReport, path: Path, layout: Layout, paint: Paint) -> Iterator[str]:
    indent = "  " + "   " * len(path.certificates)
    here = next((a for a in target.question.anchors if a.certificate.der == path.top.der), None)
    if here is not None:
        text = f"✗ it is in {here.source}, and no trust anchor here"
    elif path.top.is_self_issued:
        text = "✗ this root is in no truststore that was given"
    else:
        text = f"✗ missing: {path.top.issuer}"
    yield indent + "└─ " + paint.error(_clip(text, layout, len(indent) + 3))
    refused = [r for r in target.refused if r.subject.der == path.top.der]
    for refusal in refused[:MAX_REFUSED]:
        yield (
            indent
            + "     "
            + paint.faint(_clip(f"not {refusal.candidate.subject}: {refusal}", layout, len(indent) + 5))
        )
    if len(refused) > MAX_REFUSED:
        yield indent + "     " + paint.faint(f"and {len(refused) - MAX_REFUSED} more (--format json lists them)")


def _facts(certificate: Certificate, path: Path, position: int, target: TargetReport) -> str:
    parts = []
    key = certificate.public_key
    if key is not None:
        parts.append(key.label)
    if certificate.not_after is not None:
        verb = "until" if certificate.not_after >= target.question.moment else "ended"
        parts.append(f"{verb} {certificate.not_after:%Y-%m-%d}")
    if path.is_complete and position == len(path.certificates) - 1 and path.anchor is not None:
        alias = "" if path.anchor.alias is None else f" '{path.anchor.alias}'"
        parts.append(f"trust anchor in {path.anchor.source}{alias}")
    elif position == 0:
        listed = certificate.subject_alternative_names or ()
        names = ", ".join(n.shown for n in listed[:4])
        more = f" and {len(listed) - 4} more" if len(listed) > 4 else ""
        parts.append(f"names {names}{more}" if names else "no subject alternative names")
    elif certificate in target.target.presented:
        parts.append("presented")
    else:
        parts.append("not presented, found among the certificates given")
    return ", ".join(parts)


def _clip(text: str, layout: Layout, used: int) -> str:
    room = max(layout.columns - used, 40)
    return text if len(text) <= room else text[: room - 1] + "…"
