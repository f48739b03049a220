"""From a host and a port to a connected socket, within one deadline: a resolver that hangs is left behind."""

from __future__ import annotations

import socket
import threading
import time
from typing import Any, Final

from chainaudit.errors import PeerError

MAX_ADDRESSES: Final = 8
"""Addresses of one name that are tried; each gets its share of the time that is left."""


def connect(host: str, port: int, deadline: float, timeout_seconds: float) -> socket.socket:
    """Return a socket that is connected to the first address of ``host`` that answers.

    ``deadline`` is a value of time.monotonic(); ``timeout_seconds`` is only told.

    Raises:
        PeerError: the name does not resolve, nothing listens, or the time is up.
    """
    shown = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    addresses = _resolved(host, port, deadline, timeout_seconds)[:MAX_ADDRESSES]
    failure: OSError | None = None
    for number, (family, kind, protocol, _, address) in enumerate(addresses):
        # Of a name with several addresses, one behind a firewall must not use up the time of the others.
        share = (deadline - time.monotonic()) / (len(addresses) - number)
        if share <= 0:
            failure = failure or TimeoutError()
            break
        try:
            return _connected(family, kind, protocol, address, share)
        except OSError as error:
            failure = error
    raise PeerError(_why(failure, shown, timeout_seconds)) from failure


def _connected(family: int, kind: int, protocol: int, address: Any, seconds: float) -> socket.socket:  # noqa: ANN401
    connection = socket.socket(family, kind, protocol)
    try:
        connection.settimeout(seconds)
        connection.connect(address)
    except BaseException:
        connection.close()
        raise
    return connection


def _why(failure: OSError | None, shown: str, timeout_seconds: float) -> str:
    if isinstance(failure, TimeoutError):
        return f"{shown} did not answer in {timeout_seconds:g} seconds (a firewall, or nothing is there)"
    if isinstance(failure, ConnectionRefusedError):
        return f"{shown} refused the connection: nothing listens on that port"
    reason = getattr(failure, "strerror", None) or "it has no address"
    return f"{shown} cannot be reached: {reason[:1].lower()}{reason[1:]}"


def _resolved(host: str, port: int, deadline: float, timeout_seconds: float) -> list[Any]:
    """Return the addresses of a name. The C library cannot be told to hurry, so a thread asks it.

    Raises:
        PeerError: there is none, or none in time.
    """
    answer: list[list[Any] | Exception] = []

    def ask() -> None:
        try:
            answer.append(list(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)))
        except (OSError, UnicodeError) as error:
            answer.append(error)

    if _is_numeric(host):
        ask()
    else:
        thread = threading.Thread(target=ask, daemon=True)
        thread.start()
        thread.join(max(deadline - time.monotonic(), 0))
    if not answer:
        raise PeerError(f"the name {host} was not resolved in {timeout_seconds:g} seconds (the name servers are slow)")
    found = answer[0]
    if isinstance(found, list):
        return found
    reason = (getattr(found, "strerror", None) or "the name is not valid").lower()
    raise PeerError(f"the name {host} does not resolve ({reason})") from found


def _is_numeric(host: str) -> bool:
    for family in (socket.AF_INET, socket.AF_INET6):
        try:
            socket.inet_pton(family, host)
        except (OSError, UnicodeError, ValueError):
            continue
        return True
    return False
