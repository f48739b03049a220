"""What can be wrong with a certificate: one method a fault, each of which changes the parts it is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from tests.differential import making
from tests.differential.making import Key, extension

if TYPE_CHECKING:
    import random

SERVER: Final = "1.3.6.1.5.5.7.3.1"
CLIENT: Final = "1.3.6.1.5.5.7.3.2"
MAIL: Final = "1.3.6.1.5.5.7.3.4"
ANY: Final = "2.5.29.37.0"
STAMP: Final = "1.3.6.1.5.5.7.3.8"
POLICIES: Final = ("1.2.3.4.1", "1.2.3.4.2", "2.5.29.32.0")


class Faults:
    """Spoils the parts of a certificate at random."""

    def __init__(self, rng: random.Random, pool: list[Key]) -> None:
        self.rng = rng
        self.pool = pool

    def chance(self, share: float) -> bool:
        return self.rng.random() < share

    def key(self) -> Key:
        return self.rng.choices(self.pool, (4, 4, 4, 6, 6, 6, 6, 1, 1, 0.5))[0]

    def usages(self, *oids: str, critical: bool = False) -> bytes:
        return extension("2.5.29.37", making.seq(*map(making.oid, oids)), critical=critical)

    def policies(self) -> bytes:
        chosen = self.rng.sample(POLICIES, self.rng.choice((1, 1, 2)))
        return extension("2.5.29.32", making.seq(*(making.seq(making.oid(o)) for o in chosen)))

    def spoil(self, parts: dict[str, Any], *, is_leaf: bool) -> None:
        kind = self.rng.choice(_FAULTS)
        getattr(self, f"fault_{kind}")(parts, is_leaf)

    def put(self, parts: dict[str, Any], label: str, encoded: bytes | None) -> None:
        parts["extensions"] = [(k, v) for k, v in parts["extensions"] if k != label]
        if encoded is not None:
            parts["extensions"].append((label, encoded))

    def fault_dates(self, parts: dict[str, Any], _leaf: bool) -> None:
        parts["days"] = self.rng.choice(((-100, -1), (1, 100), (-100, 0), (0, 100), (-100, 1 / 86400), (100, -100)))

    def fault_signature(self, parts: dict[str, Any], _leaf: bool) -> None:
        parts["damage"] = True

    def fault_digest(self, parts: dict[str, Any], _leaf: bool) -> None:
        parts["digest"] = "sha1" if parts["signer"].kind != "rsa" or self.chance(0.6) else "md5"
        if self.chance(0.3):
            parts["inner_digest"] = "sha256"

    def fault_signer(self, parts: dict[str, Any], _leaf: bool) -> None:
        parts["signer"] = self.key()
        if self.chance(0.5):
            self.put(parts, "aki", None)

    def fault_issuer(self, parts: dict[str, Any], _leaf: bool) -> None:
        parts["issuer"] = making.name(("CN", "Nobody")) if self.chance(0.7) else making.seq()

    def fault_version(self, parts: dict[str, Any], _leaf: bool) -> None:
        parts["version"] = self.rng.choice((1, 1, 2))

    def fault_constraints(self, parts: dict[str, Any], leaf: bool) -> None:
        choices: list[bytes | None] = [
            None,
            extension("2.5.29.19", making.basic_constraints(ca=leaf), critical=True),
            extension("2.5.29.19", making.basic_constraints(ca=True), critical=False),
            extension("2.5.29.19", making.basic_constraints(ca=True, length=self.rng.randrange(3)), critical=True),
            extension("2.5.29.19", making.basic_constraints(ca=False, length=0), critical=True),
            extension("2.5.29.19", making.basic_constraints(ca=True, length=-1), critical=True),
            extension("2.5.29.19", b"\x30\x03\x02", critical=True),
        ]
        self.put(parts, "bc", self.rng.choice(choices))

    def fault_usage(self, parts: dict[str, Any], _leaf: bool) -> None:
        choices = ((), (0,), (2,), (4,), (5,), (6,), (5, 6), (0, 5), (1,), (3,), (2, 4), (7,))
        encoded = extension("2.5.29.15", making.flags(self.rng.choice(choices)), critical=self.chance(0.7))
        self.put(parts, "ku", None if self.chance(0.15) else encoded)

    def fault_extended(self, parts: dict[str, Any], _leaf: bool) -> None:
        choices = (
            (SERVER,),
            (CLIENT,),
            (MAIL,),
            (ANY,),
            (SERVER, CLIENT),
            (STAMP,),
            ("1.3.6.1.4.1.311.10.3.3",),
            ("1.2.3.4",),
            (),
        )
        self.put(parts, "eku", self.usages(*self.rng.choice(choices), critical=self.chance(0.4)))

    def fault_netscape(self, parts: dict[str, Any], _leaf: bool) -> None:
        choice = self.rng.choice(((0,), (1,), (2,), (5,), (6,), (7,), (0, 1), (5, 6), ()))
        self.put(parts, "ns", extension("2.16.840.1.113730.1.1", making.flags(choice)))
        if self.chance(0.6):
            self.put(parts, "bc", None)
            self.put(parts, "ku", None)

    def fault_identifiers(self, parts: dict[str, Any], _leaf: bool) -> None:
        serial, dirname = making.der.encode(0x82, b"\x05"), making.name(("CN", "Nobody"))
        issuer = making.der.encode(0xA1, making.der.encode(0xA4, dirname))
        choices = [
            ("aki", None),
            ("ski", None),
            ("aki", extension("2.5.29.35", making.seq(making.der.encode(0x80, b"\1" * 20)))),
            ("aki", extension("2.5.29.35", making.seq(issuer, serial))),
            ("aki", extension("2.5.29.35", making.seq())),
            (
                "aki",
                extension("2.5.29.35", making.seq(making.der.encode(0x80, parts["signer"].identifier)), critical=True),
            ),
            ("ski", extension("2.5.29.14", making.octets(b"\2" * 20))),
            ("ski", extension("2.5.29.14", making.octets(parts["key"].identifier), critical=True)),
        ]
        self.put(parts, *self.rng.choice(choices))

    def fault_unknown(self, parts: dict[str, Any], _leaf: bool) -> None:
        dotted = self.rng.choice(
            ("1.2.3.4.5", "2.5.29.18", "1.3.6.1.5.5.7.1.1", "2.5.29.54", "1.3.6.1.5.5.7.1.24", "2.5.29.46")
        )
        value = making.integer(0) if dotted == "2.5.29.54" else making.seq()
        encoded = (dotted, extension(dotted, value, critical=self.chance(0.8)))
        at = self.rng.choice((0, len(parts["extensions"])))
        parts["extensions"].insert(at, encoded)

    def fault_duplicate(self, parts: dict[str, Any], _leaf: bool) -> None:
        if parts["extensions"]:
            parts["extensions"].append(self.rng.choice(parts["extensions"]))

    def fault_names(self, parts: dict[str, Any], _leaf: bool) -> None:
        choices = (
            [],
            [(0x82, b"www.b.example")],
            [(0x82, b"*.a.example")],
            [(0x87, b"\x7f\0\0\1")],
            [(0x81, b"x@a.example")],
            [(0x82, b"w*.a.example")],
            [(0x82, b"www.a.example."), (0x82, b"")],
            [(0x86, b"http://www.a.example/")],
            [(0x87, b"\x7f\0\0")],
            [(0x82, b"WWW.A.Example")],
            [(0x81, b"X@a.EXAMPLE"), (0x87, bytes(16))],
        )
        value = making.seq(*(making.general_name(t, v) for t, v in self.rng.choice(choices)))
        self.put(parts, "san", None if self.chance(0.2) else extension("2.5.29.17", value, critical=self.chance(0.2)))

    def fault_subject(self, parts: dict[str, Any], _leaf: bool) -> None:
        if self.chance(0.5):
            parts["subject"] = making.seq()
        else:
            parts["subject"] = parts["issuer"]

    def fault_name_constraints(self, parts: dict[str, Any], _leaf: bool) -> None:
        bases = (
            (0x82, b"a.example"),
            (0x82, b".a.example"),
            (0x82, b"b.example"),
            (0x82, b""),
            (0x81, b"a.example"),
            (0x81, b"x@a.example"),
            (0x81, b".example"),
            (0x86, b"a.example"),
            (0x86, b".a.example"),
            (0x87, b"\x7f\0\0\0\xff\0\0\0"),
            (0x87, bytes(32)),
            (0x87, b"\x7f\0\0"),
            (0xA4, making.name(("CN", "www.a.example"))),
            (0xA4, making.seq()),
            (0xA4, making.name(("O", "X"))),
            (0x88, b"\x2a\3"),
        )

        def trees(tag: int) -> bytes:
            chosen = self.rng.sample(bases, self.rng.choice((1, 1, 2)))
            limit = (
                making.der.encode(0x80, b"\1")
                if self.chance(0.07)
                else making.der.encode(0x81, b"\1")
                if self.chance(0.05)
                else b""
            )
            return making.der.encode(tag, b"".join(making.seq(making.general_name(t, v), limit) for t, v in chosen))

        value = making.seq(*(trees(tag) for tag in self.rng.choice(((0xA0,), (0xA1,), (0xA0, 0xA1)))))
        self.put(parts, "nc", extension("2.5.29.30", value, critical=self.chance(0.7)))

    def fault_policy(self, parts: dict[str, Any], _leaf: bool) -> None:
        choices = [
            ("pol", self.policies()),
            (
                "pol",
                extension(
                    "2.5.29.32", making.seq(making.seq(making.oid(POLICIES[0])), making.seq(making.oid(POLICIES[0])))
                ),
            ),
            ("pc", extension("2.5.29.36", making.seq(making.der.encode(0x80, b"\0")), critical=self.chance(0.5))),
            ("pc", extension("2.5.29.36", making.seq(), critical=True)),
            ("pc", extension("2.5.29.36", making.seq(making.der.encode(0x80, b"\1"), making.der.encode(0x81, b"\0")))),
            ("pm", extension("2.5.29.33", making.seq(making.seq(making.oid(POLICIES[0]), making.oid(POLICIES[1]))))),
            ("pm", extension("2.5.29.33", making.seq(making.seq(making.oid(POLICIES[0]), making.oid(POLICIES[2]))))),
            ("ia", extension("2.5.29.54", making.integer(self.rng.choice((0, 1, -1))), critical=self.chance(0.5))),
            ("pol", extension("2.5.29.32", making.seq())),
        ]
        self.put(parts, *self.rng.choice(choices))

    def fault_proxy(self, parts: dict[str, Any], _leaf: bool) -> None:
        inherit = making.seq(making.oid("1.3.6.1.5.5.7.21.1"))
        length = making.integer(self.rng.randrange(2)) if self.chance(0.4) else b""
        self.put(
            parts, "proxy", extension("1.3.6.1.5.5.7.1.14", making.seq(length, inherit), critical=self.chance(0.9))
        )
        if self.chance(0.8):
            self.put(parts, "san", None)
            self.put(parts, "bc", None)


_FAULTS: Final = tuple(n.removeprefix("fault_") for n in dir(Faults) if n.startswith("fault_"))
