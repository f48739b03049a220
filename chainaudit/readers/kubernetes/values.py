"""The values of one Kubernetes Secret or ConfigMap: PEM files that belong together, keystores and their passwords."""

from __future__ import annotations

import base64
import binascii
import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from chainaudit.errors import StoreErrorKind
from chainaudit.model.store import Entry, EntryKind, Holder, Integrity, Problem, Store

if TYPE_CHECKING:
    from chainaudit.model.reader import ReadNested, ReadRequest

TLS_TYPE: Final = "kubernetes.io/tls"
TLS_CERTIFICATE: Final = "tls.crt"
TLS_KEY: Final = "tls.key"
MAX_PASSWORDS: Final = 8
"""How many of the values that look like passwords are tried on a keystore."""
MAX_PASSWORD_BYTES: Final = 1024

_TRUST_NAME: Final = re.compile(r"(?:^|[^a-z])(?:ca|cacerts?|cabundle|trust[a-z]*|roots?)(?:[^a-z]|$)")
_PASSWORD_NAME: Final = re.compile(r"pass|pwd|pin\b|storekey", re.IGNORECASE)
_KEY_MARK: Final = b"PRIVATE KEY-----"
_PEM_MARK: Final = b"-----BEGIN "
_BENIGN: Final = (StoreErrorKind.NOT_A_STORE, StoreErrorKind.EMPTY)


class Found(NamedTuple):
    """What one object holds: entries, the stores they are from, what to tell, and what went wrong."""

    entries: list[Entry]
    stores: list[Store]
    notes: list[str]
    problems: list[Problem]


class Bundle:
    """One Secret or ConfigMap: its values as bytes, in the order of the file."""

    __slots__ = ("broken", "is_empty", "is_secret", "is_tls", "label", "name", "namespace", "values")

    def __init__(self, kind: str, item: dict[str, Any]) -> None:
        """Decode the values; ``stringData`` goes before ``data`` (Kubernetes API reference, Secret v1)."""
        metadata = item.get("metadata")
        names = metadata if isinstance(metadata, dict) else {}
        # Texts alone: what else an alias of YAML may put there can take forever to write out.
        self.namespace, self.name = (
            names[part] if isinstance(names.get(part), str) else "" for part in ("namespace", "name")
        )
        self.label = f"{kind} {'/'.join(filter(None, (self.namespace, self.name)))}".strip()
        self.is_secret = kind == "Secret"
        self.is_tls = self.is_secret and item.get("type") == TLS_TYPE
        self.values: dict[str, bytes] = {}
        self.broken: list[str] = []
        self.is_empty = not any(item.get(field) for field in ("data", "binaryData", "stringData"))
        for field, is_encoded in (("data", self.is_secret), ("binaryData", True), ("stringData", False)):
            content = item.get(field)
            for name, value in content.items() if isinstance(content, dict) else ():
                if isinstance(value, str):
                    self._add(str(name), value, is_encoded=is_encoded)

    def _add(self, name: str, value: str, *, is_encoded: bool) -> None:
        if not is_encoded:
            self.values[name] = value.encode("utf-8", "surrogatepass")
            return
        try:
            self.values[name] = base64.b64decode("".join(value.split()), validate=True)
        except (binascii.Error, ValueError):
            self.broken.append(name)

    def holder(self, item: str, store_format: str) -> Holder:
        """Return where the store in a value stands."""
        return Holder("Secret" if self.is_secret else "ConfigMap", store_format, self.name, self.namespace, item)

    def passwords(self) -> list[str]:
        """Return the values that look like passwords, without the line end that echo leaves on them."""
        found = []
        for name, value in self.values.items():
            if _PASSWORD_NAME.search(name) and len(value) <= MAX_PASSWORD_BYTES:
                try:
                    found.append(value.decode("utf-8").rstrip("\r\n"))
                except UnicodeDecodeError:
                    continue
        return found

    def __repr__(self) -> str:
        """Show its name and how many values it has, never one of them."""
        return f"Bundle({self.label!r}, {len(self.values)} values)"


def read_bundle(bundle: Bundle, passwords: tuple[str, ...], request: ReadRequest) -> Found:
    """Read every value that is a store; ``passwords`` are those of the whole file, the bundle's own are tried first."""
    found = Found([], [], [], [])
    if request.read_nested is None:
        found.problems.append(Problem(StoreErrorKind.UNSUPPORTED, "What stands in a Secret cannot be read here."))
        return found
    for name in bundle.broken:
        found.problems.append(Problem(StoreErrorKind.MALFORMED, f"{bundle.label}: the value {name} is no base64."))
    if bundle.is_tls:
        missing = [name for name in (TLS_CERTIFICATE, TLS_KEY) if not bundle.values.get(name, b"").strip()]
        found.notes.extend(f"{bundle.label} is of type {TLS_TYPE} and has no {name}." for name in missing)
    _read_pem(bundle, request.read_nested, found)
    tried = tuple(dict.fromkeys((*bundle.passwords(), *passwords)))[:MAX_PASSWORDS]
    for name, value in bundle.values.items():
        if _PEM_MARK not in value and not _is_text(value):
            _keep(_open_keystore(value, name, tried, request.read_nested), name, bundle, found)
    return found


