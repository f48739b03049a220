"""What a reader is given: which passwords are tried for a key, and that none is ever shown."""

from __future__ import annotations

import pytest

from chainaudit.model.reader import ReadRequest


@pytest.mark.parametrize(
    ("password", "keys", "alias", "candidates"),
    [
        (None, {}, "a", ()),
        ("store", {}, "a", ("store",)),
        ("", {}, "a", ("",)),
        ("store", {"a": "own"}, "a", ("own",)),
        ("store", {"a": "own"}, "b", ("store",)),
        ("store", {"A": "own"}, "a", ("own",)),
        ("store", {"a": "own", "A": "other"}, "A", ("other",)),
        ("store", {None: "every"}, "a", ("every", "store")),
        ("store", {None: "every", "a": "own"}, "a", ("own",)),
        ("same", {None: "same"}, "a", ("same",)),
        ("store", {"a": "own"}, None, ("store",)),
        (None, {None: "every"}, None, ("every",)),
    ],
)
def test_which_passwords_are_tried(
    password: str | None, keys: dict[str | None, str], alias: str | None, candidates: tuple[str, ...]
) -> None:
    """A key's own is the only one; keytool writes aliases in lower case, whatever was typed."""
    request = ReadRequest("a.jks", password=password, key_passwords=keys)
    assert request.key_password_candidates(alias) == candidates


@pytest.mark.parametrize(("alias", "password"), [("a", "own"), ("b", "every"), (None, "every")])
def test_the_password_of_one_key(alias: str | None, password: str) -> None:
    request = ReadRequest("a.jks", password="store", key_passwords={"a": "own", None: "every"})
    assert request.key_password(alias) == password
    assert ReadRequest("a.jks", password="store").key_password(alias) == "store"


def test_no_password_is_shown() -> None:
    assert repr(ReadRequest("a.jks", password="Hunter2", key_passwords={"a": "Hunter3"})) == "ReadRequest('a.jks')"


def test_what_was_given_is_copied() -> None:
    given: dict[str | None, str] = {"a": "own"}
    request = ReadRequest("a.jks", key_passwords=given)
    given.clear()
    assert request.key_password("a") == "own"
