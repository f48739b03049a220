"""CRLs and OCSP responses given as files become the revocation inputs of a question."""

from __future__ import annotations

import binascii
import re
from typing import TYPE_CHECKING, Final

from chainaudit.errors import UsageError
from chainaudit.model.question import RevocationInputs, RevocationMode

if TYPE_CHECKING:
    from collections.abc import Sequence

MAX_BYTES: Final = 128 * 1024 * 1024
"""The largest public CRLs are some tens of megabytes."""
_PEM: Final = re.compile(rb"-----BEGIN X509 CRL-----(.*?)-----END X509 CRL-----", re.DOTALL)


def revocation_inputs(
    crl_files: Sequence[str], ocsp_files: Sequence[str], mode: str | None = None
) -> RevocationInputs | None:
    """Read the files; None where there are none and ``mode`` requires nothing (it is a value of ``RevocationMode``).

    Raises:
        UsageError: a file cannot be read or is too large.
    """
    required = RevocationMode.IF_GIVEN if mode is None else RevocationMode(mode)
    if not crl_files and not ocsp_files and required is RevocationMode.IF_GIVEN:
        return None
    crls = tuple(
        crl for name in crl_files for crl in split_crls(_der_or_pem(name, "list of revoked certificates"), name)
    )
    return RevocationInputs(crls, tuple(_der_or_pem(name, "OCSP response") for name in ocsp_files), required)


def split_crls(data: bytes, name: str) -> tuple[bytes, ...]:
    """Return the CRLs in PEM or DER as DER.

    Raises:
        UsageError: a PEM block is not base64.
    """
    blocks = _PEM.findall(data)
    if not blocks:
        return (data,)
    from base64 import b64decode

    try:
        return tuple(b64decode(b"".join(block.split()), validate=True) for block in blocks)
    except binascii.Error as error:
        raise UsageError(f"{name}: a block of X509 CRL is not base64") from error


def _der_or_pem(name: str, wanted: str) -> bytes:
    data = _read(name)
    if not data.startswith(b"\x30") and not _PEM.search(data):
        raise UsageError(f"{name} is no {wanted}")
    return data


def _read(name: str) -> bytes:
    try:
        with open(name, "rb") as stream:  # noqa: PTH123 - a path is a string here
            data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise UsageError(f"{name} cannot be opened: {error.strerror or error}") from error
    if len(data) > MAX_BYTES:
        raise UsageError(f"{name} has more than {MAX_BYTES:,} bytes, which no list of revoked certificates has")
    return data
