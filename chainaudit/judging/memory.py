"""What is remembered from one question to the next of one run, so that shared issuers are judged and verified once."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from chainaudit.judging.facts import Facts
    from chainaudit.model.check import Check
    from chainaudit.model.question import CertificateQuestion
    from chainaudit.model.rules import Rules
    from chainaudit.model.signature import SignatureStatus

MAX_REMEMBERED: Final = 50_000
"""Of each kind; a run over more than that forgets all of them and begins anew, so that memory does not grow with it."""


class Memory:
    """Signatures by issuer's key and certificate, and facts about issuers; made for one run and given to ``judge``.

    A signature is what it is for ever, and so is what was ``read`` of the same bytes. Facts about an issuer hold for
    the same checks and rules where the same is asked of every certificate; those about targets depend on more and are
    not kept.
    """

    __slots__ = ("_facts", "_numbers", "_shelves", "read", "signatures")

    def __init__(self) -> None:
        self.signatures: dict[tuple[bytes, bytes], SignatureStatus] = {}
        self.read: dict[Any, Any] = {}
        self._facts: dict[tuple[object, ...], Facts] = {}
        self._shelves: dict[tuple[object, ...], int] = {}
        self._numbers = itertools.count()

    def shelf(self, rules: Rules, checks: tuple[Check, ...], asked: CertificateQuestion) -> int:
        """Return under which number facts of certificates stand that depend on these."""
        key = (rules, checks, *asked.parts)
        number = self._shelves.get(key)
        if number is None:
            if len(self._shelves) >= MAX_REMEMBERED:
                self._shelves.clear()
            number = self._shelves[key] = next(self._numbers)  # never one that was given before
        return number

    def recall(self, key: tuple[object, ...]) -> Facts | None:
        """Return what was remembered under a key, which begins with a shelf."""
        return self._facts.get(key)

    def keep(self, key: tuple[object, ...], facts: Facts) -> None:
        """Remember facts; where there are too many of any kind, forget first."""
        for known in (self._facts, self.signatures, self.read):
            if len(known) >= MAX_REMEMBERED:
                known.clear()
        self._facts[key] = facts
