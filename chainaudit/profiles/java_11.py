"""Java 11 (updates since October 2020): weak curves are disabled by a list, and EdDSA is not there yet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chainaudit.model.profile import Reason, Ruling
from chainaudit.profiles import java_17
from chainaudit.profiles.java_17_certpath import is_lost_curve, is_walked

if TYPE_CHECKING:
    from chainaudit.model.finding import Finding
    from chainaudit.model.path import Path
    from chainaudit.model.question import Question

CURVES: Final = {"P-192": "secp192r1", "P-224": "secp224r1"}
"""Curves by the names that Java gives them; others have theirs already."""


def is_unknown_algorithm(finding: Finding, path: Path, question: Question) -> bool:
    """Whether a signature is to be verified with a key of EdDSA, which came with Java 15."""
    return finding.values["algorithm"] in ("Ed25519", "Ed448") and is_walked(finding, path, question)


def is_short(finding: Finding, path: Path, question: Question) -> bool:
    """Whether a key is refused for its size: weak curves are refused by name."""
    return finding.values["algorithm"] != "EC" and is_walked(finding, path, question)


DISABLED: Final = Ruling(
    java_17.FAILED + "Algorithm constraints check failed on disabled algorithm: {curve}",
    when=is_lost_curve,
    rank=1,
    top_down=True,
)
"""jdk.disabled.namedCurves, on the keys of all certificates of the path."""
OF_THE_ANCHOR: Final = Ruling(
    java_17.FAILED + "Algorithm constraints check failed on signature algorithm: ",
    when=is_lost_curve,
    rank=1,
    top_down=True,
)
"""The anchor's key is looked at with the signature that is made with it, whose algorithm is told."""
NOT_AVAILABLE: Final = Ruling(java_17.SIGNATURE.words, when=is_unknown_algorithm, rank=6, top_down=True)

RULINGS: Final = {
    **java_17.RULINGS,
    "certificate.forbidden-algorithm/key-target": DISABLED,
    "certificate.forbidden-algorithm/key-issuer": (DISABLED, NOT_AVAILABLE),
    "certificate.forbidden-algorithm/key-anchor": (OF_THE_ANCHOR, NOT_AVAILABLE),
    "keys.weak": Ruling(java_17.WEAK_KEY.words, when=is_short, rank=1, top_down=True),
}
"""What Java 8 and 11 refuse: as Java 17, but for curves and EdDSA."""


def say(reasons: tuple[Reason, ...], path: Path, question: Question) -> tuple[Reason, ...]:
    """Name curves and signature algorithms as Java does."""
    return tuple(_named(reason, path) for reason in java_17.say(reasons, path, question))


def _named(reason: Reason, path: Path) -> Reason:
    words = reason.words
    for ours, theirs in CURVES.items():
        words = words.replace(f"disabled algorithm: {ours}", f"disabled algorithm: {theirs}")
    signature = path.certificates[-2].signature_algorithm if len(path.certificates) > 1 else None
    if words == OF_THE_ANCHOR.words and signature is not None:
        words += signature.label.replace(" with ", "with").replace("SHA-", "SHA")
    return Reason(words, number=reason.number, depth=reason.depth, finding=reason.finding)


PROFILE = java_17.of_version(
    "java-11",
    "Java 11, JSSE with HTTPS endpoint identification",
    rulings=RULINGS,
    say=say,
    cites=(
        "https://docs.oracle.com/en/java/javase/11/security/java-secure-socket-extension-jsse-reference-guide.html",
        "https://bugs.openjdk.org/browse/JDK-8233228",
        "https://openjdk.org/jeps/339",
        "observed with Temurin 11.0.13",
    ),
)
