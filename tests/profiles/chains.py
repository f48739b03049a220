"""Chains of all kinds, made by chance from a seed: sound ones with up to three things changed, each in one certificate.

They are what profiles are compared on with the real verifiers; a seed and a number name a chain for good.
"""

from __future__ import annotations

import random
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from chainaudit.model import der, extension
from tests import forge

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from chainaudit.model.certificate import Certificate

AKI, SKI = extension.AUTHORITY_KEY_IDENTIFIER, extension.SUBJECT_KEY_IDENTIFIER
BC, KU, EKU = extension.BASIC_CONSTRAINTS, extension.KEY_USAGE, extension.EXTENDED_KEY_USAGE
SAN, NC, AIA = extension.SUBJECT_ALTERNATIVE_NAME, extension.NAME_CONSTRAINTS, extension.AUTHORITY_INFORMATION_ACCESS
HOSTS: Final = ("leaf.example", "a.leaf.example", "other.example", "192.0.2.1")
_DAY: Final = timedelta(days=1)


class Chain(NamedTuple):
    """One question: what was changed, the certificates, and the host asked for."""

    name: str
    target: Certificate
    untrusted: tuple[Certificate, ...]
    anchors: tuple[Certificate, ...]
    host: str


def subtrees(tag: int, *names: bytes) -> bytes:
    """Encode permitted (0xA0) or excluded (0xA1) subtrees of encoded general names."""
    return der.encode(tag, b"".join(der.encode(der.SEQUENCE, name) for name in names))


def dns(text: str) -> bytes:
    return der.encode(0x82, text.encode())


def network(address: bytes, mask: bytes) -> bytes:
    return der.encode(0x87, address + mask)


NET: Final = network(b"\xc0\x00\x02\x00", b"\xff\xff\xff\x00")
OTHER_NET: Final = network(b"\xc6\x33\x64\x00", b"\xff\xff\xff\x00")
DIRECTORY: Final = der.encode(0xA4, forge.name("Somewhere"))
ACCESS: Final = der.encode(
    der.SEQUENCE,
    der.encode(
        der.SEQUENCE,
        der.encode(der.OBJECT_IDENTIFIER, der.encode_oid(extension.OCSP_ACCESS))
        + der.encode(0x86, b"http://o.example"),
    ),
)


def constraints(*fields: bytes) -> bytes:
    return der.encode(der.SEQUENCE, b"".join(fields))


def replaced(oid: str, value: tuple[bool, bytes] | None) -> dict[str, Any]:
    """Parts of a certificate in which one extension is another, or is left out."""
    return {"replace": {oid: value}}


def added(oid: str, value: bytes, *, critical: bool = False) -> dict[str, Any]:
    return {"extra": ((oid, critical, value),)}


def usage(*oids: str, critical: bool = False) -> dict[str, Any]:
    return replaced(EKU, (critical, forge.usages(*oids)))


def bits(*numbers: int) -> dict[str, Any]:
    return replaced(KU, (True, forge.key_usage(*numbers)))


