"""The list ``Certificate chain`` of ``openssl s_client``: names, keys and dates of all, the bytes of one or of all."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, final

from chainaudit.evidence.certificates import normal_name, same_name, see_certificate
from chainaudit.evidence.text.dates import month_first
from chainaudit.model.evidence import SeenCertificate

if TYPE_CHECKING:
    from collections.abc import Sequence

MAX_LISTED: Final = 100
"""As many as a number of two digits tells apart; OpenSSL itself takes no chain that is longer."""

_SUBJECT: Final = re.compile(r"^ ?\d{1,2} s:(.*)")
_ISSUER: Final = re.compile(r"^   i:(.*)")
_KEY: Final = re.compile(r"^   a:PKEY: [\w.-]+, (?P<bits>\d{1,6}) \(bit\); sigalg: (?P<algorithm>[\w-]+)")
_DATES: Final = re.compile(r"^   v:NotBefore: (.*?); NotAfter: (.*)")
_DIGEST: Final = re.compile(r"(?i)\b(MD5|SHA-?\d{1,3})\b")


@final
class ChainReport:
    """Gathers the lines of the list; without ``-showcerts`` only the first certificate follows with its bytes."""

    __slots__ = ("_listed",)

    def __init__(self) -> None:
        self._listed: list[SeenCertificate] = []

    def take(self, line: str) -> bool:
        """Whether the line belongs to the list."""
        if not line.startswith((" ", "1", "2", "3", "4", "5", "6", "7", "8", "9")):
            return False
        subject = _SUBJECT.match(line)
        if subject is not None:
            if len(self._listed) < MAX_LISTED:
                self._listed.append(SeenCertificate(normal_name(subject.group(1)), ""))
            return True
        return bool(self._listed) and _tell(self._listed[-1], line)

    def presented(self, encoded: Sequence[bytes]) -> tuple[SeenCertificate, ...] | None:
        """The chain as it was listed, each certificate with its bytes where they were printed; None without a list.

        Certificates that the list does not name leave it out of account, unless its first is among them.
        """
        left = [see_certificate(each) for each in encoded]
        chain = []
        for listed in self._listed:
            found = next((each for each in left if _is(listed, each)), None)
            if found is not None:
                left.remove(found)
            chain.append(found or listed)
        if not chain or (encoded and chain[0].der is None):
            return None
        return tuple(chain)


def _tell(listed: SeenCertificate, line: str) -> bool:
    issuer, key, dates = _ISSUER.match(line), _KEY.match(line), _DATES.match(line)
    if issuer is not None:
        listed.issuer = normal_name(issuer.group(1))
    elif key is not None:
        digest = _DIGEST.search(key["algorithm"])
        listed.key_bits = int(key["bits"])
        listed.digest = digest.group(1).lower().replace("-", "") if digest is not None else None
    elif dates is not None:
        listed.not_before, listed.not_after = month_first(dates.group(1)), month_first(dates.group(2))
    else:
        return False
    return True


def _is(listed: SeenCertificate, seen: SeenCertificate) -> bool:
    return same_name(listed.subject, seen.subject) and same_name(listed.issuer, seen.issuer)
