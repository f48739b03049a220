"""What a signature check can say, and what is made of it."""

from __future__ import annotations

import pytest

from chainaudit.model.finding import Severity
from chainaudit.model.signature import SignatureStatus, verify
from chainaudit.model.store import Entry, EntryKind
from chainaudit.validators.path.signature_invalid import CHECK
from tests import forge
from tests.validators.making import Made, authority, end, findings, of_link, variants

ROOT = authority("Root")
NAMESAKE = authority("Root", label="another key")
LEAF = end("a.example", ROOT)


def status(issuer: Made, subject: Made) -> SignatureStatus:
    key = issuer.certificate.public_key
    assert key is not None
    one = subject.certificate
    return verify(key, one.signature_algorithm, one.signature, one.tbs)


def test_the_issuer_passes_and_its_namesake_does_not() -> None:
    assert variants(CHECK, of_link(ROOT, LEAF, status(ROOT, LEAF))) == []
    entry = Entry(EntryKind.PRIVATE_KEY, alias="server")
    (finding,) = findings(CHECK, of_link(NAMESAKE, LEAF, status(NAMESAKE, LEAF), entry=entry))
    assert finding.variant == "invalid"
    assert finding.severity is Severity.ERROR
    assert finding.certificate == LEAF.certificate
    assert finding.observed == "the signature (SHA-256 with ECDSA) was not made with the EC P-256 key of 'CN=Root'"
    assert finding.expected == "a signature that the key of 'CN=Root' verifies"
    assert [a.kind for a in finding.actions] == ["append-issuer", "reissue"]
    assert finding.actions[0].values["alias"] == "server"


def test_a_key_of_another_kind() -> None:
    rsa = authority("Root", kind="RSA 2048")
    (finding,) = findings(CHECK, of_link(rsa, LEAF, status(rsa, LEAF)))
    assert finding.variant == "key-mismatch"
    assert finding.observed == "the signature is SHA-256 with ECDSA, but the key of 'CN=Root' is RSA 2048"


@pytest.mark.parametrize(
    ("said", "variant"),
    [
        (SignatureStatus.VALID, []),
        (SignatureStatus.INVALID, ["invalid"]),
        (SignatureStatus.KEY_MISMATCH, ["key-mismatch"]),
        (SignatureStatus.UNSUPPORTED, ["unsupported"]),
        (SignatureStatus.KEY_UNUSABLE, ["key-unusable"]),
    ],
)
def test_everything_but_a_good_signature_is_found(said: SignatureStatus, variant: list[str]) -> None:
    assert variants(CHECK, of_link(ROOT, LEAF, said)) == variant
    assert set(CHECK.variants) >= set(variant)


def test_an_algorithm_that_is_not_known_is_told_by_its_number() -> None:
    odd = forge.issue(forge.root(), outer_algorithm="1.2.3.4")
    (finding,) = findings(CHECK, of_link(ROOT, odd.certificate, SignatureStatus.UNSUPPORTED))
    assert "1.2.3.4" in finding.observed


def test_fields_that_cannot_be_read_do_not_break_it() -> None:
    from chainaudit.model import der
    from chainaudit.model.certificate import Certificate

    tbs, _, signature = der.read(LEAF.certificate.der).children()
    broken = Certificate.read(der.encode(der.SEQUENCE, tbs.encoded + b"\x30\x00" + signature.encoded))
    (finding,) = findings(CHECK, of_link(ROOT, broken, SignatureStatus.UNSUPPORTED))
    assert finding.values["algorithm"] == "unreadable"
