"""``chainaudit complete`` as people run it: what it writes is read by keytool, openssl and ourselves."""

from __future__ import annotations

import http.server
import json
import stat
import threading
from typing import TYPE_CHECKING, ClassVar, NamedTuple

import pytest
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    pkcs12,
)

from chainaudit.app.opening import open_store
from tests.validators.making import MOMENT, Made, authority, end

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.conftest import Outcome

PASSWORD = "store-password"


class Pki(NamedTuple):
    """Files with an incomplete identity, what it lacks, and who is trusted."""

    folder: Path
    root: Made
    issuing: Made
    leaf: Made

    def run(self, chainaudit: Callable[..., Outcome], store: str, target: str, *more: str) -> Outcome:
        """Complete one of the stores with the issuing CA at hand."""
        options = ("--password", f"pass:{PASSWORD}", "--truststore", str(self.folder / "root.pem"), *more)
        return chainaudit("complete", "--store", self.folder / store, "-o", self.folder / target, *options)


@pytest.fixture
def pki(tmp_path: Path, tool: Callable[..., Outcome]) -> Pki:
    later = MOMENT.replace(year=2046)
    root = authority("Root", end=later)
    issuing = authority("Issuing", root, end=later)
    leaf = end("a.example", issuing, end=later, kind="RSA 2048")
    for name, made in (("root", root), ("issuing", issuing), ("leaf", leaf)):
        (tmp_path / f"{name}.pem").write_bytes(made.x509.public_bytes(Encoding.PEM))
    key: bytes = leaf.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (tmp_path / "server.pem").write_bytes(leaf.x509.public_bytes(Encoding.PEM) + key)
    protection = BestAvailableEncryption(PASSWORD.encode())
    content = pkcs12.serialize_key_and_certificates(b"api", leaf.key, leaf.x509, None, protection)
    (tmp_path / "server.p12").write_bytes(content)
    arguments = ("-noprompt", "-srckeystore", tmp_path / "server.p12", "-srcstorepass", PASSWORD)
    target = ("-destkeystore", tmp_path / "server.jks", "-deststoretype", "JKS", "-deststorepass", PASSWORD)
    tool("keytool", "-importkeystore", *arguments, *target)
    return Pki(tmp_path, root, issuing, leaf)


@pytest.mark.parametrize("ending", ["jks", "p12", "pem"])
def test_a_chain_is_completed_in_the_stores_own_format(
    pki: Pki, chainaudit: Callable[..., Outcome], ending: str, tool: Callable[..., Outcome]
) -> None:
    done = pki.run(chainaudit, f"server.{ending}", f"new.{ending}", "--untrusted", str(pki.folder / "issuing.pem"))
    assert (done.exit_code, done.stderr) == (0, ""), done
    assert "added 'CN=Issuing'." in done.stdout
    new = pki.folder / f"new.{ending}"
    assert stat.S_IMODE(new.stat().st_mode) == 0o600
    before, after = (open_store(pki.folder / f"{name}.{ending}", password=PASSWORD) for name in ("server", "new"))
    assert after.format == before.format
    (old,), (entry,) = before.entries, after.entries
    assert entry.alias == old.alias
    assert entry.certificates == (pki.leaf.certificate, pki.issuing.certificate)
    assert entry.key_matches_certificate
    assert old.certificates == (pki.leaf.certificate,)
    if ending != "pem":
        listed = tool("keytool", "-list", "-v", "-keystore", new, "-storepass", PASSWORD).stdout
        assert "Certificate chain length: 2" in listed
        assert "Alias name: api" in listed
    if ending == "p12":
        shown = tool("openssl", "pkcs12", "-in", new, "-passin", f"pass:{PASSWORD}", "-nokeys").stdout
        assert shown.count("BEGIN CERTIFICATE") == 2
    assert sorted(path.name for path in pki.folder.iterdir() if path.name.startswith(".")) == []


def test_what_is_still_missing_is_named_and_the_copy_is_written(pki: Pki, chainaudit: Callable[..., Outcome]) -> None:
    done = pki.run(chainaudit, "server.jks", "new.jks")
    assert done.exit_code == 1
    assert "'api': still missing: the issuer 'CN=Issuing'." in done.stdout
    assert (pki.folder / "new.jks").exists()


def test_a_file_that_is_there_is_never_written_over(pki: Pki, chainaudit: Callable[..., Outcome]) -> None:
    for target in ("server.jks", "root.pem"):
        before = (pki.folder / target).read_bytes()
        done = pki.run(chainaudit, "server.jks", target)
        assert done.exit_code == 2
        assert "is there already" in done.stderr
        assert (pki.folder / target).read_bytes() == before
    assert not [path for path in pki.folder.iterdir() if path.name.startswith(".")]


