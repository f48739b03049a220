"""How the lines of ``openssl s_client`` and ``s_server`` look."""

from __future__ import annotations

import re
from typing import Final

MESSAGE: Final = re.compile(
    r"^(?P<way>>>>|<<<) (?P<version>[\w. ?/]+?),? (?P<kind>Handshake|Alert|ChangeCipherSpec|RecordHeader|Inner Content"
    r"|InnerContent|ApplicationData|Heartbeat|Not TLS data.*?) \[length (?P<length>[0-9a-fA-F]+)\](?:, (?P<what>.+))?$"
)
DEBUG: Final = re.compile(
    r"^(?P<way>write to|read from) 0x(?P<stream>[0-9a-fA-F]+) \[0x[0-9a-fA-F]+\] \(\d+ bytes => (?P<done>-?\d+)"
)
DEBUG_HEX: Final = re.compile(r"^[0-9a-f]{4} - ((?:[0-9a-f]{2}[ -]){1,16})")
NEW_ACCEPT: Final = re.compile(r"^SSL_accept:before (?:SSL initialization|accept initialization|/accept)")
NEW_CONNECT: Final = re.compile(r"^CONNECTED\(|^SSL_connect:before")
STATE: Final = re.compile(
    r"^SSL_(?:connect|accept):(?:SSLv[23]/TLS |TLSv1\.\d |SSLv3 )?(?P<way>read|write) (?P<what>[\w ]+)"
)
START_TIME: Final = re.compile(r"^\s+Start Time: (\d{9,10})$")
CIPHER: Final = re.compile(r"^New, .*Cipher is (?P<cipher>\S+)")
AUTHORITIES: Final = re.compile(r"^Acceptable client certificate CA names")
NO_AUTHORITIES: Final = "No client certificate CA names sent"
DEPTH: Final = re.compile(r"^depth=(\d+)")
VERIFY: Final = re.compile(r"^verify error:num=(\d+):(.*)")
SPLICED: Final = re.compile(r"[0-9A-F]{16}:error:[0-9A-F]{8}:|depth=\d+ [A-Z]|verify error:num=\d")
"""Standard error that was printed into a line of standard output."""

OLD: Final = re.compile(r"^\d+:error:[0-9A-F]{8}:SSL routines")
SNIFF: Final = re.compile(
    rb"(?m)^(?:.{0,120}?)(?:[<>]{3} (?:TLS|SSL)|SSL_(?:accept"
    rb"|connect):|CONNECTED\([0-9A-F]{8}\)|write to 0x[0-9a-f]+ \[0x"
    rb"|verify error:num=|Acceptable client certificate CA names"
    rb"|No client certificate CA names sent|Sent (?:TLS )?Record"
    rb"|Received (?:TLS )?Record|Verify return code: \d|SSL handshake has read \d|[0-9A-F]+:error:[0-9A-F]{8}:)"
)
STATES: Final = {
    "client hello": "client_hello", "server hello": "server_hello", "server certificate": "certificate",
    "server key exchange": "server_key_exchange", "server certificate request": "certificate_request",
    "server done": "server_hello_done", "client certificate": "certificate",
    "client key exchange": "client_key_exchange", "certificate verify": "certificate_verify",
    "change cipher spec": "", "finished": "finished", "encrypted extensions": "encrypted_extensions",
    "certificate": "certificate", "key exchange": "server_key_exchange",
    "certificate request": "certificate_request", "server session ticket": "new_session_ticket",
}  # fmt: skip


def both_finished(steps: tuple[str, ...]) -> bool:
    """Whether the steps show that both sides have finished."""
    return {"c:finished", "s:finished"} <= set(steps)


def snake(name: str) -> str:
    """The name of a message, ``ClientHello``, as the registry writes it."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name.split(",", maxsplit=1)[0].strip()).lower()


def alert_words(what: str) -> str:
    """The words of an alert in a header of ``-msg``, as OpenSSL's states print them."""
    level, _, name = what.partition(" ")
    return f"{level}:{name.replace('_', ' ')}"
