from __future__ import annotations

from chainaudit.evidence.weighing import diagnose
from chainaudit.model.evidence import CLIENT, SERVER, Alert, AuthorityRequest, Connection


def test_an_alert_that_no_rule_explains_is_told() -> None:
    connection = Connection()
    connection.alerts = (Alert(SERVER, "fatal", "decode_error", 50),)
    diagnosis = diagnose(connection)
    assert (diagnosis.cause, diagnosis.refused_by) == ("handshake_failure_unspecified", SERVER)
    assert diagnosis.certainty == "possible"
    connection.established = True
    assert diagnose(connection).cause is None


def test_a_program_that_fails_after_a_request_was_judged_by_the_server() -> None:
    connection = Connection()
    connection.viewpoint, connection.established, connection.exit_status = CLIENT, True, 1
    assert diagnose(connection).cause is None
    connection.request = AuthorityRequest(("CN=ca",))
    assert diagnose(connection).cause == "client_cert_rejected"
    connection.client_presented = ()
    assert diagnose(connection).cause == "client_cert_missing"
    connection.server_data = 2
    assert diagnose(connection).cause is None


def test_the_keystore_of_a_server_is_not_that_of_its_client() -> None:
    connection = Connection()
    connection.viewpoint, connection.client_configured = SERVER, True
    connection.client_presented = ()
    connection.request = AuthorityRequest(("CN=ca",))
    connection.alerts = (Alert(SERVER, "fatal", "bad_certificate", 42),)
    assert diagnose(connection).cause == "client_cert_missing"
    connection.viewpoint = CLIENT
    assert diagnose(connection).cause == "client_cert_issuer_not_in_ca_list"
