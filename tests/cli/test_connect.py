"""``chainaudit connect`` and ``verify --peer`` as a person runs them, against real peers on loopback."""

from __future__ import annotations

import json
import socket
import sys
import threading
import time
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

import pytest

from tests.cli.test_program import on_terminal
from tests.effort import PATIENCE_SECONDS
from tests.peers import LIVES, NOW, free_port, running
from tests.profiles.gnutls_stapling import feature, response
from tests.validators.making import end

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.peers import Pki


DAY: Final = timedelta(days=1)


@pytest.fixture
def run(chainaudit: Callable[..., Any]) -> Callable[..., tuple[int, dict[str, Any]]]:
    """Run a command and read its JSON."""

    def one(*arguments: str | Path) -> tuple[int, dict[str, Any]]:
        done = chainaudit(*arguments, "--format", "json")
        assert "Traceback" not in done.stderr
        return done.exit_code, json.loads(done.stdout) if done.stdout else {"stderr": done.stderr}

    return one


def _errors(document: dict[str, Any]) -> set[str]:
    return {f["check"] for f in document["findings"] if f["severity"] == "error"}


def test_a_healthy_peer_is_accepted(run: Any, s_server: Any, pki: Pki) -> None:
    with s_server() as port:
        code, document = run("connect", f"localhost:{port}", "--truststore", pki.file("t.pem", pki.root))
    assert code == 0
    (peer,) = document["peers"]
    assert peer["presented"] == [pki.server.certificate.fingerprint, pki.middle.certificate.fingerprint]
    assert peer["versions"]["TLSv1.3"] is True
    assert peer["client_certificate_requested"] is False
    assert [v["accepted"] for v in document["verdicts"]] == [True]


@pytest.mark.parametrize("staples", [False, True])
def test_who_must_staple_and_does_is_accepted(
    run: Any, s_server: Any, pki: Pki, tmp_path: Path, *, staples: bool
) -> None:
    leaf = end("localhost", pki.middle, extra=[feature(5)], **LIVES)
    (tmp_path / "staple.der").write_bytes(response(leaf, pki.middle))
    options = ("-status_file", tmp_path / "staple.der") if staples else ()
    with s_server(*options, leaf=leaf) as port:
        trust = ("--truststore", pki.file("t.pem", pki.root))
        code, document = run("connect", f"localhost:{port}", *trust, "--as", "gnutls", "--as", "recommended")
    assert document["peers"][0]["ocsp_stapled"] is staples
    assert [v["accepted"] for v in document["verdicts"]] == [staples, True]
    assert ("usage.staple-missing" in _errors(document)) is not staples
    assert code == (0 if staples else 1)


def test_an_unknown_root_is_a_gap_of_our_truststore_and_is_written_out(
    run: Any, s_server: Any, pki: Pki, tmp_path: Path
) -> None:
    missing, chain = tmp_path / "missing.pem", tmp_path / "chain.pem"
    with s_server(chain=(pki.middle, pki.root)) as port:
        code, document = run(
            "verify", "--peer", f"localhost:{port}", "--truststore", pki.file("o.pem", pki.other_root),
            "--save-missing", missing, "--save-chain", chain,
        )  # fmt: skip
    assert code == 1
    assert "trust.gap" in _errors(document)
    text = missing.read_text(encoding="utf-8")
    assert text.startswith("# UNVERIFIED")
    digest = pki.root.certificate.fingerprint.upper()
    assert ":".join(digest[i : i + 2] for i in range(0, 64, 2)) in text
    assert pki.root.pem.decode() in text
    assert chain.read_text(encoding="utf-8").count("BEGIN CERTIFICATE") == 3
    assert missing.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("make", "options", "check"),
    [
        ("incomplete", (), "path.incomplete"),
        ("expired", (), "validity.expired"),
        ("wrong host", ("--host", "other.example"), "identity.host-mismatch"),
    ],
)
def test_what_is_wrong_with_the_chain_is_found(
    run: Any, s_server: Any, pki: Pki, make: str, options: tuple[str, ...], check: str
) -> None:
    at = ("--at", "2099-01-01") if make == "expired" else ()
    with s_server(chain=() if make == "incomplete" else None) as port:
        code, document = run("connect", f"localhost:{port}", "--truststore", pki.file("t.pem", pki.root), *options, *at)
    assert code == 1
    assert check in _errors(document)


