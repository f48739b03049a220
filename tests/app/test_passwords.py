"""Sources of passwords, and that nothing of one is ever said."""

from __future__ import annotations

import getpass
import os
from typing import TYPE_CHECKING

import pytest

from chainaudit.app import passwords
from chainaudit.app.passwords import keyed_passwords, read_password, require_stores
from chainaudit.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path


def test_each_source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STORE_PASSWORD", "aus der Umgebung")
    assert read_password("env:STORE_PASSWORD") == "aus der Umgebung"
    assert read_password("pass:with:colon=and equals") == "with:colon=and equals"
    assert read_password("pass:") == ""
    file = tmp_path / "password"
    for content, expected in (
        (b"eins\nzwei\n", "eins"),
        (b"windows\r\n", "windows"),
        ("ü-密码".encode(), "ü-密码"),
        (b"\xef\xbb\xbfbom\n", "bom"),
        (b"", ""),
        (b" spaces stay ", " spaces stay "),
    ):
        file.write_bytes(content)
        assert read_password(f"file:{file}") == expected
    read_end, write_end = os.pipe()
    os.write(write_end, b"from a pipe\nmore")
    os.close(write_end)
    assert read_password(f"fd:{read_end}") == "from a pipe"
    os.close(read_end)


@pytest.mark.parametrize(
    "source",
    [
        "hunter2",
        "hunter2:x",
        "env:NOT_SET_ANYWHERE",
        "file:/nowhere/at/all",
        "file:a\0b",
        "fd:x",
        "fd:987",
        "fd:-1",
        "",
    ],
)
def test_what_is_no_source_is_refused_without_repeating_it(source: str) -> None:
    with pytest.raises(UsageError) as error:
        read_password(source)
    assert "hunter2" not in str(error.value)


def test_octets_that_are_no_utf8_are_refused_without_showing_them(tmp_path: Path) -> None:
    file = tmp_path / "password"
    file.write_bytes(b"geheim\xff\n")
    with pytest.raises(UsageError, match="not UTF-8") as error:
        read_password(f"file:{file}")
    assert "geheim" not in str(error.value)
    assert error.value.__cause__ is None


def test_passwords_by_name() -> None:
    values = ("pass:all", "app=pass:a=b", "mit = gleich=pass:x", "CN=a,O=b=pass:y", "=pass:empty name")
    assert keyed_passwords(values) == {
        None: "all",
        "app": "a=b",
        "mit = gleich": "x",
        "CN=a,O=b": "y",
        "": "empty name",
    }
    assert keyed_passwords(()) == {}
    with pytest.raises(UsageError, match="twice"):
        keyed_passwords(("pass:a", "pass:b"))
    with pytest.raises(UsageError, match="'app'"):
        keyed_passwords(("app=pass:a", "app=pass:b"))
    with pytest.raises(UsageError) as error:
        keyed_passwords(("app=hunter2",))
    assert "hunter2" not in str(error.value)


def test_a_prompt_needs_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "can_prompt", lambda: False)
    with pytest.raises(UsageError, match="terminal"):
        read_password("prompt")


def test_a_prompt_is_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def ask(text: str) -> str:
        asked.append(text)
        return "getippt"

    monkeypatch.setattr(passwords, "can_prompt", lambda: True)
    monkeypatch.setattr(getpass, "getpass", ask)
    assert read_password("prompt", "k.jks") == "getippt"
    assert keyed_passwords(["app=prompt"]) == {"app": "getippt"}
    assert asked == ["Password of k.jks: ", "Password of 'app': "]

    def end(_: str) -> str:
        raise EOFError

    monkeypatch.setattr(getpass, "getpass", end)
    with pytest.raises(UsageError, match="no password"):
        read_password("prompt")


def test_a_password_for_a_store_that_is_not_given_is_refused() -> None:
    given = keyed_passwords(["a.p12=pass:hidden"])
    require_stores(given, ["a.p12", "b.p12"], "--password")
    require_stores({}, [], "--password")
    with pytest.raises(
        UsageError, match=r"--password is for 'a\.p12', which is not given; the stores given: b\.p12"
    ) as told:
        require_stores(given, ["b.p12"], "--password")
    assert "hidden" not in str(told.value)
    with pytest.raises(UsageError, match="no store that it could open"):
        require_stores(keyed_passwords(["pass:hidden"]), [], "--password")
