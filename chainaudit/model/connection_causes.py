"""Causes that lie in versions, cipher suites, names, ports and the network; names are part of the JSON document."""

from __future__ import annotations

from typing import Final

from chainaudit.model.cause_shape import Cause

CONNECTION_CAUSES: Final = (
    Cause(
        "protocol_mismatch",
        "Client and server share no TLS version",
        "The versions that one side offers are disabled or unknown on the other.",
        "either",
        "enable-protocol",
    ),
    Cause(
        "no_shared_cipher",
        "Client and server share no cipher suite that fits",
        "No suite is enabled on both sides for the server's kind of key, or the server has no usable key.",
        "either",
        "enable-ciphers",
    ),
    Cause(
        "dh_key_too_small",
        "The server's Diffie-Hellman parameters are too short",
        "The client refuses a DHE group of too few bits.",
        "server",
        "strengthen-parameters",
    ),
    Cause(
        "legacy_renegotiation_unsupported",
        "The server does not support secure renegotiation",
        "The ServerHello lacks renegotiation_info (RFC 5746), which this client insists on.",
        "server",
        "enable-renegotiation-info",
    ),
    Cause(
        "no_application_protocol",
        "Client and server share no application protocol (ALPN)",
        "The server speaks none of the protocols that the client named (RFC 7301).",
        "either",
        "look-at-peer",
    ),
    Cause(
        "sni_missing",
        "The client does not send the server name",
        "Without SNI the server answers with its default certificate, or refuses.",
        "client",
        "set-server-name",
    ),
    Cause(
        "sni_unrecognized",
        "The server does not know the name that the client asks for",
        "The server has no certificate or site for the name in SNI.",
        "either",
        "correct-name",
        "set-server-name",
    ),
    Cause(
        "plaintext_client",
        "The client speaks plain text to a TLS port",
        "What the client sends is not TLS: it is configured without TLS, or for STARTTLS.",
        "client",
        "correct-endpoint",
    ),
    Cause(
        "plaintext_port",
        "The server's port does not speak TLS",
        "The answer to the ClientHello is not TLS: wrong port, TLS off, or STARTTLS needed first.",
        "either",
        "correct-endpoint",
    ),
    Cause(
        "starttls_not_offered",
        "The server does not offer to switch to TLS",
        "The server refuses or does not list the command that would start TLS.",
        "server",
        "enable-starttls",
    ),
    Cause(
        "connection_refused",
        "Nothing listens on the port",
        "The host answers the connection attempt with a reset.",
        "network",
        "check-network",
    ),
    Cause(
        "proxy_refused",
        "The proxy refuses to connect to the server",
        "The client's CONNECT is answered with an error, so TLS never begins: the proxy's rules or its own login.",
        "network",
        "check-network",
    ),
    Cause(
        "name_not_resolved",
        "The name of the host cannot be resolved",
        "No address is known for the name, so no connection is attempted.",
        "network",
        "check-network",
        "correct-name",
    ),
    Cause(
        "no_answer",
        "No answer comes",
        "The connection attempt or the ClientHello stays unanswered: firewall, MTU, or a hung server.",
        "network",
        "check-network",
    ),
    Cause(
        "reset_mid_handshake",
        "The connection is reset during the handshake",
        "The peer, or a device between, resets without an alert: firewall, policy, or a server that requires SNI or"
        " another version.",
        "either",
        "check-network",
        "look-at-peer",
    ),
    Cause(
        "closed_mid_handshake",
        "The connection is closed during the handshake without an alert",
        "The peer ends the connection without saying why: version, policy, or a crash; its log tells.",
        "either",
        "look-at-peer",
    ),
    Cause(
        "server_internal_error",
        "The server fails with an internal error",
        "The server reports internal_error: its own configuration or a callback failed.",
        "server",
        "look-at-peer",
    ),
    Cause(
        "handshake_failure_unspecified",
        "The peer refuses the handshake without saying why",
        "A general handshake_failure: version, cipher suites, SNI or a client certificate; the peer's log tells.",
        "either",
        "gather-evidence",
        "look-at-peer",
    ),
)
"""Why no handshake comes about at all."""
