"""Keystores beside evidence: what is said is true of the store, and what cannot be told is not said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from chainaudit.app.diagnosis.diagnose import diagnose
from chainaudit.app.diagnosis.join import EvidenceStores
from chainaudit.app.diagnosis.store_comparison import compare_client, compare_server, compare_truststores, hindrance
from chainaudit.app.opening import open_store
from chainaudit.errors import StoreErrorKind
from chainaudit.evidence.certificates import normal_name, see_certificate
from chainaudit.model.evidence import AuthorityRequest, Connection, SeenCertificate
from chainaudit.model.store import Entry, EntryKind, Problem, Store
from tests.evidence.reading import SAMPLES
from tests.forge import Forged, intermediate, issue, root

if TYPE_CHECKING:
    from pathlib import Path

ROOT = root()
ISSUING = intermediate(ROOT, "Issuing")
LEAF = issue(ISSUING, subject="gw.example.com")
RENEWED = issue(ISSUING, subject="gw.example.com")
CLIENT = issue(ISSUING, subject="client")
NEEDED = Problem(StoreErrorKind.PASSWORD_NEEDED, "The certificates are encrypted; give the password with --password.")


def printed(of: Forged, *, serial: bool = True) -> SeenCertificate:
    """A certificate as a log of Java prints it: no bytes."""
    certificate = of.certificate
    seen = SeenCertificate(normal_name(str(certificate.subject)), normal_name(str(certificate.issuer)))
    seen.serial = certificate.serial_number if serial else None
    return seen


def connection(
    *presented: SeenCertificate, asked: tuple[str, ...] | None = None, sent: tuple[SeenCertificate, ...] | None = None
) -> Connection:
    one = Connection("test")
    one.presented = presented or None
    one.client_presented = sent
    if asked is not None:
        one.request = AuthorityRequest(asked)
    return one


def keystore(
    *chain: Forged, alias: str = "one", key_problem: Problem | None = None, problem: Problem | None = None
) -> Store:
    entry = Entry(
        EntryKind.PRIVATE_KEY, alias=alias, certificates=tuple(each.certificate for each in chain),
        has_private_key=True, key_problem=key_problem,
    )  # fmt: skip
    return Store("id.jks", "JKS", entries=(entry,), problem=problem)


SENT = connection(printed(LEAF), printed(ISSUING))
ONLY_NAMES = "trust.pem: only names were compared, for the evidence does not hold the bytes of the whole chain"


class TestServer:
    def test_the_store_in_use_is_known_by_a_log_without_bytes(self) -> None:
        compared = compare_server(
            connection(printed(LEAF), printed(ISSUING)), keystore(LEAF, ISSUING, ROOT), "unknown_ca"
        )
        assert compared.sentences == ()

    def test_another_store_is_told(self) -> None:
        (sentence,) = compare_server(connection(printed(CLIENT)), keystore(LEAF, ISSUING), None).sentences
        assert "CN=client, which is not in id.jks: it uses another store" in sentence

    def test_a_renewed_certificate_that_the_server_does_not_use_yet_is_told(self) -> None:
        (sentence,) = compare_server(
            connection(printed(LEAF), printed(ISSUING)), keystore(RENEWED, ISSUING), None
        ).sentences
        assert "another certificate of that name is (by CN=Issuing, until 2027-01-01)" in sentence

    def test_what_the_evidence_does_not_tell_is_said_to_be_open(self) -> None:
        seen = (printed(LEAF, serial=False), printed(ISSUING))
        (sentence,) = compare_server(connection(*seen), keystore(LEAF, ISSUING), None).sentences
        assert "the evidence does not show" in sentence
        assert "another store" not in sentence

    def test_an_issuer_that_is_sent_is_not_missing_though_its_bytes_are_not_shown(self) -> None:
        assert not compare_server(
            connection(printed(LEAF), printed(ISSUING)), keystore(LEAF, ISSUING), "unknown_ca"
        ).actions

    @pytest.mark.parametrize("see", [printed, lambda of: see_certificate(of.certificate.der)], ids=["names", "bytes"])
    def test_an_issuer_that_is_held_and_not_sent_is_told(self, see: object) -> None:
        assert callable(see)
        compared = compare_server(connection(see(LEAF)), keystore(LEAF, ISSUING, ROOT), "incomplete_chain")
        assert compared.sentences == ("id.jks holds the issuer CN=Issuing, but the server does not send it",)
        (action,) = compared.actions
        assert (action.kind, action.values) == (
            "append-issuer", {"subject": "CN=Issuing", "store": "id.jks", "alias": "one"},
        )  # fmt: skip
        assert not compare_server(connection(see(LEAF)), keystore(LEAF, ISSUING), "no_shared_cipher").actions

    def test_a_root_need_not_be_sent(self) -> None:
        assert compare_server(SENT, keystore(LEAF, ISSUING, ROOT), "unknown_ca").sentences == ()

    def test_a_chain_that_is_cut_is_mended_in_the_store_that_has_it(self) -> None:
        (action,) = compare_server(connection(printed(LEAF)), keystore(LEAF), "incomplete_chain").actions
        assert action.values == {"subject": "CN=Issuing", "store": "id.jks", "alias": "one"}

    def test_a_store_of_keys_or_of_descriptions_is_not_said_to_be_another(self) -> None:
        (sentence,) = compare_server(SENT, keystore(), "unknown_ca").sentences
        assert sentence == "id.jks holds no certificate that what the server sent could be compared with"


class TestClient:
    def test_an_alias_that_is_not_listed_is_told_with_its_issuer(self) -> None:
        compared = compare_client(connection(asked=("CN=Nobody", "CN=Else")), keystore(CLIENT), "client_cert_missing")
        assert compared.cause == "client_cert_issuer_not_in_ca_list"
        assert compared.sentences == (
            "alias 'one' in id.jks: its issuer CN=Issuing is not among the 2 authorities that the server asked for",
        )
        assert [action.kind for action in compared.actions] == ["send-client-certificate", "add-authority"]
        assert compared.actions[1].values == {"subject": "CN=Issuing"}

    def test_one_that_fits_was_not_sent(self) -> None:
        compared = compare_client(connection(asked=("CN=Issuing",), sent=()), keystore(CLIENT), "client_cert_missing")
        assert compared.cause == "client_cert_missing"

    def test_what_was_sent_is_not_known_where_it_was_not_seen(self) -> None:
        compared = compare_client(
            connection(asked=("CN=Issuing",)), keystore(CLIENT), "client_cert_rejected_unknown_ca"
        )
        assert (compared.cause, compared.actions) == ("", ())

    def test_a_server_that_asks_without_a_list_that_is_shown_leaves_it_open(self) -> None:
        compared = compare_client(connection(), keystore(CLIENT), "client_cert_missing")
        assert compared.sentences == ("alias 'one' in id.jks could be sent; whom the server asks for is not shown",)
        assert compared.cause == ""
        assert compare_client(connection(), keystore(CLIENT), "unknown_ca").sentences == ()
        assert compare_client(connection(), Store("no.jks", "JKS"), "client_cert_missing").cause == "client_key_missing"

    def test_a_client_that_sends_another_certificate_uses_another_store(self) -> None:
        seen = connection(asked=("CN=Nobody",), sent=(printed(LEAF),))
        compared = compare_client(seen, keystore(CLIENT), "client_cert_rejected")
        assert compared.sentences == (
            "the client sent CN=gw.example.com, which is not in id.jks: it uses another store",
        )
        assert compared.cause == ""

    def test_the_remedy_of_another_cause_is_left_alone(self) -> None:
        for store in (keystore(CLIENT), Store("empty.jks", "JKS")):
            compared = compare_client(connection(asked=("CN=Nobody",)), store, "incomplete_chain")
            assert (compared.cause, compared.actions) == ("", ())

    def test_a_store_without_a_key_has_nothing_to_send(self) -> None:
        store = Store("trust.pem", "PEM", entries=(Entry(EntryKind.CERTIFICATE, certificates=(CLIENT.certificate,)),))
        compared = compare_client(connection(asked=("CN=Issuing",)), store, "client_cert_missing")
        assert (compared.cause, compared.actions[0].kind) == ("client_key_missing", "import-key")

    def test_a_key_without_a_certificate_is_no_missing_key(self) -> None:
        compared = compare_client(connection(asked=("CN=Issuing",)), keystore(), "client_cert_missing")
        assert compared.cause == ""
        assert "without its certificate" in compared.sentences[0]


class TestTruststores:
    def test_the_name_above_a_chain_without_bytes_is_looked_for(self) -> None:
        trust = Store(
            "trust.jks", "JKS", entries=(Entry(EntryKind.TRUSTED_CERTIFICATE, certificates=(ROOT.certificate,)),)
        )
        assert "holds an authority named CN=Root" in compare_truststores(SENT, (trust,), "unknown_ca").sentences[0]
        compared = compare_truststores(SENT, (Store("trust.jks", "JKS"),), "unknown_ca")
        assert "holds no authority named CN=Root" in compared.sentences[0]
        assert compared.actions[0].values == {"subject": "CN=Root", "store": "trust.jks"}
        assert not compare_truststores(SENT, (Store("trust.jks", "JKS"),), "incomplete_chain").actions
        assert not compare_truststores(SENT, (Store("trust.jks", "JKS"),), "no_shared_cipher").sentences


class TestHindrance:
    def test_a_store_that_was_not_opened_is_compared_with_nothing(self) -> None:
        seen = connection(printed(LEAF), asked=("CN=Nobody",))
        closed = keystore(problem=NEEDED)
        assert hindrance(closed) == NEEDED.message
        assert compare_server(seen, closed, "incomplete_chain").sentences == ()
        assert compare_client(seen, closed, "client_cert_missing").sentences == ()

    def test_a_key_that_stays_closed_hinders_nothing(self) -> None:
        locked = Problem(StoreErrorKind.WRONG_PASSWORD, "The key of 'one' does not open.")
        assert hindrance(keystore(CLIENT, key_problem=locked, problem=locked)) == ""

    def test_a_wrong_password_hinders_though_certificates_can_be_read(self) -> None:
        wrong = Problem(StoreErrorKind.WRONG_PASSWORD, "The digest fails.")
        assert hindrance(keystore(CLIENT, problem=wrong)) == wrong.message

    def test_the_report_says_which_stores_tell_nothing_and_why(self, tmp_path: Path) -> None:
        log = str(SAMPLES / "incomplete_chain" / "client2-curl.log")
        nothing = str(tmp_path / "none.p12")
        report = diagnose(
            [log],
            stores=EvidenceStores(truststores=(open_store(nothing),), client=keystore(CLIENT), server=keystore(LEAF)),
        )
        assert report.notes == (
            f"{nothing} was not compared with the evidence: {nothing} cannot be opened: no such file or directory.",
            "id.jks: nothing was judged with it, for no evidence shows the server's certificates",
            "id.jks: nothing was judged with it, for no evidence shows that the server asks for a client certificate",
        )
        (conclusion,) = report.failed
        assert conclusion.diagnosis.cause == "incomplete_chain"
        assert not any("none.p12" in sentence for sentence in conclusion.joined)

    def test_a_truststore_that_was_not_opened_rejects_nothing(self) -> None:
        capture = str(SAMPLES / "unknown_ca" / "capture.pcap")
        alone = diagnose([capture]).failed[0].diagnosis
        closed = Store("trust.p12", "PKCS12", problem=NEEDED)
        report = diagnose([capture], stores=EvidenceStores(truststores=(closed,)))
        joined = report.failed[0]
        assert (joined.diagnosis.cause, joined.diagnosis.certainty) == (alone.cause, alone.certainty)
        assert joined.joined == ()
        assert report.notes == (f"trust.p12 was not compared with the evidence: {NEEDED.message}",)


def test_a_log_without_bytes_is_joined_with_a_truststore_by_names() -> None:
    trust = Store("trust.pem", "PEM", entries=(Entry(EntryKind.CERTIFICATE, certificates=(ROOT.certificate,)),))
    report = diagnose([str(SAMPLES / "unknown_ca" / "client3-java17.log")], stores=EvidenceStores(truststores=(trust,)))
    assert "trust.pem holds no authority named CN=Unknown Root CA" in report.failed[0].joined[0]
    assert report.notes == (ONLY_NAMES,)


def test_a_chain_of_which_only_the_first_is_printed_in_full_is_not_judged_as_if_it_were_all(tmp_path: Path) -> None:
    """As s_client prints it without -showcerts: the list names the issuer that was sent."""
    log = tmp_path / "client.log"
    log.write_text(
        "CONNECTED(00000003)\ndepth=0 CN = gw.example.com\nverify error:num=20:unable to get local issuer certificate\n"
        "---\nCertificate chain\n 0 s:CN = gw.example.com\n   i:CN = Issuing\n 1 s:CN = Issuing\n   i:CN = Root\n---\n"
        f"Server certificate\n{LEAF.pem.decode()}---\n"
    )
    trust = Store("trust.pem", "PEM", entries=(Entry(EntryKind.CERTIFICATE, certificates=(ROOT.certificate,)),))
    report = diagnose([str(log)], stores=EvidenceStores(truststores=(trust,)))
    (conclusion,) = report.failed
    assert conclusion.diagnosis.cause == "unknown_ca"
    assert "trust.pem holds an authority named CN=Root" in conclusion.joined[0]
    assert report.notes == (ONLY_NAMES,)
    assert not {finding.check for finding in report.findings} & {"path.incomplete", "path.untrusted"}
