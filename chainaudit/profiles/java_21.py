"""Java 21: as Java 17, but what it cannot read in the target's names and usages is an error where it looks for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chainaudit.model import extension, java_reading
from chainaudit.model.profile import Ruling
from chainaudit.profiles import java_17
from chainaudit.profiles.java_17_certpath import PARSING, is_walked

if TYPE_CHECKING:
    from chainaudit.model.finding import Finding
    from chainaudit.model.path import Path
    from chainaudit.model.question import Question


def _is_unreadable(path: Path, oid: str) -> bool:
    found = path.target.extension(oid)
    return found is not None and not java_reading.is_read(found)


def has_unreadable_names(finding: Finding, path: Path, question: Question) -> bool:
    """Whether names are looked for in a subjectAltName that cannot be read; of a pinned target too."""
    of_the_names = finding.check != "store.malformed-certificate" or finding.position == 0
    return of_the_names and bool(question.host) and _is_unreadable(path, extension.SUBJECT_ALTERNATIVE_NAME)


def has_unreadable_usages(finding: Finding, path: Path, question: Question) -> bool:
    """Whether usages are looked for in an extKeyUsage that cannot be read."""
    of_the_usages = finding.position == 0 and finding.field == extension.NAMES[extension.EXTENDED_KEY_USAGE]
    return of_the_usages and is_walked(finding, path, question) and _is_unreadable(path, extension.EXTENDED_KEY_USAGE)


def has_readable_key_usage(finding: Finding, path: Path, question: Question) -> bool:
    """Whether there is a key usage that can be read, with a bit in it or without."""
    found = path.target.extension(extension.KEY_USAGE)
    return is_walked(finding, path, question) and found is not None and java_reading.is_read(found)


def _listed(ruling: Ruling | tuple[Ruling, ...] | None) -> tuple[Ruling, ...]:
    return (ruling,) if isinstance(ruling, Ruling) else ruling or ()


NAMES: Final = Ruling("{observed}", stage=java_17.HOST_STAGE, when=has_unreadable_names)
_OF_17: Final = (
    "certificate.key-usage-bits/empty",
    "certificate.key-usage-bits/undefined",
)
"""A key usage without any bit fits no purpose, and is malformed no more."""
DIGITAL_SIGNATURE: Final = Ruling(
    java_17.DIGITAL_SIGNATURE.words, stage=java_17.END_ENTITY_STAGE, rank=1, when=has_readable_key_usage
)

RULINGS: Final[dict[str, Ruling | tuple[Ruling, ...] | None]] = {
    **{key: ruling for key, ruling in java_17.RULINGS.items() if key not in _OF_17},
    "usage.key-usage/no-digital-signature": DIGITAL_SIGNATURE,
    "usage.key-usage/unusable": DIGITAL_SIGNATURE,
    "store.malformed-certificate": (
        *_listed(PARSING["store.malformed-certificate"]),
        Ruling("{observed}", stage=java_17.END_ENTITY_STAGE, when=has_unreadable_usages),
        NAMES,
    ),
    "identity.host-mismatch": (NAMES, *_listed(java_17.RULINGS["identity.host-mismatch"])),
}
"""What Java 21 and later refuse."""

PROFILE = java_17.of_version(
    "java-21",
    "Java 21, JSSE with HTTPS endpoint identification",
    rulings=RULINGS,
    cites=(
        "https://docs.oracle.com/en/java/javase/21/security/java-secure-socket-extension-jsse-reference-guide.html",
        "https://github.com/openjdk/jdk21u/blob/master/src/java.base/share/conf/security/java.security",
        "observed with Temurin 21.0.8",
    ),
)
