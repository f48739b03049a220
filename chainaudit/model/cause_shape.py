"""What a cause is: why a TLS connection fails, who must act, and by which action."""

from __future__ import annotations

from typing import final


@final
class Cause:
    """One cause: its name, a title, what it means, who must act (``client``, ``server``, ``either``, ``network``).

    ``actions`` are kinds of `chainaudit.model.remedy.Action`, first choice first. ``checks`` are the checks that find
    the same in a chain that can be judged, first the one that says it best.
    """

    __slots__ = ("actions", "actor", "checks", "explanation", "name", "title")

    def __init__(
        self, name: str, title: str, explanation: str, actor: str, *actions: str, checks: tuple[str, ...] = ()
    ) -> None:
        self.name = name
        self.title = title
        self.explanation = explanation
        self.actor = actor
        self.actions = actions
        self.checks = checks
