"""Random chains with faults, and random options to verify them with; a seed gives the same ones every time."""

from __future__ import annotations

import base64
import subprocess
from typing import TYPE_CHECKING, Any

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa

from tests.differential import making
from tests.differential.faults import ANY, CLIENT, MAIL, SERVER, Faults
from tests.differential.making import MOMENT, Key, extension
from tests.differential.options import OPTIONS

if TYPE_CHECKING:
    import random
    from pathlib import Path


def keys() -> list[Key]:
    """Make the keys that all chains share."""
    found = [Key(rsa.generate_private_key(65537, 2048)) for _ in range(3)]
    found += [Key(ec.generate_private_key(ec.SECP256R1())) for _ in range(4)]
    found += [Key(ed25519.Ed25519PrivateKey.generate()), Key(rsa.generate_private_key(65537, 1024)), _explicit()]  # noqa: S505 - weak on purpose
    return found


def _explicit() -> Key:
    pem = subprocess.run(
        ["openssl", "ecparam", "-name", "prime256v1", "-genkey", "-param_enc", "explicit", "-noout"],
        capture_output=True,
        check=True,
    ).stdout
    spki = subprocess.run(
        ["openssl", "ec", "-pubout", "-outform", "DER"], input=pem, capture_output=True, check=True
    ).stdout
    named = subprocess.run(
        ["openssl", "ec", "-param_enc", "named_curve"], input=pem, capture_output=True, check=True
    ).stdout
    return Key(serialization.load_pem_private_key(named, None), spki)


class Made:
    """One certificate as it was made."""

    def __init__(self, der: bytes, name: bytes, key: Key, serial: int, parts: dict[str, Any]) -> None:
        self.der = der
        self.name = name
        self.key = key
        self.serial = serial
        self.parts = parts


class Scenario:
    """The files of one case and the options to verify them with."""

    def __init__(self, arguments: list[str], files: dict[str, bytes]) -> None:
        self.arguments = arguments
        self.files = files

    def write(self, folder: Path) -> None:
        """Write the files."""
        for file_name, data in self.files.items():
            (folder / file_name).parent.mkdir(exist_ok=True)
            (folder / file_name).write_bytes(data)


def scenario(rng: random.Random, pool: list[Key]) -> Scenario:
    """Make a chain with none to three faults, sorted into trusted and untrusted, and options."""
    return Maker(rng, pool).make()


