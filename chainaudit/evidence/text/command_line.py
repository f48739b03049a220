"""What a command line at the head of a log tells: the host asked for, a client certificate, a truststore.

Passwords on the line are never kept; only whether an option is there.
"""

from __future__ import annotations

import itertools
import re
import shlex
from typing import TYPE_CHECKING, Final

from chainaudit.model.evidence import CLIENT, Remark

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chainaudit.evidence.log_connection import LogConnection
    from chainaudit.model.evidence import Connection

_PROMPT: Final = re.compile(
    r"^(?:\S{0,64}[$#>%] ?|\+ |Command: )(?=(?:\S*/)?(?:openssl|curl|java|gnutls-cli|gnutls-serv|wget|node|python3?)\b)"
)
_EXIT: Final = re.compile(
    r"^(?:# ?)?(?:Process finished with |command exited with )?exit(?: ?(?:code|status))?[ =:]+(\d{1,3})\s*$",
    re.IGNORECASE,
)
_MAX_WORDS: Final = 200
_MAX_EXIT: Final = 64
_CLIENT_CERTIFICATE: Final = frozenset(("-cert", "--cert", "-E", "--x509certfile", "--certificate", "--pkcs12"))
_HOST_OPTIONS: Final = frozenset(("-servername", "-verify_hostname", "--sni-hostname", "--verify-hostname"))


def command_of(line: str) -> list[str] | None:
    """The words of a command at a shell prompt, None where the line is none of the programs known here."""
    match = _PROMPT.match(line)
    if match is None:
        return None
    try:
        return shlex.split(line[match.end() :])[:_MAX_WORDS]
    except ValueError:
        return line[match.end() :].split()[:_MAX_WORDS]


def apply_command(words: Sequence[str], connection: Connection) -> None:
    """Set what the command tells on a connection that it opened."""
    program = words[0].rsplit("/", 1)[-1] if words else ""
    connection.client_configured = any(
        word.split("=", 1)[0] in _CLIENT_CERTIFICATE or word.startswith("-Djavax.net.ssl.keyStore=") for word in words
    )
    for option, value in itertools.pairwise(words):
        if option in _HOST_OPTIONS or (option == "-connect" and not connection.expected_host):
            _set_host(connection, value)
        if option == "-connect":
            connection.address = value
    if program == "curl":
        url = next((word for word in words[1:] if "://" in word), "")
        if url:
            _set_host(connection, url.split("://", 1)[1].split("/", 1)[0].rsplit("@", 1)[-1])


def exit_of(line: str) -> int | None:
    """The status with which the program ended, where a line tells it (``# exit=0``, ``exit code: 35``)."""
    if len(line) > _MAX_EXIT or "xit" not in line:
        return None
    match = _EXIT.match(line)
    return int(match.group(1)) if match is not None else None


def wants_starttls(words: Sequence[str]) -> bool:
    """Whether the command asks for TLS to be started on a plain connection."""
    return any(
        word.startswith("-starttls") or word in {"--ssl", "--ssl-reqd", "--starttls", "--starttls-proto"}
        for word in words
    )


def tell_starttls(words: Sequence[str], log: LogConnection) -> None:
    """Add what the end of a connection tells that was to be switched to TLS by STARTTLS, and never was."""
    connection = log.connection
    if not wants_starttls(words) or connection.established:
        return
    if log.has("not-tls"):
        log.drop_remarks("not-tls")
        text = "what follows the request for STARTTLS is not TLS"
        log.add_remark(Remark("starttls-refused", CLIENT, text, product=log.product))
    elif connection.steps == ("c:client_hello",) and not connection.alerts:
        text = "the ClientHello after the request for STARTTLS stays unanswered"
        log.add_remark(Remark("starttls-unanswered", CLIENT, text, product=log.product))


def _set_host(connection: Connection, value: str) -> None:
    if value.startswith("["):
        host = value[1:].partition("]")[0]
    else:
        host = value.rsplit(":", 1)[0] if value.count(":") == 1 else value
    if host and not host.startswith("-"):
        connection.expected_host = host