def test_a_client_store_that_does_not_answer_the_list_is_told(run: Any, s_server: Any, pki: Pki) -> None:
    trust, mine = pki.file("t2.pem", pki.other_root), pki.file("mine.pem", pki.client, pki.middle, key=pki.client)
    with s_server("-Verify", "2", "-verify_return_error", "-CAfile", trust) as port:
        code, document = run(
            "connect",
            f"localhost:{port}",
            "--truststore",
            pki.file("t.pem", pki.root),
            "--client-store",
            mine,
            "--no-versions",
        )
    assert code == 1
    assert "trust.client-issuer-not-requested" in _errors(document)


def test_a_client_store_that_answers_is_tried(run: Any, s_server: Any, pki: Pki) -> None:
    root, mine = pki.file("t.pem", pki.root), pki.file("mine.pem", pki.client, pki.middle, key=pki.client)
    with s_server("-Verify", "2", "-verify_return_error", "-CAfile", root) as port:
        code, document = run(
            "connect", f"localhost:{port}", "--truststore", root, "--client-store", mine, "--no-versions"
        )
    assert code == 0
    assert document["peers"][0]["with_client_certificate"]["outcome"] == "completed"


def _keystore(folder: Path, tool: Any, pki: Pki, *entries: tuple[str, Any], key_password: str = "changeit") -> Path:
    """A JKS of keytool with these entries, in this order."""
    target = folder / f"{'-'.join(alias for alias, _ in entries)}.jks"
    for alias, own in entries:
        pem, p12 = pki.file(f"{alias}-{folder.name}.pem", own, key=own), folder / f"{alias}.p12"
        tool("openssl", "pkcs12", "-export", "-in", pem, "-certfile", pki.file("middle.pem", pki.middle), "-name",
             alias, "-out", p12, "-passout", "pass:changeit")  # fmt: skip
        tool("keytool", "-importkeystore", "-noprompt", "-srckeystore", p12, "-srcstorepass", "changeit", "-srcalias",
             alias, "-destkeystore", target, "-deststoretype", "JKS", "-deststorepass", "changeit",
             "-destkeypass", key_password)  # fmt: skip
    return target


def test_the_entry_that_is_valid_now_is_sent_and_named(
    chainaudit: Any, run: Any, s_server: Any, pki: Pki, tmp_path: Path, tool: Any
) -> None:
    ended = end("ended", pki.middle, usages=("1.3.6.1.5.5.7.3.2",), begin=NOW - 9 * DAY, end=NOW - DAY)
    store = _keystore(tmp_path, tool, pki, ("a-ended", ended), ("b-mine", pki.client))
    root = pki.file("t.pem", pki.root)
    with s_server("-Verify", "2", "-verify_return_error", "-CAfile", root) as port:
        options = ("connect", f"localhost:{port}", "--truststore", root, "--no-versions",
                   "--client-store", store, "--client-password", "pass:changeit")  # fmt: skip
        code, document = run(*options)
        named, refused = run(*options, "--alias", "a-ended")
        text = chainaudit(*options).stdout
    (peer,) = document["peers"]
    own = pki.client.certificate.fingerprint
    assert (code, peer["with_client_certificate"]["outcome"]) == (0, "completed")
    assert (peer["client_choice"]["alias"], peer["client_choice"]["fingerprint"]) == ("b-mine", own)
    assert peer["client_choice"]["sent"] is True
    assert "'a-ended' was passed over: it expired on" in peer["client_choice"]["reason"]
    assert "as client:     with 'b-mine': completed" in text
    assert own in text
    assert (named, refused["peers"][0]["client_choice"]["alias"]) == (1, "a-ended")
    assert "validity.expired" in _errors(refused)


