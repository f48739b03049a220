"""Section 6 of RFC 5280 alone: the algorithm of path validation, with revocation that fails hard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainaudit.model.profile import STANDARD, Profile, Strategy, StrategyKind
from chainaudit.model.question import RevocationMode
from chainaudit.model.rules import Rules

if TYPE_CHECKING:
    from chainaudit.model.question import Question


def adapt(question: Question) -> Question:
    """Ask for the revocation status of every certificate below the anchor, as RFC 5280, 6.1.3 (a)(3) does."""
    asked = question.revocation
    if asked.mode in (RevocationMode.REQUIRE_ALL, RevocationMode.OFF):
        return question
    return question.but(revocation=asked.but(mode=RevocationMode.REQUIRE_ALL))


PROFILE = Profile(
    name="rfc5280-path",
    title="RFC 5280, section 6: the path validation algorithm alone, with hard-fail revocation",
    cites=("https://www.rfc-editor.org/rfc/rfc5280#section-6", "https://www.rfc-editor.org/rfc/rfc9618"),
    family=STANDARD,
    strategy=Strategy(StrategyKind.ANY_PATH),
    # Section 6 knows no floors of strength and takes nothing but name and key from the anchor (6.1.1 (d)).
    rules=Rules(
        rsa_bits=0,
        dsa_bits=0,
        ec_bits=0,
        weak_digests=frozenset(),
        anchor_dates_count=False,
        anchor_constraints_count=False,
        anchor_usages_count=False,
        nested_usages=False,
        report_policies=True,
    ),
    # What sections 4 and 5 ask of the CA that issues, section 6 does not ask of the verifier.
    tolerates=frozenset(
        {
            "certificate.*",
            "revocation.crl-profile",
            "path.version-1/target",
            "path.version-1/anchor",
            "path.issuer-not-ca/anchor",
        }
    ),
    adapt=adapt,
)
