"""``chainaudit rehearse`` as a person runs it: two sides by options, or several links in a file."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.peers import Pki


def test_a_leaf_alone_is_refused_and_told_step_by_step(chainaudit: Any, pki: Pki) -> None:
    done = chainaudit(
        "rehearse", "--client-as", "java-17", "--client-truststore", pki.file("t.pem", pki.root),
        "--server-as", "openssl-3.0", "--server-store", pki.file("leaf.pem", pki.server, key=pki.server),
        "--host", "localhost",
    )  # fmt: skip
    assert done.exit_code == 1
    assert done.stdout.startswith("REFUSED by the client, alert certificate_unknown")
    assert "path.incomplete" in done.stdout


def test_mutual_authentication_that_fits(chainaudit: Any, pki: Pki) -> None:
    root = pki.file("t.pem", pki.root)
    done = chainaudit(
        "rehearse", "--client-truststore", root, "--server-truststore", root, "--host", "localhost", "--format", "json",
        "--client-store", pki.file("c.pem", pki.client, pki.middle, key=pki.client),
        "--server-store", pki.file("s.pem", pki.server, pki.middle, key=pki.server),
    )  # fmt: skip
    (played,) = json.loads(done.stdout)["rehearsals"]
    assert done.exit_code == 0
    assert played["accepted"] is True
    assert played["client_view"]["accepted"] is True
    assert played["server_view"]["accepted"] is True


def test_a_live_peer_stands_for_the_server(chainaudit: Any, s_server: Any, pki: Pki) -> None:
    with s_server() as port:
        done = chainaudit(
            "rehearse", "--server-peer", f"127.0.0.1:{port}", "--client-truststore", pki.file("o.pem", pki.other_root),
            "--host", "localhost",
        )  # fmt: skip
    assert done.exit_code == 1
    assert "unknown_ca" in done.stdout


def test_a_live_peer_behind_starttls_is_asked_in_a_protocol_that_there_is(chainaudit: Any) -> None:
    done = chainaudit("rehearse", "--server-peer", "localhost:1", "--starttls", "gopher")
    assert done.exit_code == 2
    assert "there is no STARTTLS for 'gopher'" in done.stderr


def test_a_live_peer_that_asks_for_certificates_is_answered(chainaudit: Any, s_server: Any, pki: Pki) -> None:
    mine = pki.file("c.pem", pki.client, pki.middle, key=pki.client)
    for trusted, code in ((pki.root, 0), (pki.other_root, 1)):
        with s_server("-Verify", "2", "-verify_return_error", "-CAfile", pki.file("list.pem", trusted)) as port:
            done = chainaudit(
                "rehearse", "--server-peer", f"127.0.0.1:{port}", "--client-truststore", pki.file("t.pem", pki.root),
                "--client-store", mine, "--host", "localhost", "--client-as", "openssl-3.0",
            )  # fmt: skip
        assert done.exit_code == code, done.stdout
        assert trusted.certificate.subject.common_name in done.stdout
    assert done.stdout.startswith("REFUSED by the server, alert unknown_ca")


def test_a_capture_stands_for_the_server(chainaudit: Any, pki: Pki, testdata: Path) -> None:
    seen = testdata / "evidence" / "ok_tls13_keylog"
    arguments = (
        "rehearse", "--server-capture", seen / "capture.pcap", "--client-truststore", pki.file("t.pem", pki.root),
        "--host", "server.test.example", "--format", "json",
    )  # fmt: skip
    hidden = chainaudit(*arguments)
    assert hidden.exit_code == 2
    assert "key log" in hidden.stderr
    (played,) = json.loads(chainaudit(*arguments, "--keylog", seen / "keylog.txt").stdout)["rehearsals"]
    assert (played["refused_by"], played["alert"]) == ("client", "unknown_ca")
    assert len(played["client_view"]["presented"]) == 2


def test_captures_stand_for_the_client_and_for_whom_the_server_asks(chainaudit: Any, pki: Pki, testdata: Path) -> None:
    seen = testdata / "evidence" / "client_issuer_not_in_list" / "capture.pcap"
    root, own = pki.file("t.pem", pki.root), pki.file("s.pem", pki.server, pki.middle, key=pki.server)
    client = chainaudit("rehearse", "--client-capture", seen, "--server-store", own, "--server-truststore", root)
    assert client.exit_code == 1
    assert "stranger-client" in client.stdout
    server = chainaudit(
        "rehearse", "--server-capture", seen, "--client-as", "java-17",
        "--client-store", pki.file("c.pem", pki.client, pki.middle, key=pki.client),
    )  # fmt: skip
    assert server.exit_code == 1
    assert "is not among the authorities that the server names" in " ".join(server.stdout.split())


def test_a_log_without_a_chain_cannot_stand_for_a_side(chainaudit: Any, tmp_path: Path) -> None:
    (tmp_path / "a.log").write_text("nothing of TLS\n")
    done = chainaudit("rehearse", "--server-capture", tmp_path / "a.log")
    assert done.exit_code == 2
    assert "whole chain of the server" in done.stderr


LINKS = """
[party.partner]
software = "java-17"
store = "{client}"
truststore = "{root}"

