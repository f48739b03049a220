"""Objects as Java's ObjectOutputStream writes them, read as plain values and never made into anything that acts.

The grammar is chapter 6 of the Java Object Serialization Specification. Only what describes data is read:
fields, arrays, strings. Every count is checked against the octets that are there.
"""

from __future__ import annotations

import struct
from struct import Struct
from typing import Any, Final

from chainaudit.errors import EncodingError
from chainaudit.readers.java import modified_utf8

_MAGIC: Final = b"\xac\xed\x00\x05"
_MAX_DEPTH: Final = 32
_MAX_OBJECTS: Final = 10_000
_FIRST_HANDLE: Final = 0x7E0000
_PRIMITIVES: Final = {
    "B": Struct(">b"),
    "C": Struct(">H"),
    "D": Struct(">d"),
    "F": Struct(">f"),
    "I": Struct(">i"),
    "J": Struct(">q"),
    "S": Struct(">h"),
    "Z": Struct(">?"),
}
_END_BLOCK: Final = object()


class JavaObject:
    """An object of a serialised stream: the names of its class and superclasses, and its fields by name."""

    __slots__ = ("classes", "fields")

    def __init__(self, classes: tuple[str, ...]) -> None:
        self.classes = classes
        self.fields: dict[str, Any] = {}


class _ClassDescription:
    __slots__ = ("fields", "flags", "name", "parent")

    def __init__(self, name: str, flags: int) -> None:
        self.name = name
        self.flags = flags
        self.fields: list[tuple[str, str]] = []
        self.parent: _ClassDescription | None = None


def read(data: bytes, offset: int = 0) -> tuple[Any, int]:
    """Read the one object of the stream at ``offset``; return it and the offset behind it.

    Raises:
        EncodingError: no such stream, or one that breaks the grammar.
    """
    if data[offset : offset + 4] != _MAGIC:
        raise EncodingError("no serialised Java object stands here", offset)
    reader = _Reader(data, offset + 4)
    try:
        found = reader.content(0)
    except (struct.error, IndexError, KeyError) as error:
        raise EncodingError("a serialised Java object is cut off or malformed", reader.offset) from error
    return found, reader.offset


