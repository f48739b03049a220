"""Hosts and mailboxes compared octet by octet, with the wildcards that X509_check_host(3) describes."""

from __future__ import annotations

import re
from typing import Final

_LABEL: Final = re.compile(rb"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?", re.IGNORECASE)
_MATCHED: Final = re.compile(rb"[a-z0-9-]*", re.IGNORECASE)
_IDNA: Final = b"xn--"


def same_host(presented: bytes, host: bytes, *, partial: bool = True) -> bool:
    """Whether a presented name, perhaps with a wildcard, is the host; a host with a leading dot means all below it."""
    pattern, wanted = presented.lower(), host.lower()
    if len(wanted) > 1 and wanted.startswith(b"."):
        head, tail = pattern[: -len(wanted)], pattern[-len(wanted) :]
        return tail == wanted and b"\0" not in head + tail
    if not is_wildcard(pattern) or not (partial or pattern.startswith(b"*.")):
        return pattern == wanted and b"\0" not in pattern
    before, _, after = pattern.partition(b"*")
    if len(wanted) < len(before) + len(after) or not (wanted.startswith(before) and wanted.endswith(after)):
        return False
    matched = wanted[len(before) : len(wanted) - len(after)]
    whole = not before and after.startswith(b".")
    if whole and not matched:
        return False
    if not whole and wanted[len(before) :].startswith(_IDNA):
        return False
    return matched == b"*" or _MATCHED.fullmatch(matched) is not None


def is_wildcard(pattern: bytes) -> bool:
    """Whether a name has one usable wildcard: at an edge of its first label, with two more labels after it."""
    first, *others = pattern.split(b".")
    if first.count(b"*") != 1 or len(others) < 2 or first.startswith(_IDNA):
        return False
    before, _, after = first.partition(b"*")
    if before and after:
        return False
    rest = before or after
    if rest and not re.fullmatch(rb"[a-z0-9-]+", rest, re.IGNORECASE):
        return False
    if before.startswith(b"-") or after.endswith(b"-"):
        return False
    return all(_LABEL.fullmatch(label) for label in others)


def same_mailbox(presented: bytes, wanted: bytes) -> bool:
    """Whether two mailboxes are the same: the host without regard to case, the local part as it stands."""
    if len(presented) != len(wanted):
        return False
    local, _, host = presented.rpartition(b"@")
    wanted_local, _, wanted_host = wanted.rpartition(b"@")
    return local == wanted_local and host.lower() == wanted_host.lower()
