"""Where revocation information is to be had: distribution points (RFC 5280, 4.2.1.13 and 5.2.5)."""

from __future__ import annotations

from typing import Final

from chainaudit.errors import EncodingError
from chainaudit.model import der, general_name
from chainaudit.model.general_name import GeneralName, NameKind
from chainaudit.model.name import Name

ALL_REASONS: Final = frozenset(range(1, 9))
"""Bits of ReasonFlags: keyCompromise (1) to aACompromise (8); bit 0 is unused."""

MAX_POINTS: Final = 1_000
"""Distribution points of one certificate that are looked at; real ones have one or two."""


class PointName:
    """A DistributionPointName: full names, or RDNs that are to be added to the CRL issuer's name."""

    __slots__ = ("full", "relative")

    def __init__(self, full: tuple[GeneralName, ...], relative: bytes | None) -> None:
        self.full = full
        self.relative = relative

    def names(self, issuers: tuple[Name, ...]) -> frozenset[object]:
        """Return comparable names; a relative one is put behind each of ``issuers`` (RFC 5280, 4.2.1.13)."""
        if self.relative is None:
            return frozenset(comparable(name) for name in self.full)
        return frozenset((NameKind.DIRECTORY, _extended(issuer, self.relative).key) for issuer in issuers)


class DistributionPoint:
    """One DistributionPoint; ``reasons`` None means all, ``crl_issuers`` () the certificate's own issuer."""

    __slots__ = ("crl_issuers", "name", "reasons")

    def __init__(
        self, name: PointName | None, reasons: frozenset[int] | None, crl_issuers: tuple[GeneralName, ...]
    ) -> None:
        self.name = name
        self.reasons = reasons
        self.crl_issuers = crl_issuers

    @property
    def issuer_names(self) -> tuple[Name, ...]:
        """The directory names of the CRL issuers."""
        return tuple(name.directory for name in self.crl_issuers if name.directory is not None)


class IssuingDistributionPoint:
    """What a CRL covers (RFC 5280, 5.2.5)."""

    __slots__ = ("encoded", "indirect", "name", "only_attributes", "only_cas", "only_users", "reasons")

    def __init__(self, encoded: bytes) -> None:
        """Read an issuingDistributionPoint.

        Raises:
            EncodingError: malformed.
        """
        self.encoded = encoded
        self.name: PointName | None = None
        self.reasons: frozenset[int] | None = None
        self.only_users = self.only_cas = self.only_attributes = self.indirect = False
        for node in der.sole(encoded, der.SEQUENCE, "issuingDistributionPoint").children():
            if node.tag == 0xA0:
                self.name = point_name(node)
            elif node.tag == 0x81:
                self.only_users = _flag(node)
            elif node.tag == 0x82:
                self.only_cas = _flag(node)
            elif node.tag == 0x83:
                self.reasons = _reasons(node)
            elif node.tag == 0x84:
                self.indirect = _flag(node)
            elif node.tag == 0x85:
                self.only_attributes = _flag(node)
            else:
                raise EncodingError("issuingDistributionPoint has an unknown field", node.start)

    def scope(self, issuer: Name) -> tuple[object, ...]:
        """Return what two CRLs of one issuer with the same scope have in common (RFC 5280, 6.3.3 (c))."""
        names = None if self.name is None else self.name.names((issuer,))
        return names, self.reasons, self.only_users, self.only_cas, self.only_attributes, self.indirect


def distribution_points(value: bytes) -> tuple[DistributionPoint, ...]:
    """Read cRLDistributionPoints or freshestCRL.

    Raises:
        EncodingError: malformed, empty, or more than ``MAX_POINTS``.
    """
    nodes = der.sole(value, der.SEQUENCE, "cRLDistributionPoints").children()
    if not nodes or len(nodes) > MAX_POINTS:
        raise EncodingError(f"cRLDistributionPoints holds {len(nodes)} points", 0)
    return tuple(_distribution_point(node) for node in nodes)


def point_name(node: der.Node) -> PointName:
    """Read a DistributionPointName in its explicit tag.

    Raises:
        EncodingError: malformed.
    """
    inner = node.children()
    if len(inner) == 1 and inner[0].tag == 0xA0:
        return PointName(tuple(general_name.read(child) for child in inner[0].children()), None)
    if len(inner) == 1 and inner[0].tag == 0xA1:
        return PointName((), der.encode(der.SET, inner[0].content))
    raise EncodingError("a distribution point's name is neither full nor relative", node.start)


def comparable(name: GeneralName) -> object:
    """Return what two equal names have in common: directory names prepared, others octet by octet."""
    return (name.kind, name.directory.key) if name.directory is not None else (name.kind, name.value)


def _distribution_point(node: der.Node) -> DistributionPoint:
    name: PointName | None = None
    reasons: frozenset[int] | None = None
    issuers: tuple[GeneralName, ...] = ()
    for part in node.expect(der.SEQUENCE, "a distribution point").children():
        if part.tag == 0xA0:
            name = point_name(part)
        elif part.tag == 0x81:
            reasons = _reasons(part)
        elif part.tag == 0xA2:
            issuers = tuple(general_name.read(child) for child in part.children())
        else:
            raise EncodingError("a distribution point has an unknown field", part.start)
    return DistributionPoint(name, reasons, issuers)


def _reasons(node: der.Node) -> frozenset[int]:
    octets, _ = der.bits(node, "reasons")
    return frozenset(8 * i + j for i, octet in enumerate(octets) for j in range(8) if octet & (0x80 >> j)) & ALL_REASONS


def _flag(node: der.Node) -> bool:
    return node.content not in {b"", b"\0"}


def _extended(issuer: Name, relative: bytes) -> Name:
    return Name(der.encode(der.SEQUENCE, der.read(issuer.encoded).content + relative))
