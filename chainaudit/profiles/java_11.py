"""Java 11 (updates of 2020 and later): the trust manager of Java 17."""

from __future__ import annotations

from chainaudit.profiles.java_17 import OLDER, of_version

PROFILE = of_version(
    "java-11",
    "Java 11, JSSE with HTTPS endpoint identification",
    rulings=OLDER,
    cites=(
        "https://docs.oracle.com/en/java/javase/11/security/java-secure-socket-extension-jsse-reference-guide.html",
        "https://www.oracle.com/java/technologies/javase/11-0-6-relnotes.html",
    ),
)
