"""DER without any armour: certificates, one or several behind each other, and private keys (X.690)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chainaudit.errors import EncodingError, StoreError, StoreErrorKind
from chainaudit.model import der
from chainaudit.model.reader import MAX_ENTRIES, Reader
from chainaudit.readers.sequences import FEW, content_start, few

if TYPE_CHECKING:
    from chainaudit.model.reader import ReadRequest
    from chainaudit.model.store import Entry, Problem, Store
    from chainaudit.readers.crypto.key_derivation import WorkBudget
    from chainaudit.readers.keys.pairing import FoundKey

_NETSCAPE_SEQUENCE: Final = der.encode_oid("2.16.840.1.113730.2.5")
MAX_KEYS: Final = 16
"""Private keys behind each other in one file; one is usual."""
MAX_BROKEN: Final = 1_000
"""A file of nothing but broken values is no store, and each costs a look."""
_CRL_TIMES: Final = (der.UTC_TIME, der.GENERALIZED_TIME)


def sniff(data: bytes) -> int:
    """Return 30 where a SEQUENCE of some size begins: the weakest sign, looked at when nothing else fits."""
    return 30 if data[:1] == b"\x30" and len(data) > 16 else 0


def read(data: bytes, request: ReadRequest) -> Store:
    """Read certificates, a private key, or say what else the DER is.

    Raises:
        StoreError: cut off or malformed, or DER of another kind.
    """
    from chainaudit.model.store import Store

    first = _first(data)
    parts = _children(first)
    other = _other_kind(parts)
    if other is not None:
        if other.startswith("a certificate revocation list"):
            return _revocation_list(first, request, other)
        raise StoreError(StoreErrorKind.NOT_A_STORE, f"{request.source} is {other}.")
    entries, problem, notes = _certificates(first, parts, request)
    return Store(request.source, "DER", entries=tuple(entries), problem=problem, notes=tuple(notes))


def _first(data: bytes) -> der.Node:
    """Return the first value, rewritten where it is BER.

    Raises:
        StoreError: cut off, or no such value.
    """
    try:
        return der.read(data)
    except EncodingError as error:
        if error.message == "the content is cut off" and _begins_like_a_certificate(data):
            raise StoreError(
                StoreErrorKind.MALFORMED, "The certificate is cut off: its end is missing; copy the file again."
            ) from None
        from chainaudit.model import ber

        try:
            return der.read(ber.rewrite(data)[0])
        except EncodingError:
            kind = StoreErrorKind.MALFORMED if error.message == "the content is cut off" else StoreErrorKind.NOT_A_STORE
            raise StoreError(kind, f"The DER cannot be read: {error.message} (byte {error.offset}).") from None


def _begins_like_a_certificate(data: bytes) -> bool:
    """Whether two SEQUENCEs with long lengths begin, and then a version or a serial number."""
    content = content_start(data, content_start(data))
    return bool(content) and data[content : content + 1] in (b"\xa0", b"\x02")


def _children(node: der.Node, limit: int = MAX_ENTRIES) -> list[der.Node]:
    """Return what is inside, nothing where that is no DER or more than ``limit`` values."""
    try:
        return few(node, limit)
    except EncodingError:
        return []


def _tags(nodes: list[der.Node], count: int) -> list[int]:
    return [node.tag for node in nodes[:count]]


def _is_key(parts: list[der.Node]) -> bool:
    """Whether the parts are those of a private key in any form, encrypted or not."""
    integer, octets, sequence = der.INTEGER, der.OCTET_STRING, der.SEQUENCE
    tags = _tags(parts, 9)
    return (
        tags[:3] == [integer, sequence, octets]
        or tags[:2] == [integer, octets]
        or tags in ([integer] * 9, [integer] * 6)
        or (tags == [sequence, octets] and len(parts) == 2)
    )


def _other_kind(parts: list[der.Node]) -> str | None:
    """Say what the DER is where it is well formed and neither certificate nor private key."""
    tags = _tags(parts, 4)
    if tags == [der.SEQUENCE, der.BIT_STRING]:
        return "a public key without a certificate"
    if tags == [der.INTEGER, der.INTEGER]:
        return "an RSA public key without a certificate"
    if tags != [der.SEQUENCE, der.SEQUENCE, der.BIT_STRING]:
        return None
    inside = _tags(_children(parts[0]), 7)
    if inside[:3] == [der.INTEGER, der.SEQUENCE, der.SEQUENCE] and (len(inside) == 3 or inside[3] == 0xA0):
        return "a certificate signing request; a CA makes a certificate of it"
    start = 1 if inside[:1] == [der.INTEGER] else 0
    if inside[start : start + 2] == [der.SEQUENCE, der.SEQUENCE] and inside[start + 2 : start + 3] in (
        [_CRL_TIMES[0]],
        [_CRL_TIMES[1]],
    ):
        return "a certificate revocation list, without any certificate"
    return None


def _revocation_list(first: der.Node, request: ReadRequest, what: str) -> Store:
    from chainaudit.model.store import Problem, Store

    problem = Problem(StoreErrorKind.NOT_A_STORE, f"{request.source} is {what}.")
    return Store(request.source, "DER", problem=problem, crls=(first.encoded,))


def _private_key(encoded: bytes, request: ReadRequest, position: int, budget: WorkBudget) -> FoundKey:
    from chainaudit.model.store import Problem
    from chainaudit.readers.keys import private_keys
    from chainaudit.readers.keys.encrypted_keys import is_encrypted, open_encrypted
    from chainaudit.readers.keys.pairing import FoundKey

    key = problem = None
    try:
        if is_encrypted(encoded):
            key = open_encrypted(encoded, request.key_password_candidates(None), budget)
        else:
            key = private_keys.read(encoded)
    except StoreError as error:
        problem = Problem.of(error)
    return FoundKey(position, key, problem, None, b"")


def _certificates(
    first: der.Node, parts: list[der.Node], request: ReadRequest
) -> tuple[list[Entry], Problem | None, list[str]]:
    """Return the entries of certificates and keys behind each other, in a SEQUENCE, or in a Netscape sequence.

    Raises:
        StoreError: the first value holds neither a certificate nor a key.
    """
    from chainaudit.readers.certificates import read_trust

    inside = _packed(parts)
    if inside:
        return (*_entries([node.encoded for node in inside], request, is_whole=True), [])
    pieces, stray = _pieces(first, request.limits.entries)
    notes = [f"{stray} bytes follow the last value and were left out."] if stray else []
    nodes = [der.read(piece) for piece in pieces[:MAX_KEYS]]
    keys = [n for n, node in enumerate(nodes) if _is_key(_children(node, FEW)) and (n == 0 or read_trust(node) is None)]
    if keys:
        return (*_keys_and_certificates(pieces, keys, request), notes)
    entries, problem = _entries(pieces, request, is_whole=not stray)
    return entries, problem, notes


def _pieces(first: der.Node, most: int) -> tuple[list[bytes], int]:
    """Return the SEQUENCEs that stand behind each other, at most ``most``, and how many bytes follow them."""
    pieces: list[bytes] = []
    data, at = first.data, first.start
    while at < len(data) and len(pieces) < most:
        try:
            node = der.read(data, at)
        except EncodingError:
            break
        if node.tag != der.SEQUENCE:
            break
        pieces.append(node.encoded)
        at = node.end
    return pieces, len(data) - at


def _keys_and_certificates(
    pieces: list[bytes], keys: list[int], request: ReadRequest
) -> tuple[list[Entry], Problem | None]:
    """Pair private keys with the certificates that somebody has put into one file with them."""
    from chainaudit.model.store import Problem
    from chainaudit.readers.certificates import read_certificate
    from chainaudit.readers.crypto.key_derivation import WorkBudget
    from chainaudit.readers.keys.pairing import FoundCertificate, pair

    budget = WorkBudget.of(request)
    found_keys = [_private_key(pieces[number], request, number, budget) for number in keys]
    certificates: list[FoundCertificate] = []
    problems = [key.problem for key in found_keys if key.problem is not None]
    for number, piece in enumerate(pieces):
        found = read_certificate(piece) if number not in keys and len(problems) < MAX_BROKEN else None
        if isinstance(found, Problem):
            problems.append(found)
        elif found is not None:
            certificates.append(FoundCertificate(number, found))
    entries = pair(found_keys, certificates, one_issuer=False, is_complete=not problems)
    return entries, problems[0] if problems else None


def _packed(parts: list[der.Node]) -> list[der.Node]:
    """Return the certificates of a PkiPath (RFC 6066, 8) or a Netscape certificate sequence, else nothing."""
    if _tags(parts, 2) == [der.OBJECT_IDENTIFIER, 0xA0] and parts[0].content == _NETSCAPE_SEQUENCE:
        inner = _children(parts[1])
        parts = _children(inner[0]) if inner else []
    shape = [der.SEQUENCE, der.SEQUENCE, der.BIT_STRING]
    return parts if parts and all(_tags(_children(part, 4), 4) == shape for part in parts) else []


def _unknown(request: ReadRequest, *, is_whole: bool) -> StoreError:
    if is_whole:
        return StoreError(StoreErrorKind.NOT_A_STORE, f"{request.source} is DER, but neither a certificate nor a key.")
    return StoreError(
        StoreErrorKind.MALFORMED, f"{request.source} begins as DER, but is damaged or cut off; copy it again."
    )


def _entries(pieces: list[bytes], request: ReadRequest, *, is_whole: bool) -> tuple[list[Entry], Problem | None]:
    """Read each piece as a certificate; the second of two may be OpenSSL's trust of the first."""
    from chainaudit.model.store import Entry, EntryKind, Problem
    from chainaudit.readers.certificates import read_certificate, read_trust

    entries: list[Entry] = []
    problem: Problem | None = None
    broken = 0
    for number, piece in enumerate(pieces):
        if broken > MAX_BROKEN:
            break
        found = read_certificate(piece)
        trust = read_trust(der.read(piece)) if entries and isinstance(found, Problem) else None
        if trust is not None:
            last = entries.pop()
            found = last.certificates[0]
        if isinstance(found, Problem):
            if number == 0:
                raise _unknown(request, is_whole=is_whole)
            problem = problem or found
            broken += 1
            continue
        entries.append(
            Entry(
                EntryKind.CERTIFICATE,
                alias=trust.alias if trust else None,
                position=len(entries),
                certificates=(found,),
                trusted_for=trust.trusted_for if trust else None,
                rejected_for=trust.rejected_for if trust else None,
            )
        )
    return entries, problem


READER = Reader(
    name="DER",
    title="DER: certificates and keys, binary",
    extensions=(".der", ".crt", ".cer", ".key", ".p8", ".pkipath"),
    sniff=sniff,
    read=read,
)
