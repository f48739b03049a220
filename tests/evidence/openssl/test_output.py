# ruff: noqa: E501 - lines of logs stand as they were written

from __future__ import annotations

from tests.evidence.reading import causes, causes_of, read, sample

S_CLIENT = """CONNECTED(00000003)
depth=0 CN = api.example.com
verify error:num=20:unable to get local issuer certificate
verify return:1
---
Certificate chain
 0 s:CN = api.example.com
   i:C = AA, O = Corp, CN = Corp Issuing CA
---
Acceptable client certificate CA names
C = AA, O = Partner, CN = Partner Root
C = AA, O = Other, CN = Other Root
Client Certificate Types: RSA sign
---
Verify return code: 20 (unable to get local issuer certificate)
"""


def test_the_messages_of_msg_give_the_chain_that_was_sent() -> None:
    connection = sample("unknown_ca/client1-openssl.log")[0]
    assert connection.viewpoint == "client"
    assert [each.subject for each in connection.presented or ()] == [
        "CN=server.test.example,O=Evidence Test,C=ZZ",
        "CN=Unknown Issuing CA,O=Evidence Test,C=ZZ",
    ]
    assert [(each.by, each.code) for each in connection.alerts] == [("client", 48)]
    assert causes_of("unknown_ca/client1-openssl.log") == ["unknown_ca"]


def test_the_report_alone_gives_chain_and_authorities() -> None:
    connection = read(S_CLIENT)[0]
    assert [each.issuer for each in connection.presented or ()] == ["CN=Corp Issuing CA,O=Corp,C=AA"]
    assert connection.request is not None
    assert connection.request.authorities == ("CN=Partner Root,O=Partner,C=AA", "CN=Other Root,O=Other,C=AA")
    assert causes(S_CLIENT) == ["incomplete_chain"]


def test_a_server_tells_its_connections_apart() -> None:
    assert causes_of("client_cert_expired/server.log") == ["client_cert_expired", "client_cert_expired"]


def test_a_key_that_does_not_fit_is_found_before_any_connection() -> None:
    assert causes_of("client_key_absent/client2-openssl.log") == ["client_key_missing"]


def test_windows_line_ends_and_prefixes_of_log_systems_do_not_matter() -> None:
    lines = S_CLIENT.splitlines()
    assert causes("\r\n".join(lines)) == ["incomplete_chain"]
    prefixed = "\n".join(f"Nov 21 08:35:00 gw1 healthcheck[77]: {line}" for line in lines)
    assert causes(prefixed) == ["incomplete_chain"]
    docker = "\n".join(f'{{"log":"{line}\\n","stream":"stdout","time":"2026-11-21T08:35:00Z"}}' for line in lines)
    assert causes(docker) == ["incomplete_chain"]


def test_an_old_client_that_is_refused_at_once_names_what_it_may_be() -> None:
    text = "CONNECTED(00000003)\n9362:error:14077410:SSL routines:SSL23_GET_SERVER_HELLO:sslv3 alert handshake failure:s23_clnt.c:593\n"
    assert causes(text) == ["protocol_mismatch"]
