"""Which private key belongs to which certificate, and which others go with it, in files that only pile them up.

PEM and PKCS 12 hold keys and certificates without saying what belongs together, or say it wrongly: the public
key decides, then the localKeyID (RFC 2985, 5.5.2). The certificates that link to the key's own go on with it.
"""

from __future__ import annotations

import hashlib
from functools import partial
from typing import TYPE_CHECKING, Final

from chainaudit.errors import StoreError, StoreErrorKind
from chainaudit.model.store import Entry, EntryKind, PrivateKey, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from chainaudit.model.certificate import Certificate
    from chainaudit.model.public_key import PublicKey

FEW_KEYS: Final = 50
"""Up to here a key's octets are looked for in every certificate; reading the keys of all of them pays for more."""
ML_DSA_DIGEST_OCTETS: Final = 64
"""Of the digest tr of the public key (FIPS 204, algorithm 6)."""
MAX_COMPARISONS: Final = 1_000_000
"""Of keys, names and identifiers in one file, some seconds; ten thousand keys with chains of three take a tenth."""


class FoundKey:
    """A private key as it stands in the file: read, or the problem why not."""

    __slots__ = ("alias", "key", "local_key_id", "position", "problem")

    def __init__(
        self, position: int, key: PrivateKey | None, problem: Problem | None, alias: str | None, local_key_id: bytes
    ) -> None:
        self.position = position
        self.key = key
        self.problem = problem
        self.alias = alias
        self.local_key_id = local_key_id


class FoundCertificate:
    """A certificate as it stands in the file, with what is attached to it."""

    __slots__ = ("alias", "certificate", "kind", "local_key_id", "position", "rejected_for", "trusted_for")

    def __init__(
        self,
        position: int,
        certificate: Certificate,
        alias: str | None = None,
        local_key_id: bytes = b"",
        *,
        kind: EntryKind = EntryKind.CERTIFICATE,
        trusted_for: tuple[str, ...] | None = None,
        rejected_for: tuple[str, ...] | None = None,
    ) -> None:
        self.position = position
        self.certificate = certificate
        self.alias = alias
        self.local_key_id = local_key_id
        self.kind = kind
        self.trusted_for = trusted_for
        self.rejected_for = rejected_for

    def named(self, alias: str | None, local_key_id: bytes) -> FoundCertificate:
        """Return it with another alias and localKeyID."""
        return FoundCertificate(
            self.position,
            self.certificate,
            alias,
            local_key_id,
            kind=self.kind,
            trusted_for=self.trusted_for,
            rejected_for=self.rejected_for,
        )


def pair(
    keys: Sequence[FoundKey],
    certificates: Sequence[FoundCertificate],
    *,
    one_issuer: bool,
    is_complete: bool = True,
) -> list[Entry]:
    """Return the entries: each key with its certificate and those that link to it, then what stands alone.

    With ``one_issuer`` a certificate is followed by the one issuer that fits best and so on, as Java builds the
    chain of a PKCS 12; without it by everything that links to it, in stored order, as a server sends a PEM file.
    Where the file is not read completely, a key without a certificate may still have one.

    Raises:
        StoreError: so much in it seems to belong together that finding out what does is too expensive.
    """
    found = _Certificates(certificates, keys)
    leaves = _leaves(keys, found)
    used: set[int] = set()
    chained: set[Certificate] = set()
    placed: list[tuple[int, Callable[[int], Entry]]] = []
    for key, leaf in zip(keys, leaves, strict=True):
        chain: list[FoundCertificate] = []
        if leaf is not None:
            chain = _followed(leaf, found) if one_issuer else _linked(leaf, found)
            # What the store calls trusted is an entry of its own, whatever else it is good for.
            used.update(item.position for item in chain if item.kind is EntryKind.CERTIFICATE)
            chained.update(item.certificate for item in chain)
        unmatched = leaf is None and _is_known(key) and bool(certificates) and is_complete
        position = min([key.position, *(item.position for item in chain[:1])])
        placed.append((position, partial(_key_entry, key, chain, unmatched)))
    alone = [item for item in certificates if item.position not in used]
    if one_issuer:
        # Java writes the chain of every key in full, so that what two chains share stands there twice.
        alone = [item for item in alone if item.kind is not EntryKind.CERTIFICATE or item.certificate not in chained]
    placed.extend((item.position, partial(_certificate_entry, item)) for item in alone)
    placed.sort(key=lambda pair: pair[0])
    return [make(number) for number, (_, make) in enumerate(placed)]


