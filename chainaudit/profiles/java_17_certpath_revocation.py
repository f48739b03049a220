"""Java 17's CertPathBuilder with revocation checking enabled, as `PKIXParameters` has it unless it is switched off."""

from __future__ import annotations

from chainaudit.profiles import java_17_certpath

_BASE = java_17_certpath.PROFILE

PROFILE = _BASE.but(
    name="java-17-certpath-revocation",
    title="Java 17, CertPathBuilder (PKIX) with revocation checking",
    cites=(
        *_BASE.cites,
        "https://docs.oracle.com/en/java/javase/17/docs/api/java.base/java/security/cert/PKIXRevocationChecker.html",
    ),
    rules=_BASE.rules.but(crls_as_java=True),
    rulings={
        **_BASE.rulings,
        "policy.mapping-of-any/from": java_17_certpath.NO_PATH,
        "policy.mapping-of-any/to": java_17_certpath.NO_PATH,
        "revocation.revoked": java_17_certpath.NO_PATH,
        # Every reason why a CRL cannot be used ends in this: no status is known, and the check fails hard.
        "revocation.unknown": java_17_certpath.NO_PATH,
    },
    skips=_BASE.skips - {"revocation.*"},
    aliases=(),
)
