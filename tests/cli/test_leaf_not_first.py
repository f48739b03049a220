"""A chain whose first certificate is not the leaf: what real programs make of it, and that it is told so."""

from __future__ import annotations

import base64
import json
import ssl
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.peers import Pki

FORMAT = ("--format", "json")


def found(outcome: Any) -> list[tuple[str, str]]:
    """Return (check, severity) of the findings, in the order of the report."""
    return [(f["check"], f["severity"]) for f in json.loads(outcome.stdout)["findings"]]


@pytest.fixture
def behind(pki: Pki) -> Path:
    """A server's file as people pile it up: issuer, certificate, key."""
    return pki.file("behind.pem", pki.middle, pki.server, key=pki.server)


def test_programs_refuse_a_file_that_does_not_begin_with_the_certificate_of_its_key(
    tool: Callable[..., Any], chainaudit: Callable[..., Any], pki: Pki, behind: Path
) -> None:
    said = tool("openssl", "s_server", "-accept", "0", "-cert", behind, check=False)
    assert said.exit_code
    assert "key values mismatch" in said.stderr
    with pytest.raises(ssl.SSLError, match="KEY_VALUES_MISMATCH"):
        ssl.create_default_context(ssl.Purpose.CLIENT_AUTH).load_cert_chain(behind)

    root = pki.file("root.pem", pki.root)
    options = ("--store", behind, "--truststore", root, "--host", "localhost")
    outcome = chainaudit("verify", *options, *FORMAT)
    assert outcome.exit_code == 1
    assert found(outcome)[:2] == [("keys.certificate-mismatch", "error"), ("path.wrong-order", "error")]
    text = chainaudit("verify", *options).stdout
    assert "belongs to certificate 2 of the 2 in the file" in " ".join(text.split())
    assert f"$ chainaudit complete --store {behind} -o ordered.pem" in text


def test_the_command_that_is_told_puts_the_file_in_order(
    tool: Callable[..., Any], chainaudit: Callable[..., Any], pki: Pki, behind: Path, tmp_path: Path
) -> None:
    ordered = tmp_path / "ordered.pem"
    chainaudit("complete", "--store", behind, "-o", ordered)
    ssl.create_default_context(ssl.Purpose.CLIENT_AUTH).load_cert_chain(ordered)
    assert tool("openssl", "x509", "-in", ordered, "-noout", "-subject").stdout.strip().endswith("CN = localhost")
    root = pki.file("root.pem", pki.root)
    assert chainaudit("verify", "--store", ordered, "--truststore", root, "--host", "localhost").exit_code == 0


def test_a_secret_of_kubernetes_holds_such_a_file(chainaudit: Callable[..., Any], pki: Pki, behind: Path) -> None:
    key = pki.file("only.key", key=pki.server).read_bytes()
    secrets = {}
    for name, chain in (("behind", behind.read_bytes()), ("sound", pki.server.pem + pki.middle.pem)):
        certificates = chain.partition(b"-----BEGIN PRIVATE")[0]
        values = {"tls.crt": base64.b64encode(certificates).decode(), "tls.key": base64.b64encode(key).decode()}
        document = {"apiVersion": "v1", "kind": "Secret", "type": "kubernetes.io/tls", "metadata": {"name": name}}
        secrets[name] = pki.folder / f"{name}.json"
        secrets[name].write_text(json.dumps({**document, "data": values}))
    root = pki.file("root.pem", pki.root)
    for name, exit_code in (("behind", 1), ("sound", 0)):
        outcome = chainaudit("verify", "--store", secrets[name], "--truststore", root, "--host", "localhost", *FORMAT)
        assert outcome.exit_code == exit_code, name
        assert ("keys.certificate-mismatch" in dict(found(outcome))) == bool(exit_code)


