"""Evidence beside truststores: what is settled, what stays open, and which profile judges as the client did."""

from __future__ import annotations

import pytest

from chainaudit.app.diagnosis.join import EvidenceStores, join, untidiness
from chainaudit.model.evidence import Connection, Diagnosis, SeenCertificate
from chainaudit.model.store import Entry, EntryKind, Store
from tests import forge

ROOT = forge.root()
CA = forge.intermediate(ROOT)
LEAF = forge.issue(CA)
STRANGER = forge.root("Stranger")


def seen(one: forge.Forged) -> SeenCertificate:
    certificate = one.certificate
    made = SeenCertificate(str(certificate.subject), str(certificate.issuer))
    made.der, made.certificate, made.fingerprint = certificate.der, certificate, certificate.fingerprint
    return made


def connection(*presented: forge.Forged, product: str = "", host: str | None = "leaf.example") -> Connection:
    chain = tuple(map(seen, presented))
    return Connection("client.log").but(presented=chain, moment=forge.MOMENT, expected_host=host, product=product)


def truststore(*anchors: forge.Forged) -> Store:
    entries = tuple(Entry(EntryKind.TRUSTED_CERTIFICATE, certificates=(one.certificate,)) for one in anchors)
    return Store("trust.jks", "JKS", entries=entries)


def refused(cause: str, of: Connection, *others: str) -> Diagnosis:
    rivals = tuple((name, "it may be") for name in others)
    return Diagnosis(of, cause, "client", "likely", ("an alert came",), rivals, "look into the truststore")


def test_what_the_truststore_lacks_settles_the_cause() -> None:
    joined = join(refused("unknown_ca", connection(LEAF, CA)), EvidenceStores((truststore(STRANGER),)))
    settled = joined.diagnosis
    assert (settled.cause, settled.certainty, settled.deciding) == ("unknown_ca", "certain", "")
    assert joined.diagnosis.reasons[0].startswith("judged with trust.jks: ")
    assert joined.diagnosis.reasons[1] == "an alert came"
    assert any(sentence.startswith("path.incomplete: ") for sentence in joined.sentences)
    assert [action.kind for action in joined.actions] == ["import-anchor"]
    assert joined.store is not None
    assert joined.store.source == "trust.jks"


def test_a_rival_among_the_causes_keeps_it_open() -> None:
    joined = join(refused("unknown_ca", connection(LEAF, CA), "self_signed"), EvidenceStores((truststore(STRANGER),)))
    assert (joined.diagnosis.certainty, joined.diagnosis.deciding) == ("likely", "look into the truststore")


def test_a_chain_that_is_accepted_was_refused_by_another_truststore() -> None:
    joined = join(refused("unknown_ca", connection(LEAF, CA)), EvidenceStores((truststore(ROOT),)))
    assert joined.diagnosis.certainty == "likely"
    (sentence,) = joined.sentences
    assert sentence.startswith(
        "with trust.jks the presented chain is accepted: the client that refused it uses another"
    )
    assert joined.actions == ()


@pytest.mark.parametrize(
    ("target", "cause"),
    [
        (forge.issue(CA, end=forge.BEGIN), "certificate_expired"),
        (forge.issue(CA, names=("other.example",)), "hostname_mismatch"),
        (forge.issue(CA, kind="1024"), "weak_chain"),
    ],
)
def test_a_refusal_without_a_reason_gets_the_one_that_is_found(target: forge.Forged, cause: str) -> None:
    """Where the chain does not end at an anchor either, what is wrong with the certificate is told first."""
    for anchor in (ROOT, STRANGER):
        joined = join(refused("server_cert_rejected", connection(target, CA)), EvidenceStores((truststore(anchor),)))
        assert joined.diagnosis.cause == cause


def test_a_refusal_for_want_of_an_anchor_is_the_cause_where_nothing_else_is_wrong() -> None:
    without_root = EvidenceStores((truststore(STRANGER),))
    shorter = refused("server_cert_rejected", connection(LEAF, CA))
    assert join(shorter, without_root).diagnosis.cause == "incomplete_chain"
    whole = refused("server_cert_rejected", connection(LEAF, CA, ROOT))
    assert join(whole, without_root).diagnosis.cause == "unknown_ca"


def test_what_has_nothing_to_do_with_trust_stays_as_it_was() -> None:
    diagnosis = refused("no_shared_cipher", connection(LEAF, CA))
    joined = join(diagnosis, EvidenceStores((truststore(STRANGER),)))
    assert joined.diagnosis is diagnosis
    assert joined.actions == ()


@pytest.mark.parametrize(
    ("product", "is_accepted"), [("java", True), ("go", True), ("openssl", False), ("python", False)]
)
def test_the_software_of_the_log_judges(product: str, is_accepted: bool) -> None:
    """An intermediate as anchor is enough for Java and Go, and not for OpenSSL."""
    joined = join(refused("unknown_ca", connection(LEAF, CA, product=product)), EvidenceStores((truststore(CA),)))
    assert (joined.diagnosis.certainty == "likely") is is_accepted


def test_without_stores_or_certificates_nothing_is_added() -> None:
    diagnosis = refused("unknown_ca", connection())
    assert join(diagnosis, EvidenceStores()).sentences == ()
    assert join(diagnosis, EvidenceStores((truststore(ROOT),))).diagnosis is diagnosis


def test_what_is_untidy_in_a_chain_is_told_whoever_trusts_whom() -> None:
    assert untidiness(connection(LEAF, CA), None) == ()
    found = untidiness(connection(forge.issue(CA, end=forge.BEGIN), ROOT, CA), None)
    assert {finding.check for finding in found} >= {"validity.expired", "path.wrong-order"}
    assert not {finding.check for finding in found} & {"path.untrusted", "path.incomplete", "trust.gap"}


def test_of_a_chain_that_is_only_printed_order_and_names_are_told() -> None:
    told = tuple(SeenCertificate(str(c.subject), str(c.issuer)) for c in (one.certificate for one in (LEAF, ROOT, CA)))
    found = untidiness(Connection("a.log").but(presented=told), None)
    assert "path.wrong-order" in {finding.check for finding in found}
    assert all(finding.certificate is None for finding in found)
