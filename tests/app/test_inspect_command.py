"""Stores read as the options of ``inspect`` ask, and the exit code that tells whether all was read."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING, Any

import pytest

from chainaudit.app.inspect_command import NOT_READ, READ, exit_code, run_inspect
from chainaudit.errors import StoreErrorKind, UsageError
from chainaudit.model.store import Problem, Store
from tests.forge import root

if TYPE_CHECKING:
    from pathlib import Path

BROKEN = Problem(StoreErrorKind.MALFORMED, "No.")


def options(*stores: object, **others: object) -> dict[str, Any]:
    return {"stores": tuple(map(str, stores)), "password": None, "key_passwords": (), **others}


@pytest.mark.parametrize(
    ("stores", "code"),
    [
        ((), READ),
        ((Store("a", "PEM"),), READ),
        ((Store("a", "PEM"), Store("b", "PEM", problem=BROKEN)), NOT_READ),
        ((Store("a", "ZIP", children=(Store("b", "PEM"), Store("c", "PEM", problem=BROKEN))),), NOT_READ),
        ((Store("a", "ZIP", children=(Store("b", "ZIP", children=(Store("c", "PEM", problem=BROKEN),)),)),), NOT_READ),
    ],
)
def test_what_stands_in_the_way_anywhere_is_told(stores: tuple[Store, ...], code: int) -> None:
    assert exit_code(stores) == code


def test_every_store_is_read_though_one_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "a.pem").write_bytes(root().pem)
    stores, code = run_inspect(options(tmp_path / "none.pem", tmp_path / "a.pem"))
    assert [len(store.entries) for store in stores] == [0, 1]
    assert code == NOT_READ


def test_caps_hold_inside_archives(tmp_path: Path) -> None:
    path = tmp_path / "stores.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.pem", root().pem)
    assert run_inspect(options(path))[1] == READ
    (store,), code = run_inspect(options(path, max_unpacked_bytes=10))
    assert code == NOT_READ
    problems = [one.problem for one in (store, *store.children) if one.problem is not None]
    assert {problem.kind for problem in problems} == {StoreErrorKind.TOO_EXPENSIVE}


def test_a_password_needs_a_source(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="given by its source"):
        run_inspect(options(tmp_path, password="changeit"))
