"""One line of a log heard: alerts it tells of, faults it names, whose log it is."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, Final, NamedTuple

from chainaudit.evidence.phrases.book import PhraseBook, Wording
from chainaudit.evidence.phrases.handshake import HANDSHAKE
from chainaudit.evidence.phrases.library import LIBRARIES
from chainaudit.evidence.phrases.middleware import MIDDLEWARE
from chainaudit.evidence.phrases.server import SERVERS
from chainaudit.evidence.phrases.verify import OPENSSL_VERIFY, VERIFY
from chainaudit.evidence.phrases.windows import WINDOWS
from chainaudit.evidence.text.redaction import redact
from chainaudit.model.evidence import CLIENT, SERVER, UNKNOWN, Alert, Remark, other_side
from chainaudit.tls.alerts import ALERT_NAMES, alert_code, alert_name

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_HEARD: Final = 4096
"""Characters of a line that are looked at."""

MAX_REMEMBERED: Final = 2048

RECEIVED, SENT = "received", "sent"
OWN: Final = "own"
"""The sender of an alert, until it is known whose log it is."""

_TRANSPORT: Final = (
    r"Remote host (?:terminated|closed)|SSL peer shut down|Broken pipe|Connection reset|Read timed out"
    r"|Software caused connection abort|An established connection was aborted|Couldn't kickstart"
    r"|closing inbound before|Socket (?:is )?closed|Connection or outbound has closed|Connection timed out"
)
"""What Java sends an alert for though the connection is gone: the alert tells nothing then, the words do."""

_ANY_CASE: Final = "(?i)"
_ALERTS: Final = tuple(
    (Wording(pattern.removeprefix(_ANY_CASE), any_case=pattern.startswith(_ANY_CASE)), direction)
    for pattern, direction in (
        (r"SSL alert number (?P<code>\d+)", RECEIVED),
        (r"(?i)SSL3 alert read:(?P<level>fatal|warning):(?P<name>[\w ]+)", RECEIVED),
        (r"(?i)SSL3 alert write:(?P<level>fatal|warning):(?P<name>[\w ]+)", SENT),
        (r"Received fatal alert: (?P<name>\w+)", RECEIVED),
        (r"RECV (?:TLS|SSL)v[\d.]+ ALERT:\s+(?P<level>fatal|warning), (?:description = )?(?P<name>\w+)", RECEIVED),
        (r"SEND (?:TLS|SSL)v[\d.]+ ALERT:\s+(?P<level>fatal|warning), (?:description = )?(?P<name>\w+)", SENT),
        (rf"Fatal \((?P<name>[A-Z_]+)\): (?!(?:\(\w+\) )?(?:Received fatal alert|{_TRANSPORT}))", SENT),
        (r"(?:Received alert message: |Peer sent alert: )Alert (?P<level>Fatal|Warning): (?P<name>[\w ]+)", RECEIVED),
        (r"Sending alert: Alert (?P<level>Fatal|Warning): (?P<name>[\w ]+)", SENT),
        (r"remote error: tls: (?P<name>[a-z ]+)", RECEIVED),
        (r"(?i)received (?:TLS )?alert:? [\['](?P<code>\d+)[\]']", RECEIVED),
        (r"Alert\[\d\|(?P<code>\d+)\][^\n]*was received", RECEIVED),
        (r"Sending Alert\[\d\|(?P<code>\d+)\]", SENT),
        (r"(?:SSLV3|TLSV1|TLSV13|SSL/TLS)_ALERT_(?P<name>[A-Z_]+)", RECEIVED),
        (r"(?:sslv3|tlsv1|tlsv13|ssl/tls) alert (?P<name>[a-z ]+?)(?= *(?:[:(\[\]),.'\"]|SSL alert|$))", RECEIVED),
        (r"tlsv1 (?P<name>unrecognized name|unsupported extension|bad certificate status response)", RECEIVED),
        (r"SSL_ERROR_(?P<name>[A-Z_]+)_ALERT\b", RECEIVED),
        (r"(?:AlertReceived\(|received fatal alert: )(?P<name>\w+)", RECEIVED),
        (r"TLS alert: '(?P<name>\w+)'", RECEIVED),
        (r"(?i)fatal alert was received from the remote endpoint[^\n]*?code (?:is |\()(?P<code>\d+)", RECEIVED),
        (r"(?i)fatal alert was (?:generated|sent)[^\n]*?code (?:is |\()(?P<code>\d+)", SENT),
        (r"(?i)following fatal alert was received: (?P<code>\d+)", RECEIVED),
        (r"(?i)following fatal alert was generated: (?P<code>\d+)", SENT),
        (r"(?i)fatal alert was (?:generated|sent)[^\n]*?code is (?P<code>\d+)", SENT),
        (r"received a fatal (?:TLS|SSL)(?:v[\d.]+)? (?P<name>[A-Za-z ]+?) alert message from the peer", RECEIVED),
        (r"got an alert message, type: \[\d:(?P<code>\d+)\]", RECEIVED),
        (r"TlsFatalAlertReceived: \w+\((?P<code>\d+)\)", RECEIVED),
        (r"TlsFatalAlert: \w+\((?P<code>\d+)\)", SENT),
        (r"received (?:CLIENT|SERVER) ALERT: (?P<level>Fatal|Warning) - (?P<name>[\w ]+)", RECEIVED),
        (r"generated (?:CLIENT|SERVER) ALERT: (?P<level>Fatal|Warning) - (?P<name>[\w ]+)", SENT),
        (r"(?:14094|1409[0-9A-F]|140[0-9A-F]{2})(?P<old>4[0-9A-F]{2}):SSL routines", RECEIVED),
    )
)

_SERVER_LOG: Final = Wording(
    r"SSL_accept|statem_srvr|s3_srvr|s23_srvr|tls_process_client_(?:certificate"
    r"|hello)|tls_(?:early_)?post_process_client_hello"
    r"|SSL23_GET_CLIENT_HELLO|ssl3_get_client|SSL3_GET_CLIENT|while SSL handshaking, client:|TLS handshake error from"
    r"|http: TLS|SSL server|accept:|AH0\d{4}|TLS server:|SSL client"
    r" (?:CA|certificate)|T1[23]?CertificateConsumer\.checkClientCerts"
    r"|checkClientTrusted|SSL_do_handshake\(\) failed.*client:|SSL library error 1 in handshake \(server"
    r"|\[emerg\]|client SSL certificate verify|client sent no|smtpd\[|ftpd[\[:]|pyftpdlib|server"
    r" preferences|no cipher suites in common|does not permit use for TLS client"
    r"|server_side=True|socketserver|http[/.]server|BaseHTTPRequestHandler"
    r"|uvicorn|gunicorn|werkzeug|tlsClientError|ServerSocket|NioEndpoint"
    r"|checkClientCerts|SSLServerSocketImpl|ServerHandshake|^ACCEPT$"
    r"|verify depth is \d+, must return|CERT_REQUIRED.*server"
    r"|could not accept SSL connection|Error receiving request from client|SecureNioChannel|jetty\.(?:io|server)"
    r"|remote client application|undertow\.|coyote\.|SSL_accept error|TLS error on connection from"
    r"|Error in handshake: |server_name_fatal|tls_choose_sigalg|final_server_name|Empty client certificate chain"
)
_CLIENT_LOG: Final = Wording(
    r"SSL_connect|statem_clnt|s3_clnt|s23_clnt|tls_process_(?:server"
    r"|key_exchange|cert|ske)|tls_post_process_server|SSL23_GET_SERVER"
    r"|SSL3_GET_SERVER|ssl3_get_server|while SSL handshaking to upstream"
    r"|to upstream|curl: \(|^wget|urllib|requests\.|HTTPSConnectionPool"
    r"|checkServerTrusted|checkServerCerts|TLS client:"
    r"|AuthenticateAsClient|HttpClient|WebException|HttpRequestException"
    r"|(?:Get|Post|Put|Head) \"?https?://|dial tcp|unable to find valid certification path|x509: certificate"
    r"|No subject alternative|No name matching|from_url|fetch failed|altnames|http[/.]client"
    r"|HttpsClient|HttpURLConnection|HttpsURLConnection|nodecli|https\.get|_http_client"
)
_UPSTREAM: Final = Wording(
    r"while SSL handshaking to upstream|upstream SSL certificate|SSL Proxy:|\[remote [\w.:\[\]]{1,60}\]"
)
"""A server in the role of a client."""

_NUMBER: Final = re.compile(
    r"verify error:num=(\d+)|Verify return code: (\d+)|verify[_ ]?(?:result|code|error)[ =:]+(\d+)"
)
_ANYTHING: Final = Wording(
    r"err|fail|alert|fatal|expir|verif|certif|unable|unknown|refus"
    r"|reset|timed?[ -]?out|exception|mismatch|reject|unrecogni[sz]ed"
    r"|unsupported|invalid|unsafe|closed|hang ?up|password|plain|eof"
    r"|match|denied|no (?:route|shared|cipher|start|private|required)"
    r"|untrust|not (?:trusted|supported|offered)|not valid|protocol|[45]\d\d .*(?:tls"
    r"|ssl|auth)|exceeds|0x80|bad request|method|usage|does(?:n't| not)|altern|look like|gave http|too"
    r" |distrust|empty|resolv|syscall|wrong|http request|advertis|provided|ssl_error"
    r"|ora-2|ssslerr|cwpki|amq9|gsk_|mqr[cq]_|badcert|authorit|\btls\b|\bssl\b|signer|signed|owner|issuer|revo|trust"
    r"|unexpected|pull func|push func|encrypt|pinned|\b403\.|anonymous|credential|connectexception$|enoent|\bsni\b"
    r"|secure|domain|nsurl|bad_cert|suitable|accepted|filenotfound|offer|required|record|starttls|tunnel|http/0|rawpacket|connectexcept|badstatus|disconnect|incompat|ocsp|larger"
    r"|getaddrinfo|notfound|such host|not known|pg_hba|character|command|malformed|chain"
)
_CERTIFICATES: Final = PhraseBook(MIDDLEWARE, WINDOWS, LIBRARIES, SERVERS, VERIFY)
_HANDSHAKES: Final = PhraseBook(HANDSHAKE)
_OLD_ALERT_BASE: Final = 1000


class Heard(NamedTuple):
    """What a line tells: alerts and remarks, and whose log it must be (``unknown`` where that is open)."""

    side: str
    alerts: tuple[Alert, ...] = ()
    remarks: tuple[Remark, ...] = ()


@functools.lru_cache(MAX_REMEMBERED)
def may_tell(line: str) -> bool:
    """A quick look: whether a line can hold any of the wordings."""
    return _ANYTHING.search(line.lower()) is not None


def side_of(line: str) -> str:
    """Whose log a line belongs to, by the functions and phrases that only one side uses."""
    if _UPSTREAM.search(line):
        return CLIENT
    if _SERVER_LOG.search(line):
        return SERVER
    return CLIENT if _CLIENT_LOG.search(line) else UNKNOWN


def listen(line: str, side: str = UNKNOWN, product: str = "") -> Heard:
    """Hear one line. ``side`` is whose log it is, where that is known already."""
    line = line[:MAX_HEARD]
    return _hear(line, side, product) if may_tell(line) else Heard(side)


@functools.lru_cache(MAX_REMEMBERED)
def _hear(line: str, side: str, product: str) -> Heard:
    """The same, remembered: logs of many connections say the same again and again."""
    own = side if side != UNKNOWN else side_of(line)
    alerts: list[Alert] = []
    remarks: list[Remark] = []
    told = False
    for alert, direction in _alerts(line, own):
        alerts.append(alert)
        told = direction == RECEIVED
    if not told:
        remarks += _said(_CERTIFICATES, line, own, product)
    number = _NUMBER.search(line)
    if number is not None and not remarks and not told:
        meaning = OPENSSL_VERIFY.get(int(next(group for group in number.groups() if group)[:4]))
        if meaning is not None:
            remarks.append(_remark(meaning, "local", number.group(0), own, product, ""))
    if not remarks and not alerts:
        remarks += _said(_HANDSHAKES, line, own, product)
    return Heard(own, tuple(alerts), tuple(remarks))


def _alerts(line: str, own: str) -> Iterator[tuple[Alert, str]]:
    lowered = line.lower()
    for wording, direction in _ALERTS:
        match = wording.search(line, lowered)
        if match is None:
            continue
        groups = match.groupdict()
        code = _code(groups)
        if code is None or code not in ALERT_NAMES:
            continue
        by = (OWN if own == UNKNOWN else own) if direction == SENT else other_side(own)
        yield Alert(by, (groups.get("level") or "fatal").lower(), alert_name(code), code), direction
        return


def _code(groups: dict[str, str | None]) -> int | None:
    if groups.get("code"):
        return int((groups["code"] or "")[:4])
    if groups.get("old"):
        return int(groups["old"] or "0", 16) - _OLD_ALERT_BASE
    return alert_code(groups.get("name") or "")


def _said(book: PhraseBook, line: str, own: str, product: str) -> list[Remark]:
    found = book.find(line)
    if found is None:
        return []
    phrase, match = found
    return [_remark(phrase.meaning, phrase.who, match.group(0), own, product, _detail(match))]


def _detail(match: re.Match[str]) -> str:
    return next((value for value in match.groupdict().values() if value), "").strip("'\".,:;()")


def _remark(meaning: str, who: str, words: str, own: str, product: str, detail: str) -> Remark:
    """A remark shows the words that were understood and nothing else of the line, which may hold anything."""
    side = who if who in {CLIENT, SERVER} else own
    if who == "server-only":
        side = SERVER
    return Remark(meaning, side, redact(words), product=product, detail=redact(detail)[:255])
