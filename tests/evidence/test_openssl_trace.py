from __future__ import annotations

from chainaudit.evidence.openssl_trace import TraceReader
from chainaudit.model.evidence import Connection

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
