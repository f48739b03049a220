"""Faults that a presented chain shows by itself, without any truststore: what a verifier may have refused it for."""

from __future__ import annotations

import functools
import ipaddress
from typing import TYPE_CHECKING, Final, NamedTuple

from chainaudit.evidence.certificates import same_name

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from chainaudit.model.evidence import SeenCertificate

SERVER_AUTH: Final = "1.3.6.1.5.5.7.3.1"
CLIENT_AUTH: Final = "1.3.6.1.5.5.7.3.2"
ANY_PURPOSE: Final = "2.5.29.37.0"

_RSA_FLOOR: Final = 2048
_EC_FLOOR: Final = 224
_WEAK_DIGESTS: Final = frozenset(("md2", "md4", "md5", "sha1"))
_MAX_PATH: Final = 32
_KEPT: Final = 64


class ChainFault(NamedTuple):
    """A fault: its cause, how strongly the certificates alone speak for it (0 to 1), and why."""

    cause: str
    weight: float
    reason: str


@functools.lru_cache(maxsize=_KEPT)
def path_of(chain: tuple[SeenCertificate, ...]) -> tuple[SeenCertificate, ...]:
    """The way from the first certificate to its topmost issuer among those presented, whatever their order.

    Remembered: every rule about a chain asks for it, and a server presents the same one to all its clients.
    """
    if not chain:
        return ()
    path = [chain[0]]
    while len(path) < _MAX_PATH and not path[-1].is_self_issued:
        issuer = next((each for each in chain if each not in path and same_name(each.subject, path[-1].issuer)), None)
        if issuer is None:
            break
        path.append(issuer)
    return tuple(path)


def order_faults(chain: tuple[SeenCertificate, ...]) -> Iterator[ChainFault]:
    """What is untidy about the order and the members of a chain (RFC 5246 7.4.2)."""
    path = path_of(chain)
    if len(chain) < 2:
        return
    others = [each for each in chain if each not in path]
    leaf = next((each for each in others if each.is_ca is False and chain[0].is_ca), None)
    if leaf is not None:
        yield ChainFault("chain_leaf_not_first", 0.8, f"the first certificate is that of {chain[0].subject}, a CA")
        return
    if chain[: len(path)] != path:
        yield ChainFault("chain_wrong_order", 0.5, "the certificates do not follow each other from subject to issuer")
    if others:
        yield ChainFault("chain_extra_cert", 0.4, f"{others[0].subject} is not part of the chain")
    if len(path) > 1 and path[-1].is_self_issued:
        yield ChainFault("chain_contains_root", 0.1, f"the root {path[-1].subject} is sent along")


@functools.lru_cache(maxsize=_KEPT)
def issuer_faults(chain: tuple[SeenCertificate, ...], *, is_whole: bool = True) -> tuple[ChainFault, ...]:
    """Why no anchor may have been found: self-signed, cut short, or ending at an authority that is not known.

    Where certificates are missing from the evidence (``is_whole`` false) or are damaged in it, nothing is known of
    those behind the last one that links.
    """
    return tuple(_issuer_faults(chain, is_whole))


def _issuer_faults(chain: tuple[SeenCertificate, ...], is_whole: bool) -> Iterator[ChainFault]:  # noqa: FBT001 - as above
    if not chain:
        return
    path = path_of(chain)
    top = path[-1]
    damaged = any(each.der is not None and each.certificate is None for each in chain)
    if (damaged or not is_whole) and not top.is_self_issued:
        reason = f"the evidence does not show all that was presented above {top.subject}"
        yield ChainFault("unknown_ca", 0.6, reason)
        yield ChainFault("incomplete_chain", 0.45, reason)
        return
    if chain[0].is_self_issued:
        yield ChainFault("self_signed", 0.95, f"{chain[0].subject} is issued by itself")
    elif top.is_self_issued:
        yield ChainFault("unknown_ca", 0.85, f"the chain ends at the root {top.subject}, which the client must trust")
    elif len(path) == 1:
        root_like = "root" in top.issuer.lower()
        yield ChainFault(
            "incomplete_chain",
            0.45 if root_like else 0.85,
            f"only the certificate itself is sent, its issuer {top.issuer} is not",
        )
        yield ChainFault(
            "unknown_ca", 0.6 if root_like else 0.4, f"the issuer {top.issuer} may be missing from the truststore"
        )
    else:
        yield ChainFault(
            "unknown_ca", 0.7, f"the chain ends at {top.subject}, issued by {top.issuer}, which is not sent"
        )
        yield ChainFault(
            "incomplete_chain", 0.3, f"the issuer {top.issuer} may itself be an intermediate that is not sent"
        )


def phase(certificate: SeenCertificate, moment: datetime) -> tuple[bool, bool]:
    """Whether a certificate is valid already, and whether it is valid still."""
    begin, end = certificate.not_before, certificate.not_after
    return begin is None or moment >= begin, end is None or moment <= end


