from __future__ import annotations

import gzip
import json
import subprocess
import sys
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, pkcs12

from tests.evidence.reading import SAMPLES, sample

if TYPE_CHECKING:
    from pathlib import Path


def run(*arguments: str | Path, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "chainaudit", "diagnose", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, input=stdin, check=False)


def document(*arguments: str | Path) -> dict[str, Any]:
    done = run(*arguments, "--format", "json")
    assert done.returncode in {0, 1, 2}, done.stderr
    return dict(json.loads(done.stdout))


def test_the_document_has_what_others_rely_on() -> None:
    found = document(SAMPLES / "unknown_ca" / "capture.pcap")
    assert found["schema"] == "chainaudit/1"
    first = found["diagnoses"][0]
    assert (first["cause"], first["refused_by"], first["certainty"]) == ("unknown_ca", "client", "likely")
    assert first["reasons"]
    assert first["remedy"]
    assert first["commands"]
    assert first["alerts"] == [{"by": "client", "level": "fatal", "description": "unknown_ca", "code": 48}]
    assert first["offered"]["server_name"] == "server.test.example"
    assert first["offered"]["versions"][0] == "TLSv1.3"
    assert len(first["presented"]) == 2
    assert all(fingerprint in found["certificates"] for fingerprint in first["presented"])
    assert len(found["diagnoses"]) == 5


@pytest.mark.parametrize(
    ("path", "code"),
    [("smtp_starttls_ok/capture.pcap", 0), ("unknown_ca/client1-openssl.log", 1), ("no/such/file", 2)],
)
def test_exit_codes(path: str, code: int) -> None:
    assert run(SAMPLES / path).returncode == code


def test_several_inputs_in_any_mix_and_one_that_cannot_be_read(tmp_path: Path) -> None:
    packed = tmp_path / "server.log.gz"
    packed.write_bytes(gzip.compress((SAMPLES / "client_cert_expired" / "server.log").read_bytes()))
    found = document(SAMPLES / "unknown_ca" / "client3-java17.log", packed, tmp_path / "absent.log")
    assert {each["cause"] for each in found["diagnoses"]} == {"unknown_ca", "client_cert_expired"}
    assert [bool(each["error"]) for each in found["sources"]] == [False, False, True]


def test_standard_input() -> None:
    done = run("-", stdin=b'Get "https://h/": x509: certificate signed by unknown authority\n')
    assert done.returncode == 1
    assert b"unknown_ca" in done.stdout


def test_a_log_without_tls_says_so(tmp_path: Path) -> None:
    log = tmp_path / "app.log"
    log.write_text("2026-11-21 started\n")
    done = run(log)
    assert done.returncode == 0
    assert "nothing in it is about TLS" in " ".join(done.stdout.decode().split())


def test_a_key_log_opens_tls_13() -> None:
    folder = SAMPLES / "ok_tls13_keylog"
    assert document(folder / "capture.pcap")["diagnoses"][0]["unseen"]
    opened = document(folder / "capture.pcap", "--keylog", folder / "keylog.txt")["diagnoses"][0]
    assert (len(opened["presented"]), opened["unseen"]) == (2, [])
    assert run(folder / "capture.pcap", "--keylog", folder / "truth.json").returncode == 2


