"""Know before the handshake: whether a TLS connection will be accepted, by whom, until when, and why not.

The public names are those in ``__all__``; they are loaded when they are used (PEP 562).

>>> import chainaudit
>>> report = chainaudit.verify(store="keystore.jks", host="api.example.com")  # doctest: +SKIP
>>> report.accepted  # doctest: +SKIP
False
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from chainaudit.app.catalogue import catalogue
    from chainaudit.app.opening import open_store, read_bytes
    from chainaudit.app.passwords import Passwords
    from chainaudit.app.registry import check, checks, profile
    from chainaudit.app.rendering import render
    from chainaudit.app.verify import verify, worst_exit
    from chainaudit.errors import ChainauditError, StoreError, UsageError
    from chainaudit.judging.judge import judge
    from chainaudit.model.certificate import Certificate
    from chainaudit.model.finding import Finding, Severity
    from chainaudit.model.path import Anchor
    from chainaudit.model.question import Purpose, Question, Target
    from chainaudit.model.reference import reference_identifier
    from chainaudit.model.report import Report
    from chainaudit.model.store import Store

__all__ = [
    "Anchor",
    "Certificate",
    "ChainauditError",
    "Finding",
    "Passwords",
    "Purpose",
    "Question",
    "Report",
    "Severity",
    "Store",
    "StoreError",
    "Target",
    "UsageError",
    "catalogue",
    "check",
    "checks",
    "judge",
    "open_store",
    "profile",
    "read_bytes",
    "reference_identifier",
    "render",
    "verify",
    "worst_exit",
]

_HOMES: Final = {
    "Anchor": "chainaudit.model.path",
    "Certificate": "chainaudit.model.certificate",
    "ChainauditError": "chainaudit.errors",
    "Finding": "chainaudit.model.finding",
    "Passwords": "chainaudit.app.passwords",
    "Purpose": "chainaudit.model.question",
    "Question": "chainaudit.model.question",
    "Report": "chainaudit.model.report",
    "Severity": "chainaudit.model.finding",
    "Store": "chainaudit.model.store",
    "StoreError": "chainaudit.errors",
    "Target": "chainaudit.model.question",
    "UsageError": "chainaudit.errors",
    "catalogue": "chainaudit.app.catalogue",
    "check": "chainaudit.app.registry",
    "checks": "chainaudit.app.registry",
    "judge": "chainaudit.judging.judge",
    "open_store": "chainaudit.app.opening",
    "profile": "chainaudit.app.registry",
    "read_bytes": "chainaudit.app.opening",
    "reference_identifier": "chainaudit.model.reference",
    "render": "chainaudit.app.rendering",
    "verify": "chainaudit.app.verify",
    "worst_exit": "chainaudit.app.verify",
}
"""Where each public name lives; a name is looked up there when it is first used."""


def __getattr__(name: str) -> Any:  # noqa: ANN401 - the public names are of many types
    """Load a public name from its home."""
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module 'chainaudit' has no attribute '{name}'")
    value = getattr(importlib.import_module(home), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """Name what is public."""
    return sorted(__all__)
