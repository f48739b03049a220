"""What a profile says of a small chain: the target first, its anchor last."""

from __future__ import annotations

from typing import Any

import chainaudit
from chainaudit.judging.judge import verdict_of
from tests import forge
from tests.facts import question

ROOT = forge.root()
CA = forge.intermediate(ROOT)


def reasons(profile: Any, *chain: forge.Forged, host: str = "leaf.example", **parts: Any) -> list[Any]:
    """The reasons of a profile; none where it accepts."""
    asked = question(
        chain[0],
        chain[-1],
        untrusted=tuple(c.certificate for c in chain[1:-1]),
        host=(chainaudit.reference_identifier(host),),
        **parts,
    )
    verdict, _ = verdict_of(asked, profile, chainaudit.checks())
    assert verdict.undetermined is None
    assert verdict.accepted is not bool(verdict.reasons)
    return list(verdict.reasons)


def words(profile: Any, *chain: forge.Forged, **parts: Any) -> list[str]:
    """Its words."""
    return [reason.words for reason in reasons(profile, *chain, **parts)]


def numbers(profile: Any, *chain: forge.Forged, **parts: Any) -> list[int | None]:
    """Its numbers."""
    return [reason.number for reason in reasons(profile, *chain, **parts)]