def test_a_key_that_was_not_read_is_not_said_not_to_answer(
    chainaudit: Any, s_server: Any, pki: Pki, tmp_path: Path, tool: Any
) -> None:
    store = _keystore(tmp_path, tool, pki, ("mine", pki.client), key_password="its own")
    root = pki.file("t.pem", pki.root)
    with s_server("-Verify", "2", "-verify_return_error", "-CAfile", root) as port:
        options = ("connect", f"localhost:{port}", "--truststore", root, "--no-versions", "--client-store", store)
        closed = chainaudit(*options)
        opened = [
            chainaudit(*options, "--client-password", "pass:changeit", name, "mine=pass:its own")
            for name in ("--client-key-password", "--key-password")
        ]
    assert closed.exit_code == 2
    assert "No entry of the client's store answers" not in closed.stdout
    assert "'mine' answers the list of authorities, but its key was not read" in " ".join(closed.stdout.split())
    assert "Give it with --client-password" in " ".join(closed.stdout.split())
    assert [done.exit_code for done in opened] == [0, 0]


def test_a_client_store_that_is_not_asked_for_is_told(chainaudit: Any, s_server: Any, pki: Pki) -> None:
    store = pki.file("unasked.pem", pki.client, pki.middle, key=pki.client)
    with s_server() as port:
        done = chainaudit(
            *("connect", f"localhost:{port}", "--no-versions", "--client-store", store),
            *("--truststore", pki.file("t.pem", pki.root)),
        )
    assert done.exit_code == 0
    assert "asks for no client certificate, so that none was tried" in done.stdout


def test_a_wrong_password_of_the_client_store_is_told_before_anybody_is_asked(chainaudit: Any, testdata: Path) -> None:
    store = testdata / "demo" / "gateway.jks"
    done = chainaudit("connect", "localhost:1", "--client-store", store, "--client-password", "pass:wrong")
    assert done.exit_code == 2
    assert "--client-store: The digest of the JKS fails" in done.stderr
    assert not done.stdout


def test_what_was_given_and_does_not_answer_is_not_asked_for_again(chainaudit: Any, s_server: Any, pki: Pki) -> None:
    stranger = end("stranger", pki.other_root, usages=("1.3.6.1.5.5.7.3.2",), **LIVES)
    store = pki.file("strange.pem", stranger, key=stranger)
    with s_server("-Verify", "2", "-CAfile", pki.file("ca.pem", pki.root)) as port:
        done = chainaudit("connect", f"localhost:{port}", "--no-versions", "--client-store", store)
    assert "No entry of the client's store answers" in done.stdout
    assert "Name the client's own store" not in done.stdout


def test_a_list_of_authorities_that_is_too_long_for_java_is_told(run: Any, s_server: Any, pki: Pki) -> None:
    from tests.validators.making import authority

    names = [authority(f"Authority {i:03} " + "x" * 45, label="many") for i in range(560)]
    with s_server("-verify", "2", "-CAfile", pki.file("many.pem", *names)) as port:
        code, document = run(
            "connect", f"localhost:{port}", "--truststore", pki.file("t.pem", pki.root), "--no-versions"
        )
    assert code == 1
    assert "peer.authorities-too-large" in _errors(document)
    assert document["peers"][0]["certificate_request_bytes"] > 32_768


def test_old_versions_are_warned_of(run: Any, s_server: Any, pki: Pki) -> None:
    with s_server("-cipher", "ALL:@SECLEVEL=0") as port:
        _, document = run("connect", f"localhost:{port}", "--truststore", pki.file("t.pem", pki.root))
    assert "peer.obsolete-version" in {f["check"] for f in document["findings"]}


