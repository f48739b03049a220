"""What is remembered from one question to the next of one run, so that shared issuers are judged and verified once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from chainaudit.judging.facts import Facts
    from chainaudit.model.certificate import Certificate
    from chainaudit.model.check import Check
    from chainaudit.model.context import Role
    from chainaudit.model.question import Question
    from chainaudit.model.rules import Rules
    from chainaudit.model.signature import SignatureStatus

MAX_REMEMBERED: Final = 50_000
"""Of each kind; a run over more than that forgets all of them and begins anew, so that memory does not grow with it."""


class Memory:
    """Signatures by issuer's key and certificate, and facts about issuers; made for one run and given to ``judge``.

    A signature is what it is for ever. Facts about an issuer hold for the same checks and rules, at one moment, for one
    purpose; those about targets depend on more and are not kept.
    """

    __slots__ = ("_facts", "signatures")

    def __init__(self) -> None:
        self.signatures: dict[tuple[bytes, bytes], SignatureStatus] = {}
        self._facts: dict[tuple[object, ...], Facts] = {}

    def recall(self, key: tuple[object, ...]) -> Facts | None:
        """Return what was remembered under a key made by ``key_of``."""
        return self._facts.get(key)

    def keep(self, key: tuple[object, ...], facts: Facts) -> None:
        """Remember facts; where there are too many of either kind, forget first."""
        if len(self._facts) >= MAX_REMEMBERED:
            self._facts.clear()
        if len(self.signatures) >= MAX_REMEMBERED:
            self.signatures.clear()
        self._facts[key] = facts


def key_of(
    certificate: Certificate, role: Role, rules: Rules, question: Question, checks: tuple[Check, ...]
) -> tuple[object, ...]:
    """Name everything that facts about an issuer depend on."""
    return (
        certificate.der,
        role,
        rules,
        checks,
        question.moment,
        question.purpose,
        question.expires_soon_days,
        question.truststores,
    )
