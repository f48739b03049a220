"""A certificate revocation list as facts (RFC 5280, 5): header and extensions at once, its entries when asked for.

A list may be a hundred megabytes long. Its entries are never made into objects: a serial number is looked up by its
octets in an index of places, or, in a very long list, by running along the entries.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, Final, TypeVar

from chainaudit.errors import EncodingError
from chainaudit.model import der, extension, extension_values
from chainaudit.model.crl_entries import Entries, read_extensions
from chainaudit.model.distribution_point import IssuingDistributionPoint
from chainaudit.model.name import Name
from chainaudit.model.signature_algorithm import SignatureAlgorithm

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from chainaudit.model.crl_entries import RevokedEntry
    from chainaudit.model.extension import AuthorityKeyIdentifier, Extension

_T = TypeVar("_T")

CRL_NUMBER: Final = "2.5.29.20"
DELTA_CRL_INDICATOR: Final = "2.5.29.27"
ISSUING_DISTRIBUTION_POINT: Final = "2.5.29.28"

KNOWN_EXTENSIONS: Final = frozenset(
    {
        CRL_NUMBER,
        DELTA_CRL_INDICATOR,
        ISSUING_DISTRIBUTION_POINT,
        extension.AUTHORITY_KEY_IDENTIFIER,
        extension.ISSUER_ALTERNATIVE_NAME,
        extension.FRESHEST_CRL,
        extension.AUTHORITY_INFORMATION_ACCESS,
    }
)


class RevocationList:
    """One CRL. ``faults`` are the rules of the format that it breaks without being unreadable.

    ``dates`` are thisUpdate and nextUpdate with the tags they are written with; ``lists_nobody`` says that there is a
    list of revoked certificates and that it is empty.
    """

    __slots__ = (
        "_cache",
        "_entries",
        "dates",
        "der",
        "extensions",
        "faults",
        "issuer",
        "lists_nobody",
        "signature",
        "signature_algorithm",
        "tbs",
        "version",
    )

    def __init__(self, encoded: bytes) -> None:
        """Read header and extensions.

        Raises:
            EncodingError: it is no CRL, or an extension that decides about its scope cannot be read.
        """
        outer = der.read(encoded).expect(der.SEQUENCE, "a CRL")
        parts = outer.children()
        if len(parts) != 3:
            raise EncodingError("a CRL is not three fields", 0)
        self.der = outer.encoded
        self.tbs = parts[0].expect(der.SEQUENCE, "tbsCertList")
        self.faults: list[str] = [] if outer.end == len(encoded) else ["bytes follow the CRL"]
        self.signature_algorithm = _algorithm(parts[1])
        self.signature = der.bits(parts[2].expect(der.BIT_STRING, "the signature of a CRL"))[0]
        self.version = 1
        self.extensions: tuple[Extension, ...] = ()
        self._entries: Entries | None = None
        self.lists_nobody = False
        self._cache: dict[str, Any] = {}
        self.issuer = self._read_fields(self.tbs.children())
        # What decides which certificates the list speaks of must be readable: fail closed, and now.
        _ = self.issuing_distribution_point, self.base_number, self.number

    def _read_fields(self, fields: list[der.Node]) -> Name:
        if fields and fields[0].tag == der.INTEGER:
            self.version = der.integer(fields.pop(0), "the version of a CRL") + 1
        if len(fields) < 3:
            raise EncodingError("tbsCertList has too few fields", self.tbs.start)
        if fields[0].encoded != self.signature_algorithm.encoded:
            self.faults.append("the two signature algorithms differ")
        name = Name(fields[1].expect(der.SEQUENCE, "the issuer of a CRL").encoded)
        _ = name.rdns
        self._cache["this_update"] = der.time(fields[2], "thisUpdate")
        self.dates: list[tuple[int, datetime]] = [(fields[2].tag, self.this_update)]
        rest = fields[3:]
        if rest and rest[0].tag in {der.UTC_TIME, der.GENERALIZED_TIME}:
            node = rest.pop(0)
            self._cache["next_update"] = der.time(node, "nextUpdate")
            self.dates.append((node.tag, self._cache["next_update"]))
        if rest and rest[0].tag == der.SEQUENCE:
            entries = rest.pop(0)
            self._entries = Entries(self.der, entries.value_start, entries.end)
            self.lists_nobody = entries.value_start == entries.end
        if rest and rest[0].tag == 0xA0:
            self.extensions = read_extensions(rest.pop(0).children())
        if rest:
            raise EncodingError("tbsCertList has an unknown field", rest[0].start)
        return name

    def __eq__(self, other: object) -> bool:
        """Compare the bytes."""
        return isinstance(other, RevocationList) and self.der == other.der

    def __hash__(self) -> int:
        """Agree with equality."""
        return hash(self.der)

    def __repr__(self) -> str:
        """Show whose it is."""
        return f"RevocationList({str(self.issuer)!r}, {self.number})"

    def _once(self, key: str, make: Callable[[], _T]) -> _T:
        if key not in self._cache:
            self._cache[key] = make()
        return self._cache[key]  # type: ignore[no-any-return]

    @property
    def fingerprint(self) -> str:
        """SHA-256 over the bytes, in lower-case hex."""
        return self._once("fingerprint", lambda: hashlib.sha256(self.der).hexdigest())

    @property
    def this_update(self) -> datetime:
        """When it was issued; aware, UTC."""
        moment: datetime = self._cache["this_update"]
        return moment

    @property
    def next_update(self) -> datetime | None:
        """By when the next one is issued; None if not said."""
        return self._cache.get("next_update")

    def extension(self, oid: str) -> Extension | None:
        """Return the first extension with this OID."""
        return next((e for e in self.extensions if e.oid == oid), None)

    def _typed(self, oid: str, parse: Callable[[bytes], _T]) -> _T | None:
        raw = self.extension(oid)
        return None if raw is None else self._once(oid, lambda: parse(raw.value))

    @property
    def number(self) -> int | None:
        """The CRL number, None if absent."""
        return self._typed(CRL_NUMBER, _number)

    @property
    def base_number(self) -> int | None:
        """The number of the CRL that a delta CRL starts from; None: it is no delta CRL (RFC 5280, 5.2.4)."""
        return self._typed(DELTA_CRL_INDICATOR, _number)

    @property
    def is_delta(self) -> bool:
        """Whether it lists only changes."""
        return self.extension(DELTA_CRL_INDICATOR) is not None

    @property
    def issuing_distribution_point(self) -> IssuingDistributionPoint | None:
        """What it covers; None: every certificate of its issuer, for all reasons."""
        return self._typed(ISSUING_DISTRIBUTION_POINT, IssuingDistributionPoint)

    @property
    def authority_key_identifier(self) -> AuthorityKeyIdentifier | None:
        """How the signer's key is to be recognised; None if absent or malformed."""
        try:
            return self._typed(extension.AUTHORITY_KEY_IDENTIFIER, extension_values.authority_key_identifier)
        except EncodingError:
            return None

    @property
    def unknown_critical_extensions(self) -> tuple[str, ...]:
        """The OIDs of critical extensions that are not processed here."""
        return tuple(e.oid for e in self.extensions if e.critical and e.oid not in KNOWN_EXTENSIONS)

    # --- entries ------------------------------------------------------------------------------

    @property
    def unknown_critical_entry_extensions(self) -> tuple[str, ...]:
        """The OIDs of critical extensions of any entry that are not processed here; reads every entry once.

        Raises:
            EncodingError: the entries are malformed.
        """
        entries = self._entries
        return () if entries is None else self._once("unknown_in_entries", entries.unknown_critical_extensions)

    def find(self, serial_octets: bytes, issuer: Name) -> RevokedEntry | None:
        """Return the entry of a certificate by the octets of its serial number and its issuer; None where it has none.

        In an indirect CRL, and wherever an entry names one, it belongs to the certificate issuer that it or the nearest
        entry before it names (RFC 5280, 5.3.3).

        Raises:
            EncodingError: the entries are malformed.
        """
        if self._entries is None:
            return None
        scope = self.issuing_distribution_point
        if (scope is not None and scope.indirect) or self._entries.name_issuers():
            return self._entries.find_of(serial_octets, issuer, self.issuer)
        return self._entries.find(serial_octets) if issuer == self.issuer else None


def _number(value: bytes) -> int:
    return der.integer(der.sole(value, der.INTEGER, "a CRL number"))


def _algorithm(node: der.Node) -> SignatureAlgorithm:
    try:
        return SignatureAlgorithm(node)
    except IndexError as error:
        raise EncodingError("the parameters of the signature algorithm are malformed", node.start) from error