def _key_entry(key: FoundKey, chain: list[FoundCertificate], is_unmatched: bool, position: int) -> Entry:  # noqa: FBT001 - bound by partial
    alias = key.alias if key.alias is not None else chain[0].alias if chain else None
    return Entry(
        EntryKind.PRIVATE_KEY,
        alias=alias,
        position=position,
        certificates=tuple(item.certificate for item in chain),
        has_private_key=True,
        private_key=key.key,
        key_algorithm=key.key.algorithm if key.key else None,
        key_bits=(key.key.bits or None) if key.key else None,
        key_problem=key.problem,
        is_unmatched=is_unmatched,
    )


def _certificate_entry(item: FoundCertificate, position: int) -> Entry:
    return Entry(
        item.kind,
        alias=item.alias,
        position=position,
        certificates=(item.certificate,),
        trusted_for=item.trusted_for,
        rejected_for=item.rejected_for,
    )


class _Certificates:
    """The certificates of a file, found by localKeyID, public key and subject; what is compared is counted."""

    __slots__ = ("_by_key", "_by_key_id", "_by_subject", "_left", "items")

    def __init__(self, items: Sequence[FoundCertificate], keys: Sequence[FoundKey]) -> None:
        self.items = items
        self._left = MAX_COMPARISONS
        self._by_key: dict[bytes, list[FoundCertificate]] | None = {} if len(keys) > FEW_KEYS else None
        self._by_key_id: dict[bytes, list[FoundCertificate]] = {}
        self._by_subject: dict[object, list[FoundCertificate]] = {}
        for item in items if keys else ():
            self._by_key_id.setdefault(item.local_key_id, []).append(item)
            self._by_subject.setdefault(item.certificate.subject, []).append(item)
            if self._by_key is not None:
                for octets in _sought_of(item.certificate.public_key):
                    self._by_key.setdefault(octets, []).append(item)

    def _spend(self, count: int) -> None:
        self._left -= count
        if self._left < 0:
            sentence = "The keys and certificates of the file could belong together in more ways than are looked at."
            raise StoreError(StoreErrorKind.TOO_EXPENSIVE, sentence)

    def named(self, key: FoundKey) -> list[FoundCertificate]:
        """Return the certificates that bear the localKeyID of ``key``, those of its own name first."""
        named = self._by_key_id.get(key.local_key_id, []) if key.local_key_id else []
        self._spend(len(named))
        return sorted(named, key=lambda item: item.alias != key.alias)

    def of(self, key: FoundKey) -> Iterator[FoundCertificate]:
        """Yield the certificates that have the public half of ``key``."""
        if self._by_key is None or key.key is None:
            yield from _own(key, self.items)
            return
        octets = key.key.public_key_digest if key.key.public_key is None else _sought(key.key.public_key)
        alike = self._by_key.get(octets or b"", ())
        self._spend(len(alike))
        yield from _own(key, alike)

    def issued_by(self, item: FoundCertificate) -> list[FoundCertificate]:
        """Return the certificates that bear the issuer's name, those with the right key identifier alone if any has."""
        certificate = item.certificate
        if certificate.is_self_issued:
            return []
        alike = self._by_subject.get(certificate.issuer, ())
        self._spend(1 + len(alike))
        named = [other for other in alike if other.certificate != certificate]
        authority = certificate.authority_key_identifier
        wanted = authority.key_identifier if authority is not None else None
        if wanted is not None:
            exact = [other for other in named if other.certificate.subject_key_identifier == wanted]
            return exact or named
        return named


