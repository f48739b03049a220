"""Meshes of cross-signed CAs: many ways up, of which one is taken, some of one name with other keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.differential import making
from tests.differential.making import MOMENT, Key, extension
from tests.differential.scenarios import Scenario, pem

if TYPE_CHECKING:
    import random

NAMES = 5


def mesh(rng: random.Random, pool: list[Key]) -> Scenario:
    """Make certificates for random pairs of CAs, some trusted, some not, some expired, and one leaf."""
    keys = [rng.sample(pool[:7], rng.choice((1, 1, 2))) for _ in range(NAMES)]
    made = [
        _issue(rng, keys, subject, rng.randrange(NAMES))
        for subject in range(NAMES)
        for _ in range(rng.choice((1, 2, 3)))
    ]
    made += [_issue(rng, keys, subject, subject) for subject in range(NAMES) if rng.random() < 0.6]
    rng.shuffle(made)
    cut = rng.randrange(1, len(made))
    trusted, untrusted = made[:cut], made[cut:]
    leaf = _issue(rng, keys, None, rng.randrange(NAMES))
    if rng.random() < 0.1:
        trusted.append(leaf)
    untrusted += rng.sample(trusted, rng.randrange(len(trusted)))
    files = {"trusted.pem": b"".join(map(pem, trusted)), "leaf.pem": pem(leaf)}
    arguments = ["-attime", str(int(MOMENT.timestamp()))]
    arguments += (
        ["-trusted", "trusted.pem"] if rng.random() < 0.5 else ["-CAfile", "trusted.pem", "-no-CApath", "-no-CAstore"]
    )
    if rng.random() < 0.9:
        files["untrusted.pem"] = b"".join(map(pem, untrusted))
        arguments += ["-untrusted", "untrusted.pem"]
    for share, words in (
        (0.3, ["-partial_chain"]),
        (0.2, ["-verify_depth", str(rng.randrange(4))]),
        (0.1, ["-x509_strict"]),
    ):
        arguments += words if rng.random() < share else []
    return Scenario([*arguments, "-show_chain", "leaf.pem"], files)


def _issue(rng: random.Random, keys: list[list[Key]], subject: int | None, issuer: int) -> bytes:
    own = rng.choice(keys[subject]) if subject is not None else keys[0][0]
    signer = own if subject == issuer else rng.choice(keys[issuer])
    extensions = [extension("2.5.29.19", making.basic_constraints(ca=subject is not None), critical=True)]
    if rng.random() < 0.5:
        extensions.append(extension("2.5.29.14", making.octets(own.identifier)))
    if rng.random() < 0.5:
        extensions.append(extension("2.5.29.35", making.seq(making.der.encode(0x80, signer.identifier))))
    return making.certificate(
        subject=making.name(("CN", "leaf" if subject is None else f"CA {subject}")),
        issuer=making.name(("CN", f"CA {issuer}")),
        key=own,
        signer=signer,
        serial=rng.randrange(1, 1 << 60),
        days=rng.choice(((-100, 300), (-100, 300), (-100, 300), (-90, 200), (-200, -5), (-200, -50), (5, 90))),
        extensions=extensions,
    )
