from __future__ import annotations

from chainaudit.evidence.openssl.trace import TraceReader
from chainaudit.model.evidence import Connection
from tests.evidence.reading import read

TRACE = """Sent Record
Header:
  Version = TLS 1.0 (0x301)
  Content Type = Handshake (22)
  Length = 310
    ClientHello, Length=306
      client_version=0x303 (TLS 1.2)
      cipher_suites (len=4)
        {0x13, 0x02} TLS_AES_256_GCM_SHA384
        {0x00, 0xFF} TLS_EMPTY_RENEGOTIATION_INFO_SCSV
      extensions, length = 20
        extension_type=server_name(0), length=14
          0000 - 00 0c 00 00 09 6c 6f 63-61 6c 68 6f 73 74         .....localhost
        extension_type=supported_versions(43), length=5
          TLS 1.3 (772)
          TLS 1.2 (771)
Received Record
Header:
  Version = TLS 1.2 (0x303)
    CertificateRequest, Length=70
      certificate_authorities (len=58)
        DistinguishedName (len=56): C = AA, O = Partner, CN = Partner Root
Received Record
    Level=fatal(2), description=handshake failure(40)
"""


def test_fields_become_facts() -> None:
    reader, connection = TraceReader(), Connection()
    for line in TRACE.splitlines():
        assert reader.take(line) or line.startswith("Header")
    reader.tell(connection)
    assert reader.owner == "client"
    assert connection.offer is not None
    assert (connection.offer.versions, connection.offer.ciphers) == ((0x304, 0x303), (0x1302, 0xFF))
    assert connection.offer.server_name == "localhost"
    assert connection.request is not None
    assert connection.request.authorities == ("CN=Partner Root,O=Partner,C=AA",)
    assert [(each.by, each.code) for each in connection.alerts] == [("server", 40)]
    assert connection.steps == ("c:client_hello", "s:certificate_request")


def test_a_trace_that_begins_in_the_midst_tells_whose_it_is_by_what_only_servers_send() -> None:
    text = """Received Record
Header:
  Version = TLS 1.2 (0x303)
    ServerHello, Length=118
      server_version=0x303 (TLS 1.2)
      cipher_suite {0x13, 0x02} TLS_AES_256_GCM_SHA384
      extensions, length = 46
        extension_type=supported_versions(43), length=2
            TLS 1.3 (772)
Sent Record
    Certificate, Length=8
"""
    (connection,) = read(text)
    assert connection.viewpoint == "client"
    assert connection.steps == ("s:server_hello", "c:certificate")


def test_hellos_of_an_unknown_side_raise_nothing() -> None:
    read(
        "Sent Record\n    Certificate, Length=8\nReceived Record\n      server_version=0x303\n        {0x13, 0x02} X\n"
    )
