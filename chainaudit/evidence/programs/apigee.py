"""Answers of the Apigee management API about certificates: ``certInfo`` (also a fragment of the JSON)."""

from __future__ import annotations

import re
from datetime import datetime, timezone
from typing import TYPE_CHECKING, Final

from chainaudit.evidence.certificates import normal_name
from chainaudit.evidence.log_connection import LogConnection
from chainaudit.evidence.parser import Parser, ParserContext
from chainaudit.model.evidence import UNKNOWN, Remark, SeenCertificate

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from chainaudit.model.evidence import Connection

MAX_BYTES: Final = 8 << 20
_OBJECT: Final = re.compile(r"\{[^{}]*\"(?:subject|expiryDate)\"[^{}]*\}?")
_TEXT: Final = r'"%s" *: *"((?:[^"\\]|\\.)*)"'
_NUMBER: Final = r'"%s" *: *"?(\d{1,16})'
_LONGEST_YEAR: Final = 250_000_000_000_000
"""Milliseconds since the epoch: the year 9892."""


def sniff(head: bytes) -> float:
    """The name of the list, or two of its fields."""
    if b'"certInfo"' in head:
        return 0.95
    return 0.85 if b'"expiryDate"' in head and b'"sigAlgName"' in head else 0.0


def parse(stream: BinaryIO, context: ParserContext) -> Iterator[Connection]:
    """The chain that the answer describes, as what would be presented."""
    text = stream.read(MAX_BYTES).decode("utf-8", "replace")
    log = LogConnection(context.source, 0, "certInfo")
    log.product = "apigee"
    chain: list[SeenCertificate] = []
    for match in _OBJECT.finditer(text):
        seen = _certificate(match.group(0))
        chain.append(seen)
        if '"isValid": "No"' in match.group(0) or '"isValid":"No"' in match.group(0):
            until = f", valid until {seen.not_after:%Y-%m-%d}" if seen.not_after else ""
            log.add_remark(Remark("validity", UNKNOWN, f"isValid is No for {seen.subject}{until}", product="apigee"))
    if chain:
        log.connection.presented = tuple(chain)
        yield log.finish()


def _certificate(text: str) -> SeenCertificate:
    seen = SeenCertificate(normal_name(_text(text, "subject")), normal_name(_text(text, "issuer")))
    seen.not_before, seen.not_after = _time(text, "validFrom"), _time(text, "expiryDate")
    version = re.search(_NUMBER % "version", text)
    seen.version = int(version.group(1)) if version else None
    digest = re.match(r"(MD5|SHA\d+)with", _text(text, "sigAlgName"))
    seen.digest = digest.group(1).lower() if digest else None
    key = re.search(r"(RSA|EC|DSA) Public Key, (\d{1,6}) bits", _text(text, "publicKey"))
    if key is not None:
        seen.key_algorithm, seen.key_bits = key.group(1), int(key.group(2))
    constraints = _text(text, "basicConstraints")
    seen.is_ca = None if not constraints else "CA:TRUE" in constraints
    return seen


def _text(text: str, name: str) -> str:
    match = re.search(_TEXT % name, text)
    return match.group(1).replace('\\"', '"') if match else ""


def _time(text: str, name: str) -> datetime | None:
    match = re.search(_NUMBER % name, text)
    if match is None or int(match.group(1)) > _LONGEST_YEAR:
        return None
    return datetime.fromtimestamp(int(match.group(1)) / 1000, timezone.utc)


PARSER: Final = Parser("apigee", "certInfo of the Apigee management API", sniff, parse)
