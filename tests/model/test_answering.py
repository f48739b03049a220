"""Which entries answer a server's list of authorities, by any issuer in their chain."""

from __future__ import annotations

import pytest

from chainaudit.model.answering import answers
from chainaudit.model.store import Entry, EntryKind
from tests import forge

ROOT = forge.root()
CA = forge.intermediate(ROOT)
LEAF = forge.issue(CA)
OTHER = forge.root("Other")


def entry(*chain: forge.Forged) -> Entry:
    return Entry(EntryKind.PRIVATE_KEY, certificates=tuple(one.certificate for one in chain))


@pytest.mark.parametrize(
    ("chain", "listed", "is_answer"),
    [
        ((LEAF, CA), (CA,), True),
        ((LEAF, CA), (ROOT,), True),
        ((LEAF,), (ROOT,), False),
        ((LEAF, CA), (OTHER,), False),
        ((LEAF, CA), (OTHER, ROOT), True),
        ((LEAF,), (LEAF,), False),
        ((ROOT,), (ROOT,), True),
        ((LEAF,), (), True),
        ((), (), True),
        ((), (ROOT,), False),
    ],
)
def test_an_issuer_of_the_chain_must_be_listed(
    chain: tuple[forge.Forged, ...],
    listed: tuple[forge.Forged, ...],
    is_answer: bool,
) -> None:
    assert answers(entry(*chain), [one.certificate.subject for one in listed]) is is_answer
