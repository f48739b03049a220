"""Entries, names and verdicts as software is asked about them."""

from __future__ import annotations

from typing import Any

from chainaudit.app import registry
from chainaudit.judging.judge import judge
from chainaudit.model.path import Anchor
from chainaudit.model.question import Purpose, Question, Target
from chainaudit.model.reference import reference_identifier
from chainaudit.model.store import Entry, EntryKind, PrivateKey, Store
from tests.validators.making import MOMENT, Made, authority, end

ROOT = authority("Root")
MIDDLE = authority("Middle", ROOT)
SERVER = end("api.example.com", MIDDLE)
CLIENT = end("client", MIDDLE, usages=("1.3.6.1.5.5.7.3.2",))
ELSEWHERE = authority("Elsewhere")
STRANGER = end("stranger", ELSEWHERE, usages=("1.3.6.1.5.5.7.3.2",))


def entry(*chain: Made, alias: str | None = "own", key: Made | None = None, keyed: bool = True) -> Entry:
    """An entry with the chain, and the key of its first certificate or of ``key``."""
    public = (key or chain[0]).certificate.public_key
    return Entry(
        EntryKind.PRIVATE_KEY if keyed else EntryKind.CERTIFICATE,
        alias=alias,
        certificates=tuple(one.certificate for one in chain),
        has_private_key=keyed,
        private_key=PrivateKey(b"", "EC", 256, public) if keyed else None,
    )


def file_of(one: Entry, *order: Made) -> Store:
    """A file without aliases whose certificates stand in this order."""
    return Store("own.pem", "PEM", entries=(one,), file_order=tuple(made.certificate for made in order))


def anchor(*made: Made) -> tuple[Anchor, ...]:
    """Trust in certificates."""
    return tuple(Anchor(one.certificate) for one in made)


def verdict(profile: str, *chain: Made, host: str | None = "api.example.com", client: bool = False) -> Any:
    """What a profile says of a chain, trusting ROOT."""
    question = Question(
        Target(chain[0].certificate, tuple(one.certificate for one in chain)),
        anchors=anchor(ROOT),
        moment=MOMENT,
        host=(reference_identifier(host),) if host else (),
        purpose=Purpose.CLIENT if client else Purpose.SERVER,
    )
    return judge(question, [registry.profile(profile)], registry.checks()).verdicts[0]
