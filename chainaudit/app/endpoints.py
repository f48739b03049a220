"""Endpoints as people write them: HOST:PORT, [IPv6]:PORT, a bare host, a URL's scheme; and files full of them."""

from __future__ import annotations

from typing import Final

from chainaudit.errors import UsageError
from chainaudit.model.peer import Endpoint

DEFAULT_PORT: Final = 443
MAX_PORT: Final = 65_535


def split_host(text: str, default_port: int | None = DEFAULT_PORT) -> tuple[str, int]:
    """Return host and port of ``HOST:PORT``, ``[IPv6]:PORT``, ``IPv6`` or ``HOST``.

    Raises:
        UsageError: it is none of them; the sentence says what to type.
    """
    given = text.strip()
    if "://" in given:
        bare = given.split("://", 1)[1].split("/")[0]
        raise UsageError(f"'{given}' is a URL; write only its host and port, such as {bare}")
    if given.startswith("["):
        host, bracket, rest = given[1:].partition("]")
        port_text = rest.removeprefix(":")
        if not bracket or (rest and not rest.startswith(":")):
            raise UsageError(f"'{given}' is no address; write [2001:db8::1]:443")
    elif given.count(":") > 1:
        host, port_text = given, ""
    else:
        host, _, port_text = given.partition(":")
    if not host or any(c.isspace() or c in "/@" for c in host):
        raise UsageError(f"'{given}' names no host; write HOST:PORT, such as api.example.com:443")
    if not port_text:
        if default_port is None:
            raise UsageError(f"'{given}' names no port; write HOST:PORT")
        return host, default_port
    if not port_text.isdigit() or not 0 < int(port_text) <= MAX_PORT:
        raise UsageError(f"'{port_text}' is no port; ports are 1 to {MAX_PORT}")
    return host, int(port_text)


def endpoint(
    text: str,
    *,
    default_port: int = DEFAULT_PORT,
    starttls: str | None = None,
    server_name: str | None = None,
    send_server_name: bool = True,
    connect_to: str | None = None,
    proxy: str | None = None,
) -> Endpoint:
    """Return the endpoint that ``text`` names; SNI is the host unless it is an address or ``server_name`` says another.

    Raises:
        UsageError: a part makes no sense.
    """
    host, port = split_host(text, default_port)
    from chainaudit.model.reference import dns_name

    address, address_port = split_host(connect_to, port) if connect_to else (None, None)
    if server_name is not None and _is_address(server_name):
        raise UsageError(f"'{server_name}' is an address, and SNI names hosts only (RFC 6066, 3)")
    # SNI carries A-labels, whatever was typed (RFC 6066, 3).
    name = None if server_name is None and _is_address(host) else dns_name(host if server_name is None else server_name)
    return Endpoint(
        host,
        port,
        server_name=name if send_server_name else None,
        starttls=starttls,
        address=address,
        address_port=address_port,
        proxy=split_host(proxy, None) if proxy else None,
    )


def judged_name(host: str) -> str:
    """Return what a certificate must name for a host that was dialled: of ``fe80::1%eth0`` the address alone."""
    return host.split("%", 1)[0] if _is_address(host) else host


def listed(data: bytes, where: str) -> list[tuple[str, str]]:
    """Return the endpoints of a file, each with its place: one a line; blank lines and what follows ``#`` do not count.

    Raises:
        UsageError: it is no text in UTF-8.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError(f"{where} is no list of peers: it is no text in UTF-8") from error
    numbered = enumerate(text.splitlines(), 1)
    lines = ((f"{where}, line {number}", line.split("#", 1)[0].strip()) for number, line in numbered)
    return [(place, line) for place, line in lines if line]


def _is_address(host: str) -> bool:
    import ipaddress

    try:
        ipaddress.ip_address(host.split("%", 1)[0])
    except ValueError:
        return False
    return True