def _is_text(value: bytes) -> bool:
    """Whether it is something to read for people: passwords, settings; not bytes of a keystore."""
    try:
        return value.decode("utf-8").replace("\n", "").replace("\r", "").replace("\t", "").isprintable()
    except UnicodeDecodeError:
        return False


def _read_pem(bundle: Bundle, read_nested: ReadNested, found: Found) -> None:
    """Read the PEM values: each file of certificates for itself, with the key that lies beside it."""
    texts = {name: value for name, value in bundle.values.items() if _PEM_MARK in value}
    keys = {name: value for name, value in texts.items() if _KEY_MARK in value and b"CERTIFICATE-----" not in value}
    left = dict(keys)
    for name, value in texts.items():
        if name in keys:
            continue
        is_trust = not bundle.is_secret or _TRUST_NAME.search(name.lower()) is not None
        own = None if is_trust or _KEY_MARK in value else _key_beside(name, keys)
        if own is not None:
            left.pop(own, None)
        store = read_nested(value + b"\n" + keys[own] if own is not None else value, name)
        entries = [_in_file(_renamed(entry, name, is_trust=is_trust), store) for entry in store.entries]
        _keep(store.but(entries=tuple(_joined(entries) if own is not None else entries)), name, bundle, found)
    for name, value in left.items():
        _keep(read_nested(value, name), name, bundle, found)


def _key_beside(name: str, keys: dict[str, bytes]) -> str | None:
    """Return the name of the key that goes with a file of certificates: the same stem, else the only one there."""
    stem = _stem(name)
    for other in keys:
        if _stem(other) == stem:
            return other
    return next(iter(keys)) if len(keys) == 1 else None


def _stem(name: str) -> str:
    """Return what the names of a pair have in common: ``server`` of ``server-cert.pem`` and ``server-key.pem``."""
    words = [word for word in re.split(r"[^a-z0-9]+", name.lower()) if word]
    return ".".join(word for word in words if word not in _ROLES)


_ROLES: Final = frozenset(
    (
        "crt",
        "cer",
        "cert",
        "certificate",
        "certs",
        "key",
        "private",
        "privatekey",
        "pem",
        "chain",
        "fullchain",
        "bundle",
    )
)


def _renamed(entry: Entry, name: str, *, is_trust: bool) -> Entry:
    kind = EntryKind.TRUSTED_CERTIFICATE if is_trust and entry.kind is EntryKind.CERTIFICATE else entry.kind
    return entry.but(kind=kind, alias=entry.alias if entry.alias is not None else name)


def _in_file(entry: Entry, store: Store) -> Entry:
    """Return an identity with the order of its value, which a server is given as it stands."""
    return entry.but(file_order=store.file_order) if entry.has_private_key else entry


def _joined(entries: list[Entry]) -> list[Entry]:
    """Make one entry of a key and a certificate that lie beside each other and yet do not belong together.

    The names of the values say that they do, and a server that is given both is what fails.
    """
    alone = [entry for entry in entries if entry.has_private_key and not entry.certificates]
    others = [entry for entry in entries if entry not in alone]
    if len(alone) != 1 or not others or any(entry.has_private_key for entry in others):
        return entries
    chain = tuple(certificate for entry in others for certificate in entry.certificates)
    return [alone[0].but(certificates=chain, alias=others[0].alias)]


def _keep(store: Store, name: str, bundle: Bundle, found: Found) -> None:
    if store.problem is not None:
        if store.problem.kind in _BENIGN and not store.entries:
            return
        message = f"{bundle.label}, {name}: {store.problem.message}"
        found.problems.append(Problem(store.problem.kind, message, store.problem.wants))
    found.entries.extend(entry if entry.alias is not None else entry.but(alias=name) for entry in store.entries)
    found.notes.extend(f"{bundle.label}, {name}: {note}" for note in store.notes)
    found.stores.append(store.but(holders=(bundle.holder(name, store.format),) if store.certificates else ()))


def _open_keystore(value: bytes, name: str, passwords: tuple[str, ...], read_nested: ReadNested) -> Store:
    """Read a keystore with the first password that opens it; with the request's own where none does."""
    for password in passwords:
        store = read_nested(value, name, password=password)
        if store.problem is None and store.integrity in (Integrity.VERIFIED, Integrity.NONE) and store.entries:
            return store
        if store.problem is not None and store.problem.kind in _BENIGN:
            return store
    return read_nested(value, name)
