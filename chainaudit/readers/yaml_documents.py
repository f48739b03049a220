"""YAML and JSON from strangers as plain values: strings, lists and dictionaries, bounded in depth and in number.

PyYAML's own loaders recurse, and its C parser dies of deep nesting; its events do not. An alias gives the value that
its anchor has, the same object and no copy, and merge keys are left alone, so that no alias grows into anything here.
Whoever walks through such values, or writes them out, meets the same one again and again: that is theirs to count.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from chainaudit.errors import EncodingError, StoreError, StoreErrorKind

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_DEPTH: Final = 64
"""A Secret in a List is four levels deep."""
MAX_NODES: Final = 150_000
"""A thousand Secrets have a fifth of that."""
MAX_TEXT_BYTES: Final = 16 * 1024 * 1024
"""A Secret has at most 1 MiB (Kubernetes, "Secrets": size limit)."""

MAX_SLOW_CHARACTERS: Final = 1024 * 1024
"""PyYAML without its C parser takes some seconds for this."""

_BYTE_ORDER_MARKS: Final = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))


def text_of(data: bytes) -> str:
    """Decode a text by its byte order mark, as UTF-8 where it has none.

    Raises:
        StoreError: it is too large, or no text.
    """
    if len(data) > MAX_TEXT_BYTES:
        sentence = f"The document has {len(data):,} bytes, more than the {MAX_TEXT_BYTES:,} that are read."
        raise StoreError(StoreErrorKind.TOO_EXPENSIVE, sentence)
    try:
        for mark, codec in _BYTE_ORDER_MARKS:
            if data.startswith(mark):
                return data[len(mark) :].decode(codec)
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise StoreError(StoreErrorKind.MALFORMED, "The document is no text in UTF-8 or UTF-16.") from error


def documents(text: str, *, may_alias: bool = True) -> Iterator[Any]:
    """Yield every document of a JSON or YAML text; scalars of YAML stay strings.

    Without ``may_alias`` no value stands in two places, so that the values are as many as the text is long at most.

    Raises:
        StoreError: it is malformed, nested too deeply, has too many values or an alias, or PyYAML is missing.
    """
    if text.lstrip()[:1] in ("{", "["):
        yield from _json_documents(text, may_alias=may_alias)
    else:
        yield from _yaml_documents(text, may_alias=may_alias)


def _json_documents(text: str, *, may_alias: bool) -> Iterator[Any]:
    # As many values at least stand between these; counted before a parser makes a hundred times the bytes of them.
    if sum(text.count(mark) for mark in ",[{") > MAX_NODES:
        raise StoreError(StoreErrorKind.TOO_EXPENSIVE, f"The JSON document has more than {MAX_NODES:,} values.")
    decoder = json.JSONDecoder()
    at = len(text) - len(text.lstrip())
    while at < len(text):
        try:
            value, end = decoder.raw_decode(text, at)
        except RecursionError as error:
            raise StoreError(StoreErrorKind.TOO_EXPENSIVE, "The JSON document is nested too deeply.") from error
        except ValueError as error:
            # JSON with comments or trailing commas is YAML all the same.
            if at == 0 or at == len(text) - len(text.lstrip()):
                yield from _yaml_documents(text, may_alias=may_alias)
                return
            raise StoreError(StoreErrorKind.MALFORMED, f"The JSON document is malformed at character {at}.") from error
        yield value
        at = end + len(text[end:]) - len(text[end:].lstrip())


def _yaml_documents(text: str, *, may_alias: bool) -> Iterator[Any]:
    try:
        import yaml
    except ImportError as error:
        raise StoreError(
            StoreErrorKind.UNSUPPORTED, "YAML is read with PyYAML: pip install PyYAML, or give JSON."
        ) from error
    loader: Any = getattr(yaml, "CSafeLoader", None)
    if loader is None:
        loader = yaml.SafeLoader
        if len(text) > MAX_SLOW_CHARACTERS:
            sentence = "The YAML document is longer than PyYAML reads in time without libyaml; give JSON."
            raise StoreError(StoreErrorKind.TOO_EXPENSIVE, sentence)
    composer = _Composer(may_alias=may_alias)
    try:
        for event in yaml.parse(text, Loader=loader):
            if isinstance(event, yaml.DocumentEndEvent):
                yield composer.finish()
            elif isinstance(event, yaml.NodeEvent | yaml.CollectionEndEvent):
                composer.take(event)
    except EncodingError as error:
        raise StoreError(StoreErrorKind.TOO_EXPENSIVE, f"The YAML document is not read: {error.message}.") from error
    except (yaml.YAMLError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f" at line {mark.line + 1}" if mark is not None else ""
        raise StoreError(StoreErrorKind.MALFORMED, f"The YAML document is malformed{where}.") from error


class _Composer:
    """Builds values from events: what is open stands in a list, so that depth costs no stack."""

    __slots__ = ("_anchors", "_keys", "_may_alias", "_nodes", "_open", "_root")

    def __init__(self, *, may_alias: bool) -> None:
        self._may_alias = may_alias
        self._anchors: dict[str, Any] = {}
        self._open: list[Any] = []
        self._keys: list[Any] = []
        self._nodes = 0
        self._root: Any = None

    def finish(self) -> Any:  # noqa: ANN401 - a document may be anything
        """Return the document that ends here, and forget it."""
        root = self._root
        self._root, self._anchors, self._open, self._keys = None, {}, [], []
        return root

    def take(self, event: Any) -> None:  # noqa: ANN401 - PyYAML's events have no common type in its stubs
        """Take one event."""
        import yaml

        if isinstance(event, yaml.CollectionEndEvent):
            self._open.pop()
            self._keys.pop()
            return
        self._nodes += 1
        if self._nodes > MAX_NODES:
            raise EncodingError(f"it has more than {MAX_NODES:,} values")
        if isinstance(event, yaml.AliasEvent):
            if not self._may_alias:
                raise EncodingError("it has aliases, which such a document never has")
            self._place(self._anchors.get(event.anchor or ""))
            return
        value: Any
        if isinstance(event, yaml.ScalarEvent):
            value = event.value
        else:
            value = {} if isinstance(event, yaml.MappingStartEvent) else []
        if event.anchor:
            self._anchors[event.anchor] = value
        self._place(value)
        if not isinstance(value, str):
            if len(self._open) >= MAX_DEPTH:
                raise EncodingError(f"it is nested more than {MAX_DEPTH} levels deep")
            self._open.append(value)
            self._keys.append(None)

    def _place(self, value: Any) -> None:  # noqa: ANN401 - a value may be anything
        if not self._open:
            self._root = value
            return
        parent = self._open[-1]
        if isinstance(parent, list):
            parent.append(value)
        elif self._keys[-1] is None:
            # A key that is no string names nothing that is looked for.
            self._keys[-1] = (value if isinstance(value, str) else None,)
        else:
            (key,) = self._keys[-1]
            self._keys[-1] = None
            if key is not None:
                parent[key] = value
