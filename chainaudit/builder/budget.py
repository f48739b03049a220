"""Counted limits of a search. Counts, not seconds: the same question gives the same answer on every machine."""

from __future__ import annotations

from typing import Final

MAX_SIGNATURE_CHECKS: Final = 1_000
"""Go allows 100 per verification and cryptography 128; ten times as many take a tenth of a second."""
MAX_EXPLAINING_CHECKS: Final = 250
"""Signature checks in looking for the path that is worth explaining, after no acceptable one was found."""
MAX_STEPS: Final = 20_000
"""Extensions of a partial path. The widest case of the BetterTLS suite needs some hundreds."""
MAX_PATHS: Final = 500
"""Complete paths that are judged before the search gives up; real meshes hold some dozens."""
MAX_LENGTH: Final = 64
"""Certificates in a path. OpenSSL stops at 100 intermediates, Java at 5; real chains hold at most 7."""
MAX_LISTED_PATHS: Final = 16
"""Paths that a report lists."""


class Budget:
    """What a search may still spend; ``exhausted`` names the limit that was reached first, None while none was."""

    __slots__ = ("exhausted", "paths", "signatures", "steps")

    def __init__(
        self, *, signatures: int = MAX_SIGNATURE_CHECKS, steps: int = MAX_STEPS, paths: int = MAX_PATHS
    ) -> None:
        self.signatures = signatures
        self.steps = steps
        self.paths = paths
        self.exhausted: str | None = None

    def spend_signature(self) -> bool:
        """Take one signature check; False where none is left."""
        return self._spend("signatures", "the limit of signature checks")

    def spend_step(self) -> bool:
        """Take one extension of a path; False where none is left."""
        return self._spend("steps", f"{MAX_STEPS} steps")

    def spend_path(self) -> bool:
        """Take one complete path; False where none is left."""
        return self._spend("paths", f"{MAX_PATHS} complete paths")

    def _spend(self, what: str, limit: str) -> bool:
        left: int = getattr(self, what)
        if left <= 0:
            self.exhausted = self.exhausted or limit
            return False
        setattr(self, what, left - 1)
        return True
