"""Actions, the values they carry, and the lines that systems make of them."""

from __future__ import annotations

import re

import pytest

from chainaudit.errors import UsageError
from chainaudit.model.remedy import ACTION_KINDS, Action, System


def shown(line: str, **values: str) -> tuple[str, ...]:
    return System(name="s", title="t", commands={"renew": (line,)}).render(Action("renew", **values))


def test_the_set_of_actions_is_closed() -> None:
    with pytest.raises(UsageError, match="pray is not an action"):
        Action("pray")
    with pytest.raises(UsageError, match="renders what is not an action: pray"):
        System(name="s", title="t", commands={"pray": ("amen",)})


def test_a_value_that_is_not_known_leaves_a_placeholder() -> None:
    assert shown("program {alias} {port}") == ("program ALIAS 443",)
    assert shown("program {alias}", alias="") == ("program ALIAS",)
    assert Action("renew", alias="").value("alias", "ALIAS") == "ALIAS"


def test_a_line_that_needs_what_is_not_known_is_left_out_unless_no_other_is_left() -> None:
    system = System(name="s", title="t", commands={"renew": ("one {store?}", "two")})
    assert system.render(Action("renew")) == ("two",)
    assert system.render(Action("renew", store="a.jks")) == ("one a.jks", "two")
    assert shown("one {store?}") == ("one STORE",)


@pytest.mark.parametrize(
    ("subject", "name"),
    [
        ("CN=Example Root,O=Example", "example-root"),
        ("O=Example, CN=Example Root G2", "example-root-g2"),
        ("/C=DE/CN=Example/O=x", "example"),
        ("OU=No Common Name,O=Example", "ou-no-common-name-o-example"),
        ("CN=$(x);`y`'\"", "x-y"),
    ],
)
def test_files_and_aliases_are_named_after_the_common_name(subject: str, name: str) -> None:
    (line,) = shown("program {name} {file}", subject=subject)
    assert line == f"program {name} {name}.pem"
    assert re.fullmatch(r"[a-z0-9 .-]+", line)


@pytest.mark.parametrize(
    ("host", "entry"),
    [
        ("api.example.com", "DNS:api.example.com"),
        ("192.0.2.7", "IP:192.0.2.7"),
        ("2001:db8::1", "IP:2001:db8::1"),
        ("bücher.example", "DNS:bücher.example"),
        ("a.example,DNS:b.example", "DNS:HOST"),
        ("-option", "DNS:HOST"),
    ],
)
def test_a_host_is_asked_for_as_the_kind_of_name_that_it_is(host: str, entry: str) -> None:
    assert shown("program DNS:{host}", host=host)[0].replace("'", "") == f"program {entry}"


def test_a_value_is_bounded_and_on_one_line() -> None:
    assert shown("program {alias}", alias="a\nb\x1b[0m") == ("program 'a b [0m'",)
    assert len(shown("{alias}", alias="x" * 10_000)[0]) == 512


def test_a_note_tells_a_subject_as_it_is_and_quotes_what_may_be_typed() -> None:
    assert shown("# get {subject}", subject="CN=A B") == ("# get CN=A B",)
    assert shown("# get {subject}") == ("# get it",)
    assert shown("# keytool -alias {alias}", alias="a;b") == ("# keytool -alias 'a;b'",)


def test_actions_are_equal_by_kind_and_values() -> None:
    one = Action("renew", alias="a", host="h")
    assert one == Action("renew", host="h", alias="a")
    assert hash(one) == hash(Action("renew", host="h", alias="a"))
    assert one != Action("reissue", alias="a", host="h")
    assert one != "renew"
    assert repr(one) == "Action('renew', alias='a', host='h')"
    assert one.title == ACTION_KINDS["renew"]


CONDITIONS = System(
    name="s",
    title="",
    formats=("pem",),
    commands={
        "renew": (
            "make {new_key?}",
            "with the new{new_key+}",
            "with the old{new_key!}",
            "ask[ -usage {usage}][ -name DNS:{host}]",
        ),
        "reorder": ("sort {store}",),
    },
)


@pytest.mark.parametrize(
    ("values", "lines"),
    [
        ({}, ("with the old", "ask")),
        ({"new_key": "n.pem"}, ("make n.pem", "with the new", "ask")),
        ({"usage": "clientAuth,1.2.3"}, ("with the old", "ask -usage clientAuth,1.2.3")),
        ({"host": "192.0.2.1", "usage": "a b"}, ("with the old", "ask -name IP:192.0.2.1")),
    ],
)
def test_lines_and_parts_depend_on_what_is_known(values: dict[str, str], lines: tuple[str, ...]) -> None:
    assert CONDITIONS.render(Action("renew", **values)) == lines


def test_commands_that_name_a_store_spoil_one_in_another_format() -> None:
    assert CONDITIONS.spoils("reorder", "der")
    assert not CONDITIONS.spoils("reorder", "pem")
    assert not CONDITIONS.spoils("renew", "der")
    assert not System(name="s", title="", commands={"reorder": ("sort {store}",)}).spoils("reorder", "der")


@pytest.mark.parametrize(
    ("name", "value"),
    [("usage", "a;b"), ("namespace", "A"), ("secret", "a/b"), ("configmap", "-a"), ("item", ".a"), ("item", "a b")],
)
def test_what_stands_within_a_word_is_only_what_it_is_said_to_be(name: str, value: str) -> None:
    system = System(name="s", title="", commands={"renew": (f"x{{{name}!}}", f'"{{{name}?}}"')})
    assert system.render(Action("renew", **{name: value})) == ("x",)