def test_one_peer_that_is_not_there_does_not_stop_the_others(run: Any, s_server: Any, pki: Pki, tmp_path: Path) -> None:
    listing = tmp_path / "peers.txt"
    with s_server() as port:
        listing.write_text(f"127.0.0.1:{free_port()}  # nothing here\n\nlocalhost:{port}\nno.such.host.invalid:443\n")
        code, document = run("connect", "-f", listing, "--truststore", pki.file("t.pem", pki.root), "--timeout", "8")
    assert code == 2
    assert [bool(p["presented"]) for p in document["peers"]] == [False, True, False]
    assert [v["accepted"] for v in document["verdicts"]] == [True]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\xef\xbb\xbf# ours\n\na.example:443\nb.example:99999\n", "peers.txt, line 4: '99999' is no port"),
        (b"a.example:443\r\nhttps://b.example/\r\n", "peers.txt, line 2: 'https://b.example/' is a URL"),
        (b"-bad-.example\n", "peers.txt, line 1: '-bad-'"),
        (b"\xff\xfea\x00", "no text in UTF-8"),
        (b"# nobody\n", "name a peer"),
    ],
)
def test_a_list_that_makes_no_sense_is_told_with_its_line(
    chainaudit: Any, tmp_path: Path, data: bytes, words: str
) -> None:
    listing = tmp_path / "peers.txt"
    listing.write_bytes(data)
    done = chainaudit("connect", "-f", listing)
    assert done.exit_code == 2
    assert words in done.stderr
    assert done.stderr.count("\n") == 1
    assert not done.stdout


def test_what_makes_no_sense_could_not_be_audited(chainaudit: Any) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            while True:
                try:
                    connection, _ = listener.accept()
                except OSError:
                    return
                with connection:
                    connection.recv(4096)
                    connection.sendall(b"\x16\x03\x03\x00\x00" * 100)

        threading.Thread(target=serve, daemon=True).start()
        done = chainaudit("connect", f"127.0.0.1:{listener.getsockname()[1]}", "--timeout", "5")
    assert done.exit_code == 2
    assert "cannot be used" in done.stdout
    assert "Traceback" not in done.stderr


def test_a_peer_that_hangs_ends_within_the_timeout(chainaudit: Any) -> None:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=lambda: time.sleep(120), daemon=True).start()
        begun = time.monotonic()
        done = chainaudit("connect", f"127.0.0.1:{listener.getsockname()[1]}", "--timeout", "1")
    assert time.monotonic() - begun < PATIENCE_SECONDS
    assert done.exit_code == 2
    assert "in time" in done.stdout
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "HOST:PORT"),
        (("https://a.example/x",), "a.example"),
        (("a.example:99999",), "ports are 1 to"),
        (("a.example:443", "--starttls", "gopher"), "postgres"),
        (("a.example:443", "--client-store", "nowhere.p12"), "nowhere.p12"),
        (("a.example:443", "--client-alias", "x"), "--client-alias means nothing without --client-store"),
        (("a.example:443", "--client-password", "pass:x"), "--client-password means nothing without --client-store"),
        (("a.example:443", "--key-password", "pass:x"), "--client-key-password means nothing without --client-store"),
        (("a.example:443", "--truststore", "certifi", "--truststore-password", "a=pass:x"), "which is not given"),
        (("a.example:443", "--servername", "b", "--no-servername"), "contradict each other"),
        (("a.example:443", "--ciphers", "--no-versions"), "leave --no-versions out"),
        (("a.example:443", "b.example:443", "--save-chain", "c.pem"), "--save-chain writes what one peer sent"),
    ],
)
def test_nonsense_is_one_sentence_and_exit_code_2(chainaudit: Any, arguments: tuple[str, ...], words: str) -> None:
    done = chainaudit("connect", *arguments)
    assert done.exit_code == 2
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_ipv6_and_an_address_to_dial_under_another_name(run: Any, pki: Pki) -> None:
    root, own = pki.file("t.pem", pki.root), pki.file("own.pem", pki.server, key=pki.server)
    chain = pki.file("chain.pem", pki.middle)
    port = free_port()
    with running(
        "openssl", "s_server", "-6", "-accept", f"[::1]:{port}", "-cert", own, "-cert_chain", chain, "-quiet",
        port=port, host="::1",
    ):  # fmt: skip
        code, document = run("connect", f"[::1]:{port}", "--truststore", root)
        assert code == 0, document["findings"]
        assert document["peers"][0]["address"] == f"[::1]:{port}"
        code, document = run("connect", "localhost:443", "--connect-to", f"[::1]:{port}", "--truststore", root)
        assert code == 0, document["findings"]
        code, document = run("connect", "other.example:443", "--connect-to", f"[::1]:{port}", "--truststore", root)
    assert code == 1
    assert _errors(document) == {"identity.host-mismatch"}


