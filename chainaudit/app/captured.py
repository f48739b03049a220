"""What a capture or a log shows of one side of a connection, for a rehearsal with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainaudit.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chainaudit.model.certificate import Certificate
    from chainaudit.model.evidence import Connection, SeenCertificate
    from chainaudit.model.name import Name


class Captured:
    """The chain that one side presented, and the authorities that the server named; None where it asked for nothing."""

    __slots__ = ("authorities", "chain")

    def __init__(self, chain: tuple[Certificate, ...], authorities: tuple[Name, ...] | None) -> None:
        self.chain = chain
        self.authorities = authorities


def captured(path: str, side: str, keylog: str | None = None) -> Captured:
    """Read a capture or a log; the first connection that shows the whole chain of ``side`` counts.

    ``side`` is ``client`` or ``server``; ``keylog`` is a file of secrets for TLS 1.3.

    Raises:
        EvidenceError: a file cannot be read.
        UsageError: no connection shows the chain.
    """
    from chainaudit.app.diagnosis.evidence_files import open_evidence, read_keylog

    secrets = None if keylog is None else read_keylog(keylog)
    for connection in open_evidence(path).connections(secrets):
        seen = connection.client_presented if side == "client" else connection.presented
        chain = _whole(seen or ())
        if chain:
            return Captured(chain, _authorities(connection))
    why = "" if keylog else " (TLS 1.3 hides it: a key log opens it)"
    raise UsageError(f"{path} shows no connection with the whole chain of the {side}{why}")


def _whole(seen: Iterable[SeenCertificate]) -> tuple[Certificate, ...]:
    """Return the certificates where each is there as it was sent; a log that prints only fields does not do."""
    found = [one.certificate for one in seen]
    whole = tuple(one for one in found if one is not None)
    return whole if len(whole) == len(found) else ()


def _authorities(connection: Connection) -> tuple[Name, ...] | None:
    request = connection.request
    if request is None or (request.authorities and not request.names):
        return None
    return request.names
