"""What most software has in common: which key can be used, which names a truststore offers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chainaudit.model.public_key import EC
from chainaudit.model.store import EntryKind
from chainaudit.validators.keys.security_bits import security_bits as key_bits
from chainaudit.validators.signatures.security_bits import security_bits as digest_bits

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from chainaudit.model.certificate import Certificate
    from chainaudit.model.name import Name
    from chainaudit.model.path import Anchor
    from chainaudit.model.rules import Rules
    from chainaudit.model.store import Entry, Store

    Inability = tuple[str, str | None, str]
    Unable = Callable[[Sequence[Certificate], str, bool], Inability | None]


def key_fault(entry: Entry) -> str | None:
    """Say why the key of an entry cannot be used; None where it can."""
    if entry.kind is not EntryKind.PRIVATE_KEY or not entry.has_private_key:
        return f"{entry.label} has no private key"
    if entry.private_key is None:
        why = entry.key_problem.message if entry.key_problem is not None else "it could not be read"
        return f"the private key of {entry.label} cannot be used: {why}"
    if not entry.certificates:
        return f"{entry.label} has a key but no certificate"
    return None


def mismatched_key(entry: Entry) -> str | None:
    """The same, for software that compares the key with the certificate before it uses them."""
    fault = key_fault(entry)
    if fault is None and entry.key_matches_certificate is False:
        number = next((n for n, c in enumerate(entry.certificates) if _owns(entry, c)), 0)
        other = f"; it belongs to number {number + 1}, '{entry.certificates[number].subject}'" if number else ""
        return (
            f"the private key of {entry.label} does not belong to its certificate, which is the first, "
            f"'{entry.certificates[0].subject}'{other}"
        )
    return fault


def _owns(entry: Entry, certificate: Certificate) -> bool:
    key, public = entry.private_key, certificate.public_key
    return key is not None and public is not None and bool(key.belongs_to(public))


def entry_chain(_store: Store, entry: Entry) -> tuple[Certificate, ...]:
    """Return the chain of the entry as it is stored."""
    return entry.certificates


def file_chain(store: Store, entry: Entry) -> tuple[Certificate, ...]:
    """Return the certificates of a file as they stand in it, where they are sent so; else the chain of the entry."""
    return store.sent_with(entry)


def subjects(anchors: Sequence[Anchor]) -> tuple[Name, ...]:
    """Return the name of each trusted certificate once."""
    found = {anchor.certificate.subject.key: anchor.certificate.subject for anchor in anchors}
    return tuple(found.values())


def numbers_of(reasons: Sequence[object]) -> list[int]:
    """Return the error numbers that a verifier says, in order."""
    return [number for reason in reasons if (number := getattr(reason, "number", None)) is not None]


def below_floor(chain: Sequence[Certificate], rules: Rules) -> str | None:
    """Say which certificate of its own software with OpenSSL's security levels does not load; None where all are.

    ``rules.security_bits`` is the level's strength (ssl_security_cert() when a certificate is loaded, SSL_CTX_new(3)):
    keys count for every certificate, digests for those that are not self-signed.
    """
    floor = rules.security_bits
    if not floor:
        return None
    for place, certificate in enumerate(chain):
        what = f"'{certificate.subject}'"
        key, algorithm = certificate.public_key, certificate.signature_algorithm
        if key is not None and key_bits(key) < floor:
            kind = "ca" if place else "ee"
            return f"the key of {what}, {key.label}, is too short to be loaded at this level ({kind} key too small)"
        if not certificate.is_self_issued and algorithm is not None and digest_bits(algorithm) < floor:
            return f"the signature of {what} is too weak to be loaded at this level (ca md too weak)"
    return None


_SIGNING_CURVES: Final = frozenset({"P-256", "P-384", "P-521"})


def unusual_curve(chain: Sequence[Certificate]) -> str | None:
    """Say that the key of a chain is on a curve that TLS libraries neither offer nor sign with; None where not."""
    key = chain[0].public_key if chain else None
    if key is None or key.algorithm != EC or key.curve in _SIGNING_CURVES:
        return None
    return f"the key of '{chain[0].subject}', {key.label}, is on a curve that TLS does not sign with by default"


def unable_with(table: Mapping[tuple[str, bool], tuple[str, str | None]]) -> Unable:
    """Return what refuses keys on unusual curves by a table of (side, TLS 1.3 or not) to (who refuses, alert)."""

    def unable(chain: Sequence[Certificate], side: str, tls13: bool) -> Inability | None:  # noqa: FBT001
        why = unusual_curve(chain)
        if why is None or (side, tls13) not in table:
            return None
        return (*table[side, tls13], why)

    return unable