[party.gateway]
software = "openssl-3.0"
store = "{server}"
truststore = ["{root}"]

[[link]]
name = "northbound"
client = "partner"
server = "gateway"
host = "localhost"

[[link]]
name = "southbound"
client = "gateway"
server = "partner"
client-authentication = "none"
"""


def test_several_links_are_one_table(chainaudit: Any, pki: Pki, tmp_path: Path) -> None:
    config = tmp_path / "links.toml"
    config.write_text(
        LINKS.format(
            root=pki.file("t.pem", pki.root),
            client=pki.file("c.pem", pki.client, pki.middle, key=pki.client),
            server=pki.file("s.pem", pki.server, pki.middle, key=pki.server),
        )
    )
    done = chainaudit("rehearse", "--links", config)
    assert done.exit_code == 1
    rows = [line for line in done.stdout.splitlines() if line.startswith(("northbound", "southbound"))]
    assert "accepted" in rows[0]
    assert "refused by the client" in rows[1]
    assert "unsupported_certificate" in done.stdout.partition("\n\n")[0]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("nonsense", "TOML"),
        ("[party.a]\nsoftware = 'openssl'\n", r"[[link]]"),
        ("[[link]]\nclient = 'a'\nserver = 'b'\n", "[party.a]"),
        ("[party.a]\ncolour = 'red'\n[[link]]\nclient='a'\nserver='a'\n", "colour"),
        ("[party.a]\nsoftware = 'nobody'\n[[link]]\nclient='a'\nserver='a'\n", "nobody"),
    ],
)
def test_a_file_that_makes_no_sense_is_one_sentence(chainaudit: Any, tmp_path: Path, text: str, words: str) -> None:
    config = tmp_path / "links.toml"
    config.write_text(text)
    done = chainaudit("rehearse", "--links", config)
    assert done.exit_code == 2
    assert words in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "[party.a]\n[link]\nclient='a'\nserver='a'\n",
            "'link' is no list of tables; parties are written as [party.NAME]",
        ),
        ("party = 5\n", "'party' holds no tables with names"),
        ("[party]\nsoftware='java-17'\n", "'party' holds no tables with names"),
        ("[party.a]\n[[Link]]\nclient='a'\nserver='a'\n", "'Link' is not known"),
        ("[party.a]\ntruststore=7\n", "[party.a]: 'truststore' is text in quotes, or a list of texts, not a number"),
        ("[party.a]\ntruststore=['x', 7]\n", "a list of texts, not a number in it"),
        ("[party.a]\ntruststore=[]\n", "[party.a]: 'truststore' is empty"),
        ("[party.a]\nstore=true\n", "[party.a]: 'store' is text in quotes, not true or false"),
        ("[party.a]\nstore=''\n", "[party.a]: 'store' is empty"),
        ("[party.a]\nalias='x'\n", "[party.a]: 'alias' means nothing without 'store'"),
        ("[party.a]\nstore='x'\nchain='y'\n", "'store' and 'chain' each say what is presented"),
        ("[party.a]\nsoftware=2026-01-01\n", "not a time"),
        ("[party.a]\nsoftware='papyrus'\n", "[party.a]: "),
        ("[party.a]\n[[link]]\nclient=['a']\nserver='a'\n", "[[link]] 1: 'client' is text in quotes"),
        ("[party.a]\n[[link]]\nclient='a'\n", "[[link]] 1: 'server' is missing"),
        ("[party.a]\n[[link]]\nname='n'\nclient='a'\nserver='b'\n", "[[link]] 1 (n): there is no [party.b]"),
        ("[party.a]\n[[link]]\nclient='a'\nserver='a'\nhost='a b'\n", "[[link]] 1: the host name 'a b'"),
        (
            "[party.a]\nsoftware='curl'\n[[link]]\nclient='a'\nserver='a'\n",
            "a cannot be the server: curl is known as a",
        ),
        ("[party.a]\nsoftware='nginx'\n[[link]]\nclient='a'\nserver='a'\n", "a cannot be the client: nginx is known"),
        (b"[party.a]\nstore='\xff'\n", "is no TOML: its byte 18 is not UTF-8"),
        ("[party.a]\nstore='x'\npassword='hidden'\n", "[party.a]: a password is given by its source"),
        ("[party.a]\npeer='nowhere:0'\n", "[party.a]: "),
        ("[party.a]\ncapture='nowhere.pcap'\n", "[party.a]: nowhere.pcap"),
        ("[party.a]\n[[link]]\nclient='a'\nserver='a'\n", "[[link]] 1: [party.a] is the server, and has no store"),
    ],
)
def test_what_is_wrong_in_a_file_is_told_with_file_and_table(
    chainaudit: Any, tmp_path: Path, text: str | bytes, words: str
) -> None:
    config = tmp_path / "links.toml"
    config.write_bytes(text if isinstance(text, bytes) else text.encode())
    done = chainaudit("rehearse", "--links", config)
    assert done.exit_code == 2
    assert words in done.stderr
    assert done.stderr.startswith(f"chainaudit: {config}")
    assert done.stderr.count("\n") == 1
    assert not done.stdout


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (
            ("--server-store", "a", "--server-chain", "b"),
            "--server-store and --server-chain each say what is presented",
        ),
        (
            ("--server-peer", "a:1", "--client-password", "pass:x"),
            "--client-password means nothing without --client-st",
        ),
        (("--server-chain", "a", "--server-alias", "x"), "--server-alias means nothing without --server-store"),
        (("--server-chain", "a", "--starttls", "smtp"), "--starttls means nothing without --server-peer"),
        (
            ("--server-chain", "a", "--keylog", "k"),
            "--keylog means nothing without --client-capture or --server-capture",
        ),
        (("--server-chain", "a", "--key-password", "pass:x"), "--key-password means nothing without --client-store"),
        (
            ("--server-chain", "{chain}", "--server-as", "curl"),
            "the server cannot be the server: curl is known as a client",
        ),
        (("--server-chain", "{chain}", "--client-as", "nginx"), "the client cannot be the client: nginx is known as a"),
        (("--server-chain", "nowhere.pem"), "the server: nowhere.pem cannot be opened: no such file"),
        (("--links", "{chain}", "--server-as", "nginx"), "--links describes both sides; give what --server-as says in"),
    ],
)
def test_options_that_would_do_nothing_are_refused(
    chainaudit: Any, pki: Pki, options: tuple[str, ...], words: str
) -> None:
    chain = pki.file("chain-alone.pem", pki.server, pki.middle)
    done = chainaudit("rehearse", *(option.format(chain=chain) for option in options))
    assert done.exit_code == 2
    assert words in done.stderr
    assert not done.stdout


@pytest.fixture
def locked(pki: Pki, tmp_path: Path, tool: Any) -> Path:
    """A JKS of keytool whose key has a password of its own."""
    pem, p12, target = pki.file("locked.pem", pki.server, key=pki.server), tmp_path / "l.p12", tmp_path / "l.jks"
    tool("openssl", "pkcs12", "-export", "-in", pem, "-certfile", pki.file("middle.pem", pki.middle), "-name", "own",
         "-out", p12, "-passout", "pass:changeit")  # fmt: skip
    tool(
        "keytool",
        "-importkeystore",
        "-noprompt",
        "-srckeystore",
        p12,
        "-srcstorepass",
        "changeit",
        "-srcalias",
        "own",
        "-destkeystore",
        target,
        "-deststoretype",
        "JKS",
        "-deststorepass",
        "changeit",
        "-destkeypass",
        "its own",
    )
    return target


def test_a_key_with_a_password_of_its_own_is_opened(chainaudit: Any, pki: Pki, locked: Path, tmp_path: Path) -> None:
    root = pki.file("t.pem", pki.root)
    sides = ("rehearse", "--client-truststore", root, "--host", "localhost", "--server-as", "java-17", "--server-store",
             locked, "--server-password", "pass:changeit")  # fmt: skip
    closed = chainaudit(*sides)
    assert closed.exit_code == 2
    assert "give it with --server-key-password ALIAS=SOURCE" in closed.stderr
    for name in ("--server-key-password", "--key-password"):
        assert chainaudit(*sides, name, "own=pass:its own").exit_code == 0
    other = chainaudit(*sides, "--server-key-password", "nope=pass:its own")
    assert closed.exit_code == other.exit_code == 2
    config = tmp_path / "links.toml"
    described = f'store="{locked}"\npassword="pass:changeit"\nkey-password=["own=pass:its own"]\nsoftware="java-17"\n'
    config.write_text(
        f'[party.c]\ntruststore="{root}"\n[party.s]\n{described}[[link]]\nclient="c"\nserver="s"\nhost="localhost"\n'
    )
    assert chainaudit("rehearse", "--links", config).exit_code == 0


def test_a_server_must_be_named(chainaudit: Any) -> None:
    done = chainaudit("rehearse", "--host", "a.example")
    assert done.exit_code == 2
    assert "--server-store" in done.stderr


def test_a_store_that_does_not_open_is_no_refusal(chainaudit: Any, testdata: Path, pki: Pki) -> None:
    """What the software makes of a key cannot be told by somebody without its password."""
    sides = ("--client-truststore", pki.file("t.pem", pki.root), "--server-store", testdata / "demo" / "gateway.jks")
    done = chainaudit("rehearse", *sides, "--server-alias", "api")
    assert done.exit_code == 2
    assert "Give it with --server-password" in done.stderr
    done = chainaudit("rehearse", *sides, "--server-password", "pass:wrong")
    assert done.exit_code == 2
    assert "the password is wrong" in done.stderr


def test_the_password_of_a_truststore_is_asked_for_by_its_own_option(
    chainaudit: Any, tool: Any, tmp_path: Path, pki: Pki
) -> None:
    store = tmp_path / "t.p12"
    root = pki.file("t.pem", pki.root)
    tool("keytool", "-importcert", "-noprompt", "-file", root, "-keystore", store, "-storepass", "changeit")
    server = ("--server-store", pki.file("s.pem", pki.server, pki.middle, key=pki.server))
    done = chainaudit("rehearse", "--client-truststore", store, *server)
    assert done.exit_code == 2
    assert "with --client-truststore-password" in done.stderr


def test_the_reason_is_told_once(chainaudit: Any, pki: Pki) -> None:
    done = chainaudit(
        "rehearse", "--client-as", "java-17", "--client-truststore", pki.file("t.pem", pki.root),
        "--server-store", pki.file("leaf.pem", pki.server, key=pki.server), "--host", "localhost",
    )  # fmt: skip
    assert " ".join(done.stdout.split()).count("unable to find valid certification path") == 1


def test_a_client_store_that_nobody_asks_for_is_told(chainaudit: Any, pki: Pki) -> None:
    done = chainaudit(
        "rehearse", "--client-truststore", pki.file("t.pem", pki.root), "--host", "localhost",
        "--client-store", pki.file("c.pem", pki.client, pki.middle, key=pki.client),
        "--server-store", pki.file("s.pem", pki.server, pki.middle, key=pki.server),
    )  # fmt: skip
    assert done.exit_code == 0
    assert "client:  keeps its certificate to itself, for the server asks for none" in done.stdout
