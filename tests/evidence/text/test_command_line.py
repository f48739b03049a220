from __future__ import annotations

import pytest

from chainaudit.evidence.log_connection import LogConnection
from chainaudit.evidence.text.command_line import apply_command, command_of, exit_of, tell_starttls
from chainaudit.model.evidence import Connection, Remark


@pytest.mark.parametrize(
    ("line", "program"),
    [
        ("$ openssl s_client -connect h:443", "openssl"),
        ("root@host:~# curl -v https://h", "curl"),
        ("+ /usr/bin/java -jar a.jar", "/usr/bin/java"),
        ("$ echo hello", None),
        ("openssl s_client", None),
        ("", None),
    ],
)
def test_a_command_at_a_prompt(line: str, program: str | None) -> None:
    words = command_of(line)
    assert (words[0] if words else None) == program


def test_quotes_are_taken_off_and_one_that_never_ends_does_no_harm() -> None:
    assert command_of("$ curl 'a b'") == ["curl", "a b"]
    assert command_of("$ curl 'a b") == ["curl", "'a", "b"]


@pytest.mark.parametrize(
    ("command", "host", "address", "configured"),
    [
        ("openssl s_client -connect h:443", "h", "h:443", False),
        ("openssl s_client -connect 10.0.0.1:443 -servername h", "h", "10.0.0.1:443", False),
        ("openssl s_client -servername h -connect 10.0.0.1:443 -cert c.pem", "h", "10.0.0.1:443", True),
        ("openssl s_client -connect [::1]:443", "::1", "[::1]:443", False),
        ("curl -v https://user@h:8443/path", "h", "", False),
        ("java -Djavax.net.ssl.keyStore=k.jks -jar c.jar", None, "", True),
    ],
)
def test_what_a_command_tells_of_the_connection(command: str, host: str | None, address: str, configured: bool) -> None:
    connection = Connection()
    apply_command(command.split(), connection)
    assert (connection.expected_host, connection.address, connection.client_configured) == (host, address, configured)


@pytest.mark.parametrize(
    ("line", "status"),
    [
        ("# exit=0", 0),
        ("exit code: 35", 35),
        ("Process finished with exit code 1", 1),
        ("exit the room 5", None),
        ("exit=" + " " * 10 + "1", 1),
        ("exit=" + " " * 70 + "1", None),
    ],
)
def test_the_status_with_which_a_program_ended(line: str, status: int | None) -> None:
    assert exit_of(line) == status


@pytest.mark.parametrize(
    ("command", "meanings"),
    [("openssl s_client -starttls smtp", ["starttls-refused"]), ("openssl s_client", ["not-tls"])],
)
def test_what_is_not_tls_behind_starttls_is_a_refusal(command: str, meanings: list[str]) -> None:
    log = LogConnection("x", 0, "")
    log.add_remark(Remark("not-tls", "client", "x"))
    tell_starttls(command.split(), log)
    assert [each.meaning for each in log.finish().remarks] == meanings


def test_a_client_hello_behind_starttls_that_stays_unanswered() -> None:
    log = LogConnection("x", 0, "")
    log.connection.steps = ("c:client_hello",)
    tell_starttls(["openssl", "s_client", "-starttls", "smtp"], log)
    assert log.has("starttls-unanswered")