EVERYWHERE: Final[dict[str, dict[str, Any]]] = {
    "expired": {"end": forge.MOMENT - _DAY},
    "not yet valid": {"begin": forge.MOMENT + _DAY},
    "ends now": {"end": forge.MOMENT},
    "begins now": {"begin": forge.MOMENT},
    "RSA 2048": {"kind": "2048"},
    "RSA 1024": {"kind": "1024"},
    "P-384": {"kind": "P-384"},
    "P-224": {"kind": "P-224"},
    "P-192": {"kind": "P-192"},
    "DSA": {"kind": "DSA"},
    "Ed25519": {"kind": "Ed25519"},
    "SHA-1": {"digest": "sha1"},
    "MD5": {"digest": "md5"},
    "SHA-384": {"digest": "sha384"},
    "serial zero": {"serial": b"\x00"},
    "serial of 21 octets": {"serial": b"\x01" * 21},
    "serial of 22 octets": {"serial": b"\x01" * 22},
    "version 1": {"version": 1},
    "no SKI": replaced(SKI, None),
    "critical SKI": replaced(SKI, (True, der.encode(der.OCTET_STRING, b"12345678901234567890"))),
    "no AKI": replaced(AKI, None),
    "AKI of another key": replaced(AKI, (False, der.encode(der.SEQUENCE, der.encode(0x80, b"another")))),
    "AKI without key": replaced(AKI, (False, der.encode(der.SEQUENCE, b""))),
    "no basic constraints": replaced(BC, None),
    "no key usage": replaced(KU, None),
    "empty key usage": bits(),
    "no EKU": replaced(EKU, None),
    "EKU server": usage(extension.SERVER_AUTH),
    "EKU client": usage(extension.CLIENT_AUTH),
    "EKU any": usage(extension.ANY_EXTENDED_KEY_USAGE),
    "EKU critical": usage(extension.SERVER_AUTH, critical=True),
    "EKU code": usage(extension.CODE_SIGNING, extension.SERVER_AUTH),
    "unknown extension": added("1.3.6.1.4.1.55738.666.1", b"\x05\x00"),
    "unknown critical extension": added("1.3.6.1.4.1.55738.666.1", b"\x05\x00", critical=True),
    "critical AIA": added(AIA, ACCESS, critical=True),
    "AIA": added(AIA, ACCESS),
    "malformed AIA": added(AIA, b"malformed"),
    "critical CRL points": added(extension.CRL_DISTRIBUTION_POINTS, ACCESS[:0] + b"\x30\x00", critical=True),
    "critical issuer names": added(extension.ISSUER_ALTERNATIVE_NAME, forge.san("ca.example"), critical=True),
    "duplicate AIA": {"extra": ((AIA, False, ACCESS), (AIA, False, ACCESS))},
    "printable subject": {"subject_tag": der.PRINTABLE_STRING},
}
ISSUERS: Final[dict[str, dict[str, Any]]] = {
    "not a CA": replaced(BC, (True, forge.basic_constraints(ca=False))),
    "basic constraints not critical": replaced(BC, (False, forge.basic_constraints(ca=True))),
    "path length 0": replaced(BC, (True, forge.basic_constraints(ca=True, path_length=0))),
    "path length 1": replaced(BC, (True, forge.basic_constraints(ca=True, path_length=1))),
    "no keyCertSign": bits(extension.CRL_SIGN),
    "permits the leaf": added(NC, constraints(subtrees(0xA0, dns("leaf.example"))), critical=True),
    "permits another": added(NC, constraints(subtrees(0xA0, dns("else.example"))), critical=True),
    "permits a name of one label": added(NC, constraints(subtrees(0xA0, dns("example"))), critical=True),
    "permits with a period": added(NC, constraints(subtrees(0xA0, dns(".example"))), critical=True),
    "permits with an asterisk": added(NC, constraints(subtrees(0xA0, dns("*.example"))), critical=True),
    "excludes the leaf": added(NC, constraints(subtrees(0xA1, dns("leaf.example"))), critical=True),
    "excludes another": added(NC, constraints(subtrees(0xA1, dns("else.example"))), critical=True),
    "excludes below the leaf": added(NC, constraints(subtrees(0xA1, dns("b.leaf.example"))), critical=True),
    "permits not critically": added(NC, constraints(subtrees(0xA0, dns("else.example")))),
    "permits a network": added(NC, constraints(subtrees(0xA0, NET)), critical=True),
    "permits another network": added(NC, constraints(subtrees(0xA0, OTHER_NET)), critical=True),
    "excludes a network": added(NC, constraints(subtrees(0xA1, NET)), critical=True),
    "permits a directory": added(NC, constraints(subtrees(0xA0, DIRECTORY)), critical=True),
    "excludes a directory": added(NC, constraints(subtrees(0xA1, DIRECTORY)), critical=True),
    "empty constraints": added(NC, constraints(), critical=True),
    "self-issued": {"subject": "Intermediate 1"},
}
TARGETS: Final[dict[str, dict[str, Any]]] = {
    "a CA": replaced(BC, (True, forge.basic_constraints(ca=True))),
    "signs certificates": bits(extension.DIGITAL_SIGNATURE, extension.KEY_CERT_SIGN),
    "enciphers only": bits(extension.KEY_ENCIPHERMENT),
    "agrees only": bits(extension.KEY_AGREEMENT),
    "no names": replaced(SAN, None),
    "critical names": replaced(SAN, (True, forge.san("leaf.example"))),
    "wildcard": {"names": ("*.leaf.example",)},
    "bare wildcard": {"names": ("*",)},
    "wildcard of a suffix": {"names": ("*.example",)},
    "inner wildcard": {"names": ("a.*.example",)},
    "partial wildcard": {"names": ("l*f.example",)},
    "upper case": {"names": ("LEAF.example",)},
    "underscore": {"names": ("a_b.example", "leaf.example")},
    "trailing dot": {"names": ("leaf.example.",)},
    "address": {"names": ("IP:192.0.2.1",)},
    "address and name": {"names": ("IP:192.0.2.1", "leaf.example")},
    "mail only": {"names": ("email:a@leaf.example",)},
    "mail and name": {"names": ("email:a@leaf.example", "leaf.example")},
    "other name": {"names": ("other.example",)},
    "not ASCII": {"names": ("l\u00e9af.example", "leaf.example")},
    "named by address": {"subject": "192.0.2.1"},
    "empty subject": {"subject": None},
    "empty subject, critical names": {"subject": None, **replaced(SAN, (True, forge.san("leaf.example")))},
    "malformed names": replaced(SAN, (False, b"leaf.example")),
    "empty names": replaced(SAN, (False, der.encode(der.SEQUENCE, b""))),
    "name constraints": added(NC, constraints(subtrees(0xA0, dns("leaf.example"))), critical=True),
    "issuer in capitals": {"issuer_name": "upper"},
    "signed by another key": {"signed_by": "stranger"},
}
SETS: Final[dict[str, Callable[[list[forge.Forged], random.Random], tuple[list[forge.Forged], list[forge.Forged]]]]] = {
    "as it should be": lambda chain, _: (chain[1:-1], chain[-1:]),
    "root presented too": lambda chain, _: (chain[1:], chain[-1:]),
    "out of order": lambda chain, _: (chain[:0:-1], chain[-1:]),
    "shuffled with strangers": lambda chain, chance: (_shuffled([*chain[1:-1], *_strangers()], chance), chain[-1:]),
    "an issuer is missing": lambda chain, _: (chain[2:-1], chain[-1:]),
    "anchored at the first issuer": lambda chain, _: (chain[2:-1], chain[1:2]),
    "anchored at the target": lambda chain, _: (chain[1:-1], chain[:1]),
    "anchored at a stranger": lambda chain, _: (chain[1:], [forge.root("Stranger")]),
    "anchored at both": lambda chain, _: (chain[1:-1], [chain[-1], *chain[1:2]]),
    "another root of the same name": lambda chain, _: (
        chain[1:-1],
        [forge.root("Root", use_key=forge.key("EC", "impostor")), chain[-1]],
    ),
}


