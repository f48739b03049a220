"""Whether an entry of a client answers a server's list of authorities (RFC 8446, 4.2.4; RFC 5246, 7.4.4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chainaudit.model.name import Name
    from chainaudit.model.store import Entry


def answers(entry: Entry, authorities: Sequence[Name]) -> bool:
    """Whether a certificate of the entry's chain was issued by one of the authorities; an empty list takes any."""
    if not authorities:
        return True
    wanted = {name.key for name in authorities}
    return any(certificate.issuer.key in wanted for certificate in entry.certificates)
