from __future__ import annotations

import re

import pytest

from chainaudit.evidence.phrases.book import Phrase, PhraseBook, Wording, alternatives, literal_of, needed_by, phrases
from chainaudit.evidence.phrases.handshake import HANDSHAKE
from chainaudit.evidence.phrases.library import LIBRARIES
from chainaudit.evidence.phrases.middleware import MIDDLEWARE
from chainaudit.evidence.phrases.server import SERVERS
from chainaudit.evidence.phrases.verify import VERIFY
from chainaudit.evidence.phrases.windows import WINDOWS
from tests.evidence.reading import SAMPLES

TABLES = (HANDSHAKE, LIBRARIES, MIDDLEWARE, SERVERS, VERIFY, WINDOWS)


def test_branches_of_a_pattern() -> None:
    assert alternatives(r"a(?:b|c)|[|)]d|e\|f") == ["a(?:b|c)", "[|)]d", r"e\|f"]


@pytest.mark.parametrize(
    ("branch", "literal"),
    [
        (r"certificate is valid for .+, not (?P<d>\S+)", "certificate is valid for "),
        (r"colou?r table", "r table"),
        (r"ab*c{2,3}de", "de"),
        (r"\bENOTFOUND\b", "ENOTFOUND"),
        (r"a\.b\(c", "a.b(c"),
        (r"(?:one|two)", ""),
        (r"[]x]yz", "yz"),
        (r"", ""),
    ],
)
def test_what_every_text_that_fits_must_hold(branch: str, literal: str) -> None:
    assert literal_of(branch) == literal


def test_a_group_is_looked_into_where_nothing_else_is_certain() -> None:
    assert needed_by(r"(?:500|502) .{0,9}(?:AUTH|TLS)") == ["500", "502"]
    assert needed_by(r"(?:a|bc)?.") == [""]


def test_no_phrase_needs_nothing() -> None:
    """Otherwise every line would be searched for it."""
    loose = [phrase.meaning for table in TABLES for phrase in table if "" in phrase.wording.literals]
    assert loose == []


def test_what_is_passed_over_would_not_have_fitted() -> None:
    lines = [
        line
        for path in sorted(SAMPLES.rglob("*.log"))
        for line in path.read_text("utf-8", "replace").splitlines()
        if not re.match(r"^\s*[0-9a-fA-F]{2,4}[ :]", line)
    ][:4000]
    phrases_of_all = [phrase for table in TABLES for phrase in table]
    plain = [re.compile(phrase.wording._text, re.IGNORECASE) for phrase in phrases_of_all]
    for line in set(lines):
        for phrase, pattern in zip(phrases_of_all, plain, strict=True):
            assert (phrase.wording.search(line) is None) == (pattern.search(line) is None), phrase.wording._text


def test_the_first_phrase_that_fits_is_told() -> None:
    book = PhraseBook(phrases((r"red (?P<detail>apple)", "one", "client")), phrases((r"RED", "two", "local")))
    found = book.find("a Red Apple")
    assert found is not None
    assert (found[0].meaning, found[1].group("detail")) == ("one", "Apple")
    assert book.find("a red pear")[0] == Phrase(found_wording(book, 1), "two", "local")  # type: ignore[index]
    assert book.find("green") is None


def found_wording(book: PhraseBook, number: int) -> Wording:
    return book._phrases[number].wording
