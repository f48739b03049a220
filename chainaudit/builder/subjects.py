"""Certificates by their subject, for truststores of thousands of which a question touches a few.

Reading a name takes longer than finding where it stands. So the certificates are put into groups by what the end of
the encoding shows (`sketch`), and names are read only in the groups that are asked for, once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainaudit.model.name_sketch import sketch

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chainaudit.model.certificate import Certificate
    from chainaudit.model.name import Name

_Rows = list[tuple[int, "Certificate"]]


class Subjects:
    """An index of certificates by subject, which is built where it is used."""

    __slots__ = ("_groups", "_indexed", "_known", "_whole")

    def __init__(self, certificates: Iterable[Certificate]) -> None:
        """Sort the certificates into groups; no name is read."""
        self._groups: dict[object, _Rows] = {}
        for row in enumerate(certificates):
            self._groups.setdefault(row[1].subject_sketch, []).append(row)
        self._indexed: dict[object, dict[object, _Rows]] = {}
        self._whole: dict[object, _Rows] | None = None
        self._known: dict[object, list[Certificate]] = {}

    def named(self, name: Name) -> list[Certificate]:
        """Return the certificates with this subject, compared as RFC 5280, 7.1 asks, in the order given."""
        key = name.key
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = [certificate for _, certificate in self._rows(sketch(name.encoded), key)]
        return found

    def _rows(self, sketch: object, key: object) -> _Rows:
        if sketch is None:
            if self._whole is None:
                self._whole = _by_key(sorted(row for rows in self._groups.values() for row in rows))
            return self._whole.get(key, [])
        rows = self._group(sketch).get(key, [])
        others = self._group(None).get(key, [])
        return sorted(rows + others, key=_number) if others else rows

    def _group(self, sketch: object) -> dict[object, _Rows]:
        found = self._indexed.get(sketch)
        if found is None:
            found = self._indexed[sketch] = _by_key(self._groups.get(sketch, []))
        return found


def _by_key(rows: _Rows) -> dict[object, _Rows]:
    index: dict[object, _Rows] = {}
    for row in rows:
        index.setdefault(row[1].subject.key, []).append(row)
    return index


def _number(row: tuple[int, Certificate]) -> int:
    return row[0]