def _shuffled(items: list[forge.Forged], chance: random.Random) -> list[forge.Forged]:
    return chance.sample(items, len(items))


def _strangers() -> list[forge.Forged]:
    other = forge.root("Stranger")
    return [other, forge.intermediate(other, "Intermediate 1")]


def chains(seed: int, count: int) -> Iterator[Chain]:
    """Yield chains; the same seed gives the same ones, but for keys and serial numbers."""
    chance = random.Random(seed)  # noqa: S311 - a test repeats itself
    for number in range(count):
        yield _chain(f"{seed}:{number}", chance)


def _chain(name: str, chance: random.Random) -> Chain:
    depth = chance.choice((0, 1, 1, 1, 2, 3))
    changes: list[dict[str, Any]] = [{} for _ in range(depth + 2)]
    told = []
    for _ in range(chance.choice((0, 1, 1, 1, 1, 2, 2, 3))):
        position = chance.randrange(depth + 2)
        own = TARGETS if position == depth + 1 else ISSUERS
        what = chance.choice([*EVERYWHERE, *own, *own])
        _merge(changes[position], {**EVERYWHERE, **own}[what])
        told.append(f"{'root' if position == 0 else 'leaf' if position == depth + 1 else f'CA {position}'}: {what}")
    made = [_made("Root", None, changes[0])]
    for position in range(1, depth + 1):
        made.append(_made(f"Intermediate {position}", made[-1], changes[position]))
    target = _made(None, made[-1], changes[-1])
    given = chance.choice([*SETS, *["as it should be"] * 12])
    host = chance.choice((*HOSTS, *["leaf.example"] * 8))
    untrusted, anchors = SETS[given]([target, *reversed(made)], chance)
    return Chain(
        f"{name} ({'; '.join(told) or 'nothing'}; {given}; {host})",
        target.certificate,
        tuple(c.certificate for c in untrusted),
        tuple(c.certificate for c in anchors),
        host,
    )


def _merge(into: dict[str, Any], more: dict[str, Any]) -> None:
    for key, value in more.items():
        if key == "replace":
            into[key] = {**into.get(key, {}), **value}
        elif key == "extra":
            into[key] = (*into.get(key, ()), *value)
        else:
            into[key] = value


def _made(subject: str | None, issuer: forge.Forged | None, changes: dict[str, Any]) -> forge.Forged:
    parts = dict(changes)
    if subject is not None:
        parts.setdefault("subject", subject)
        parts["ca"] = True
    if issuer is not None and parts.get("issuer_name") == "upper":
        parts["issuer_name"] = forge.name((issuer.certificate.subject.common_name or "").upper())
    if issuer is not None and parts.pop("signed_by", None):
        issuer = issuer._replace(key=forge.key("EC", "stranger"))
    if issuer is None and subject == "Root" and parts["subject"] != "Root":
        parts["subject"] = "Root"
    return forge.issue(issuer, **parts)