def test_certificates_are_written_out(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    run(SAMPLES / "unknown_ca" / "capture.pcap", "--extract", folder)
    written = sorted(path.name for path in folder.iterdir())
    assert sum(name.startswith("server-chain-") for name in written) == 5
    single = [path for path in folder.iterdir() if not path.name.startswith("server-chain")]
    assert {
        x509.load_pem_x509_certificate(path.read_bytes()).subject.rfc4514_string().split(",")[0] for path in single
    } == {
        "CN=server.test.example",
        "CN=Unknown Issuing CA",
    }


def test_a_truststore_that_holds_the_issuer_shows_that_the_client_uses_another(tmp_path: Path) -> None:
    connection = sample("incomplete_chain/capture.pcap")[0]
    truststore = tmp_path / "trust.pem"
    certificate = x509.load_der_x509_certificate((connection.presented or ())[0].der or b"")
    truststore.write_bytes(certificate.public_bytes(Encoding.PEM))
    found = document(SAMPLES / "unknown_ca" / "capture.pcap", "--truststore", truststore)
    first = found["diagnoses"][0]
    assert first["cause"] == "unknown_ca"
    assert first["joined"]
    assert any(each["check"].startswith(("path.", "trust.")) for each in found["findings"])


def keystore(path: Path, issuer: str, *, with_key: bool = True) -> Path:
    """A PKCS12 file with one certificate that ``issuer`` has issued."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name.from_rfc4514_string
    start = datetime(2026, 1, 1, tzinfo=timezone.utc)
    builder = x509.CertificateBuilder(
        name(issuer), name("CN=client"), key.public_key(), 7, start, start + timedelta(900)
    )
    certificate = builder.sign(key, hashes.SHA256())
    if not with_key:
        path.write_bytes(certificate.public_bytes(Encoding.PEM))
        return path
    encryption = BestAvailableEncryption(b"changeit")
    path.write_bytes(pkcs12.serialize_key_and_certificates(b"partner", key, certificate, None, encryption))
    return path


@pytest.mark.parametrize(
    ("issuer", "with_key", "cause", "words"),
    [
        ("CN=Somebody Else,C=ZZ", True, "client_cert_issuer_not_in_ca_list", "is not the one authority that"),
        ("CN=Client Root CA,O=Evidence Test,C=ZZ", True, "client_cert_missing", "would fit what the server asks for"),
        ("CN=Client Root CA,O=Evidence Test,C=ZZ", False, "client_key_missing", "no private key"),
    ],
)
def test_the_client_store_settles_why_none_was_sent(
    tmp_path: Path, issuer: str, with_key: bool, cause: str, words: str
) -> None:
    store = keystore(tmp_path / "id.p12", issuer, with_key=with_key)
    capture = SAMPLES / "client_issuer_not_in_list" / "capture.pcap"
    first = document(capture, "--client-store", store, "--password", "pass:changeit")["diagnoses"][0]
    assert (first["cause"], first["certainty"]) == (cause, "certain")
    assert words in " ".join(first["joined"])
    told = "".join(run(capture, "--client-store", store, "--password", "pass:changeit").stdout.decode().split())
    for sentence in first["joined"]:
        assert 1 <= told.count("".join(sentence.split())) <= told.count("FAILED"), "it is said once of a connection"


def test_the_system_can_be_chosen() -> None:
    text = run(SAMPLES / "unknown_ca" / "capture.pcap", "--system", "transfer-cft").stdout
    assert b"PKIUTIL PKICER ID='unknown-root-ca'" in text
    assert run(SAMPLES / "unknown_ca" / "capture.pcap", "--system", "nonsense").returncode == 2


def test_what_is_untidy_is_a_finding_and_no_cause() -> None:
    log, capture = SAMPLES / "chain_wrong_order" / "client4-gnutls.log", SAMPLES / "smtp_starttls_ok" / "capture.pcap"
    found = document(log, capture)
    assert not any(each["cause"] for each in found["diagnoses"])
    assert all(each["severity"] != "error" for each in found["findings"])


@pytest.mark.parametrize(
    ("option", "said"),
    [
        (("--host", "a b"), b"holds a space"),
        (("--host", "https://h/"), b"more than a host"),
        (("--password", "other.p12=pass:hidden"), b"--password is for 'other.p12', which is not given"),
        (("--truststore-password", "pass:hidden"), b"--truststore-password is given, but no store"),
        (("--key-password", "pass:hidden"), b"--key-password means nothing without --client-store or --server-store"),
        (("--client-password", "pass:hidden"), b"--client-password means nothing without --client-store"),
        (("--server-key-password", "pass:hidden"), b"--server-key-password means nothing without --server-store"),
    ],
)
def test_options_that_would_count_for_nothing_are_refused(option: tuple[str, str], said: bytes) -> None:
    done = run(SAMPLES / "incomplete_chain" / "client2-curl.log", *option)
    assert done.returncode == 2
    assert said in done.stderr
    assert b"hidden" not in done.stderr


@pytest.mark.parametrize("side", ["client", "server"])
def test_every_side_has_its_passwords(tmp_path: Path, side: str) -> None:
    """As in rehearse: of the store, and of a key; what is for one side outweighs what is for both."""
    log = SAMPLES / "incomplete_chain" / "client1-openssl.log"
    store = keystore(tmp_path / "id.p12", "CN=Somebody Else,C=ZZ", with_key=True)
    given = (f"--{side}-store", store, "--password", "pass:wrong")
    closed, opened = run(log, *given), run(log, *given, f"--{side}-password", "pass:changeit")
    assert (closed.returncode, opened.returncode) == (2, 1)
    refused = run(log, *given, f"--{side}-password", "pass:changeit", f"--{side}-key-password", "nope=pass:hidden")
    assert refused.returncode == 2
    assert f"--{side}-key-password is for 'nope'".encode() in refused.stderr
    assert b"hidden" not in refused.stderr


def test_a_store_that_was_not_opened_is_named_and_makes_the_answer_incomplete(tmp_path: Path) -> None:
    done = run(SAMPLES / "incomplete_chain" / "client1-openssl.log", "--client-store", tmp_path / "none.p12")
    assert done.returncode == 2
    told = " ".join(done.stdout.decode().split())
    assert "none.p12 was not compared with the evidence" in told
    assert "no such file" in told
    assert "incomplete_chain" in told
    assert "nothing to send" not in told
