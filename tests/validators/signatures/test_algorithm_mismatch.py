"""The algorithm inside and outside the signed part are the same, parameters included (RFC 5280, 4.1.1.2)."""

from __future__ import annotations

from chainaudit.model import der
from chainaudit.model.certificate import Certificate
from chainaudit.model.context import Role
from chainaudit.model.finding import Severity
from chainaudit.validators.signatures.algorithm_mismatch import CHECK
from tests import forge
from tests.validators.making import findings, of_certificate, variants

SHA256_WITH_RSA = "1.2.840.113549.1.1.11"


def test_equal_fields_pass_and_others_are_found_in_every_role() -> None:
    assert variants(CHECK, of_certificate(forge.issue())) == []
    odd = forge.issue(outer_algorithm=SHA256_WITH_RSA)
    assert variants(CHECK, of_certificate(odd)) == ["target"]
    assert variants(CHECK, of_certificate(odd, Role.INTERMEDIATE)) == ["issuer"]
    assert variants(CHECK, of_certificate(odd, Role.ANCHOR)) == ["anchor"]


def test_what_a_person_reads() -> None:
    (finding,) = findings(CHECK, of_certificate(forge.issue(outer_algorithm=SHA256_WITH_RSA)))
    assert finding.severity is Severity.ERROR
    assert finding.observed == (
        "the signed part says SHA-256 with ECDSA, the field beside the signature says SHA-256 with RSA"
    )
    assert finding.values["outer"] == SHA256_WITH_RSA


def test_parameters_count() -> None:
    """sha256WithRSAEncryption with NULL inside and without it outside (RFC 4055, 5 asks for NULL)."""
    one = forge.issue(forge.root(kind="2048"))
    tbs, _, signature = der.read(one.certificate.der).children()
    bare = der.encode(der.SEQUENCE, der.encode(der.OBJECT_IDENTIFIER, der.encode_oid(SHA256_WITH_RSA)))
    odd = Certificate.read(der.encode(der.SEQUENCE, tbs.encoded + bare + signature.encoded))
    (finding,) = findings(CHECK, of_certificate(odd))
    assert finding.observed == "both fields say SHA-256 with RSA, with different parameters"


def test_a_field_that_cannot_be_read_is_left_to_the_check_of_encodings() -> None:
    tbs, algorithm, signature = der.read(forge.issue().certificate.der).children()
    for broken in (
        der.encode(der.SEQUENCE, tbs.encoded + der.encode(der.SEQUENCE, b"") + signature.encoded),
        der.encode(
            der.SEQUENCE,
            tbs.encoded.replace(algorithm.encoded, b"\x30\x0a" + 5 * b"\x05\x00")
            + algorithm.encoded
            + signature.encoded,
        ),
    ):
        certificate = Certificate.read(broken)
        assert None in (certificate.signature_algorithm, certificate.tbs_signature_algorithm)
        assert variants(CHECK, of_certificate(certificate)) == []
