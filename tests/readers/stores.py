"""The stores of testdata/stores and what their makers read from them."""

from __future__ import annotations

import functools
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from chainaudit.app.opening import open_store

if TYPE_CHECKING:
    from chainaudit.model.store import Store

FOLDER = Path(__file__).resolve().parents[2] / "testdata" / "stores"
KINDS = {
    "private_key": "private-key",
    "trusted_cert": "trusted-certificate",
    "cert": "certificate",
    "secret_key": "secret-key",
}
ALGORITHMS = {"EdDSA": {"Ed25519", "Ed448"}, "RSASSA-PSS": {"RSA-PSS"}}


class Row(NamedTuple):
    """One store: its file, its passwords, what is expected."""

    file: str
    told: dict[str, Any]

    @property
    def path(self) -> Path:
        return FOLDER / self.file

    def open(self, **changes: Any) -> Store:
        """Read it with its passwords; without changes each store is read once in a run."""
        if not changes:
            return _opened(self.file)
        return self._open(**changes)

    def _open(self, **changes: Any) -> Store:
        arguments = {"password": self.told["password"], "key_passwords": self.told["key_passwords"], **changes}
        return open_store(self.path, **arguments)


@functools.cache
def _opened(file: str) -> Store:
    return ROWS[file]._open()


ROWS = {name: Row(name, told) for name, told in json.loads((FOLDER / "expected.json").read_text("utf-8")).items()}