class Maker(Faults):
    """What makes one scenario, part by part; others begin with its parts."""

    def __init__(self, rng: random.Random, pool: list[Key]) -> None:
        super().__init__(rng, pool)
        self.faults = rng.choice((0, 1, 1, 1, 2, 2, 3))
        self.serial = 100

    def make(self) -> Scenario:
        depth = self.rng.choice((0, 1, 1, 2, 2, 2, 3, 4))
        names = [making.name(("CN", f"CA {i}")) for i in range(depth)]
        chain: list[Made] = []
        faulty = [self.rng.randrange(depth + 1) for _ in range(self.faults)]
        for level in range(depth, -1, -1):
            is_root, is_leaf = level == depth, level == 0
            subject = self.leaf_name() if is_leaf else names[level - 1]
            above = chain[-1] if chain else None
            made = self.one(subject, above, is_root=is_root, is_leaf=is_leaf, faults=faulty.count(level))
            chain.append(made)
        chain.reverse()
        return self.sort(chain)

    def leaf_name(self) -> bytes:
        common = (
            "www.a.example",
            "Some Body",
            "www.b.example",
            "*.a.example",
            'A, "B" <c>; #d+e=\\',
            " Jörg ",
            "#hash",
        )
        pairs = [("CN", self.rng.choice(common[: 4 if self.chance(0.7) else 7]))]
        if self.chance(0.1):
            pairs.insert(0, self.rng.choice((("C", "DE"), ("O", "Müller & Söhne"), ("OU", "tab\there"))))
        if self.chance(0.1):
            pairs.append(("emailAddress", self.rng.choice(("x@a.example", "y@b.example"))))
        return making.name(*pairs) if self.chance(0.97) else making.seq()

    def one(self, subject: bytes, above: Made | None, *, is_root: bool, is_leaf: bool, faults: int) -> Made:
        key = self.key()
        self.serial += 1
        parts: dict[str, Any] = {
            "subject": subject,
            "issuer": subject if above is None else above.name,
            "key": key,
            "signer": key if above is None else above.key,
            "serial": self.serial,
            "version": 3,
            "extensions": self.extensions(key, above, is_root=is_root, is_leaf=is_leaf),
        }
        for _ in range(faults):
            self.spoil(parts, is_leaf=is_leaf)
        arguments = {**parts, "extensions": [e for _, e in parts["extensions"]]}
        if arguments["version"] == 1 and self.chance(0.8):
            arguments["extensions"] = []
        return Made(making.certificate(**arguments), arguments["subject"], key, self.serial, parts)

    def extensions(self, key: Key, above: Made | None, *, is_root: bool, is_leaf: bool) -> list[tuple[str, bytes]]:
        found: list[tuple[str, bytes]] = []
        if not is_leaf or self.chance(0.5):
            found.append(("bc", extension("2.5.29.19", making.basic_constraints(ca=not is_leaf), critical=True)))
        if self.chance(0.85):
            usage = (0, 2) if is_leaf else (5, 6)
            found.append(("ku", extension("2.5.29.15", making.flags(usage), critical=True)))
        found.append(("ski", extension("2.5.29.14", making.octets(key.identifier))))
        if not is_root or self.chance(0.3):
            identifier = key.identifier if above is None else above.key.identifier
            found.append(("aki", extension("2.5.29.35", making.seq(making.der.encode(0x80, identifier)))))
        if is_leaf and self.chance(0.9):
            found.append(("san", extension("2.5.29.17", making.seq(making.general_name(0x82, b"www.a.example")))))
        if is_leaf and self.chance(0.5):
            found.append(("eku", self.usages(SERVER, CLIENT)))
        if self.chance(0.15) and not is_root:
            found.append(("pol", self.policies()))
        return found

    # --- files and options ------------------------------------------------------------------

    def sort(self, chain: list[Made]) -> Scenario:
        rng = self.rng
        cut = rng.choice(
            (len(chain), len(chain), len(chain), len(chain), max(len(chain) - 1, 1), rng.randrange(len(chain)) + 1)
        )
        anchors = chain[cut - 1 : cut] if self.chance(0.8) else chain[cut - 1 :]
        between = chain[1 : cut - 1] if self.chance(0.6) else chain[1:]
        between = list(between)
        if between and self.chance(0.12):
            between.pop(rng.randrange(len(between)))
        between += [self.twin(m) for m in chain[1:] if self.chance(0.12)]
        anchors = anchors + [self.twin(m) for m in chain[1:] if self.chance(0.1)]
        if self.chance(0.3):
            rng.shuffle(between)
        if self.chance(0.07):
            anchors.append(chain[0])
        if self.chance(0.05):
            anchors = [self.twin(chain[-1])]
        trusted = b"".join(self.anchor_pem(m) for m in anchors)
        files = {"trusted.pem": trusted, "leaf.pem": pem(chain[0].der)}
        arguments = ["-attime", str(int(MOMENT.timestamp()))]
        arguments += (
            ["-trusted", "trusted.pem"] if self.chance(0.4) else ["-CAfile", "trusted.pem", "-no-CApath", "-no-CAstore"]
        )
        if between or self.chance(0.2):
            files["untrusted.pem"] = b"".join(pem(m.der) for m in between or [chain[0]])
            arguments += ["-untrusted", "untrusted.pem"]
        arguments += self.options(chain, files)
        return Scenario([*arguments, "leaf.pem"], files)

    def twin(self, made: Made) -> Made:
        """Make another certificate of the same name: renewed, with another key, or issued by somebody else."""
        parts = dict(made.parts)
        self.serial += 1
        parts["serial"] = self.serial
        how = self.rng.choice(("renewed", "expired", "key", "issuer", "self"))
        if how == "expired":
            parts["days"] = self.rng.choice(((-200, -50), (-200, -10), (50, 90)))
        elif how == "key":
            parts["key"] = self.key()
        elif how == "issuer":
            parts["issuer"] = making.name(("CN", "Other CA"))
        elif how == "self":
            parts["issuer"], parts["signer"] = parts["subject"], parts["key"]
            self.put(parts, "aki", None)
        arguments = {**parts, "extensions": [e for _, e in parts["extensions"]]}
        return Made(making.certificate(**arguments), arguments["subject"], parts["key"], self.serial, parts)

    def anchor_pem(self, made: Made) -> bytes:
        if self.chance(0.85):
            return pem(made.der)
        chosen = self.rng.sample((SERVER, CLIENT, MAIL, ANY), self.rng.choice((1, 1, 2)))
        listed = b"".join(map(making.oid, chosen))
        aux = making.seq(making.der.encode(0x30 if self.chance(0.5) else 0xA0, listed))
        return pem(made.der + aux, "TRUSTED CERTIFICATE")

    def options(self, chain: list[Made], files: dict[str, bytes]) -> list[str]:
        found: list[str] = []
        for share, words in OPTIONS:
            if self.chance(share):
                found += [str(self.rng.choice(w)) if isinstance(w, tuple) else w for w in words]
        if self.chance(0.2):
            found += self.lists(chain, files)
        return found

    def lists(self, chain: list[Made], files: dict[str, bytes]) -> list[str]:
        given = []
        for position, made in enumerate(chain):
            issuer = chain[min(position + 1, len(chain) - 1)]
            if self.chance(0.85):
                given.append(self.revocation_list(issuer, made))
            if self.chance(0.15):
                given.append(self.revocation_list(issuer, made))
        found = ["-crl_check"] + (["-crl_check_all"] if self.chance(0.6) else [])
        if given:
            files["crls.pem"] = b"".join(pem(g, "X509 CRL") for g in given)
            found += ["-CRLfile", "crls.pem"]
        for flag in ("-extended_crl", "-use_deltas"):
            if self.chance(0.25):
                found.append(flag)
        return found

    def revocation_list(self, issuer: Made, made: Made) -> bytes:
        rng = self.rng
        extensions = [extension("2.5.29.20", making.integer(rng.choice((3, 5, 9))))] if self.chance(0.8) else []
        if self.chance(0.5):
            extensions.append(extension("2.5.29.35", making.seq(making.der.encode(0x80, issuer.key.identifier))))
        if self.chance(0.1):
            extensions.append(extension("2.5.29.27", making.integer(3), critical=True))
        if self.chance(0.1):
            extensions.append(extension("1.2.3.4.5", b"\5\0", critical=self.chance(0.7)))
        if self.chance(0.2):
            tag = rng.choice((0x81, 0x82, 0x84, 0x85))
            value = making.der.encode(tag, b"\xff") if self.chance(0.8) else making.der.encode(0x83, b"\1\x60")
            extensions.append(extension("2.5.29.28", making.seq(value), critical=True))
        revoked = (
            [(rng.choice((made.serial, made.serial, 7)), rng.choice((None, None, 1, 8)))] if self.chance(0.3) else []
        )
        return making.revocation_list(
            issuer=issuer.name,
            signer=issuer.key if self.chance(0.93) else self.key(),
            revoked=revoked,
            days=rng.choice(((-10, 20), (-10, 20), (-10, 20), (-10, None), (-20, -1), (1, 20))),
            extensions=extensions,
            damage=self.chance(0.04),
        )


def pem(der: bytes, label: str = "CERTIFICATE") -> bytes:
    """Write DER as PEM."""
    return f"-----BEGIN {label}-----\n".encode() + base64.encodebytes(der) + f"-----END {label}-----\n".encode()
