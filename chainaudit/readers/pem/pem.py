"""PEM: certificates and keys as text, one file for everything (RFC 7468)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chainaudit.errors import StoreError, StoreErrorKind
from chainaudit.model.reader import Reader

if TYPE_CHECKING:
    from chainaudit.model.certificate import Certificate
    from chainaudit.model.reader import ReadRequest
    from chainaudit.model.store import Holder, PrivateKey, Problem, Store
    from chainaudit.readers.keys.pairing import FoundCertificate, FoundKey
    from chainaudit.readers.pem.blocks import Block, Scan

CERTIFICATE_LABELS: Final = frozenset({"CERTIFICATE", "X509 CERTIFICATE", "TRUSTED CERTIFICATE", "CERTIFICATE CHAIN"})
PKCS7_LABELS: Final = frozenset({"PKCS7", "PKCS #7 SIGNED DATA", "CMS"})
PKCS12_LABELS: Final = frozenset({"PKCS12", "PFX"})
KEY_LABELS: Final = frozenset(
    {
        "PRIVATE KEY",
        "ENCRYPTED PRIVATE KEY",
        "RSA PRIVATE KEY",
        "EC PRIVATE KEY",
        "DSA PRIVATE KEY",
        "ANY PRIVATE KEY",
        "ED25519 PRIVATE KEY",
    }
)
CRL_LABELS: Final = frozenset({"X509 CRL", "CRL"})
MAX_BROKEN: Final = 1_000
"""A file of nothing but broken blocks is no store, and each costs a look."""
WANTED: Final = CERTIFICATE_LABELS | PKCS7_LABELS | PKCS12_LABELS | KEY_LABELS
_OTHERS: Final = {
    "OPENSSH PRIVATE KEY": "a private key in OpenSSH's own format; ssh-keygen -p -m PEM turns it into PEM",
    "SSH2 PUBLIC KEY": "an SSH public key",
    "CERTIFICATE REQUEST": "a certificate signing request; a CA makes a certificate of it",
    "NEW CERTIFICATE REQUEST": "a certificate signing request; a CA makes a certificate of it",
    "PUBLIC KEY": "a public key without a certificate",
    "RSA PUBLIC KEY": "a public key without a certificate",
    "PGP PUBLIC KEY BLOCK": "an OpenPGP key",
    "PGP PRIVATE KEY BLOCK": "an OpenPGP key",
    "TSS2 PRIVATE KEY": "a key that only its TPM can use",
    "DH PARAMETERS": "Diffie-Hellman parameters",
    "EC PARAMETERS": "the parameters of a curve",
    "X509 CRL": "a certificate revocation list",
    "ATTRIBUTE CERTIFICATE": "an attribute certificate, which has no key",
}


_PLAIN_STARTS: Final = tuple(
    f"-----BEGIN {label}-----".encode()
    for label in ("CERTIFICATE", "PRIVATE KEY", "ENCRYPTED PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY")
)
"""How most PEM files begin; no other format does, and no other reader needs to be asked."""


def sniff(data: bytes) -> int:
    """Return 100 where the file begins as PEM, 90 where a BEGIN marker stands anywhere."""
    if data.startswith(_PLAIN_STARTS):
        return 100
    from chainaudit.readers.pem import blocks

    return 90 if blocks.has_marker(data) else 0


def read(data: bytes, request: ReadRequest) -> Store:
    """Read every block of a PEM file.

    Raises:
        StoreError: there is no certificate and no private key in it.
    """
    from chainaudit.model.store import Store
    from chainaudit.readers.pem import bundle

    plain = bundle.certificates(data, request.limits.entries)
    if plain is not None:
        return _bundle(plain, request)
    from chainaudit.readers.keys.pairing import pair
    from chainaudit.readers.pem import blocks

    scanned = blocks.scan(data, WANTED, request.limits.entries)
    contents = _Contents(request)
    for block in scanned.blocks:
        contents.add(block)
        if len(contents.problems) > MAX_BROKEN:
            contents.give_up(block)
            break
    problems = [*scanned.problems, *contents.problems]
    if not contents.certificates and not contents.keys and not contents.stores and not problems:
        return _nothing(scanned.blocks, contents, request)
    entries = pair(contents.keys, contents.certificates, one_issuer=False, is_complete=not problems)
    key_problem = next((entry.key_problem for entry in entries if entry.key_problem is not None), None)
    problem = problems[0] if problems else key_problem
    notes = (*scanned.notes, *contents.notes, *(item.message for item in problems[1:]))
    if contents.stores and not entries and problem is None:
        inner = contents.stores[0]
        return inner.but(notes=(*inner.notes, *notes), children=tuple(contents.stores[1:]))
    return Store(
        request.source,
        "PEM",
        entries=tuple(entries),
        problem=problem,
        crls=tuple(contents.crls),
        notes=notes,
        children=tuple(contents.stores),
        file_order=tuple(found.certificate for found in contents.certificates),
        holders=_holders(scanned),
    )


def _holders(scanned: Scan) -> tuple[Holder, ...]:
    """Return what keeps a certificate in PEM from being put behind the others: their encoding, or that they are one."""
    from chainaudit.model.store import Holder

    names = [scanned.encoding] if scanned.encoding else []
    names += ["pkcs7"] * any(block.label in PKCS7_LABELS for block in scanned.blocks)
    return tuple(Holder(name.lower(), "PEM") for name in names)


def _bundle(certificates: list[Certificate], request: ReadRequest) -> Store:
    from chainaudit.model.store import Entry, EntryKind, Store

    entries = [
        Entry(EntryKind.CERTIFICATE, position=position, certificates=(certificate,))
        for position, certificate in enumerate(certificates)
    ]
    return Store(request.source, "PEM", entries=tuple(entries), file_order=tuple(certificates))


class _Contents:
    """What the blocks hold, sorted by kind."""

    __slots__ = ("_budget", "_request", "certificates", "crls", "keys", "notes", "others", "problems", "stores")

    def __init__(self, request: ReadRequest) -> None:
        from chainaudit.readers.crypto.key_derivation import WorkBudget

        self._request = request
        self._budget = WorkBudget.of(request)
        self.certificates: list[FoundCertificate] = []
        self.keys: list[FoundKey] = []
        self.problems: list[Problem] = []
        self.crls: list[bytes] = []
        self.stores: list[Store] = []
        self.notes: list[str] = []

    def add(self, block: Block) -> None:
        """Read one block."""
        from chainaudit.model.store import Problem

        try:
            if block.label in CERTIFICATE_LABELS:
                self._add_certificate(block)
            elif block.label in KEY_LABELS:
                self._add_key(block)
            elif block.label in PKCS7_LABELS:
                self._add_pkcs7(block)
            elif block.label in PKCS12_LABELS and self._request.read_nested is not None:
                self.stores.append(self._request.read_nested(block.content, self._request.source))
            elif block.label in CRL_LABELS:
                self.crls.append(block.content)
        except StoreError as error:
            self.problems.append(Problem.of(error, f"Block {block.number + 1}, {block.label}: {error.message}"))

    def give_up(self, block: Block) -> None:
        """Say that what follows ``block`` was not read."""
        from chainaudit.model.store import Problem

        sentence = f"More than {MAX_BROKEN:,} blocks cannot be read; what follows number {block.number + 1} was left."
        self.problems[:] = [Problem(StoreErrorKind.MALFORMED, sentence)]

    def _add_certificate(self, block: Block) -> None:
        from chainaudit.readers import pkcs7
        from chainaudit.readers.certificates import read_with_trust

        # Some CAs put a whole PKCS 7 under the label of a certificate.
        if pkcs7.sniff(block.content):
            self._add_pkcs7(block)
            return
        found = read_with_trust(block.content, position=self._position())
        alias = block.attributes.get("friendlyName", found.alias)
        self.certificates.append(found.named(alias, _local_key_id(block)))

    def _add_pkcs7(self, block: Block) -> None:
        from chainaudit.readers import pkcs7
        from chainaudit.readers.keys.pairing import FoundCertificate

        signed = pkcs7.read_signed_data(block.content, self._request.limits.entries)
        for certificate in signed.certificates:
            self.certificates.append(FoundCertificate(self._position(), certificate))
        self.crls.extend(signed.crls)
        self.problems.extend(signed.problems)

    def _add_key(self, block: Block) -> None:
        from chainaudit.model.store import Problem
        from chainaudit.readers.keys.pairing import FoundKey

        alias = block.attributes.get("friendlyName")
        key: PrivateKey | None = None
        problem: Problem | None = None
        try:
            key = self._open_key(block, alias)
        except StoreError as error:
            problem = Problem.of(error)
        self.keys.append(FoundKey(self._position(), key, problem, alias, _local_key_id(block)))

    def _open_key(self, block: Block, alias: str | None) -> PrivateKey:
        from chainaudit.readers.keys import private_keys

        passwords = self._request.key_password_candidates(alias)
        dek_info = next((value for name, value in block.headers.items() if name.lower() == "dek-info"), None)
        if dek_info is not None:
            from chainaudit.readers.keys.encrypted_keys import open_dek

            return open_dek(block.content, dek_info, passwords, self._budget)
        from chainaudit.readers.keys.encrypted_keys import is_encrypted, open_encrypted

        if block.label == "ENCRYPTED PRIVATE KEY" or is_encrypted(block.content):
            return open_encrypted(block.content, passwords, self._budget)
        return private_keys.read(block.content)

    def _position(self) -> int:
        return len(self.certificates) + len(self.keys)


def _local_key_id(block: Block) -> bytes:
    try:
        return bytes.fromhex(block.attributes.get("localKeyID", ""))
    except ValueError:
        return b""


def _nothing(blocks: list[Block], contents: _Contents, request: ReadRequest) -> Store:
    """Say what the file is instead of a store; its CRLs are handed on."""
    from chainaudit.model.store import Problem, Store

    label = blocks[0].label if blocks else ""
    if label in PKCS7_LABELS:
        problem = Problem(StoreErrorKind.EMPTY, "The PKCS 7 holds no certificate.")
        return Store(request.source, "PEM", problem=problem, crls=tuple(contents.crls))
    what = _OTHERS.get(label, f"PEM with nothing but {label or 'markers'}")
    problem = Problem(
        StoreErrorKind.NOT_A_STORE,
        f"{request.source} is {what}; it holds no certificate and no private key that can be read.",
    )
    return Store(request.source, "PEM", problem=problem, crls=tuple(contents.crls))


READER = Reader(
    name="PEM",
    title="PEM: certificates and keys as text",
    extensions=(".pem", ".crt", ".cer", ".key", ".cert", ".ca-bundle", ".p7b", ".p7c", ".p8"),
    sniff=sniff,
    read=read,
)
