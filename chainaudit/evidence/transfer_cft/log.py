"""Axway Transfer CFT: log messages in V23 and V24 layouts (CFTYnn, CFTH11E, CFTT75E) and ``CFTY02Z>>`` traces.

Copies of such logs are often mangled (translated, tokens in another order, spaces around ``=``), so messages are found
anywhere in a line. Meanings: Transfer CFT messages CFTY; CR is the number of the TLS alert.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, final

from chainaudit.evidence.log_connection import LogConnection
from chainaudit.evidence.parser import Parser, ParserContext
from chainaudit.evidence.speech import listen
from chainaudit.evidence.text.lines import text_lines
from chainaudit.evidence.transfer_cft.trace import CftTrace
from chainaudit.model.evidence import CLIENT, SERVER, UNKNOWN, Alert, Answer, Remark, other_side
from chainaudit.tls.alerts import (
    ALERT_NAMES,
    CLOSE_NOTIFY,
    DECRYPT_ERROR,
    HANDSHAKE_FAILURE,
    alert_code,
    alert_name,
)
from chainaudit.tls.versions import version_number

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from chainaudit.model.evidence import Connection

MAX_SESSIONS: Final = 5_000

_CODE: Final = re.compile(r"\bC?FT(?P<code>[A-Z]\d\d)(?P<severity>[IWEFZ])")
_CONTEXT: Final = re.compile(r"CTX *= *(?P<id>[0-9a-fA-F]{6})\b(?! *[0-9A-F]{8})")
_LOOSE_CONTEXT: Final = re.compile(r"\b(?P<id>2[01][0-9a-fA-F]{4})\b")
_FAULT: Final = re.compile(r"\[(?P<name>[A-Z_ ]+)\]")
_NUMBER: Final = re.compile(r"CR *= *-? *(?P<number>\d{1,3})")
_DIAGNOSIS: Final = re.compile(r"\b260(?: +(?P<detail>PKI *\d{3}|TLS[A-Z]+))?")
_VERSION: Final = re.compile(r"VERSION *= *(?P<version>\S+)")
_PLACEHOLDER: Final = re.compile(r"=&\w|&str\b")
_PKI: Final = re.compile(r"PKI_ERR_(?P<name>[A-Z_]+)|\b(?P<other>CA_NOT_FOUND|BAD_KEY)\b")
_PKI_MEANINGS: Final = {
    "CERT_EXPIRED": "expired", "CERT_REVOKED": "revoked", "CERT_BAD_SIGN": "chain-invalid",
    "CERT_BAD_HASH": "chain-invalid", "CERT_BAD_CA": "not-a-ca", "CA_NOT_FOUND": "issuer-unknown",
    "CERT_UNKNOWN": "issuer-unknown", "CERT_NOT_VALID": "validity", "BAD_KEY": "bad-password",
    "CERT_NOT_FOUND": "no-private-key",
}  # fmt: skip
_CLIENT_CODES: Final = frozenset(("Y11", "Y14", "Y19", "Y21", "Y23"))
_SERVER_CODES: Final = frozenset(("Y12", "Y15", "Y20", "Y22", "Y24", "Y25"))
_SNIFF: Final = re.compile(rb"\bC?FTY\d\d[IWEFZ]\b|\bCFT(?:H11E|T75E)\b")


def sniff(head: bytes) -> float:
    """Its message codes."""
    return 0.93 if _SNIFF.search(head) else 0.0


def parse(stream: BinaryIO, context: ParserContext) -> Iterator[Connection]:
    """The sessions of the log by their context number; messages of a transfer belong to the session before them."""
    log = _Log(context)
    for number, line in enumerate(text_lines(stream), 1):
        yield from log.take(number, line)
    yield from log.finish()


@final
class _Session:
    """One TLS session: its codes in order, what failed, what the transfer above it said."""

    __slots__ = ("closed", "codes", "diagnosis", "failed", "heard", "log", "reached", "trace")

    def __init__(self, source: str, index: int, label: str) -> None:
        self.log = LogConnection(source, index, label)
        self.log.product = "transfer-cft"
        self.codes: list[str] = []
        self.failed: tuple[str, int | None, str, str] | None = None
        self.diagnosis = ""
        self.heard: list[Remark] = []
        self.reached = ""
        self.trace = CftTrace()
        self.closed = False

    @property
    def role(self) -> str:
        """Client or server, by the codes that only one of them logs."""
        if any(code in _CLIENT_CODES for code in self.codes):
            return CLIENT
        return SERVER if any(code in _SERVER_CODES for code in self.codes) else UNKNOWN

    @property
    def told_side(self) -> str:
        """The side that an error found here must be on, by words that only one side says; empty where none tells."""
        local = self.failed is not None and self.failed[0] == "Y13"
        return next((each.side for each in self.heard if local and each.side != UNKNOWN), "")


@final
class _Log:
    """Sessions by context; the last one for messages that carry none."""

    __slots__ = ("_any_client", "_context", "_count", "_last", "_sessions")

    def __init__(self, context: ParserContext) -> None:
        self._context = context
        self._sessions: dict[str, _Session] = {}
        self._last: _Session | None = None
        self._count = 0
        self._any_client = False

    def take(self, number: int, line: str) -> Iterator[Connection]:
        if _PLACEHOLDER.search(line):
            return
        code = _CODE.search(line)
        trace = ">>" in line or (self._last is not None and self._last.trace.wants(line))
        if code is None and not trace:
            return
        name = code["code"] if code is not None else "Y02"
        session = self._session(line, name, number)
        self._last = session
        if name == "Y02":
            session.trace.take(line)
        else:
            session.codes.append(name)
            self._any_client = self._any_client or name in _CLIENT_CODES
            _take_message(session, name, line)
        if len(self._sessions) > MAX_SESSIONS:
            key = next(iter(self._sessions))
            yield self._finish(self._sessions.pop(key))

    def finish(self) -> Iterator[Connection]:
        for session in self._sessions.values():
            if session.codes or session.trace.tells:
                yield self._finish(session)

    def _session(self, line: str, code: str, number: int) -> _Session:
        match = _CONTEXT.search(line) or (_LOOSE_CONTEXT.search(line) if code.startswith("Y") else None)
        key = match["id"].lower() if match is not None else ""
        known = self._sessions.get(key) if key else self._last
        if known is not None and not (code in {"Y19", "Y20"} and known.codes):
            return known
        if known is None and key and code in {"Y11", "Y12"} and self._last is not None and self._last.failed:
            return self._last
        if not key:
            key = f"line {number}"
        elif known is not None:
            self._sessions[f"{key} until line {number}"] = self._sessions.pop(key)
        session = self._sessions[key] = _Session(self._context.source, self._count, f"CTX {key}" if match else key)
        self._count += 1
        return session

    def _finish(self, session: _Session) -> Connection:
        connection = session.log.connection
        role = session.role
        if role == UNKNOWN and not session.trace.side:
            role = session.told_side or (CLIENT if session.diagnosis or self._any_client else UNKNOWN)
        connection.viewpoint = role if role != UNKNOWN else session.trace.side or CLIENT
        session.trace.tell(connection)
        if session.failed is not None:
            _tell_failure(session, connection.viewpoint)
        elif not connection.alerts and not connection.established:
            _tell_silence(session, connection.viewpoint)
        return session.log.finish()


def _take_message(session: _Session, code: str, line: str) -> None:
    connection = session.log.connection
    if code in {"Y13", "Y30"}:
        fault, number = _FAULT.search(line), _NUMBER.search(line)
        name = fault["name"] if fault is not None else ""
        value = int(number["number"]) if number else None
        words = (
            f"CFT{code}E {'local' if code == 'Y13' else 'remote'} error [{name}] CR={'' if value is None else value}"
        )
        session.failed = (code, value, name, words)
        session.heard += listen(line, UNKNOWN, "transfer-cft").remarks
    elif code in {"H11", "T75"}:
        diagnosis = _DIAGNOSIS.search(line)
        if diagnosis is not None:
            session.diagnosis = (diagnosis["detail"] or "260").replace(" ", "")
        elif not session.diagnosis:
            session.diagnosis = "VNRELI" if "VNRELI" in line else "error"
    elif code in {"Y14", "Y15"}:
        connection.established = True
        version = _VERSION.search(line)
        connection.answer = Answer(version_number(version["version"]) if version else None, None)
    elif code == "Y18":
        pki = _PKI.search(line)
        meaning = _PKI_MEANINGS.get((pki["name"] or pki["other"]) if pki else "")
        if meaning is not None:
            words = f"CFTY18E {pki.group(0) if pki else ''}"
            session.log.add_remark(Remark(meaning, UNKNOWN, words, product="transfer-cft"))
    elif code == "Y06":
        meaning = "request-too-large" if "LENGTH" in line else "rejected"
        session.log.add_remark(Remark(meaning, CLIENT, "CFTY06E"))
    _take_progress(session, code)


def _by(remark: Remark, role: str) -> Remark:
    side = role if remark.side == UNKNOWN else remark.side
    return Remark(remark.meaning, side, remark.text, product=remark.product, detail=remark.detail)


def _take_progress(session: _Session, code: str) -> None:
    if code in {"Y21", "Y23", "Y24", "Y22"}:
        session.reached = code if session.reached != "Y23" else "Y23"
    if code in {"Y11", "Y12"}:
        session.closed = True


def _tell_failure(session: _Session, role: str) -> None:
    """CFTY13E is found here (CR is the alert that was sent), CFTY30E is an alert from the remote side."""
    code, number, name, text = session.failed or ("", None, "", "")
    local = code == "Y13"
    if name == "TLSPARSE" or session.diagnosis == "TLSPARSE":
        session.log.add_remark(
            Remark("version", role, f"{text} (the record header is not the expected one)", product="transfer-cft")
        )
        return
    alert = _alert_of(number, name)
    if alert is not None:
        by = role if local else other_side(role)
        session.log.add_alert(Alert(by, "fatal", alert_name(alert), alert))
    heard = [_by(remark, role) for remark in session.heard if remark.meaning != "failure"]
    for remark in heard:
        session.log.add_remark(remark)
    if local and not heard and alert == HANDSHAKE_FAILURE and role == CLIENT:
        _tell_client_certificate(session, text)


def _alert_of(number: int | None, name: str) -> int | None:
    """The alert of a message: CR is its number; what stands in brackets is HANDSHAKE_FAILURE whatever the alert was.

    A CR that is no alert of an error (0, 1) leaves what the brackets say.
    """
    if number in ALERT_NAMES and number != CLOSE_NOTIFY:
        return number
    return alert_code(name)


def _tell_client_certificate(session: _Session, text: str) -> None:
    """How far the client came tells what it lacks: a certificate, its key, or one in the right format."""
    if session.diagnosis == "PKI040":
        meaning, why = (
            "no-client-certificate",
            "diagnosis PKI 040: no client certificate was found for the server's authorities",
        )
    elif session.reached == "Y23":
        meaning, why = "bad-format", "a client certificate was chosen and then could not be used"
    elif session.reached == "Y21":
        meaning, why = (
            "no-private-key",
            "the server was accepted, but no client certificate with its private key was found",
        )
    else:
        return
    session.log.add_remark(Remark(meaning, CLIENT, f"{text} ({why})", product="transfer-cft"))


def _tell_silence(session: _Session, role: str) -> None:
    """Sessions that end without a word about the handshake."""
    if session.trace.alert_code == DECRYPT_ERROR or (session.trace.sends_alert and session.trace.in_pki):
        text = "the session ends in the PKI phase with an alert: the private key cannot be decrypted (PKIPASSW)"
        session.log.add_remark(Remark("bad-password", role, text, product="transfer-cft"))
    elif role == SERVER and session.closed and session.codes[:1] in (["Y20"], ["Y25"], ["Y12"]) and not session.reached:
        text = "the server session is opened and closed without any handshake"
        session.log.add_remark(Remark("plain-client", SERVER, text, product="transfer-cft"))
    elif session.diagnosis in {"VNRELI", "260"} and role == CLIENT:
        text = "the session is refused before any handshake (diagnosis 260): the partner's port does not answer in TLS"
        session.log.add_remark(Remark("plain-port", CLIENT, text, product="transfer-cft"))


PARSER: Final = Parser("transfer-cft", "Transfer CFT logs and traces", sniff, parse)
