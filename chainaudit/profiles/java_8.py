"""Java 8 (updates since October 2020): as Java 11, whose lists of what is disabled it was given in the meantime."""

from __future__ import annotations

from chainaudit.profiles.java_11 import RULINGS, say
from chainaudit.profiles.java_17 import of_version

PROFILE = of_version(
    "java-8",
    "Java 8, JSSE with HTTPS endpoint identification",
    rulings=RULINGS,
    say=say,
    cites=(
        "https://docs.oracle.com/javase/8/docs/technotes/guides/security/jsse/JSSERefGuide.html",
        # jdk.certpath.disabledAlgorithms is the same since 8u141; anchors must be CAs since 8u241.
        "https://www.oracle.com/java/technologies/javase/8u141-relnotes.html",
        "https://www.oracle.com/java/technologies/javase/8u241-relnotes.html",
        # Weak named curves are disabled since 8u271.
        "https://www.oracle.com/java/technologies/javase/8u271-relnotes.html",
    ),
)
