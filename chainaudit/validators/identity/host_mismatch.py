"""The certificate is not for the name that was asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chainaudit.model.check import Check, Citation, Scope, Severity, Undetermined
from chainaudit.model.extension import SUBJECT_ALTERNATIVE_NAME
from chainaudit.model.general_name import NameKind
from chainaudit.model.question import Purpose, ReferenceKind
from chainaudit.model.remedy import Action
from chainaudit.validators.actions import for_certificate
from chainaudit.validators.identity.matching import matches, nearest, presented_names, subject_matches, why_not

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from chainaudit.model.certificate import Certificate
    from chainaudit.model.context import TargetContext
    from chainaudit.model.finding import Finding
    from chainaudit.model.general_name import GeneralName
    from chainaudit.model.question import ReferenceIdentifier

MAX_SHOWN: Final = 12
"""Names that a sentence lists; certificates with hundreds exist."""

_WORDS: Final = {
    ReferenceKind.DNS: "DNS names",
    ReferenceKind.IP: "IP addresses",
    ReferenceKind.EMAIL: "e-mail addresses",
}
_ASKED: Final = (NameKind.DNS, NameKind.IP, NameKind.EMAIL)


def applies(ctx: TargetContext) -> bool:
    """Look where a name was asked for; a server is always asked for by one."""
    return bool(ctx.question.host) or ctx.question.purpose is Purpose.SERVER


def find(ctx: TargetContext) -> Iterator[Finding | Undetermined]:
    """Compare every name asked for with the subject alternative names of its kind (RFC 9525, 6)."""
    if not ctx.question.host:
        yield Undetermined("no host name was given to compare with", missing=True)
    for reference in ctx.question.host:
        finding = _compare(ctx, reference)
        if finding is not None:
            yield finding


def _compare(ctx: TargetContext, reference: ReferenceIdentifier) -> Finding | None:
    certificate = ctx.certificate
    names = presented_names(certificate, reference)
    if any(matches(name, reference, ctx.rules) for name in names):
        return None
    if not names and _subject_is_all_there_is(ctx, reference):
        return None
    near = nearest(names, reference) or nearest(_hosts(certificate), reference)
    shown = near.shown if near is not None else ""
    return CHECK.finding(
        certificate,
        variant=reference.kind.value.lower() if names else "no-names",
        field="subjectAltName",
        observed=_observed(certificate, reference, names),
        expected=f"{reference.kind.value}:{reference.text} among the subject alternative names",
        actions=(
            Action("correct-name", host=reference.text, names=shown, certificate=certificate.fingerprint),
            for_certificate("reissue", certificate, names=reference.text, host=reference.text),
        ),
        host=reference.text,
        names=tuple(str(n) for n in _hosts(certificate)[:100]),
        nearest=shown,
        subject=str(certificate.subject),
    )


def _subject_is_all_there_is(ctx: TargetContext, reference: ReferenceIdentifier) -> bool:
    """Whether the name stands in the subject alone: then `identity.no-san` says what that is worth, and once is enough.

    No verifier takes a common name for an address, and what cannot be read is not absent.
    """
    if reference.kind is ReferenceKind.IP or ctx.certificate.is_malformed(SUBJECT_ALTERNATIVE_NAME):
        return False
    return subject_matches(ctx.certificate, reference, ctx.rules)


def _hosts(certificate: Certificate) -> list[GeneralName]:
    return [n for n in certificate.subject_alternative_names or () if n.kind in _ASKED]


def _observed(certificate: Certificate, reference: ReferenceIdentifier, names: tuple[GeneralName, ...]) -> str:
    near = nearest(names, reference)
    if near is None:
        if certificate.is_malformed(SUBJECT_ALTERNATIVE_NAME):
            return f"it is not for {reference.text}: its subjectAltName cannot be read"
        others = _hosts(certificate)
        what = f"only {_listed(others)}" if others else f"nothing but its subject, '{certificate.subject}'"
        return f"it is not for {reference.text}: it has no {_WORDS[reference.kind]}, {what}"
    text = f"it is not for {reference.text}; it is for {_listed(names)}"
    if len(names) > 1:
        text += f"; the nearest is {near.shown}"
    reason = why_not(near, reference)
    return f"{text} ({reason})" if reason else text


def _listed(names: Sequence[GeneralName]) -> str:
    more = f" and {len(names) - MAX_SHOWN} more" if len(names) > MAX_SHOWN else ""
    return ", ".join(str(n) for n in names[:MAX_SHOWN]) + more


CHECK = Check(
    id="identity.host-mismatch",
    title="The certificate is not for the host asked for",
    severity=Severity.ERROR,
    scope=Scope.TARGET,
    cites=(Citation("RFC 9525", "6.3"), Citation("RFC 9525", "6.4"), Citation("RFC 5280", "4.2.1.6")),
    explanation=(
        "A client compares the host it connects to with the subject alternative names of the certificate: host "
        "names with DNS names, addresses with IP addresses. A wildcard stands for one whole label on the left. "
        "Browsers, curl, Java's HTTPS and most libraries refuse a mismatch; some file transfer products do not "
        "look."
    ),
    remedy="Connect by a name that is in the certificate, or have the certificate reissued with the name that is used.",
    find=find,
    stands_alone=True,
    applies=applies,
    variants=("dns", "ip", "email", "no-names"),
)