def test_names_beyond_ascii_are_sent_as_a_labels(chainaudit: Any, s_server: Any, pki: Pki) -> None:
    named = end("xn--bcher-kva.example", pki.middle, **LIVES)
    own, chain = pki.file("b.pem", named, key=named), pki.file("t.pem", pki.root)
    with s_server("-servername", "xn--bcher-kva.example", "-cert2", own, "-key2", own) as port:
        done = chainaudit(
            "connect",
            "b\xfccher.example:443",
            "--connect-to",
            f"127.0.0.1:{port}",
            "--truststore",
            chain,
            "--no-versions",
        )
    assert "xn--bcher-kva.example" in done.stdout
    assert "identity.host-mismatch" not in done.stdout, "the server picked its certificate by SNI"


def test_many_hosts_of_which_some_hang_are_done_in_time(run: Any, s_server: Any, pki: Pki, tmp_path: Path) -> None:
    listing = tmp_path / "peers.txt"
    with s_server() as port, socket.create_server(("127.0.0.1", 0), backlog=64) as silent:
        hanging = silent.getsockname()[1]
        listing.write_text(
            "".join(f"localhost:{hanging if n % 5 == 0 else port}\n" for n in range(50))  # ten of fifty hang
        )
        begun = time.monotonic()
        code, document = run(
            "connect", "-f", listing, "--truststore", pki.file("t.pem", pki.root), "--timeout", "8", "--no-versions"
        )
        assert time.monotonic() - begun < PATIENCE_SECONDS  # eighty, had they waited one after the other
    assert code == 2
    shown = [bool(p["presented"]) for p in document["peers"]]
    assert shown == [n % 5 != 0 for n in range(50)]


def test_a_megabyte_of_certificates_is_told_and_bounded(chainaudit: Any, s_server: Any, pki: Pki) -> None:
    chain = (pki.middle,) * 3000
    with s_server(chain=chain) as port:
        done = chainaudit("connect", f"localhost:{port}", "--truststore", pki.file("t.pem", pki.root), "--timeout", "5")
    assert done.exit_code == 2
    assert "longer message than clients take" in done.stdout
    assert "Traceback" not in done.stderr
    assert done.stdout.count("\n") < 200


def test_a_progress_bar_is_for_terminals(chainaudit: Any, tmp_path: Path) -> None:
    listing = tmp_path / "peers.txt"
    listing.write_text(f"127.0.0.1:{free_port()}\n" * 3)
    arguments = ("connect", "-f", str(listing), "--timeout", "2")
    assert chainaudit(*arguments).stderr == ""
    shown = on_terminal([sys.executable, "-m", "chainaudit", *arguments], {"TERM": "xterm"})
    assert "Asking" in shown
    assert "100%" in shown


def test_what_cannot_be_saved_does_not_hide_the_report(
    chainaudit: Any, s_server: Any, pki: Pki, tmp_path: Path
) -> None:
    for command in ("connect", "verify --peer"):
        with s_server(chain=()) as port:
            done = chainaudit(
                *command.split(), f"localhost:{port}", "--truststore", pki.file("o.pem", pki.other_root),
                "--save-missing", tmp_path / "missing.pem",
            )  # fmt: skip
        assert done.exit_code == 2
        assert "NOT SAVED: --save-missing: " in done.stdout
        assert "REJECTED" in done.stdout
        assert "trust.gap" in done.stdout
        assert not (tmp_path / "missing.pem").exists()


def test_the_handshake_that_counts_is_the_one_with_the_certificate(chainaudit: Any, s_server: Any, pki: Pki) -> None:
    mine = pki.file("c.pem", pki.client, pki.middle, key=pki.client)
    trusted = pki.file("t.pem", pki.root)
    with s_server("-Verify", "2", "-verify_return_error", "-CAfile", trusted) as port:
        with_it = chainaudit("connect", f"localhost:{port}", "--truststore", trusted, "--client-store", mine)
        without = chainaudit("connect", f"localhost:{port}", "--truststore", trusted)
    assert with_it.stdout.startswith("HANDSHAKE  ")
    assert "as client:     with entry 1: completed" in with_it.stdout
    assert without.stdout.startswith("NO HANDSHAKE  ")
    assert "of this authority" in without.stdout
