"""The real peers of tests/peers.py, for the tests of this folder."""

from tests.app.rehearsed import server_folder
from tests.peers import pki, s_server

__all__ = ["pki", "s_server", "server_folder"]
