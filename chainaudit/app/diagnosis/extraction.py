"""Writes the certificates that evidence shows: one PEM file each, named by its fingerprint, and the chains."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

from chainaudit.errors import UsageError
from chainaudit.model.pem import pem

if TYPE_CHECKING:
    from chainaudit.model.diagnosis import DiagnosisReport
    from chainaudit.model.evidence import SeenCertificate

MAX_FILES: Final = 10_000


def extract(report: DiagnosisReport, folder: str) -> list[str]:
    """Write every certificate seen in DER into ``folder``, and every chain; return the paths, first come first.

    Raises:
        UsageError: the folder cannot be made or written to, or a file of that name is there already and differs.
    """
    written: dict[str, None] = {}
    try:
        Path(folder).mkdir(parents=True, exist_ok=True)
        for number, conclusion in enumerate(report.conclusions, 1):
            connection = conclusion.diagnosis.connection
            for role, chain in (("server", connection.presented), ("client", connection.client_presented)):
                known = [each for each in chain or () if each.der]
                for each in known:
                    _write(written, os.path.join(folder, f"{each.fingerprint}.pem"), [each])  # noqa: PTH118
                if len(known) > 1:
                    _write(written, os.path.join(folder, f"{role}-chain-{number}.pem"), known)  # noqa: PTH118
    except OSError as error:
        raise UsageError(f"certificates cannot be written to {folder}: {error.strerror or error}") from error
    return list(written)


def _write(written: dict[str, None], path: str, certificates: list[SeenCertificate]) -> None:
    if path in written or len(written) >= MAX_FILES:
        return
    text = "".join(pem(each.der or b"") for each in certificates)
    target = Path(path)
    if target.exists():
        if target.read_text(encoding="ascii", errors="replace") != text:
            raise UsageError(f"{path} is there already and holds something else")
    else:
        target.write_text(text, encoding="ascii")
    written[path] = None
