"""Digests for which collisions can be found, in signatures that somebody relies on."""

from __future__ import annotations

import pytest

from chainaudit.model.certificate import Certificate
from chainaudit.model.context import Role
from chainaudit.model.finding import Severity
from chainaudit.model.rules import Rules
from chainaudit.validators.signatures.weak import CHECK
from tests import forge
from tests.validators.making import applies, authority, end, findings, of_certificate, variants

RSA_ROOT = forge.root(kind="2048")
ROOT = forge.root()


@pytest.mark.parametrize(
    ("digest", "expected"), [("md5", ["target"]), ("sha1", ["target"]), ("sha256", []), ("sha384", [])]
)
def test_which_digests_are_weak(digest: str, expected: list[str]) -> None:
    assert variants(CHECK, of_certificate(forge.issue(RSA_ROOT, digest=digest))) == expected


def test_ecdsa_with_sha1_is_weak_too() -> None:
    (finding,) = findings(CHECK, of_certificate(forge.issue(ROOT, digest="sha1"), Role.INTERMEDIATE))
    assert finding.variant == "issuer"
    assert finding.severity is Severity.ERROR
    assert finding.observed == "it is signed with SHA-1 with ECDSA"
    assert finding.values["digest"] == "sha1"


def test_the_rules_say_which_are_weak() -> None:
    sha1, sha256 = forge.issue(ROOT, digest="sha1"), forge.issue(ROOT)
    assert variants(CHECK, of_certificate(sha1, rules=Rules(weak_digests=frozenset()))) == []
    assert variants(CHECK, of_certificate(sha256, rules=Rules(weak_digests=frozenset({"sha256"})))) == ["target"]


def test_an_anchor_and_a_signature_on_itself_prove_nothing_anyway() -> None:
    old = forge.root(digest="sha1")
    assert not applies(CHECK, of_certificate(old, Role.ANCHOR))
    assert variants(CHECK, of_certificate(old, Role.INTERMEDIATE)) == []
    assert variants(CHECK, of_certificate(forge.issue(digest="sha1"))) == []


def test_a_self_issued_certificate_signed_with_another_key_counts() -> None:
    """A key rollover: the same name as issuer and subject, but the old key signed the new one (RFC 5280, 3.2)."""
    old = forge.root("CA", use_key=forge.key("EC", "old"))
    new = forge.intermediate(old, "CA", use_key=forge.key("EC", "new"), digest="sha1")
    assert new.certificate.is_self_issued
    assert variants(CHECK, of_certificate(new, Role.INTERMEDIATE)) == ["issuer"]


@pytest.mark.parametrize(
    ("digest", "mask", "expected"),
    [("SHA256", "SHA256", []), ("SHA1", "SHA256", ["target"]), ("SHA256", "SHA1", ["target"])],
)
def test_rsa_pss_names_two_digests(digest: str, mask: str, expected: list[str]) -> None:
    """RFC 4055, 3.1: hash and mask generation function are told in the parameters."""
    oids = {"SHA1": "1.3.14.3.2.26", "SHA256": "2.16.840.1.101.3.4.2.1"}
    certificate = _with_pss_parameters(forge.issue(RSA_ROOT).certificate, oids[digest], oids[mask])
    assert variants(CHECK, of_certificate(certificate)) == expected


def _with_pss_parameters(certificate: Certificate, digest: str, mask: str) -> Certificate:
    from chainaudit.model import der

    def oid(dotted: str) -> bytes:
        return der.encode(der.OBJECT_IDENTIFIER, der.encode_oid(dotted))

    mgf = der.encode(der.SEQUENCE, oid("1.2.840.113549.1.1.8") + der.encode(der.SEQUENCE, oid(mask)))
    parameters = der.encode(
        der.SEQUENCE,
        der.encode(0xA0, der.encode(der.SEQUENCE, oid(digest)))
        + der.encode(0xA1, mgf)
        + der.encode(0xA2, b"\x02\x01\x20"),
    )
    tbs, _, signature = der.read(certificate.der).children()
    algorithm = der.encode(der.SEQUENCE, oid("1.2.840.113549.1.1.10") + parameters)
    return Certificate.read(der.encode(der.SEQUENCE, tbs.encoded + algorithm + signature.encoded))


def test_an_algorithm_that_is_not_known_or_not_readable_is_no_digest() -> None:
    assert variants(CHECK, of_certificate(forge.issue(ROOT, outer_algorithm="1.2.3.4"))) == []
    encoded = end(issuer=authority()).certificate.der
    ecdsa = bytes.fromhex("300a06082a8648ce3d040302")
    broken = Certificate.read(encoded.replace(ecdsa, ecdsa.replace(b"\x06\x08", b"\x05\x08")))
    assert broken.signature_algorithm is None
    assert variants(CHECK, of_certificate(broken)) == []
