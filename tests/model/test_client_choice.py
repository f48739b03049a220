"""Which entry a client sends: what key managers look at, in which order, and what is said of the others."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from chainaudit.model.client_choice import choose
from chainaudit.model.store import Entry, EntryKind, Store
from chainaudit.readers.keys import private_keys
from tests.validators.making import MOMENT, authority, end

if TYPE_CHECKING:
    from collections.abc import Sequence

CLIENT, SERVER = "1.3.6.1.5.5.7.3.2", "1.3.6.1.5.5.7.3.1"
OURS, THEIRS = authority("Ours"), authority("Theirs")
LISTED = (OURS.certificate.subject,)
DAY = timedelta(days=1)
GOOD: dict[str, Any] = {"usages": (CLIENT,)}
ENDED: dict[str, Any] = {**GOOD, "begin": MOMENT - 9 * DAY, "end": MOMENT - DAY}
AHEAD: dict[str, Any] = {**GOOD, "begin": MOMENT + DAY, "end": MOMENT + 9 * DAY}
OF_A_SERVER: dict[str, Any] = {"usages": (SERVER,)}


def entry(alias: str, parts: dict[str, Any], issuer: Any = OURS, *, read: bool = True, key: Any = None) -> Entry:
    made = end(alias, issuer, **parts)
    clear = (key or made).key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    return Entry(
        EntryKind.PRIVATE_KEY,
        alias=alias,
        certificates=(made.certificate,),
        has_private_key=True,
        private_key=private_keys.read(clear) if read else None,
    )


def store(*entries: Entry) -> Store:
    return Store("mine.jks", "JKS", entries=entries)


@pytest.mark.parametrize(
    ("others", "said"),
    [
        ([("old", ENDED)], "'old' was passed over: it expired on"),
        ([("early", AHEAD)], "'early' was passed over: it is not valid before"),
        ([("server", OF_A_SERVER)], "'server' was passed over: its certificate is not for clients"),
        ([("old", ENDED), ("server", OF_A_SERVER)], "'old' was passed over"),
    ],
)
def test_what_fits_comes_before_what_stands_first(others: Sequence[tuple[str, dict[str, Any]]], said: str) -> None:
    first = [entry(alias, parts) for alias, parts in others]
    choice = choose(store(*first, entry("good", GOOD)), None, LISTED, MOMENT)
    assert choice.entry is not None
    assert choice.entry.alias == "good"
    assert said in choice.reason


def test_what_is_not_valid_comes_before_what_is_not_for_clients() -> None:
    choice = choose(store(entry("server", OF_A_SERVER), entry("old", ENDED)), None, LISTED, MOMENT)
    assert choice.entry is not None
    assert choice.entry.alias == "old"
    assert "but it expired on" in choice.reason


def test_a_key_of_another_certificate_comes_last() -> None:
    wrong = entry("wrong", GOOD, key=end("somebody", OURS))
    choice = choose(store(wrong, entry("server", OF_A_SERVER)), None, LISTED, MOMENT)
    assert choice.entry is not None
    assert choice.entry.alias == "server"
    assert "its key does not belong" in choice.reason


def test_of_equals_the_first_is_taken_and_the_other_named() -> None:
    choice = choose(store(entry("one", GOOD), entry("two", GOOD)), None, (), MOMENT)
    assert choice.entry is not None
    assert choice.entry.alias == "one"
    assert "any authority will do" in choice.reason
    assert "'two' would do as well" in choice.reason


def test_the_one_named_is_taken_whatever_it_is() -> None:
    choice = choose(store(entry("good", GOOD), entry("Other", ENDED, THEIRS)), "other", LISTED, MOMENT)
    assert choice.entry is not None
    assert choice.entry.alias == "Other"
    assert choice.reason == "it was named, though the list of authorities does not name its issuer"


def test_none_answers() -> None:
    choice = choose(store(entry("other", GOOD, THEIRS)), None, LISTED, MOMENT)
    assert (choice.entry, choice.unread, choice.likeliest) == (None, (), None)
    assert choice.reason == "no entry with a private key answers the list of authorities"
    assert choose(store(), None, LISTED, MOMENT).reason == "the store has no private key with a certificate"


def test_a_key_that_was_not_read_is_not_one_that_does_not_answer() -> None:
    hidden = store(entry("old", ENDED, read=False), entry("good", GOOD, read=False))
    choice = choose(hidden, None, LISTED, MOMENT)
    assert choice.entry is None
    assert [e.alias for e in choice.unread] == ["good", "old"]
    assert choice.likeliest is not None
    assert choice.likeliest.alias == "good"
    assert choice.reason == "'good', 'old' answer the list of authorities, but their keys were not read"
    assert choose(hidden, "old", LISTED, MOMENT).reason == "the key of 'old', which was named, was not read"


def test_a_key_that_was_read_goes_along_and_the_hidden_one_is_named() -> None:
    choice = choose(store(entry("hidden", GOOD, read=False), entry("good", GOOD)), None, LISTED, MOMENT)
    assert choice.entry is not None
    assert choice.entry.alias == "good"
    assert "'hidden' might do, but its key was not read" in choice.reason


def test_a_certificate_alone_cannot_be_sent() -> None:
    alone = Entry(EntryKind.TRUSTED_CERTIFICATE, alias="ca", certificates=(OURS.certificate,))
    assert "has no private key" in choose(store(alone), "ca", LISTED, MOMENT).reason
