"""Lines of logs made safe to show: passwords and keys are taken out, control characters too, length is bounded."""

from __future__ import annotations

import functools
import re
from typing import Final

MAX_SHOWN: Final = 300

_SECRETS: Final = (
    re.compile(
        r"(?i)((?:passw(?:or)?d|passwd|passphrase|passin|passout|storepass|keypass|pkipassw|ikpassw|secret|token|api[_-]?key)[\"']?\s*(?:[=:]|\s(?!was\sincorrect\b)(?=pass:|\S))\s*)(\"[^\"]*\"|'[^']*'|\S+)"
    ),
    re.compile(r"(?i)(\bPASS\s+)(\S+)"),
    re.compile(r"(?i)((?:proxy-)?authorization:\s*(?:\w+\s+)?)(\S+)"),
    re.compile(r"(?i)(\bAUTH\s+(?:PLAIN|LOGIN|CRAM-MD5|XOAUTH2)\s+)(\S+)"),
    re.compile(r"(?i)(\bLOGIN\s+\S+\s+)(\S+)"),
    re.compile(r"(?i)(\s(?:-u|--user|-pass|--pass|-p|--proxy-user)\s+)(\S+)"),
    re.compile(r"(?i)(://[^/\s:@]+:)([^@\s]+)(?=@)"),
    re.compile(
        r"(?i)((?:master[- ]?key|session[- ]?ticket|pre[- ]?master[- ]?secret|random_?secret)\s*:?\s*)([0-9a-f ]{16,})"
    ),
    re.compile(
        r"(?i)\b((?:CLIENT|SERVER|EARLY|EXPORTER)_[A-Z_0-9]*(?:SECRET|RANDOM)[A-Z_0-9]*\s+[0-9a-f]+\s+)([0-9a-f]+)"
    ),
)
_HINT: Final = re.compile(r"pass|secret|token|key|auth|login|://| -u|--user| -p|ticket|random|pwd")
_KEY_BLOCK: Final = re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----.*", re.DOTALL)
_LONG_HEX: Final = re.compile(r"\b[0-9A-Fa-f]{64,}\b")
_LONG_BASE64: Final = re.compile(r"[A-Za-z0-9+/=]{60,}")


MAX_REMEMBERED: Final = 2048
"""Lines kept for reuse: logs repeat themselves."""


@functools.lru_cache(MAX_REMEMBERED)
def redact(text: str) -> str:
    """A line without what may be secret, printable and at most `MAX_SHOWN` characters long."""
    text = text[: 4 * MAX_SHOWN]
    text = _KEY_BLOCK.sub("(private key)", text)
    if _HINT.search(text.lower()):
        for pattern in _SECRETS:
            text = pattern.sub(r"\1***", text)
    text = _LONG_BASE64.sub("(data)", _LONG_HEX.sub("(data)", text))
    if not text.isprintable():
        text = "".join(char if char.isprintable() else " " for char in text)
    text = text.strip()
    return text if len(text) <= MAX_SHOWN else f"{text[:MAX_SHOWN]}…"
