"""A live peer for a terminal: how the handshake went, versions, suites, who may come as a client."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Final

from chainaudit.model.evidence import CLIENT, SERVER
from chainaudit.model.peer import COMPLETED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainaudit.model.format import Layout
    from chainaudit.model.peer import Peer, PeerHandshake
    from chainaudit.reporting.paint import Paint

MAX_AUTHORITIES: Final = 10
"""Authorities that are shown; JSON has all."""
_MIN_COLUMNS: Final = 60
_WHO: Final = {CLIENT: "this side", SERVER: "the server"}


def peer_lines(peer: Peer, layout: Layout, paint: Paint) -> Iterator[str]:
    """Yield what a person wants to know of a peer, beside the judgement of its chain."""
    first = peer.handshake
    through = f" through {peer.endpoint.starttls.upper()}" if peer.endpoint.starttls else ""
    last = peer.attempt or first
    word = paint.good("HANDSHAKE") if last.outcome == COMPLETED else paint.error("NO HANDSHAKE")
    yield f"{word}  {peer.endpoint.label}{through}"
    yield from _rows(_facts(peer), layout)
    if first.authorities is not None:
        yield from _authorities(first, layout)
    for version, suites in peer.ciphers.items():
        yield from _row(version, ", ".join(suites) or "no suite", layout)
    yield from _rows(_as_client(peer), layout)
    yield ""


def _facts(peer: Peer) -> Iterator[tuple[str, str]]:
    first = peer.handshake
    yield "result", _outcome(first) if peer.attempt is None else f"without a certificate: {_outcome(first)}"
    if first.version:
        yield (
            "agreed" if first.outcome == COMPLETED else "chosen",
            f"{first.version}, {first.cipher}{f', ALPN {first.alpn}' if first.alpn else ''}",
        )
    if peer.versions:
        told = {True: "yes", False: "no", None: "not known"}
        yield "versions", ", ".join(f"{name} {told[accepted]}" for name, accepted in peer.versions.items())
    if first.spoke_tls:
        yield "stapled", "an OCSP response" if first.ocsp_staple else "no OCSP response"
    if first.secure_renegotiation is False:
        yield "renegotiation", "not secure (RFC 5746 is missing)"
    other = peer.without_server_name
    if other is not None:
        yield "without SNI", _difference(first, other)


def _as_client(peer: Peer) -> Iterator[tuple[str, str]]:
    """Which entry came along and how that ended, and why it was this one, or none."""
    choice, attempt = peer.client_choice, peer.attempt
    if attempt is not None:
        sent = "a certificate" if choice is None or choice.entry is None else choice.entry.label
        yield "as client", f"with {sent}: {_outcome(attempt)}"
    if choice is None:
        return
    if choice.entry is None:
        yield "as client", f"no certificate was tried: {choice.reason}"
        return
    own = choice.entry.certificates[0]
    yield "", f"{own.subject}, SHA-256 {own.fingerprint}"
    yield "", f"chosen: {choice.reason}"


def _outcome(handshake: PeerHandshake) -> str:
    if handshake.outcome == COMPLETED:
        return "completed"
    said = ", ".join(f"{_WHO.get(a.by, a.by)} sent {a.description} ({a.code})" for a in handshake.alerts)
    # OpenSSL's own words for an alert ("tlsv13 alert certificate required") say the same again.
    error = handshake.error if handshake.error and not (said and " alert " in f" {handshake.error} ") else ""
    return "; ".join(part for part in (error, said) if part) or handshake.outcome


def _difference(first: PeerHandshake, other: PeerHandshake) -> str:
    if other.outcome != first.outcome:
        return _outcome(other)
    if [c.der for c in other.presented] != [c.der for c in first.presented]:
        shown = other.presented[0].subject if other.presented else "nothing"
        return f"another certificate: {shown}"
    return "the same"


def _authorities(handshake: PeerHandshake, layout: Layout) -> Iterator[str]:
    authorities = handshake.authorities or ()
    if not authorities:
        yield from _row("client", "a certificate is asked for, of any authority (the list is empty)", layout)
        return
    size = f" ({handshake.request_bytes:,} bytes)" if handshake.request_bytes else ""
    which = "this authority" if len(authorities) == 1 else f"one of {len(authorities)} authorities"
    yield from _row("client", f"a certificate is asked for, of {which}{size}:", layout)
    for name in authorities[:MAX_AUTHORITIES]:
        yield from _row("", str(name), layout)
    if len(authorities) > MAX_AUTHORITIES:
        yield from _row("", f"and {len(authorities) - MAX_AUTHORITIES} more (--format json lists them)", layout)


def _rows(rows: Iterator[tuple[str, str]], layout: Layout) -> Iterator[str]:
    for label, text in rows:
        yield from _row(label, text, layout)


def _row(label: str, text: str, layout: Layout) -> list[str]:
    first = f"  {label + ':' if label else '':<15}"
    width = max(layout.columns, _MIN_COLUMNS)
    return textwrap.wrap(
        text,
        width,
        initial_indent=first,
        subsequent_indent=" " * 17,
        break_on_hyphens=False,
        break_long_words=False,  # a fingerprint is compared and copied whole
    )
