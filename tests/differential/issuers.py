"""CRLs that others sign than who issued the certificates: signers beside the path, with faults on their own paths."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.differential import making
from tests.differential.making import MOMENT, Key, extension
from tests.differential.scenarios import Made, Maker, Scenario, pem

if TYPE_CHECKING:
    import random


def signed_by_others(rng: random.Random, pool: list[Key]) -> Scenario:
    """Make a sound chain, one or two signers of lists beside it, faults on their paths, and options."""
    return _Signers(rng, pool).make()


class _Signers(Maker):
    def make(self) -> Scenario:
        rng = self.rng
        root = self.one(making.name(("CN", "Root")), None, is_root=True, is_leaf=False, faults=0)
        ca = self.one(making.name(("CN", "CA")), root, is_root=False, is_leaf=False, faults=0)
        other = self.one(making.name(("CN", "Other root")), None, is_root=True, is_leaf=False, faults=0)
        above = rng.choice((root, root, ca, ca, other))
        beside = [
            self.one(
                making.name(("CN", f"List CA {i}")), above, is_root=False, is_leaf=False, faults=rng.choice((0, 1))
            )
            for i in range(rng.choice((0, 0, 1)))
        ]
        signers = [self.signer(number, (beside or [above])[-1]) for number in range(rng.choice((1, 1, 2)))]
        twins = [self.twin(one) for one in signers if self.chance(0.2)]
        leaf = self.leaf(rng.choice((root, ca, ca)), signers)
        lists = [self.list_of(signer, [leaf, ca, *signers, *beside], indirect=self.chance(0.9)) for signer in signers]
        lists += [self.list_of(one, [leaf, ca, *signers, *beside]) for one in (root, ca, other) if self.chance(0.6)]
        lists += [self.list_of(one, signers) for one in beside if self.chance(0.6)]
        rng.shuffle(lists)
        untrusted = [ca, *beside, *signers, *twins]
        rng.shuffle(untrusted)
        if self.chance(0.1):
            untrusted.pop(rng.randrange(len(untrusted)))
        files = {
            "trusted.pem": b"".join(pem(m.der) for m in ([root, other] if self.chance(0.5) else [root])),
            "untrusted.pem": b"".join(pem(m.der) for m in untrusted),
            "leaf.pem": pem(leaf.der),
        }
        arguments = ["-attime", str(int(MOMENT.timestamp())), "-untrusted", "untrusted.pem"]
        arguments += (
            ["-trusted", "trusted.pem"] if self.chance(0.2) else ["-CAfile", "trusted.pem", "-no-CApath", "-no-CAstore"]
        )
        arguments += ["-crl_check", *(["-crl_check_all"] if self.chance(0.6) else [])]
        arguments += ["-extended_crl"] if self.chance(0.9) else []
        for share, words in _OPTIONS:
            arguments += words if self.chance(share) else []
        if lists:
            files["lists.pem"] = b"".join(pem(one, "X509 CRL") for one in lists)
            arguments += ["-CRLfile", "lists.pem"]
        return Scenario([*arguments, "leaf.pem"], files)

    def signer(self, number: int, above: Made) -> Made:
        """Make a signer of lists: a CA or none, with or without cRLSign, perhaps expired or spoilt."""
        key = self.key()
        self.serial += 1
        parts: dict[str, Any] = {
            "subject": above.name if self.chance(0.1) else making.name(("CN", f"Signer {number}")),
            "issuer": above.name,
            "key": key,
            "signer": above.key,
            "serial": self.serial,
            "version": 3,
            "extensions": [
                ("bc", extension("2.5.29.19", making.basic_constraints(ca=self.chance(0.3)), critical=True)),
                ("ku", extension("2.5.29.15", making.flags((self.rng.choice((6, 6, 6, 0)),)), critical=True)),
                ("ski", extension("2.5.29.14", making.octets(key.identifier))),
                ("aki", extension("2.5.29.35", making.seq(making.der.encode(0x80, above.key.identifier)))),
            ],
        }
        if self.chance(0.3):
            parts["days"] = self.rng.choice(((-200, -1), (1, 50)))
        elif self.chance(0.5):
            self.spoil(parts, is_leaf=self.chance(0.5))
        arguments = {**parts, "extensions": [e for _, e in parts["extensions"]]}
        return Made(making.certificate(**arguments), arguments["subject"], key, self.serial, parts)

    def leaf(self, above: Made, signers: list[Made]) -> Made:
        """Make the target: its distribution points name the signers, each for all reasons or for some."""
        key = self.key()
        self.serial += 1
        points = []
        for number, signer in enumerate(signers):
            reasons = b"" if len(signers) == 1 else making.der.encode(0x81, (b"\1\x60", b"\1\x1e")[number])
            points.append(making.seq(reasons, making.der.encode(0xA2, making.der.encode(0xA4, signer.name))))
        extensions = [extension("2.5.29.31", making.seq(*points))]
        parts: dict[str, Any] = {"subject": making.name(("CN", "www.a.example")), "issuer": above.name, "key": key}
        return Made(
            making.certificate(**parts, signer=above.key, serial=self.serial, extensions=extensions),
            parts["subject"],
            key,
            self.serial,
            parts,
        )

    def list_of(self, signer: Made, about: list[Made], *, indirect: bool = False) -> bytes:
        """Make a CRL, indirect or not, current or not, which may list one of the certificates."""
        rng = self.rng
        scope = [making.der.encode(0x84, b"\xff")] if indirect else []
        if indirect and self.chance(0.2):
            scope.insert(0, making.der.encode(0x83, b"\1\x60"))
        extensions = [extension("2.5.29.28", making.seq(*scope), critical=True)] if scope else []
        if self.chance(0.3):
            extensions.append(extension("2.5.29.35", making.seq(making.der.encode(0x80, signer.key.identifier))))
        return making.revocation_list(
            issuer=signer.name,
            signer=signer.key if self.chance(0.95) else self.key(),
            revoked=[(rng.choice(about).serial, None)] if self.chance(0.25) else [],
            days=rng.choice(((-10, 20), (-10, 20), (-10, 20), (-10, None), (-20, -1), (1, 20))),
            extensions=extensions,
        )


_OPTIONS = (
    (0.3, ["-partial_chain"]),
    (0.2, ["-x509_strict"]),
    (0.2, ["-auth_level", "2"]),
    (0.2, ["-purpose", "sslserver"]),
    (0.1, ["-purpose", "crlsign"]),
    (0.1, ["-verify_hostname", "www.a.example"]),
    (0.1, ["-no_check_time"]),
    (0.1, ["-policy_check", "-explicit_policy"]),
    (0.1, ["-ignore_critical"]),
    (0.1, ["-check_ss_sig"]),
    (0.1, ["-allow_proxy_certs"]),
    (0.1, ["-verify_depth", "0"]),
    (0.1, ["-show_chain"]),
    (0.1, ["-policy_print", "-policy_check"]),
    (0.1, ["-nameopt", "RFC2253"]),
    (0.05, ["-suiteB_128"]),
)