def _leaves(keys: Sequence[FoundKey], certificates: _Certificates) -> list[FoundCertificate | None]:
    """Return for each key the certificate that it stands with, or None."""
    found = _owners(keys, certificates)
    unread = [i for i, key in enumerate(keys) if key.key is None and found[i] is None]
    if len(unread) == 1:
        # One key that cannot be read: it is the first certificate's as far as anybody can tell.
        taken = {item.position for item in found if item is not None}
        free = (i for i in certificates.items if i.position not in taken and i.kind is EntryKind.CERTIFICATE)
        found[unread[0]] = next(free, None)
    return found


def _is_known(key: FoundKey) -> bool:
    """Whether enough of the key was read to tell its certificate from others."""
    return key.key is not None and (key.key.public_key is not None or key.key.public_key_digest is not None)


def _owners(keys: Sequence[FoundKey], certificates: _Certificates) -> list[FoundCertificate | None]:
    """Return the certificate of each key, the surest first, so that no key takes what is another's.

    First where localKeyID and public key agree, or localKeyID and name, as Java pairs them even where it is
    wrong; then by the public key among what is left. A key whose own certificate is not there, or another's,
    stands with the one that its localKeyID names.
    """
    named = [certificates.named(key) for key in keys]
    found = [next(_own(key, mine), None) or _namesake(key, mine) for key, mine in zip(keys, named, strict=True)]
    taken = {item.position for item in found if item is not None}
    for number, key in enumerate(keys):
        if found[number] is None:
            own = next((item for item in certificates.of(key) if item.position not in taken), None)
            found[number] = own or (named[number][0] if named[number] else next(certificates.of(key), None))
            taken.update(item.position for item in (own,) if item is not None)
    return found


def _namesake(key: FoundKey, named: Sequence[FoundCertificate]) -> FoundCertificate | None:
    """Return the certificate that has the name of ``key`` besides its localKeyID."""
    return named[0] if named and key.alias is not None and named[0].alias == key.alias else None


def _own(key: FoundKey, certificates: Iterable[FoundCertificate]) -> Iterator[FoundCertificate]:
    """Yield those of ``certificates`` that have the public half of ``key``."""
    if key.key is None or not _is_known(key):
        return
    octets = _sought(key.key.public_key) if key.key.public_key is not None else b""
    for item in certificates:
        # The key's octets stand in its certificate: looking for them is quicker than reading every key.
        public_key = item.certificate.public_key if octets in item.certificate.der else None
        if public_key is not None and key.key.belongs_to(public_key):
            yield item


def _sought(public_key: PublicKey) -> bytes:
    """Return what stands in every form of a public key; of an EC point that is x alone (SEC 1, 2.3.3)."""
    octets = public_key.key_octets
    if public_key.algorithm != "EC":
        return octets
    return octets[1:] if octets[:1] in (b"\x02", b"\x03") else octets[1 : 1 + len(octets) // 2]


def _sought_of(public_key: PublicKey | None) -> Iterator[bytes]:
    """Yield what a private key may be known by: the octets of its public half, or their digest (FIPS 204)."""
    if public_key is not None:
        yield _sought(public_key)
        if public_key.algorithm.startswith("ML-DSA"):
            yield hashlib.shake_256(public_key.key_octets).digest(ML_DSA_DIGEST_OCTETS)


def _followed(leaf: FoundCertificate, certificates: _Certificates) -> list[FoundCertificate]:
    chain = [leaf]
    seen = {leaf.certificate}
    while True:
        issuers = [item for item in certificates.issued_by(chain[-1]) if item.certificate not in seen]
        if not issuers:
            return chain
        chain.append(issuers[0])
        seen.add(issuers[0].certificate)


def _linked(leaf: FoundCertificate, certificates: _Certificates) -> list[FoundCertificate]:
    members = {leaf.certificate: leaf}
    waiting = [leaf]
    while waiting:
        for item in certificates.issued_by(waiting.pop()):
            if item.certificate not in members:
                members[item.certificate] = item
                waiting.append(item)
    others = sorted((item for item in members.values() if item is not leaf), key=lambda item: item.position)
    return [leaf, *others]
