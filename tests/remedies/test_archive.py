from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.remedies.desk import Desk


def test_what_is_inside_an_archive_is_mended_by_hand(desk: Desk) -> None:
    """No command can name the file, and one that is put behind an archive breaks it."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("leaf.pem", desk.leaf.pem + desk.key)
    store = desk.write("stores.zip", content.getvalue())
    (line,) = desk.judged("--store", store, "--truststore", "example-root.pem")["path.incomplete"]
    assert line.startswith("# 'stores.zip!/leaf.pem' is inside an archive: ")
