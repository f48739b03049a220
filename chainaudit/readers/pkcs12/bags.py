"""The bags of a PKCS 12: keys, certificates, revocation lists, secrets, bags in bags (RFC 7292, 4.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from chainaudit.errors import EncodingError, Secret, StoreError, StoreErrorKind
from chainaudit.model import ber, der
from chainaudit.model.store import EntryKind, Problem
from chainaudit.readers.certificates import read_certificate
from chainaudit.readers.crypto.password_based_encryption import Password, decrypt
from chainaudit.readers.keys import private_keys
from chainaudit.readers.keys.pairing import FoundCertificate, FoundKey
from chainaudit.readers.keys.secret_algorithms import SECRET_ALGORITHMS
from chainaudit.readers.sequences import BROKEN, what_broke

if TYPE_CHECKING:
    from collections.abc import Callable

    from chainaudit.model.reader import ReadRequest
    from chainaudit.model.store import PrivateKey
    from chainaudit.readers.crypto.key_derivation import WorkBudget

_BAG: Final = der.encode_oid("1.2.840.113549.1.12.10.1")
KEY_BAG, SHROUDED_BAG, CERTIFICATE_BAG, CRL_BAG, SECRET_BAG, SAFE_CONTENTS_BAG = (
    _BAG + bytes((n,)) for n in range(1, 7)
)
_X509_CERTIFICATE: Final = der.encode_oid("1.2.840.113549.1.9.22.1")
_FRIENDLY_NAME: Final = der.encode_oid("1.2.840.113549.1.9.20")
_LOCAL_KEY_ID: Final = der.encode_oid("1.2.840.113549.1.9.21")
_TRUSTED_KEY_USAGE: Final = der.encode_oid("2.16.840.1.113894.746875.1.1")
MAX_REFUSALS: Final = 3
"""A password that neither the MAC nor three keys take is wrong: trying it on every other key only costs time."""
MAX_DEPTH: Final = 8
"""Bags in bags: nobody nests them more than once."""


class FoundSecret:
    """A secret key as it stands in the file: read, or the problem why not."""

    __slots__ = ("algorithm", "alias", "position", "problem", "secret")

    def __init__(
        self, position: int, alias: str | None, algorithm: str | None, secret: bytes | None, problem: Problem | None
    ) -> None:
        self.position = position
        self.alias = alias
        self.algorithm = algorithm
        self.secret = secret
        self.problem = problem


class Attributes:
    """The attributes of a bag that mean something here."""

    __slots__ = ("alias", "local_key_id", "trusted_for")

    def __init__(self) -> None:
        self.alias: str | None = None
        self.local_key_id = b""
        self.trusted_for: tuple[str, ...] | None = None


class Bags:
    """Collects what the bags of all SafeContents hold."""

    __slots__ = (
        "budget",
        "certificates",
        "count",
        "crls",
        "keys",
        "mac_failed",
        "opened_with",
        "problems",
        "proven",
        "refused",
        "request",
        "secrets",
    )

    def __init__(self, request: ReadRequest, budget: WorkBudget, proven: Password, *, mac_failed: bool) -> None:
        self.proven = proven
        self.mac_failed = mac_failed
        self.refused: dict[str, int] = {}
        self.request = request
        self.budget = budget
        self.count = 0
        self.keys: list[FoundKey] = []
        self.certificates: list[FoundCertificate] = []
        self.secrets: list[FoundSecret] = []
        self.crls: list[bytes] = []
        self.problems: list[Problem] = []
        self.opened_with: set[str] = set()

    def add_safe_contents(self, octets: bytes, depth: int = 0) -> None:
        """Read every bag of a SafeContents; what is wrong with one bag becomes a problem.

        Raises:
            EncodingError: it is no SafeContents.
            StoreError: too many bags, or nested too deeply.
        """
        if depth > MAX_DEPTH:
            raise StoreError(StoreErrorKind.TOO_EXPENSIVE, "The bags of the PKCS 12 are nested deeper than is allowed.")
        try:
            bags = der.read(octets).expect(der.SEQUENCE, "SafeContents").children()
        except EncodingError:
            bags = der.read(ber.rewrite(octets)[0]).expect(der.SEQUENCE, "SafeContents").children()
        for bag in bags:
            self.count += 1
            if self.count > self.request.limits.entries:
                raise StoreError(
                    StoreErrorKind.TOO_EXPENSIVE,
                    f"The PKCS 12 holds more than the {self.request.limits.entries:,} bags that are allowed.",
                )
            self._add(bag, depth)

    def _add(self, bag: der.Node, depth: int) -> None:
        try:
            self._sort(_children(bag), depth)
        except StoreError as error:
            if error.kind is StoreErrorKind.TOO_EXPENSIVE:
                raise
            self.problems.append(Problem.of(error, f"Bag {self.count} of the PKCS 12: {error.message}"))
        except BROKEN as error:
            self.problems.append(
                Problem(StoreErrorKind.MALFORMED, f"Bag {self.count} of the PKCS 12 is malformed: {what_broke(error)}.")
            )

    def _sort(self, parts: list[der.Node], depth: int) -> None:
        kind = parts[0].expect(der.OBJECT_IDENTIFIER, "the type of a bag").content
        value = parts[1]
        attributes = _attributes(parts[2]) if len(parts) > 2 else Attributes()
        if kind == CERTIFICATE_BAG:
            self._add_certificate(value, attributes)
        elif kind in (KEY_BAG, SHROUDED_BAG):
            self._add_key(value, attributes, is_encrypted=kind == SHROUDED_BAG)
        elif kind == SECRET_BAG:
            self._add_secret(value, attributes)
        elif kind == SAFE_CONTENTS_BAG:
            self.add_safe_contents(value.content, depth + 1)
        elif kind == CRL_BAG:
            self.crls.append(_children(_children(_children(value)[0])[1])[0].content)
        else:
            raise StoreError(StoreErrorKind.UNSUPPORTED, f"its type {der.oid(parts[0])} is unknown.")

    def _add_certificate(self, value: der.Node, attributes: Attributes) -> None:
        kind, content = _children(_children(value)[0])[:2]
        if kind.content != _X509_CERTIFICATE:
            raise StoreError(
                StoreErrorKind.UNSUPPORTED, f"its certificate has the type {der.oid(kind)}, which is not X.509."
            )
        found = read_certificate(octets_of(_children(content)[0]))
        if isinstance(found, Problem):
            raise found.error()
        is_trusted = attributes.trusted_for is not None
        self.certificates.append(
            FoundCertificate(
                self.count,
                found,
                # Only Java knows such entries, and the JDK lists them in lower case, however the name is written.
                attributes.alias.lower() if is_trusted and attributes.alias is not None else attributes.alias,
                attributes.local_key_id,
                kind=EntryKind.TRUSTED_CERTIFICATE if is_trusted else EntryKind.CERTIFICATE,
                trusted_for=attributes.trusted_for,
            )
        )

    def _add_key(self, value: der.Node, attributes: Attributes, *, is_encrypted: bool) -> None:
        key: PrivateKey | None = None
        problem = None
        try:
            octets = _children(value)[0].encoded
            # GnuTLS puts keys in clear into bags for encrypted ones when asked for no cipher.
            if is_encrypted and not private_keys.looks_like_pkcs8(octets):
                octets = self._open(octets, attributes.alias, private_keys.looks_like_pkcs8)
            key = private_keys.read(octets)
        except StoreError as error:
            problem = Problem.of(error)
        self.keys.append(FoundKey(self.count, key, problem, attributes.alias, attributes.local_key_id))

    def _add_secret(self, value: der.Node, attributes: Attributes) -> None:
        kind, content = _children(_children(value)[0])[:2]
        algorithm = secret = problem = None
        try:
            algorithm, secret = self._open_secret(kind, octets_of(_children(content)[0]), attributes.alias)
        except StoreError as error:
            problem = Problem.of(error)
        self.secrets.append(FoundSecret(self.count, attributes.alias, algorithm, secret, problem))

    def _open_secret(self, kind: der.Node, octets: bytes, alias: str | None) -> tuple[str, bytes]:
        """Return algorithm and bytes of a secret; Java keeps them in the shape of a PrivateKeyInfo."""
        if kind.content == SHROUDED_BAG:
            octets = self._open(octets, alias, private_keys.looks_like_pkcs8)
        elif kind.content != KEY_BAG:
            raise StoreError(StoreErrorKind.UNSUPPORTED, f"A secret of the type {der.oid(kind)} cannot be read.")
        parts = _children(der.read(octets))
        oid = der.oid(_children(parts[1])[0])
        return SECRET_ALGORITHMS.get(oid, oid), parts[2].content

    def _open(self, encoded: bytes, alias: str | None, is_right: Callable[[bytes], bool]) -> bytes:
        """Decrypt an EncryptedPrivateKeyInfo with the passwords for ``alias``."""
        parts = _children(der.read(encoded))
        octets = octets_of(parts[1])
        candidates = self.request.key_password_candidates(alias)
        for password in candidates or ("",):
            if self.mac_failed and self.refused.get(password, 0) >= MAX_REFUSALS:
                continue
            own = self.proven if password == self.proven.text else Password(password)
            for plain in decrypt(parts[0], octets, own, self.budget):
                if is_right(plain):
                    self.opened_with.add(password)
                    return plain
            self.refused[password] = self.refused.get(password, 0) + 1
        who = f"The key of '{alias}'" if alias is not None else "A private key"
        if not candidates:
            raise StoreError(
                StoreErrorKind.PASSWORD_NEEDED, f"{who} is encrypted, and no password was given.", Secret.KEY
            )
        raise StoreError(
            StoreErrorKind.WRONG_PASSWORD,
            f"{who} does not open with the password given, or it is damaged.",
            Secret.KEY,
        )


def _children(node: der.Node) -> list[der.Node]:
    return node.children()


def octets_of(node: der.Node) -> bytes:
    """Return the octets of an OCTET STRING, also of one in pieces or with an implicit tag."""
    if node.tag & 0x20:
        return b"".join(octets_of(part) for part in node.children())
    return node.content


def _attributes(node: der.Node) -> Attributes:
    found = Attributes()
    for attribute in node.children():
        parts = attribute.children()
        kind = parts[0].content
        values = parts[1].children()
        if kind == _FRIENDLY_NAME and values:
            found.alias = _text(values[0])
        elif kind == _LOCAL_KEY_ID and values:
            found.local_key_id = values[0].content
        elif kind == _TRUSTED_KEY_USAGE:
            found.trusted_for = tuple(der.oid(value) for value in values if value.tag == der.OBJECT_IDENTIFIER)
    return found


def _text(node: der.Node) -> str:
    codec: Any = "utf-16-be" if node.tag == der.BMP_STRING else "utf-8"
    return node.content.decode(codec, "backslashreplace")
