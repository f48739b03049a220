"""The files of a server and of what its clients trust, for rehearsals."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, NoEncryption, PrivateFormat

from tests.forge import intermediate, issue, root

if TYPE_CHECKING:
    from pathlib import Path

ROOT = root()
MIDDLE = intermediate(ROOT)
SERVER = issue(MIDDLE, names=("api.example.com",))


@pytest.fixture
def server_folder(tmp_path: Path) -> Path:
    """A server's identity in clear and with a password, and what its clients trust."""
    chain = SERVER.pem + MIDDLE.pem
    for name, sealing in (("server", NoEncryption()), ("sealed", BestAvailableEncryption(b"secret"))):
        key = SERVER.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, sealing)
        (tmp_path / f"{name}.pem").write_bytes(key + chain)
    (tmp_path / "chain.pem").write_bytes(chain)
    (tmp_path / "root.pem").write_bytes(ROOT.pem)
    (tmp_path / "empty.pem").write_bytes(SERVER.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return tmp_path
