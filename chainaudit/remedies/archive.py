"""Stores inside an archive: no program changes them there."""

from __future__ import annotations

from typing import Final

from chainaudit.model.remedy import System

_BY_HAND: Final = "# {store} is inside an archive: unpack it, judge the file itself, mend it, and pack it again"

SYSTEM: Final = System(
    name="archive",
    title="Stores inside an archive, by hand",
    formats=("zip",),
    commands=dict.fromkeys(
        (
            *("import-anchor", "replace-anchor", "append-issuer", "reorder", "remove-certificate", "import-key"),
            *("check-password", "repair-store", "convert-format"),
        ),
        (_BY_HAND,),
    ),
)