@pytest.mark.parametrize("software", ["openssl", "nginx", "node", "go", "gnutls"])
def test_a_server_with_such_a_file_does_not_start(
    chainaudit: Callable[..., Any], pki: Pki, behind: Path, software: str
) -> None:
    root = pki.file("root.pem", pki.root)
    sides = ("--server-store", behind, "--server-as", software, "--client-truststore", root, "--host", "localhost")
    outcome = chainaudit("rehearse", *sides)
    assert outcome.exit_code == 1
    assert "REFUSED by the server" in outcome.stdout
    said = " ".join(outcome.stdout.split())
    assert "which is the first, 'CN=Peer Issuing'; it belongs to number 2, 'CN=localhost'" in said


def test_several_identities_in_one_file_are_judged_each(chainaudit: Callable[..., Any], pki: Pki) -> None:
    one = pki.file("one.pem", pki.server, pki.middle, key=pki.server).read_bytes()
    two = pki.file("two.pem", pki.client, key=pki.client).read_bytes()
    both = pki.folder / "both.pem"
    both.write_bytes(one + two)
    root, middle = pki.file("root.pem", pki.root), pki.file("middle.pem", pki.middle)
    outcome = chainaudit(
        "verify", "--store", both, "--truststore", root, "--untrusted", middle, "--purpose", "client", *FORMAT
    )
    verdicts = {v["target"]: v["accepted"] for v in json.loads(outcome.stdout)["verdicts"]}
    assert list(verdicts.values()) == [False, True], "the server's certificate is for no client"
    assert "keys.certificate-mismatch" not in dict(found(outcome))


def test_what_a_peer_presents_is_judged_by_its_first_certificate(chainaudit: Callable[..., Any], pki: Pki) -> None:
    presented = pki.file("presented.pem", pki.middle, pki.server)
    options = ("--presented", presented, "--truststore", pki.file("root.pem", pki.root), "--host", "localhost")
    outcome = chainaudit("verify", *options, *FORMAT)
    assert found(outcome)[0] == ("path.wrong-order", "error")
    assert "path.extra-certificate" not in dict(found(outcome))
    reasons = json.loads(outcome.stdout)["verdicts"][0]["reasons"]
    assert "the leaf, localhost, is number 2 of 2 certificates" in str(reasons[0])
    (alone,) = json.loads(chainaudit("verify", *options, "--as", "rfc5280", *FORMAT).stdout)["verdicts"]
    assert "out of order" not in str(alone["reasons"]), "the order is a rule of TLS, not of certificates"


def test_an_entry_of_a_keystore_whose_chain_begins_with_the_issuer(chainaudit: Callable[..., Any], pki: Pki) -> None:
    store = pki.folder / "behind.jks"
    store.write_bytes(_jks("gw", pki.server, pki.middle, pki.server))
    root = pki.file("root.pem", pki.root)
    options = ("--store", store, "--truststore", root, "--host", "localhost", "--password", "pass:changeit")
    text = chainaudit("verify", *options).stdout
    head = " ".join(text.split("\n\n")[0].split())
    assert "keys.certificate-mismatch" in head, "the cause stands before what follows from it"
    assert head.index("keys.certificate-mismatch") < head.index("not for the host asked for")
    assert found(chainaudit("verify", *options, *FORMAT))[0] == ("keys.certificate-mismatch", "error")


def _jks(alias: str, own: Any, *chain: Any) -> bytes:
    """Write a JKS as its format allows and keytool does not: with a chain that does not begin with the key's own."""
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    from chainaudit.model.store import Entry, EntryKind, PrivateKey, Store
    from chainaudit.model.writer import WriteRequest
    from chainaudit.writers.jks import WRITER

    encoded = own.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    entry = Entry(
        EntryKind.PRIVATE_KEY,
        alias=alias,
        certificates=tuple(c.certificate for c in chain),
        has_private_key=True,
        private_key=PrivateKey(encoded, "EC", 256, own.certificate.public_key),
    )
    return WRITER.write(Store("behind.jks", "JKS", entries=(entry,)), WriteRequest("changeit"))
