"""Java 25: it decides as Java 21 does, and names the alert in front of its words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chainaudit.model.profile import Reason
from chainaudit.profiles import java_17
from chainaudit.profiles.java_21 import RULINGS

if TYPE_CHECKING:
    from chainaudit.model.path import Path
    from chainaudit.model.question import Question

ALERTS: Final = {
    "validity.expired": "certificate_expired",
    "validity.not-yet-valid": "bad_certificate",
    "path.signature-invalid": "bad_certificate",
    "keys.weak": "unsupported_certificate",
    "signatures.weak": "bad_certificate",
}
"""Check id -> the alert that is sent; every other refusal is certificate_unknown."""


def say(reasons: tuple[Reason, ...], path: Path, question: Question) -> tuple[Reason, ...]:
    """Put the alert in front; what a search could not build is unknown, whatever was wrong with its candidates."""
    told = java_17.say(reasons, path, question)
    return tuple(Reason(f"({_alert(r)}) {r.words}", number=r.number, depth=r.depth, finding=r.finding) for r in told)


def _alert(reason: Reason) -> str:
    if reason.words == java_17.NO_ANCHORS:
        return "internal_error"
    if reason.words == java_17.NOT_BUILT or reason.finding is None:
        return "certificate_unknown"
    return ALERTS.get(reason.finding.check, "certificate_unknown")


PROFILE = java_17.of_version(
    "java-25",
    "Java 25, JSSE with HTTPS endpoint identification",
    cites=(
        "https://docs.oracle.com/en/java/javase/25/security/java-secure-socket-extension-jsse-reference-guide.html",
        "https://github.com/openjdk/jdk/blob/master/src/java.base/share/classes/sun/security/ssl/CertificateMessage.java",
    ),
    rulings=RULINGS,
    aliases=("java",),
    products=("java", "iaik"),
    say=say,
)
