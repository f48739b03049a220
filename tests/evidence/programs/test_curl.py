# ruff: noqa: E501 - lines of logs stand as they were written

from __future__ import annotations

from tests.evidence.reading import SAMPLES, causes, causes_of, conclude, read, sample


def test_real_transfers() -> None:
    assert causes_of("unknown_ca/client2-curl.log") == ["unknown_ca"]
    assert causes_of("incomplete_chain/client2-curl.log") == ["incomplete_chain"]
    assert causes_of("client_key_absent/client3-curl.log") == ["client_key_missing"]
    assert causes_of("ftps_no_auth_tls/client2-curl.log") == ["starttls_not_offered"]


def test_what_ended_well_has_no_cause_but_what_was_said_is_kept() -> None:
    (diagnosis,) = conclude(sample("plain_http_on_tls/client1-curl.log"))
    assert (diagnosis.cause, diagnosis.refused_by) == (None, "none")
    assert [cause for cause, _ in diagnosis.others] == ["plaintext_client"]
    text = (SAMPLES / "plain_http_on_tls/client1-curl.log").read_text()
    assert causes(text.replace("# exit=0", "# exit=22")) == ["plaintext_client"]
    assert causes(text.replace("# exit=0", "")) == ["plaintext_client"]


def test_alerts_carry_level_and_code_in_one_number() -> None:
    text = "* Connected to h (127.0.0.1) port 443 (#0)\n* TLSv1.3 (OUT), TLS handshake, Client hello (1):\n* TLSv1.2 (IN), TLS alert, handshake failure (552):\ncurl: (35) error\n"
    connection = read(text)[0]
    assert [(each.by, each.level, each.code) for each in connection.alerts] == [("server", "fatal", 40)]
    assert causes(text) == ["no_shared_cipher"]


def test_a_transfer_that_succeeds_has_no_cause() -> None:
    text = "* Connected to h (127.0.0.1) port 443 (#0)\n* TLSv1.3 (OUT), TLS handshake, Client hello (1):\n* SSL connection using TLSv1.3 / TLS_AES_256_GCM_SHA384\n* Server certificate:\n*  subject: CN=h\n*  issuer: CN=ca\n*  expire date: Oct 19 08:33:22 2036 GMT\n> GET / HTTP/1.1\n< HTTP/1.1 200 OK\n"
    connection = read(text)[0]
    assert connection.established
    assert [each.subject for each in connection.presented or ()] == ["CN=h"]
    assert causes(text) == [None]
