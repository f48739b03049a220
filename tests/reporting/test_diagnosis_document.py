from __future__ import annotations

import json

import jsonschema
import pytest

from chainaudit.app.diagnosis.diagnose import diagnose
from chainaudit.model.evidence import CLIENT, SERVER, Alert, Connection
from chainaudit.model.format import Layout
from chainaudit.reporting.diagnosis_document import diagnosis_document, told_alerts
from chainaudit.reporting.diagnosis_text import render_diagnosis
from scripts import json_schema
from tests.evidence.reading import SAMPLES

INPUTS = sorted(path for path in SAMPLES.rglob("*") if path.suffix in {".pcap", ".log", ".gz"})


@pytest.mark.parametrize("name", ["unknown_ca", "ftps_no_auth_tls", "client_issuer_not_in_list", "tls_on_plain_http"])
def test_the_document_is_what_the_schema_says(name: str) -> None:
    report = diagnose([str(path) for path in INPUTS if path.parent.name == name])
    document = json.loads(json.dumps(diagnosis_document(report)))
    jsonschema.Draft202012Validator(json_schema.schema()).validate(document)
    assert document["diagnoses"]


def test_alerts_into_http_are_no_alerts_of_a_connection() -> None:
    report = diagnose([str(SAMPLES / "tls_on_plain_http" / "capture.pcap")])
    assert all(each["alerts"] == [] for each in diagnosis_document(report)["diagnoses"])


@pytest.mark.parametrize(("answer", "told"), [(b"HTTP/1.1 400 Bad Request", []), (b"SSH-2.0-OpenSSH_9.2", [10])])
def test_an_alert_into_another_protocol_is_told(answer: bytes, told: list[int]) -> None:
    connection = Connection("capture")
    connection.plaintext = {SERVER: answer}
    connection.alerts = (Alert(CLIENT, "fatal", "unexpected_message", 10),)
    connection.steps = ("c:client_hello",)
    assert [each.code for each in told_alerts(connection)] == told


def test_the_text_names_cause_actor_remedy_and_reason_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(SAMPLES / "unknown_ca")  # a short name: no line breaks in one
    text = render_diagnosis(diagnose(["client3-java17.log"]), Layout(columns=100))
    assert text.count("FAILED") == 1
    for words in ("unknown_ca", "the client's side", "keytool -importcert -alias unknown-root-ca", "why"):
        assert words in text
    assert max(len(line) for line in text.splitlines() if "$" not in line and "#" not in line) <= 100


def test_healthy_connections_take_one_line() -> None:
    report = diagnose([str(SAMPLES / "smtp_starttls_ok" / "capture.pcap")])
    text = render_diagnosis(report, Layout(columns=100))
    assert text.startswith("ok ")
    assert "none failed" in text
