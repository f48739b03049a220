"""What a peer speaks that does not answer with TLS: told from its first bytes, with what to ask for instead."""

from __future__ import annotations

from typing import Final

_TLS_RECORDS: Final = (20, 21, 22, 23)
"""The types of TLS records (RFC 8446, 5.1)."""
_SHOWN: Final = 60
_BEGINNINGS: Final = (
    (b"HTTP/", "HTTP without TLS", None),
    (b"SSH-", "SSH", None),
    (b"* OK", "IMAP", "imap"),
    (b"* PREAUTH", "IMAP", None),
    (b"+OK", "POP3", "pop3"),
    (b"200 ", "NNTP", "nntp"),
    (b"201 ", "NNTP", "nntp"),
    (b"220", "SMTP or FTP", "smtp or ftp"),
    (b'"IMPLEMENTATION"', "ManageSieve", "sieve"),
    (b"<?xml", "XMPP", "xmpp"),
    (b"<stream:", "XMPP", "xmpp"),
    (b"RFB ", "VNC", None),
    (b"AMQP", "AMQP without TLS", None),
    (b"\x03\x00\x00", "the Remote Desktop Protocol", None),
)
"""How protocols begin that greet or answer in plain text: (beginning, protocol, STARTTLS that would ask for TLS)."""


def other_protocol(said: bytes) -> str | None:
    """Return a sentence where the first bytes of a peer are no TLS; None where they are, or it said nothing."""
    if not said or (said[0] in _TLS_RECORDS and said[1:2] in (b"", b"\x03")):
        return None
    for beginning, protocol, starttls in _BEGINNINGS:
        if said.startswith(beginning):
            wish = f"; to ask for TLS there: --starttls {starttls}" if starttls else ""
            return f"the peer does not answer with TLS but with {protocol}: {_shown(said)}{wish}"
    if _is_mysql(said):
        return "the peer does not answer with TLS but with MySQL; to ask for TLS there: --starttls mysql"
    if said[0] in _TLS_RECORDS and said[1:2] == b"\xfe":
        return "the peer answers with DTLS, which is TLS over UDP"
    if said[0] & 0x80 and said[2:3] == b"\x04":
        return "the peer answers with SSL 2.0, which nothing speaks any more (RFC 6176)"
    return f"the peer does not answer with TLS: {_shown(said)}"


def _is_mysql(said: bytes) -> bool:
    """A greeting of protocol 10, or an error, with its length in front (MySQL, Connection Phase Packets)."""
    return len(said) > 5 and said[1:4] == b"\x00\x00\x00" and said[4] in (0x0A, 0xFF)


def _shown(said: bytes) -> str:
    line = said.split(b"\n", 1)[0].rstrip(b"\r")[:_SHOWN]
    if line and all(32 <= byte < 127 for byte in line):
        return f"'{line.decode('ascii')}'"
    return f"its first bytes are {said[:16].hex(' ')}"
