"""PEM: each key with its certificates behind it, then the others; aliases as OpenSSL writes them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chainaudit.errors import UsageError
from chainaudit.model import der
from chainaudit.model.pem import pem
from chainaudit.model.store import EntryKind
from chainaudit.model.writer import Writer
from chainaudit.writers.encryption import pbes2
from chainaudit.writers.entries import writable

if TYPE_CHECKING:
    from chainaudit.model.store import Entry, Store
    from chainaudit.model.writer import WriteRequest

_KINDS: Final = (EntryKind.PRIVATE_KEY, EntryKind.TRUSTED_CERTIFICATE, EntryKind.CERTIFICATE)


def write(store: Store, request: WriteRequest) -> bytes:
    """Return the store as PEM; with a password the private keys are encrypted, without one they stand in clear.

    Raises:
        UsageError: something that PEM cannot hold.
    """
    entries = writable(store, "PEM", _KINDS)
    if not entries:
        raise UsageError(f"{store.source} holds nothing that PEM could hold")
    written: set[bytes] = set()
    return "".join(_entry(entry, n, request, written) for n, entry in enumerate(entries, 1)).encode("utf-8")


def _entry(entry: Entry, number: int, request: WriteRequest, written: set[bytes]) -> str:
    """Write an entry; an issuer that several keys share stands behind the first of them alone."""
    parts = []
    key_id = number.to_bytes(4, "big").hex(" ").upper() if entry.private_key is not None else ""
    if entry.private_key is not None:
        password = request.key_password(entry.alias)
        parts.append(_attributes(entry, key_id))
        if password is None:
            parts.append(pem(entry.private_key.reveal(), "PRIVATE KEY"))
        else:
            algorithm, sealed = pbes2(entry.private_key.reveal(), password)
            sealed_key = der.encode(der.SEQUENCE, algorithm + der.encode(der.OCTET_STRING, sealed))
            parts.append(pem(sealed_key, "ENCRYPTED PRIVATE KEY"))
    for position, certificate in enumerate(entry.certificates):
        if position == 0:
            parts.append(_attributes(entry, key_id))
        elif certificate.der in written:
            continue
        if entry.private_key is not None:
            written.add(certificate.der)
        parts.append(pem(certificate.der))
    return "".join(parts)


def _attributes(entry: Entry, key_id: str) -> str:
    """Return the lines that ``openssl pkcs12`` writes before a block, which readers of PEM skip."""
    if entry.alias is None and not key_id:
        return ""
    lines = ["Bag Attributes"]
    if entry.alias is not None:
        if "\n" in entry.alias or "\r" in entry.alias or "-----" in entry.alias:
            raise UsageError(f"{entry.label} has an alias that PEM cannot hold")
        lines.append(f"    friendlyName: {entry.alias}")
    if key_id:
        lines.append(f"    localKeyID: {key_id}")
    return "\n".join(lines) + "\n"


WRITER = Writer(name="pem", title="PEM, keys and certificates as text", format="PEM", write=write, extensions=(".pem",))
