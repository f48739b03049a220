"""OCSP responses as values: cryptography's and OpenSSL's are read, broken ones refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.x509 import load_der_x509_certificate, ocsp

from chainaudit.errors import EncodingError
from chainaudit.model.ocsp import OcspResponse
from tests import forge
from tests import forge_revocation as forged
from tests.forge_revocation import DAY, NOW

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Outcome

CA = forge.root("CA")
LEAF = forge.issue(CA)


@pytest.mark.parametrize("status", ["good", "revoked", "unknown"])
@pytest.mark.parametrize("by_key", [True, False])
def test_what_is_forged_here_cryptography_reads_alike(status: str, by_key: bool) -> None:
    encoded = forged.ocsp(LEAF, CA, status=status, by_key=by_key, digest="sha256", certificates=(CA,))
    ours, theirs = OcspResponse(encoded), ocsp.load_der_ocsp_response(encoded)
    (answer,) = ours.responses
    assert answer.status == theirs.certificate_status.name.lower() == status
    assert (answer.this_update, answer.next_update) == (theirs.this_update_utc, theirs.next_update_utc)
    assert ours.produced_at == theirs.produced_at_utc
    assert ours.tbs == theirs.tbs_response_bytes
    assert ours.responder_key_hash == theirs.responder_key_hash
    assert len(ours.certificates) == len(theirs.certificates) == 1
    if status == "revoked":
        assert answer.revoked_at == theirs.revocation_time_utc
        assert answer.reason_name == "keyCompromise"
    assert answer.certificate_id.is_of(LEAF.certificate, CA.certificate)
    assert not answer.certificate_id.is_of(CA.certificate, CA.certificate)


@pytest.mark.parametrize("digest", [hashes.SHA256(), hashes.SHA384(), hashes.SHA512()], ids=lambda h: h.name)
def test_responses_of_cryptography(digest: hashes.SHA256) -> None:
    leaf, issuer = (load_der_x509_certificate(one.certificate.der) for one in (LEAF, CA))
    made = (
        ocsp.OCSPResponseBuilder()
        .add_response(leaf, issuer, digest, ocsp.OCSPCertStatus.GOOD, NOW - DAY, NOW + DAY, None, None)
        .responder_id(ocsp.OCSPResponderEncoding.NAME, issuer)
        .sign(CA.key, hashes.SHA256())
    )
    from cryptography.hazmat.primitives.serialization import Encoding

    found = OcspResponse(made.public_bytes(Encoding.DER))
    assert found.responder_name == CA.certificate.subject
    assert found.responses[0].certificate_id.is_of(LEAF.certificate, CA.certificate)


def test_a_response_of_openssl(tool: Callable[..., Outcome], tmp_path: Path) -> None:
    """`openssl ocsp` answers from an index that says revoked."""
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    serial = f"{LEAF.certificate.serial_number:X}"
    (tmp_path / "index.txt").write_text(f"R\t270101000000Z\t260501120000Z,keyCompromise\t{serial}\tunknown\t/CN=x\n")
    for name, one in (("ca.pem", CA), ("leaf.pem", LEAF)):
        (tmp_path / name).write_bytes(one.pem)
    (tmp_path / "key.pem").write_bytes(CA.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    index, ca, key, leaf, made = (tmp_path / n for n in ("index.txt", "ca.pem", "key.pem", "leaf.pem", "response"))
    signer = ("-index", index, "-CA", ca, "-rsigner", ca, "-rkey", key, "-ndays", "3")
    tool("openssl", "ocsp", *signer, "-issuer", ca, "-cert", leaf, "-respout", made, "-noverify", check=False)
    (answer,) = OcspResponse((tmp_path / "response").read_bytes()).responses
    assert (answer.status, answer.reason_name) == ("revoked", "keyCompromise")
    assert answer.certificate_id.is_of(LEAF.certificate, CA.certificate)


def test_a_failure_holds_no_answer() -> None:
    found = OcspResponse(forged.failed(6))
    assert (found.response_status, found.status_name, found.responses) == (6, "unauthorized", ())
    with pytest.raises(EncodingError, match="holds no answer"):
        OcspResponse(forged.failed(0))


SOUND = forged.ocsp(LEAF, CA, status="revoked", certificates=(CA,), extra=(forged.UNKNOWN,))


# The length of a signature differs from run to run, and every process must collect the same tests: so no case per byte.
PARTS = 40


@pytest.mark.parametrize("part", range(PARTS))
def test_one_that_is_cut_off_is_refused(part: int) -> None:
    with pytest.raises(EncodingError):
        OcspResponse(SOUND[: len(SOUND) * part // PARTS])


@pytest.mark.parametrize("part", range(PARTS))
def test_a_byte_that_is_changed_breaks_nothing_but_the_response(part: int) -> None:
    for place in range(part, len(SOUND), PARTS):
        for value in (0, 0x30, 0x80, 0xFF, SOUND[place] ^ 1):
            changed = bytearray(SOUND)
            changed[place] = value
            try:
                for answer in OcspResponse(bytes(changed)).responses:
                    answer.certificate_id.is_of(LEAF.certificate, CA.certificate)
            except EncodingError:
                continue
