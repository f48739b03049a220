"""The client's own entries before real servers: which one comes along, and how that ends."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from chainaudit import connect
from chainaudit.app.client_identity import ClientIdentity, left_open
from chainaudit.errors import UsageError
from chainaudit.model.peer import COMPLETED
from tests.peers import LIVES
from tests.validators.making import authority, end

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from chainaudit.model.peer import Peer
    from tests.peers import Pki

PASSWORD = "changeit"


@pytest.fixture
def store(pki: Pki, tmp_path: Path, tool: Callable[..., Any]) -> Path:
    """A JKS of keytool with two identities: the first of somebody else's authority, the second of the server's."""
    other = authority("Elsewhere", None, **LIVES)
    stranger = end("stranger", other, usages=("1.3.6.1.5.5.7.3.2",), **LIVES)
    target = tmp_path / "client.jks"
    for alias, own, issuer in (("a-stranger", stranger, other), ("b-ours", pki.client, pki.middle)):
        pem, chain, p12 = (tmp_path / f"{alias}.{kind}" for kind in ("pem", "chain.pem", "p12"))
        pem.write_bytes(pki.file(f"{alias}-{tmp_path.name}.pem", own, key=own).read_bytes())
        chain.write_bytes(issuer.pem)
        tool("openssl", "pkcs12", "-export", "-in", pem, "-certfile", chain, "-name", alias, "-out", p12,
             "-passout", f"pass:{PASSWORD}")  # fmt: skip
        tool("keytool", "-importkeystore", "-noprompt", "-srckeystore", p12, "-srcstorepass", PASSWORD,
             "-destkeystore", target, "-deststoretype", "JKS", "-deststorepass", PASSWORD)  # fmt: skip
    return target


def asked(port: int) -> Peer:
    return connect(f"localhost:{port}", versions=False, without_server_name=False)


def test_the_entry_that_answers_the_list_comes_along(pki: Pki, s_server: Callable[..., Any], store: Path) -> None:
    identity = ClientIdentity(str(store), None, PASSWORD)
    with s_server("-Verify", "2", "-verify_return_error", "-CAfile", pki.file("ca.pem", pki.root)) as port:
        peer = asked(port)
        entry = identity.entry_for(peer)
        assert entry is not None
        assert entry.alias == "b-ours"
        tried = identity.tried(peer, 20)
    assert tried.attempt is not None
    assert (tried.attempt.outcome, tried.attempt.alerts) == (COMPLETED, ())
    assert tried.handshake is peer.handshake


def test_the_alias_picks_one_though_it_is_refused(pki: Pki, s_server: Callable[..., Any], store: Path) -> None:
    identity = ClientIdentity(str(store), "a-stranger", PASSWORD)
    with s_server("-Verify", "2", "-verify_return_error", "-CAfile", pki.file("ca.pem", pki.root)) as port:
        tried = identity.tried(asked(port), 20)
    assert tried.attempt is not None
    assert tried.attempt.outcome != COMPLETED
    assert [alert.description for alert in tried.attempt.alerts] == ["unknown_ca"]


def test_a_server_that_asks_for_none_is_left_alone(s_server: Callable[..., Any], store: Path) -> None:
    identity = ClientIdentity(str(store), None, PASSWORD)
    with s_server() as port:
        peer = asked(port)
        assert identity.tried(peer, 20) is peer


def test_nothing_fits(pki: Pki, s_server: Callable[..., Any], store: Path) -> None:
    identity = ClientIdentity(str(store), None, PASSWORD)
    with s_server("-Verify", "2", "-CAfile", pki.file("other.pem", pki.other_root)) as port:
        peer = asked(port)
        assert identity.entry_for(peer) is None
        tried = identity.tried(peer, 20)
    assert tried.attempt is None
    assert tried.client_choice is not None
    assert "no entry with a private key answers" in tried.client_choice.reason


@pytest.mark.parametrize(
    ("alias", "password", "words"),
    [
        ("c", PASSWORD, "--client-store has no alias 'c'; there are: "),
        (None, "certainly wrong", "--client-store: "),
    ],
)
def test_what_cannot_be_used_is_said(store: Path, alias: str | None, password: str, words: str) -> None:
    with pytest.raises(UsageError) as refused:
        ClientIdentity(str(store), alias, password)
    assert words in str(refused.value)
    assert "certainly wrong" not in str(refused.value)


def test_a_store_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"--client-store: .*no such file"):
        ClientIdentity(str(tmp_path / "none.jks"), None, None)


@pytest.fixture
def locked(pki: Pki, tmp_path: Path, tool: Callable[..., Any]) -> Path:
    """A JKS of keytool whose key has a password of its own."""
    own, chain, p12 = (tmp_path / name for name in ("own.pem", "chain.pem", "own.p12"))
    own.write_bytes(pki.file(f"locked-{tmp_path.name}.pem", pki.client, key=pki.client).read_bytes())
    chain.write_bytes(pki.middle.pem)
    tool("openssl", "pkcs12", "-export", "-in", own, "-certfile", chain, "-name", "mine", "-out", p12,
         "-passout", f"pass:{PASSWORD}")  # fmt: skip
    target = tmp_path / "locked.jks"
    tool("keytool", "-importkeystore", "-noprompt", "-srckeystore", p12, "-srcstorepass", PASSWORD,
         "-srcalias", "mine", "-destkeystore", target, "-deststoretype", "JKS", "-deststorepass", PASSWORD,
         "-destkeypass", "its own")  # fmt: skip
    return target


def test_a_key_with_a_password_of_its_own(pki: Pki, s_server: Callable[..., Any], locked: Path) -> None:
    with pytest.raises(UsageError, match="give it with --client-key-password ALIAS=SOURCE"):
        ClientIdentity(str(locked), None, PASSWORD)
    identity = ClientIdentity(str(locked), None, PASSWORD, key_passwords={"mine": "its own"})
    with s_server("-Verify", "2", "-verify_return_error", "-CAfile", pki.file("ca.pem", pki.root)) as port:
        tried = identity.tried(asked(port), 20)
    assert tried.attempt is not None
    assert tried.attempt.outcome == COMPLETED


def test_keys_that_nobody_opened_leave_it_open(pki: Pki, s_server: Callable[..., Any], locked: Path) -> None:
    identity = ClientIdentity(str(locked), None, None)
    with s_server("-Verify", "2", "-CAfile", pki.file("ca.pem", pki.root)) as port:
        peer = identity.tried(asked(port), 20)
    said = left_open(peer.client_choice, "there")
    assert said is not None
    assert said.startswith("there: no certificate was tried, for 'mine' answers the list of authorities, but its key ")
    assert said.endswith("Give it with --client-password, or with --client-key-password where the key has its own.")
    assert left_open(None, "there") is None
