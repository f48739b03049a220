"""A strategy takes the parameters that there are."""

from __future__ import annotations

from typing import Any

import pytest

from chainaudit.model.profile import Strategy, StrategyKind


def test_a_parameter_that_no_strategy_has_is_refused() -> None:
    misspelled: dict[str, Any] = {"trusted_frist": False}
    with pytest.raises(TypeError, match="trusted_frist"):
        Strategy(StrategyKind.COMMITTED, **misspelled)
