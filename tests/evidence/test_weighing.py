from __future__ import annotations

from chainaudit.evidence.weighing import diagnose
from chainaudit.model.cause import CAUSES
from chainaudit.model.evidence import Alert, Answer, Connection, Offer, Remark
from chainaudit.model.remedy import ACTION_KINDS
from tests.evidence.reading import sample


def refused(code: int, name: str, *, by: str = "server", offer: Offer | None = None) -> Connection:
    connection = Connection()
    connection.server_port = 443
    connection.offer = offer or Offer((0x0303,), (0xC02F,), "h")
    connection.steps = ("c:client_hello",)
    connection.alerts = (Alert(by, "fatal", name, code),)
    return connection


def test_reasons_add_up_and_rivals_make_it_less_certain() -> None:
    alone = diagnose(refused(70, "protocol_version"))
    assert (alone.cause, alone.certainty, alone.refused_by) == ("protocol_mismatch", "certain", "server")
    nameless = diagnose(refused(40, "handshake_failure", offer=Offer((0x0303,), (0xC02F,), None)))
    assert nameless.certainty == "possible"
    assert {nameless.cause, *(name for name, _ in nameless.others)} >= {"no_shared_cipher", "sni_missing"}
    assert nameless.deciding


def test_beside_what_is_certain_nothing_weaker_is_named() -> None:
    """A bare handshake_failure of a client may be many things, until the log says which."""
    connection = Connection()
    connection.viewpoint = "client"
    connection.alerts = (Alert("client", "fatal", "handshake_failure", 40),)
    bare = diagnose(connection)
    assert bare.certainty == "possible"
    assert "dh_key_too_small" in {bare.cause, *(name for name, _ in bare.others)}
    connection.remarks = (Remark("no-shared-cipher", "server", "no shared cipher"),)
    told = diagnose(connection)
    assert (told.cause, told.certainty, told.others, told.deciding) == ("no_shared_cipher", "certain", (), "")


def test_an_old_offer_is_refused_for_its_version() -> None:
    assert diagnose(refused(40, "handshake_failure", offer=Offer((0x0301,), (0x2F,), "h"))).cause == "protocol_mismatch"


def test_a_server_name_that_is_not_known_is_a_warning_to_some() -> None:
    connection = refused(112, "unrecognized_name")
    assert diagnose(connection).cause == "sni_unrecognized"
    connection.alerts = (Alert("server", "warning", "unrecognized_name", 112),)
    connection.established = True
    assert diagnose(connection).cause is None


def test_legacy_renegotiation_is_looked_for_in_the_server_hello_alone() -> None:
    connection = refused(40, "handshake_failure", by="client")
    connection.answer = Answer(0x0303, 0xC02F, renegotiation=False)
    connection.steps = ("c:client_hello", "s:server_hello")
    assert diagnose(connection).cause == "legacy_renegotiation_unsupported"
    connection.answer = Answer(0x0303, 0xC02F, renegotiation=True)
    assert diagnose(connection).cause != "legacy_renegotiation_unsupported"


def test_a_healthy_connection_has_no_cause() -> None:
    for connection in sample("smtp_starttls_ok/capture.pcap"):
        diagnosis = diagnose(connection)
        assert (diagnosis.cause, diagnosis.refused_by, diagnosis.reasons) == (None, "none", ())


def test_what_says_no_more_is_not_named_beside_what_does() -> None:
    connection = Connection()
    connection.viewpoint = "client"
    connection.remarks = (Remark("issuer-unknown", "client", "x"), Remark("rejected", "client", "y"))
    assert "server_cert_rejected" not in {name for name, _ in diagnose(connection).others}


def test_the_table_of_causes_is_whole() -> None:
    assert set(CAUSES) >= {"unknown_ca", "plaintext_port", "client_cert_missing", "no_answer"}
    for name, cause in CAUSES.items():
        assert cause.name == name
        assert cause.explanation.endswith(".")
        assert cause.actor in {"client", "server", "either", "network"}
        assert set(cause.actions) <= set(ACTION_KINDS)