def date_faults(chain: tuple[SeenCertificate, ...], moment: datetime | None) -> Iterator[ChainFault]:
    """Validity at the moment of the connection (RFC 5280 4.1.2.5)."""
    if moment is None or not chain:
        return
    for position, each in enumerate(path_of(chain)):
        is_begun, is_current = phase(each, moment)
        if not is_current:
            cause = "intermediate_expired" if position else "certificate_expired"
            yield ChainFault(cause, 0.95, f"{each.subject} expired on {each.not_after:%Y-%m-%d %H:%M:%S} UTC")
        if not is_begun:
            reason = f"{each.subject} is valid only from {each.not_before:%Y-%m-%d %H:%M:%S} UTC"
            yield ChainFault("certificate_not_yet_valid", 0.95, reason)


def strength_faults(chain: tuple[SeenCertificate, ...]) -> Iterator[ChainFault]:
    """Keys and signatures below today's floors (SP 800-131A, BR 6.1.5)."""
    for each in path_of(chain):
        floor = {"RSA": _RSA_FLOOR, "DSA": _RSA_FLOOR, "EC": _EC_FLOOR}.get(each.key_algorithm or "", 0)
        if each.key_bits is not None and each.key_bits < floor:
            yield ChainFault("weak_chain", 0.85, f"{each.subject} has a key of {each.key_bits} bits")
        elif each.digest in _WEAK_DIGESTS and not each.is_self_issued:
            yield ChainFault("weak_chain", 0.75, f"{each.subject} is signed with {each.digest.upper()}")


def issuing_faults(chain: tuple[SeenCertificate, ...]) -> Iterator[ChainFault]:
    """Issuers that may not issue (RFC 5280 6.1.4 k)."""
    for each in path_of(chain)[1:]:
        if each.is_self_issued:
            continue
        if each.version == 1:
            yield ChainFault("x509_v1_ca", 0.95, f"{each.subject} issues certificates but is of X.509 version 1")
        elif each.is_ca is False and each.version is not None:
            yield ChainFault("x509_v1_ca", 0.85, f"{each.subject} issues certificates but is not marked as a CA")


def purpose_faults(chain: tuple[SeenCertificate, ...], wanted: str) -> Iterator[ChainFault]:
    """Extended key usages that do not allow the role (RFC 5280 4.2.1.12)."""
    role = "server" if wanted == SERVER_AUTH else "client"
    for position, each in enumerate(path_of(chain)):
        if each.purposes and wanted not in each.purposes and (position or ANY_PURPOSE not in each.purposes):
            if ANY_PURPOSE in each.purposes:
                continue
            yield ChainFault("wrong_eku", 0.6 if position else 0.9, f"{each.subject} is not meant for a TLS {role}")


def name_faults(chain: tuple[SeenCertificate, ...], host: str | None) -> Iterator[ChainFault]:
    """Whether the certificate is for the host that was asked for (RFC 9525 6)."""
    if not chain or not host:
        return
    leaf = chain[0]
    if leaf.names is None:
        return
    if leaf.names:
        if not any(matches(name, host) for name in leaf.names):
            names = ", ".join(leaf.names[:4])
            yield ChainFault("hostname_mismatch", 0.9, f"the certificate is for {names}, the client asked for {host}")
        return
    common = common_name(leaf)
    if common is not None and matches(common, host):
        yield ChainFault("cn_only_no_san", 0.5, f"{host} stands in the common name only, there is no subjectAltName")
    else:
        yield ChainFault("hostname_mismatch", 0.9, f"the certificate is for {common}, the client asked for {host}")


def common_name(certificate: SeenCertificate) -> str | None:
    """The common name of a certificate's subject."""
    from chainaudit.evidence.certificates import split_name

    return next((value for label, value in split_name(certificate.subject) if label == "CN"), None)


def matches(pattern: str, host: str) -> bool:
    """Whether a presented name covers a host: letters of any case, one wildcard as the whole left-most label."""
    pattern, host = pattern.lower().rstrip("."), host.lower().rstrip(".")
    if pattern == host:
        return True
    try:
        return ipaddress.ip_address(pattern) == ipaddress.ip_address(host)
    except ValueError:
        pass
    label, _, parent = host.partition(".")
    return pattern.startswith("*.") and bool(label) and pattern[2:] == parent and "." in parent


def assumed(fault: ChainFault) -> ChainFault:
    """A fault of dates judged at a time that the evidence does not hold."""
    return ChainFault(fault.cause, fault.weight * 0.85, f"{fault.reason} (judged at the time of the file)")


def server_faults(
    chain: tuple[SeenCertificate, ...],
    moment: datetime | None,
    host: str | None,
    *,
    is_assumed: bool = False,
    is_whole: bool = True,
) -> list[ChainFault]:
    """Every fault of a server's chain, those that need a truststore to be sure of included."""
    dated = [assumed(fault) if is_assumed else fault for fault in date_faults(chain, moment)]
    return [*dated, *_lasting_faults(chain, host), *issuer_faults(chain, is_whole=is_whole), *order_faults(chain)]


@functools.lru_cache(maxsize=_KEPT)
def _lasting_faults(chain: tuple[SeenCertificate, ...], host: str | None) -> tuple[ChainFault, ...]:
    """Faults that do not depend on the moment."""
    return (
        *issuing_faults(chain),
        *name_faults(chain, host),
        *strength_faults(chain),
        *purpose_faults(chain, SERVER_AUTH),
    )
