"""The Secrets and ConfigMaps of a file, and the entries that their values make."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from chainaudit.errors import StoreError, StoreErrorKind
from chainaudit.model.store import Integrity, Problem, Store
from chainaudit.readers.kubernetes.values import Bundle, read_bundle
from chainaudit.readers.yaml_documents import documents, text_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from chainaudit.model.reader import ReadRequest
    from chainaudit.model.store import Entry

MAX_OBJECTS: Final = 10_000
"""Secrets in one file; a cluster's backup holds some hundreds."""

_LIST_KINDS: Final = {"List": "", "SecretList": "Secret", "ConfigMapList": "ConfigMap"}
_KINDS: Final = ("Secret", "ConfigMap")


def read(data: bytes, request: ReadRequest) -> Store:
    """Read every Secret and ConfigMap of a file.

    Raises:
        StoreError: it is malformed, or none of its objects holds a certificate or key.
    """
    bundles = [bundle for value in documents(text_of(data)) for bundle in _objects(value)]
    if not bundles:
        raise StoreError(StoreErrorKind.NOT_A_STORE, "The Kubernetes objects hold no Secret and no ConfigMap.")
    passwords = tuple(dict.fromkeys(password for bundle in bundles for password in bundle.passwords()))
    entries: list[Entry] = []
    inner: list[Store] = []
    notes: list[str] = []
    problems: list[Problem] = []
    for bundle in bundles:
        found = read_bundle(bundle, passwords, request)
        entries += found.entries
        inner += found.stores
        notes += found.notes
        problems += found.problems
        if len(entries) > request.limits.entries:
            problems.append(
                Problem(StoreErrorKind.TOO_EXPENSIVE, f"There are more than {request.limits.entries:,} entries.")
            )
            break
    if all(bundle.is_empty for bundle in bundles):
        raise StoreError(StoreErrorKind.EMPTY, "The Kubernetes objects hold no values at all.")
    if not entries and not problems:
        raise StoreError(StoreErrorKind.NOT_A_STORE, "The Kubernetes objects hold no certificate and no key.")
    return Store(
        request.source,
        "Kubernetes",
        entries=tuple(entry.but(position=position) for position, entry in enumerate(entries)),
        integrity=_weakest(inner),
        problem=problems[0] if problems else None,
        notes=(*notes, *(problem.message for problem in problems[1:])),
        crls=tuple(crl for store in inner for crl in store.crls),
        children=tuple(child for store in inner for child in store.children),
        holders=tuple(holder for store in inner for holder in store.holders),
    )


def _objects(value: Any) -> Iterator[Bundle]:  # noqa: ANN401 - a document may be anything
    """Yield the Secrets and ConfigMaps of a document, those in lists included.

    Raises:
        StoreError: there are too many.
    """
    waiting: list[tuple[Any, str]] = [(value, "")]
    seen = 0
    while waiting:
        item, implied = waiting.pop()
        seen += 1
        if seen > MAX_OBJECTS:
            raise StoreError(StoreErrorKind.TOO_EXPENSIVE, f"There are more than {MAX_OBJECTS:,} Kubernetes objects.")
        if not isinstance(item, dict):
            continue
        kind = item.get("kind") or implied
        if not isinstance(kind, str):
            continue
        if kind in _LIST_KINDS and isinstance(item.get("items"), list):
            room = MAX_OBJECTS + 1 - len(waiting)
            waiting += [(one, _LIST_KINDS[kind]) for one in reversed(item["items"][: max(room, 0)])]
        elif kind in _KINDS:
            yield Bundle(kind, item)


def _weakest(stores: Iterable[Store]) -> Integrity:
    """Return what can be said of all of them together."""
    found = {store.integrity for store in stores}
    for integrity in (Integrity.FAILED, Integrity.UNCHECKED, Integrity.NONE):
        if integrity in found:
            return integrity
    return Integrity.VERIFIED if found else Integrity.NONE
