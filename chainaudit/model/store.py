"""What a reader finds: a store, its entries, and what stood in the way of reading all of it."""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING, NamedTuple

from chainaudit.errors import StoreErrorKind
from chainaudit.model.changing import Changeable
from chainaudit.model.entry import CertificateDescription, Entry, EntryKind, PrivateKey, Problem

if TYPE_CHECKING:
    from chainaudit.model.certificate import Certificate


class Integrity(enum.Enum):
    """What the store's own digest or MAC says of it."""

    VERIFIED = "verified"
    FAILED = "failed"
    UNCHECKED = "unchecked"
    NONE = "none"


class Holder(NamedTuple):
    """What holds a store within its file, so that nothing can be added to the file as to the store alone.

    ``kind`` is ``gzip``, ``base64``, ``pkcs7`` (in PEM) or an encoding such as ``utf-16-le``; or ``Secret`` or
    ``ConfigMap``: the value ``item`` of the object with this ``name`` and ``namespace``, '' where the file gives none.
    ``format`` is that of the store inside.
    """

    kind: str
    format: str
    name: str = ""
    namespace: str = ""
    item: str = ""


class Store(Changeable):
    """A store that was read. ``problem`` is what stopped the reading, with the entries up to there in ``entries``.

    ``source`` is what the person calls it (a path, ``-``, a URL); ``format`` a reader's name (``JKS``).
    ``crls`` are CRLs that stood in it, as DER. ``notes`` are sentences about what was seen and left aside.
    ``children`` are stores inside (an archive, a directory, a list of Kubernetes secrets). ``file_order`` is given by
    formats that group certificates into entries although the file is a plain sequence (PEM, PKCS7): servers send the
    sequence. ``holders`` are the parts of the file that hold what was read, outermost first.
    """

    __slots__ = (
        "children",
        "crls",
        "entries",
        "file_order",
        "format",
        "holders",
        "integrity",
        "integrity_detail",
        "name_says",
        "notes",
        "problem",
        "source",
    )

    def __init__(  # noqa: PLR0913 - a store has as many parts
        self,
        source: str,
        format: str,  # noqa: A002 - the word of the JSON document
        *,
        entries: tuple[Entry, ...] = (),
        integrity: Integrity = Integrity.NONE,
        integrity_detail: str = "",
        problem: Problem | None = None,
        crls: tuple[bytes, ...] = (),
        notes: tuple[str, ...] = (),
        children: tuple[Store, ...] = (),
        name_says: str | None = None,
        file_order: tuple[Certificate, ...] | None = None,
        holders: tuple[Holder, ...] = (),
    ) -> None:
        """Keep the parts; ``name_says`` is the format that the file's name claims, where that is another one."""
        self.source = source
        self.format = format
        self.entries = entries
        self.integrity = integrity
        self.integrity_detail = integrity_detail
        self.problem = problem
        self.crls = crls
        self.notes = notes
        self.children = children
        self.name_says = name_says
        self.file_order = file_order
        self.holders = holders

    def presented_order(self) -> tuple[Certificate, ...]:
        """Return every certificate as a server would send the file: in the order of the file, not of the entries."""
        return self.certificates if self.file_order is None else self.file_order

    def sent_with(self, entry: Entry) -> tuple[Certificate, ...]:
        """Return what a program sends that is configured with an entry: its chain, or the whole file as it stands.

        A file of PEM is read from its beginning, whatever belongs together in it. Where it begins with the certificate
        of another key it holds several identities, and the entry is one to be taken out of it. In other stores the
        key decides; behind the chain of an entry without a name goes what stands alone beside it.
        """
        in_file = self.file_order if entry.file_order is None else entry.file_order
        if in_file is None:
            if entry.alias is not None:
                return entry.certificates
            alone = (c for e in self.entries if e.kind is EntryKind.CERTIFICATE for c in e.certificates)
            return (*entry.certificates, *(c for c in alone if c not in entry.certificates))
        others = (e for e in self.entries if e is not entry and e.kind is EntryKind.PRIVATE_KEY)
        if entry.certificates[:1] != in_file[:1] and any(e.certificates[:1] == in_file[:1] for e in others):
            return entry.certificates
        return in_file

    @property
    def certificates(self) -> tuple[Certificate, ...]:
        """Every certificate of every entry, in stored order, duplicates included."""
        return tuple([c for entry in self.entries for c in entry.certificates])

    def entry(self, alias: str) -> Entry | None:
        """Return the entry with this alias; case counts only where the exact one is there."""
        for entry in self.entries:
            if entry.alias == alias:
                return entry
        for entry in self.entries:
            if entry.alias is not None and entry.alias.casefold() == alias.casefold():
                return entry
        return None

    def __repr__(self) -> str:
        """Show what it is."""
        return f"Store({self.source!r}, {self.format}, {len(self.entries)} entries)"


__all__ = [
    "CertificateDescription",
    "Entry",
    "EntryKind",
    "Integrity",
    "PrivateKey",
    "Problem",
    "Store",
    "StoreErrorKind",
]
