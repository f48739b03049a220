"""PKCS 12, also called PFX: keys, certificates and secrets under a password, with a MAC over it all (RFC 7292)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chainaudit.errors import EncodingError, Secret, StoreError, StoreErrorKind
from chainaudit.model import der
from chainaudit.model.reader import Reader
from chainaudit.readers.sequences import BROKEN, what_broke

if TYPE_CHECKING:
    from chainaudit.model.reader import ReadRequest
    from chainaudit.model.store import Entry, Integrity, Problem, Store
    from chainaudit.readers.crypto.password_based_encryption import Password
    from chainaudit.readers.pkcs12.bags import Bags, FoundSecret
    from chainaudit.readers.pkcs12.mac import Mac

DATA: Final = "1.2.840.113549.1.7.1"
SIGNED_DATA: Final = "1.2.840.113549.1.7.2"
ENVELOPED_DATA: Final = "1.2.840.113549.1.7.3"
ENCRYPTED_DATA: Final = "1.2.840.113549.1.7.6"
_EMPTY: Final = ""


def sniff(data: bytes) -> int:
    """Return 95 where a PFX begins: a SEQUENCE, DER or BER, with the version 3 and another SEQUENCE."""
    if data[:1] != b"\x30" or len(data) < 16:
        return 0
    header = 2 if data[1] <= 0x80 else 2 + (data[1] & 0x7F)
    return 95 if data[header : header + 4] == b"\x02\x01\x03\x30" else 0


def read(data: bytes, request: ReadRequest) -> Store:
    """Read a PKCS 12 bag by bag; one that cannot be read never hides the others.

    Raises:
        StoreError: the frame around the bags is malformed or of an unknown kind.
    """
    try:
        reading = _Reading(request, *_frame(data))
        reading.read_safes()
        return reading.store()
    except BROKEN as error:
        raise StoreError(
            StoreErrorKind.MALFORMED,
            f"The PKCS 12 is damaged or cut off: {what_broke(error, with_place=True)}; copy it again.",
        ) from None


def _frame(data: bytes) -> tuple[bytes, der.Node | None]:
    """Return the AuthenticatedSafe and the MacData."""
    try:
        parts = der.read(data).children()
        content = parts[1].children()
        inner = content[1].children()[0]
    except EncodingError as error:
        if error.message == "the content is cut off" and error.offset == 0:
            raise
        from chainaudit.model import ber

        parts = der.read(ber.rewrite(data)[0]).children()
        content = parts[1].children()
        inner = content[1].children()[0]
    kind = der.oid(content[0])
    if kind == SIGNED_DATA:
        raise StoreError(
            StoreErrorKind.UNSUPPORTED,
            "The PKCS 12 is signed with a key instead of a password, which is not supported.",
        )
    if kind != DATA:
        raise EncodingError(f"its content has the type {kind}", content[0].start)
    if inner.tag != der.OCTET_STRING:
        raise EncodingError("its content is no OCTET STRING", inner.start)
    return inner.content, parts[2] if len(parts) > 2 else None


_NOT_OPENED: Final = (StoreErrorKind.WRONG_PASSWORD, StoreErrorKind.INTEGRITY)


class _Reading:
    """One PKCS 12 being read: its MAC, its bags, and what was learned about the password."""

    __slots__ = (
        "_bags",
        "_budget",
        "_content",
        "_mac",
        "_mac_problem",
        "_password",
        "_proven",
        "_request",
        "_verified",
    )

    def __init__(self, request: ReadRequest, content: bytes, mac: der.Node | None) -> None:
        from chainaudit.readers.crypto.key_derivation import WorkBudget
        from chainaudit.readers.crypto.password_based_encryption import Password
        from chainaudit.readers.pkcs12.bags import Bags
        from chainaudit.readers.pkcs12.mac import Mac

        self._request = request
        self._content = content
        self._budget = WorkBudget.of(request)
        self._mac: Mac | None = Mac(mac) if mac is not None else None
        self._mac_problem: Problem | None = None
        # A store without a password is often one with the empty password.
        self._password = _EMPTY if request.password is None else request.password
        proven = self._check_mac()
        self._verified = proven is not None
        self._proven = proven or Password(self._password)
        self._bags: Bags = Bags(request, self._budget, self._proven, mac_failed=self._has_failed())

    def _check_mac(self) -> Password | None:
        from chainaudit.model.store import Problem
        from chainaudit.readers.crypto.password_based_encryption import Password

        if self._mac is None:
            return None
        try:
            return self._mac.verify(self._content, Password(self._password), self._budget)
        except StoreError as error:
            self._mac_problem = Problem.of(error, f"The MAC of the PKCS 12 was not checked. {error.message}")
            return None

    def _has_failed(self) -> bool:
        return self._mac is not None and self._mac_problem is None and not self._verified

    def read_safes(self) -> None:
        """Read every ContentInfo of the AuthenticatedSafe.

        Raises:
            EncodingError: it is none.
        """
        from chainaudit.model import ber
        from chainaudit.model.store import Problem

        try:
            safes = [
                item.children() for item in der.read(self._content).expect(der.SEQUENCE, "AuthenticatedSafe").children()
            ]
            for safe in safes:
                _ = [part.children() for part in safe[1:]]
        except EncodingError:
            rewritten = ber.rewrite(self._content)[0]
            safes = [
                item.children() for item in der.read(rewritten).expect(der.SEQUENCE, "AuthenticatedSafe").children()
            ]
        for number, safe in enumerate(safes, 1):
            try:
                self._read_safe(safe)
            except StoreError as error:
                self._bags.problems.append(Problem.of(error))
                if error.kind is StoreErrorKind.TOO_EXPENSIVE and self._bags.count > self._request.limits.entries:
                    return
            except BROKEN as error:
                self._bags.problems.append(
                    Problem(
                        StoreErrorKind.MALFORMED, f"Part {number} of the PKCS 12 is malformed: {what_broke(error)}."
                    )
                )

    def _read_safe(self, safe: list[der.Node]) -> None:
        kind = der.oid(safe[0])
        if kind == DATA:
            from chainaudit.readers.pkcs12.bags import octets_of

            self._bags.add_safe_contents(octets_of(safe[1].children()[0]))
        elif kind == ENCRYPTED_DATA:
            self._read_encrypted(safe[1].children()[0])
        elif kind == ENVELOPED_DATA:
            raise StoreError(
                StoreErrorKind.UNSUPPORTED,
                "A part of the PKCS 12 is encrypted for a key instead of a password, which is not supported.",
            )
        else:
            raise EncodingError(f"it has the type {kind}", safe[0].start)

    def _read_encrypted(self, encrypted: der.Node) -> None:
        """RFC 5652, 8: version, then type, algorithm and content."""
        from chainaudit.readers.crypto.password_based_encryption import decrypt
        from chainaudit.readers.pkcs12.bags import octets_of

        info = encrypted.children()[1].children()
        for plain in decrypt(info[1], octets_of(info[2]), self._proven, self._budget):
            if _is_safe_contents(plain):
                self._bags.opened_with.add(self._password)
                self._bags.add_safe_contents(plain)
                return
        if self._request.password is None:
            raise StoreError(
                StoreErrorKind.PASSWORD_NEEDED,
                "The certificates of the PKCS 12 are encrypted, and no password was given.",
                Secret.STORE,
            )
        raise StoreError(
            StoreErrorKind.WRONG_PASSWORD,
            "The password does not open the PKCS 12, or it is damaged; the format does not tell which."
            if not self._verified
            else "The MAC fits the password, but a part of the PKCS 12 does not open with it: it has another password.",
        )

    def store(self) -> Store:
        """Return what was read, and what the MAC says of it."""
        from chainaudit.model.store import Store
        from chainaudit.readers.keys.pairing import pair

        bags = self._bags
        entries = pair(bags.keys, bags.certificates, one_issuer=True, is_complete=not bags.problems)
        entries.extend(_secret_entry(item, len(entries) + n) for n, item in enumerate(bags.secrets))
        integrity, problem = self._judge(entries)
        return Store(
            self._request.source,
            "PKCS12",
            entries=tuple(entries),
            integrity=integrity,
            integrity_detail=self._mac.label if self._mac is not None else "no MAC",
            problem=problem,
            crls=tuple(bags.crls),
            notes=tuple(self._notes(problem)),
        )

    def _judge(self, entries: list[Entry]) -> tuple[Integrity, Problem | None]:
        from chainaudit.model.store import Integrity, Problem

        bags = self._bags
        first = next(iter(bags.problems), None) or next((e.key_problem for e in entries if e.key_problem), None)
        if self._mac is None:
            return Integrity.NONE, first
        if self._mac_problem is not None:
            return Integrity.UNCHECKED, self._mac_problem
        if self._verified:
            return Integrity.VERIFIED, first
        if self._request.password is None:
            return Integrity.UNCHECKED, first
        malformed = next((p for p in bags.problems if p.kind is StoreErrorKind.MALFORMED), None)
        if self._password in bags.opened_with or malformed is not None:
            sign = (
                "the password opens what is in it"
                if self._password in bags.opened_with
                else "a part of it is malformed"
            )
            sentence = f"The PKCS 12 was changed or damaged after it was written: its MAC fails, and {sign}."
            return Integrity.FAILED, Problem(StoreErrorKind.INTEGRITY, sentence)
        sentence = (
            "The MAC of the PKCS 12 fails: the password is wrong, or the file was changed after it was written; "
            "the format does not tell which."
        )
        return Integrity.FAILED, Problem(StoreErrorKind.WRONG_PASSWORD, sentence)

    def _notes(self, problem: Problem | None) -> list[str]:
        kind = None if problem is None else problem.kind
        # That the password is wrong or the file damaged is said once, by what noticed it first.
        also = (StoreErrorKind.WRONG_PASSWORD,) if kind in _NOT_OPENED else ()
        notes = [item.message for item in self._bags.problems if item is not problem and item.kind not in also]
        if self._request.password is None and (self._verified or _EMPTY in self._bags.opened_with):
            notes.append("No password was given; the store opens with the empty one.")
        return notes


def _is_safe_contents(plain: bytes) -> bool:
    """Whether ``plain`` is a SEQUENCE of SEQUENCEs as far as the first goes: what a wrong password hardly gives."""
    if plain[:1] != b"\x30":
        return False
    try:
        from chainaudit.model import ber

        node = der.read(plain) if ber.is_definite(plain) else der.read(ber.rewrite(plain)[0])
        return all(bag.tag == der.SEQUENCE for bag in node.children())
    except EncodingError:
        return _is_ber_sequence(plain)


def _is_ber_sequence(plain: bytes) -> bool:
    from chainaudit.model import ber

    try:
        return all(bag.tag == der.SEQUENCE for bag in der.read(ber.rewrite(plain)[0]).children())
    except EncodingError:
        return False


def _secret_entry(item: FoundSecret, position: int) -> Entry:
    from chainaudit.model.store import Entry, EntryKind

    return Entry(
        EntryKind.SECRET_KEY,
        alias=item.alias,
        position=position,
        key_algorithm=item.algorithm,
        key_bits=8 * len(item.secret) if item.secret else None,
        key_problem=item.problem,
        secret=item.secret,
    )


READER = Reader(name="PKCS12", title="PKCS 12 (PFX)", extensions=(".p12", ".pfx", ".pkcs12"), sniff=sniff, read=read)