class _Reader:
    __slots__ = ("data", "handles", "offset")

    def __init__(self, data: bytes, offset: int) -> None:
        self.data = data
        self.offset = offset
        self.handles: list[Any] = []

    def _take(self, length: int) -> bytes:
        taken = self.data[self.offset : self.offset + length]
        if len(taken) != length:
            raise EncodingError("a serialised Java object is cut off", self.offset)
        self.offset += length
        return taken

    def _number(self, kind: str) -> Any:  # noqa: ANN401 - a number of the kind that stands there
        form = _PRIMITIVES[kind]
        return form.unpack(self._take(form.size))[0]

    def _count(self, octets: int = 4) -> int:
        count = int.from_bytes(self._take(octets), "big")
        if count > len(self.data) - self.offset:
            raise EncodingError("a count in a serialised Java object is larger than the file", self.offset)
        return count

    def _remember(self, value: Any) -> int:  # noqa: ANN401 - any value of the stream
        if len(self.handles) >= _MAX_OBJECTS:
            raise EncodingError("a serialised Java object has too many parts", self.offset)
        self.handles.append(value)
        return len(self.handles) - 1

    def content(self, depth: int) -> Any:  # noqa: ANN401 - any value of the stream
        if depth > _MAX_DEPTH:
            raise EncodingError("serialised Java objects are nested too deeply", self.offset)
        tag = self._take(1)[0]
        method = _CONTENT.get(tag)
        if method is None:
            raise EncodingError(f"the tag 0x{tag:02x} of a serialised Java object is not known", self.offset - 1)
        return method(self, depth + 1)

    def _null(self, _depth: int) -> None:
        return None

    def _end_block(self, _depth: int) -> object:
        return _END_BLOCK

    def _reference(self, _depth: int) -> Any:  # noqa: ANN401 - any value of the stream
        index = int.from_bytes(self._take(4), "big") - _FIRST_HANDLE
        if not 0 <= index < len(self.handles):
            raise EncodingError("a serialised Java object refers to nothing", self.offset)
        return self.handles[index]

    def _string(self, _depth: int) -> str:
        text = modified_utf8.decode(self._take(self._count(2)))
        self._remember(text)
        return text

    def _long_string(self, _depth: int) -> str:
        text = modified_utf8.decode(self._take(self._count(8)))
        self._remember(text)
        return text

    def _block(self, _depth: int) -> bytes:
        return self._take(self._count(1))

    def _long_block(self, _depth: int) -> bytes:
        return self._take(self._count(4))

    def _class_description(self, depth: int) -> _ClassDescription:
        name = modified_utf8.decode(self._take(self._count(2)))
        self._take(8)  # serialVersionUID
        described = _ClassDescription(name, 0)
        self._remember(described)
        described.flags = self._take(1)[0]
        for _ in range(self._count(2)):
            kind = chr(self._take(1)[0])
            field = modified_utf8.decode(self._take(self._count(2)))
            if kind in "[L":
                self.content(depth)
            elif kind not in _PRIMITIVES:
                raise EncodingError("a field of a serialised Java object has an unknown type", self.offset)
            described.fields.append((kind, field))
        self._annotation(depth)
        parent = self.content(depth)
        if parent is not None and not isinstance(parent, _ClassDescription):
            raise EncodingError("a serialised Java class has no class above it", self.offset)
        described.parent = parent
        return described

    def _annotation(self, depth: int) -> None:
        while self.content(depth) is not _END_BLOCK:
            pass

    def _described(self, depth: int) -> _ClassDescription:
        found = self.content(depth)
        if not isinstance(found, _ClassDescription):
            raise EncodingError("a serialised Java object does not say its class", self.offset)
        return found

    def _object(self, depth: int) -> JavaObject:
        described: _ClassDescription | None = self._described(depth)
        lineage: list[_ClassDescription] = []
        while described is not None:
            if described in lineage or len(lineage) > _MAX_DEPTH:
                raise EncodingError("a serialised Java class is above itself", self.offset)
            lineage.append(described)
            described = described.parent
        made = JavaObject(tuple(item.name for item in lineage))
        self._remember(made)
        for item in reversed(lineage):
            if item.flags & 0x04:  # SC_EXTERNALIZABLE: only its class knows where it ends
                raise EncodingError("a serialised Java object is externalizable", self.offset)
            for kind, name in item.fields:
                made.fields[name] = self.content(depth) if kind in "[L" else self._number(kind)
            if item.flags & 0x01:  # SC_WRITE_METHOD
                self._annotation(depth)
        return made

    def _array(self, depth: int) -> bytes | list[Any]:
        described = self._described(depth)
        slot = self._remember(None)
        kind = described.name[1:2]
        count = self._count()
        values: bytes | list[Any]
        if kind == "B":
            values = self._take(count)
        elif kind in _PRIMITIVES:
            values = [self._number(kind) for _ in range(count)]
        else:
            values = [self.content(depth) for _ in range(count)]
        self.handles[slot] = values
        return values

    def _enumeration(self, depth: int) -> str:
        self._described(depth)
        slot = self._remember(None)
        name = self.content(depth)
        # Anything else would have to be written out, and lists that refer to each other grow without end then.
        if not isinstance(name, str):
            raise EncodingError("a constant of a serialised Java enumeration has no name", self.offset)
        self.handles[slot] = name
        return name


_CONTENT: Final = {
    0x70: _Reader._null,  # noqa: SLF001 - the table of this class's own methods
    0x71: _Reader._reference,  # noqa: SLF001
    0x72: _Reader._class_description,  # noqa: SLF001
    0x73: _Reader._object,  # noqa: SLF001
    0x74: _Reader._string,  # noqa: SLF001
    0x75: _Reader._array,  # noqa: SLF001
    0x77: _Reader._block,  # noqa: SLF001
    0x78: _Reader._end_block,  # noqa: SLF001
    0x7A: _Reader._long_block,  # noqa: SLF001
    0x7C: _Reader._long_string,  # noqa: SLF001
    0x7E: _Reader._enumeration,  # noqa: SLF001
}
