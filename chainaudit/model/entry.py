"""An entry of a store: its kind, its certificates, its key, and what could not be read of it."""

from __future__ import annotations

import enum
import hashlib
from typing import TYPE_CHECKING

from chainaudit.model.changing import Changeable

if TYPE_CHECKING:
    from datetime import datetime

    from chainaudit.errors import Secret, StoreError, StoreErrorKind
    from chainaudit.model.certificate import Certificate
    from chainaudit.model.public_key import PublicKey


class EntryKind(enum.Enum):
    """What an entry is; the words are those of the JSON document."""

    PRIVATE_KEY = "private-key"
    TRUSTED_CERTIFICATE = "trusted-certificate"
    SECRET_KEY = "secret-key"  # noqa: S105 - a kind of entry, not a secret
    CERTIFICATE = "certificate"
    PUBLIC_KEY = "public-key"


class Problem:
    """What stood in the way of reading a store or an entry: a kind, and one sentence.

    ``wants`` is the password with which it could perhaps be read; how one is given, only whoever asked knows.
    """

    __slots__ = ("kind", "message", "wants")

    def __init__(self, kind: StoreErrorKind, message: str, wants: Secret | None = None) -> None:
        self.kind = kind
        self.message = message
        self.wants = wants

    @classmethod
    def of(cls, error: StoreError, message: str | None = None) -> Problem:
        """Return what an error says, in its own sentence or in another."""
        return cls(error.kind, error.message if message is None else message, error.wants)

    def error(self) -> StoreError:
        """Return it as the error that ends the reading."""
        from chainaudit.errors import StoreError

        return StoreError(self.kind, self.message, self.wants)

    def __repr__(self) -> str:
        """Show kind and sentence."""
        return f"Problem({self.kind.value}: {self.message})"


class PrivateKey:
    """A private key that was read. Its bytes are handed out by ``reveal`` alone, and never shown.

    ``algorithm`` as in ``public_key.ALGORITHMS``; ``public_key`` is what belongs to it, None where it
    cannot be derived; ``pkcs8`` is an unencrypted PrivateKeyInfo (RFC 5958).
    """

    __slots__ = ("_pkcs8", "algorithm", "bits", "public_key", "public_key_digest")

    def __init__(
        self,
        pkcs8: bytes,
        algorithm: str,
        bits: int,
        public_key: PublicKey | None,
        public_key_digest: bytes | None = None,
    ) -> None:
        """Keep the parts; ``public_key_digest`` is SHAKE256 of the public key, which ML-DSA keys carry (FIPS 204)."""
        self._pkcs8 = pkcs8
        self.algorithm = algorithm
        self.bits = bits
        self.public_key = public_key
        self.public_key_digest = public_key_digest

    def belongs_to(self, public_key: PublicKey) -> bool | None:
        """Whether it is the private half of ``public_key``; None where that cannot be told."""
        if self.public_key is not None:
            return self.public_key == public_key or _is_same_point(self.public_key, public_key)
        if self.public_key_digest is None:
            return None
        digest = hashlib.shake_256(public_key.key_octets).digest(len(self.public_key_digest))
        return self.algorithm == public_key.algorithm and digest == self.public_key_digest

    def reveal(self) -> bytes:
        """Return the PrivateKeyInfo in clear, for writing it into another store and for nothing else."""
        return self._pkcs8

    def __repr__(self) -> str:
        """Show algorithm and size, never the key."""
        return f"PrivateKey({self.algorithm} {self.bits})"


def _is_same_point(one: PublicKey, other: PublicKey) -> bool:
    """Whether two EC keys are one point, of which one is written in compressed form (SEC 1, 2.3.3)."""
    if one.algorithm != "EC" or other.algorithm != "EC":
        return False
    long, short = sorted((one.key_octets, other.key_octets), key=len, reverse=True)
    if long[:1] != b"\x04" or short[:1] not in (b"\x02", b"\x03"):
        return False
    width = (len(long) - 1) // 2
    return short[1:] == long[1 : 1 + width] and short[0] == 2 + (long[-1] & 1)


