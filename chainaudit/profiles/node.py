"""Node.js: its own OpenSSL at security level 1, asked to the end, of which the last error is reported."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainaudit.profiles.openssl_profile import MANUAL, openssl_profile
from chainaudit.profiles.openssl_settings import ASKED, Settings

if TYPE_CHECKING:
    from chainaudit.model.path import Path
    from chainaudit.model.profile import Reason
    from chainaudit.model.question import Question


def last(reasons: tuple[Reason, ...], path: Path, question: Question) -> tuple[Reason, ...]:  # noqa: ARG001
    """Keep the last reason: Node's callback goes on after every error and reads the result at the end."""
    names = tuple(r for r in reasons if r.number in _NAMES)
    others = tuple(r for r in reasons if r.number not in _NAMES)
    return others[-1:] or names[:1]


_NAMES = frozenset({62, 63, 64})
"""Host names are compared by Node itself, after OpenSSL has accepted the chain."""

PROFILE = openssl_profile(
    "node-20",
    "Node.js 20, tls.connect(), its own OpenSSL 3.0 at security level 1",
    Settings(purpose=ASKED, auth_level=1),
    goes_on=None,
    say=last,
    host_words="Hostname/IP does not match certificate's altnames: Host: {host}. is not in",
    cites=(MANUAL, "observed with Node.js 20.20"),
    aliases=("node",),
)
