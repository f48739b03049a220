"""The name of the JSON document, which every command that writes one puts first."""

from __future__ import annotations

from typing import Final

SCHEMA: Final = "chainaudit/1"
"""Names in it are stable; what takes one away is another document, with another number."""
