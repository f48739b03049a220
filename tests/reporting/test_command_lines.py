"""What has a prompt is typed into a shell; what would write a file there, or do nothing, has none."""

from __future__ import annotations

import pytest

from chainaudit.app import registry
from chainaudit.model.format import Layout
from chainaudit.model.remedy import ACTION_KINDS, Action
from chainaudit.reporting.command_lines import command_line
from chainaudit.reporting.paint import Paint

PAINT = Paint(Layout())


@pytest.mark.parametrize(
    ("line", "is_typed"),
    [
        ("Security > Keystore > Reload", False),
        ("watt.net.ssl.client.useJSSE=true", False),
        ("-Djavax.net.debug=ssl", False),
        ("conf_system_jsse.enableSNIExtension=true", False),
        ("# a note", False),
        ("cat a.pem > b.pem", True),
        ('CATALINA_OPTS="-Djavax.net.debug=ssl" catalina.sh run', True),
        ("(echo; openssl x509 -in a.pem) >> b.pem", True),
    ],
)
def test_what_is_typed_has_a_prompt(line: str, is_typed: bool) -> None:
    assert command_line(line, PAINT) == (f"$ {line}" if is_typed else line)


def test_no_page_of_an_administrator_has_a_prompt() -> None:
    """Of any system: `>` between words with a capital is a menu."""
    lines = [line for system in registry.systems() for kind in ACTION_KINDS for line in system.render(Action(kind))]
    pages = [line for line in lines if line.startswith("Security >")]
    settings = [line for line in lines if line.startswith(("watt.", "-D"))]
    assert pages
    assert settings
    assert not [line for line in (*pages, *settings) if command_line(line, PAINT).startswith("$")]
