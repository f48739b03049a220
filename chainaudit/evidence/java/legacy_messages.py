"""Handshake messages as the javax.net.debug output of JDK 6 to 8 prints them."""

from __future__ import annotations

import re
from typing import Final

from chainaudit.evidence.certificates import normal_name
from chainaudit.evidence.text.dates import month_first
from chainaudit.model.evidence import Offer, SeenCertificate
from chainaudit.tls.cipher_suites import RENEGOTIATION_SCSV, cipher_suite_number
from chainaudit.tls.versions import version_number

_SUITES: Final = re.compile(r"Cipher Suites: \[(?P<list>[^\]]*)")
_SERVER_NAME: Final = re.compile(
    r"Extension server_name, server_name: \[(?:type=host_name \(0\), value=|host_name: )([^\s,\]]+)\]?"
)
_VALIDITY: Final = re.compile(r"(?:From|To): ([^\],]+)")
_KEY: Final = re.compile(r"Key: .*?(RSA|DSA|EC) .*?key, (\d+) bits")


def with_ssl2(offer: Offer) -> Offer:
    """The same offer, sent in SSL 2 framing."""
    return Offer(
        offer.versions,
        offer.ciphers,
        offer.server_name,
        renegotiation=offer.renegotiation,
        ssl2=True,
        complete=offer.complete,
    )


def read_client_hello(version: str, text: str) -> Offer:
    """The offer in a printed ClientHello of a version."""
    suites = _SUITES.search(text)
    names = [name.strip() for name in suites["list"].split(",")] if suites else []
    ciphers = tuple(number for number in map(cipher_suite_number, names) if number is not None)
    name = _SERVER_NAME.search(text)
    number = version_number(version)
    renegotiation = RENEGOTIATION_SCSV in ciphers or "renegotiation_info" in text
    whole = "Compression Methods" in text and "…" not in text.split("Compression", 1)[-1]
    return Offer(
        (number,) if number is not None else (),
        ciphers,
        name.group(1) if name else None,
        renegotiation=renegotiation,
        complete=whole,
    )


def read_authorities(body: list[str]) -> tuple[str, ...]:
    """Names in angle brackets, which a copy may have lost, and which may be wrapped over lines."""
    names: list[str] = []
    current = ""
    started = False
    for raw in body:
        line = raw.strip()
        if not started:
            started = line.startswith("Cert Authorities:")
            continue
        if not line or line == "<Empty>" or line.startswith("***"):
            continue
        current = f"{current} {line.lstrip('<')}".strip()
        if line.endswith(">"):
            names.append(normal_name(current.rstrip(">")))
            current = ""
    if "=" in current:
        names.append(normal_name(current.rstrip(",")))
    return tuple(names)


def read_certificate(text: str) -> SeenCertificate:
    """One printed certificate."""
    seen = SeenCertificate(normal_name(_line_value("Subject", text)), normal_name(_line_value("Issuer", text)))
    version = re.search(r"Version: V(\d)", text)
    seen.version = int(version.group(1)) if version else None
    dates = [month_first(value) for value in _VALIDITY.findall(text)[:2]]
    if len(dates) == 2:
        seen.not_before, seen.not_after = dates
    serial = re.search(r"SerialNumber: \[ *([0-9a-fA-F ]{1,100})\]", text)
    seen.serial = int(serial.group(1).replace(" ", "") or "0", 16) if serial else None
    key = _KEY.search(text)
    if key is not None:
        seen.key_algorithm, seen.key_bits = key.group(1), int(key.group(2)[:6])
    digest = re.match(r"(MD5|SHA\d+)with", _line_value("Signature Algorithm", text))
    seen.digest = digest.group(1).lower() if digest else None
    constraints = re.search(r"BasicConstraints:\[\s*CA:(true|false)", text)
    seen.is_ca = constraints.group(1) == "true" if constraints else None
    names = re.findall(r"(?:DNSName|IPAddress): (\S+)", text)
    seen.names = tuple(names) if names or "Certificate Extensions" in text else None
    return seen


def _line_value(name: str, text: str) -> str:
    match = re.search(rf"^\s*{name}: (.+)$", text, re.MULTILINE)
    return match.group(1).strip() if match else ""


def bits_of(octets: str) -> int:
    """The bits of a number that is printed as octets in decimal."""
    values = [int(part) for part in octets.split(",") if part.strip()]
    while values and values[0] == 0:
        values.pop(0)
    return (len(values) - 1) * 8 + values[0].bit_length() if values else 0
