"""The real peers of tests/peers.py, for the tests of this folder."""

from tests.peers import java_server, pki, s_server

__all__ = ["java_server", "pki", "s_server"]
