"""Java 8 (updates of 2020 and later): the trust manager of Java 17, which older updates were given in the meantime."""

from __future__ import annotations

from chainaudit.profiles.java_17 import OLDER, of_version

PROFILE = of_version(
    "java-8",
    "Java 8, JSSE with HTTPS endpoint identification",
    rulings=OLDER,
    cites=(
        "https://docs.oracle.com/javase/8/docs/technotes/guides/security/jsse/JSSERefGuide.html",
        # jdk.certpath.disabledAlgorithms is the same since 8u141; anchors must be CAs since 8u241.
        "https://www.oracle.com/java/technologies/javase/8u141-relnotes.html",
        "https://www.oracle.com/java/technologies/javase/8u241-relnotes.html",
    ),
)
