"""Captures, traces, debug logs and error texts: what happened on a connection, and from that the cause."""
