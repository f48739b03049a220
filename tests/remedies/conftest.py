"""A desk for every test that types commands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.remedies.desk import Desk
from tests.remedies.desk import desk as new_desk

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return new_desk(tmp_path)
