"""Java 21: the trust manager of Java 17, with the same disabled algorithms."""

from __future__ import annotations

from chainaudit.profiles.java_17 import of_version

PROFILE = of_version(
    "java-21",
    "Java 21, JSSE with HTTPS endpoint identification",
    cites=(
        "https://docs.oracle.com/en/java/javase/21/security/java-secure-socket-extension-jsse-reference-guide.html",
        "https://github.com/openjdk/jdk21u/blob/master/src/java.base/share/conf/security/java.security",
    ),
)