def test_nothing_is_written_where_the_store_or_a_helper_cannot_be_read(
    pki: Pki, chainaudit: Callable[..., Outcome]
) -> None:
    wrong = chainaudit(
        "complete", "--store", pki.folder / "server.p12", "--password", "pass:x", "-o", pki.folder / "new"
    )
    assert (wrong.exit_code, (pki.folder / "new").exists()) == (2, False)
    helper = pki.run(chainaudit, "server.jks", "new", "--untrusted", str(pki.folder / "nothing.pem"))
    assert (helper.exit_code, (pki.folder / "new").exists()) == (2, False)
    truststore = pki.run(chainaudit, "root.pem", "new", "--alias", "x")
    assert (truststore.exit_code, (pki.folder / "new").exists()) == (2, False)


class _Issuer(http.server.BaseHTTPRequestHandler):
    answers: ClassVar[dict[str, bytes]] = {}

    def do_GET(self) -> None:
        self.send_response(200 if self.path in self.answers else 404)
        self.end_headers()
        self.wfile.write(self.answers.get(self.path, b""))

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def issuers(pki: Pki) -> Iterator[str]:
    """Return the address of a server that hands out the issuing CA."""
    _Issuer.answers = {"/issuing.cer": pki.issuing.certificate.der}
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Issuer) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.mark.parametrize(("path", "code"), [("/issuing.cer", 0), ("/gone.cer", 1)])
def test_issuers_are_fetched_only_when_asked_for(
    pki: Pki, chainaudit: Callable[..., Outcome], issuers: str, path: str, code: int
) -> None:
    leaf = end("a.example", pki.issuing, end=MOMENT.replace(year=2046), ca_issuers=[issuers + path])
    (pki.folder / "leaf.pem").write_bytes(leaf.x509.public_bytes(Encoding.PEM))
    arguments = ("--store", pki.folder / "leaf.pem", "--truststore", pki.folder / "root.pem")
    offline = chainaudit("complete", *arguments, "-o", pki.folder / "offline.pem")
    assert (offline.exit_code, offline.stderr) == (1, "")
    done = chainaudit("complete", *arguments, "-o", pki.folder / "new.pem", "--fetch")
    assert done.exit_code == code, done
    assert done.stderr == ("" if code == 0 else f"chainaudit: {issuers}{path} answers 404.\n")
    assert len(open_store(pki.folder / "new.pem").certificates) == (2 if code == 0 else 1)


def test_the_root_comes_when_asked_for(pki: Pki, chainaudit: Callable[..., Outcome]) -> None:
    options = ("--untrusted", str(pki.folder / "issuing.pem"), "--include-root")
    assert pki.run(chainaudit, "server.jks", "new.jks", *options).exit_code == 0
    (entry,) = open_store(pki.folder / "new.jks", password=PASSWORD).entries
    assert entry.certificates[-1] == pki.root.certificate


def test_certificates_without_a_key_become_one_ordered_file(pki: Pki, chainaudit: Callable[..., Outcome]) -> None:
    texts = [(pki.folder / f"{name}.pem").read_text() for name in ("issuing", "leaf")]
    (pki.folder / "chain.pem").write_text("".join(texts))
    arguments = ("--truststore", pki.folder / "root.pem")
    done = chainaudit("complete", "--store", pki.folder / "chain.pem", "-o", pki.folder / "new.pem", *arguments)
    assert done.exit_code == 0, done
    assert (pki.folder / "new.pem").read_text() == texts[1] + texts[0]


@pytest.mark.parametrize(
    ("store", "target", "more", "written"),
    [
        ("server.p12", "new.jks", (), "JKS"),
        ("server.p12", "new.pem", (), "PEM"),
        ("server.p12", "new", (), "PKCS12"),
        ("server.pem", "new.p12", (), "PKCS12"),
        ("server.p12", "new.jks", ("--to", "pkcs12"), "PKCS12"),
        ("server.yaml", "new.yaml", ("--to", "pem"), "PEM"),
    ],
)
def test_the_copy_is_what_its_name_says_or_what_is_asked_for(
    pki: Pki, chainaudit: Callable[..., Outcome], store: str, target: str, more: tuple[str, ...], written: str
) -> None:
    text = (pki.folder / "server.pem").read_text()
    at = text.index("-----BEGIN PRIVATE")
    secret = {"apiVersion": "v1", "kind": "Secret", "stringData": {"tls.crt": text[:at], "tls.key": text[at:]}}
    (pki.folder / "server.yaml").write_text(json.dumps(secret))
    outcome = pki.run(chainaudit, store, target, "--untrusted", str(pki.folder / "issuing.pem"), *more)
    assert outcome.exit_code == 0, outcome.stderr
    after = open_store(str(pki.folder / target), password=PASSWORD)
    assert after.format == written
    assert [len(entry.certificates) for entry in after.entries if entry.has_private_key] == [2]


def test_a_name_of_what_is_not_written_names_an_option_that_there_is(
    pki: Pki, chainaudit: Callable[..., Outcome]
) -> None:
    outcome = pki.run(chainaudit, "server.pem", "new.yaml")
    assert outcome.exit_code == 2
    assert "--to" in outcome.stderr
    assert "--to" in chainaudit("complete", "--help").stdout
    assert not (pki.folder / "new.yaml").exists()
