"""The closed table of causes: why a TLS connection fails, who must act, and by which action."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chainaudit.model.certificate_causes import CLIENT_CERTIFICATE_CAUSES, SERVER_CERTIFICATE_CAUSES
from chainaudit.model.connection_causes import CONNECTION_CAUSES

if TYPE_CHECKING:
    from chainaudit.model.cause_shape import Cause

CAUSES: Final[dict[str, Cause]] = {
    each.name: each for each in (*SERVER_CERTIFICATE_CAUSES, *CLIENT_CERTIFICATE_CAUSES, *CONNECTION_CAUSES)
}
"""Every cause by its name."""
