"""Pipes: what is written arrives whole, and nobody waits for ever."""

from __future__ import annotations

import os
import threading
from typing import TYPE_CHECKING

import pytest

from chainaudit.app import pipes
from chainaudit.app.opening import open_store
from chainaudit.errors import StoreErrorKind

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def fifo(tmp_path: Path) -> Path:
    path = tmp_path / "store.pem"
    os.mkfifo(path)
    return path


def test_what_is_written_bit_by_bit_arrives_whole(fifo: Path, testdata: Path) -> None:
    content = (testdata / "stores" / "pem_fullchain.pem").read_bytes()

    def write() -> None:
        with fifo.open("wb", buffering=0) as stream:
            for start in range(0, len(content), 1000):
                stream.write(content[start : start + 1000])

    writer = threading.Thread(target=write)
    writer.start()
    store = open_store(fifo)
    writer.join()
    expected = open_store(testdata / "stores" / "pem_fullchain.pem")
    assert store.problem is None
    assert store.certificates == expected.certificates != ()


def test_a_pipe_to_which_nobody_writes_is_given_up(fifo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipes, "MAX_SECONDS", 0.05)
    store = open_store(fifo)
    assert store.problem is not None
    assert store.problem.kind is StoreErrorKind.UNREADABLE
    assert "nobody has written to it" in store.problem.message