class CertificateDescription:
    """A certificate known by what somebody tells about it: an API's answer, without the bytes.

    Names are as written there, keyed for comparison by ``subject_key`` and ``issuer_key`` (the attributes of
    each RDN, most specific first, as RFC 5280, 7.1 compares them). What is not told is None. Nothing here can
    be verified: signatures, extensions and keys are hearsay.
    """

    __slots__ = (
        "issuer",
        "issuer_key",
        "key_label",
        "not_after",
        "not_before",
        "says_ca",
        "serial_number",
        "subject",
        "subject_alternative_names",
        "subject_key",
        "version",
    )

    def __init__(  # noqa: PLR0913 - a description has as many parts
        self,
        *,
        subject: str,
        issuer: str,
        subject_key: tuple[str, ...],
        issuer_key: tuple[str, ...],
        not_before: datetime | None = None,
        not_after: datetime | None = None,
        serial_number: int | None = None,
        version: int | None = None,
        says_ca: bool | None = None,
        key_label: str | None = None,
        subject_alternative_names: tuple[str, ...] = (),
    ) -> None:
        self.subject = subject
        self.issuer = issuer
        self.subject_key = subject_key
        self.issuer_key = issuer_key
        self.not_before = not_before
        self.not_after = not_after
        self.serial_number = serial_number
        self.version = version
        self.says_ca = says_ca
        self.key_label = key_label
        self.subject_alternative_names = subject_alternative_names

    @property
    def is_self_issued(self) -> bool:
        """Whether issuer and subject are the same name and not empty (RFC 5280, 3.2)."""
        return bool(self.subject_key) and self.subject_key == self.issuer_key

    def names_issuer(self, other: CertificateDescription) -> bool:
        """Whether ``other`` bears the name that this one gives for its issuer; more cannot be known."""
        return bool(self.issuer_key) and self.issuer_key == other.subject_key

    def __repr__(self) -> str:
        """Show whose it is said to be."""
        return f"CertificateDescription({self.subject!r})"


class Entry(Changeable):
    """One entry of a store.

    ``alias`` is None where the format has none. ``certificates`` stand in stored order, as stored, even if
    wrong. ``has_private_key`` says that a private part is there, ``private_key`` is it where it could be
    read, and ``key_problem`` why it could not. ``public_key`` is that of a public-key entry, or what the store
    says in clear of a private key that was not decrypted (NSS does). ``trusted_for`` and ``rejected_for`` are
    purposes (OIDs) that the store attaches to a certificate, None where it says nothing. ``described`` are
    certificates that the source only tells about, in its order, without their bytes. ``problems`` is what
    could not be read. ``is_unmatched`` says of a private key without certificates that the store has some
    and none of them is its own. ``file_order`` are the certificates of the file that the entry was made of, as they
    stand in it, where that is but a part of the store.
    """

    __slots__ = (
        "alias",
        "certificates",
        "created",
        "described",
        "file_order",
        "has_private_key",
        "is_unmatched",
        "key_algorithm",
        "key_bits",
        "key_problem",
        "kind",
        "position",
        "private_key",
        "problems",
        "public_key",
        "rejected_for",
        "secret",
        "trusted_for",
    )

    def __init__(  # noqa: PLR0913 - an entry has as many parts
        self,
        kind: EntryKind,
        *,
        alias: str | None = None,
        position: int = 0,
        certificates: tuple[Certificate, ...] = (),
        has_private_key: bool = False,
        private_key: PrivateKey | None = None,
        public_key: PublicKey | None = None,
        key_algorithm: str | None = None,
        key_bits: int | None = None,
        key_problem: Problem | None = None,
        problems: tuple[Problem, ...] = (),
        created: float | None = None,
        trusted_for: tuple[str, ...] | None = None,
        rejected_for: tuple[str, ...] | None = None,
        secret: bytes | None = None,
        described: tuple[CertificateDescription, ...] = (),
        is_unmatched: bool = False,
        file_order: tuple[Certificate, ...] | None = None,
    ) -> None:
        """Keep the parts; ``created`` is in seconds since 1970, ``secret`` a secret key's bytes (never shown)."""
        self.kind = kind
        self.alias = alias
        self.position = position
        self.certificates = certificates
        self.has_private_key = has_private_key
        self.private_key = private_key
        self.public_key = public_key
        self.key_algorithm = key_algorithm
        self.key_bits = key_bits
        self.key_problem = key_problem
        self.problems = problems
        self.created = created
        self.trusted_for = trusted_for
        self.rejected_for = rejected_for
        self.secret = secret
        self.is_unmatched = is_unmatched
        self.file_order = file_order
        self.described = described

    @property
    def key_matches_certificate(self) -> bool | None:
        """Whether the private key belongs to the first certificate; None where that is not known."""
        if self.is_unmatched:
            return False
        public_key = self.certificates[0].public_key if self.certificates and self.has_private_key else None
        if public_key is None:
            return None
        if self.private_key is not None:
            return self.private_key.belongs_to(public_key)
        return None if self.public_key is None else self.public_key == public_key

    @property
    def label(self) -> str:
        """The alias, or where the entry stands."""
        return f"'{self.alias}'" if self.alias is not None else f"entry {self.position + 1}"

    def __repr__(self) -> str:
        """Show what it is, never a key."""
        return f"Entry({self.kind.value}, {self.label}, {len(self.certificates)} certificates)"
