"""Handshake messages as the javax.net.debug output of JDK 11 and later prints them."""

from __future__ import annotations

import functools
import re
from typing import Final

from chainaudit.evidence.certificates import normal_name
from chainaudit.evidence.text.dates import year_first
from chainaudit.model.evidence import Answer, AuthorityRequest, Offer, SeenCertificate
from chainaudit.tls.cipher_suites import RENEGOTIATION_SCSV, cipher_suite_number
from chainaudit.tls.versions import TLS1_3, version_number

MAX_REMEMBERED: Final = 32
_FIELD: Final = r'"{name}" *: *"?(?P<value>[^"\n]*)'
_VERSION: Final = re.compile(_FIELD.format(name=r"(?:client|server) version"))
_SUITES: Final = re.compile(r'"cipher suites" *: *"?\[')
_SUITE: Final = re.compile(r'"cipher suite" *: *"?(?P<name>\w+)(?:\(0x(?P<number>[0-9A-Fa-f]{1,6})\))?')
_SUITE_ITEM: Final = re.compile(r"(\w+)(?:\(0x([0-9A-Fa-f]{1,6})\))?")
_SERVER_NAME: Final = re.compile(r"type=host_name \(0\), value=([^\s,\]}]{1,255})")
_SUPPORTED: Final = re.compile(r'"supported_versions \(43\)": \{\s*"(?:versions|selected version)": \[([^\]\n]*)\]')
_RENEGOTIATION: Final = re.compile(r"renegotiation_info \(65,?281\)")
_AUTHORITIES: Final = re.compile(r'"certificate authorities": \[([^\n]*(?:\n +[^\n"}]*)*?)\](?=\s*[}\n])')
_CERTIFICATE: Final = re.compile(r'"certificate" *: *\{')
_SERIAL: Final = re.compile(_FIELD.format(name="serial number"))
_SUBJECT: Final = re.compile(r'"subject" *: *"(?P<value>(?:[^"\\\n]|\\.|"(?!,?\s*\n))*)"')
_ISSUER: Final = re.compile(r'"issuer" *: *"(?P<value>(?:[^"\\\n]|\\.|"(?!,?\s*\n))*)"')
_BEFORE: Final = re.compile(_FIELD.format(name=r"not +before"))
_AFTER: Final = re.compile(_FIELD.format(name=r"not +after"))
_X509_VERSION: Final = re.compile(r'"version" *: *"v(\d)"')
_SIGNATURE: Final = re.compile(_FIELD.format(name="signature algorithm"))
_KEY: Final = re.compile(_FIELD.format(name="subject public key"))
_CA: Final = re.compile(r"BasicConstraints:\[\s*CA:(true|false)")
_NAMES: Final = re.compile(r"(?:DNSName|IPAddress): (\S+)")
_ALTERNATIVES: Final = re.compile(r"SubjectAlternativeName \[(.*?)\n *\]", re.DOTALL)
_PURPOSES: Final = re.compile(r"ExtendedKeyUsages \[\s*([^\]]*)\]")
_PURPOSE_OIDS: Final = {
    "serverAuth": "1.3.6.1.5.5.7.3.1",
    "clientAuth": "1.3.6.1.5.5.7.3.2",
    "anyExtendedKeyUsage": "2.5.29.37.0",
}
_DIGEST: Final = re.compile(r"(?i)^(MD2|MD5|SHA-?1|SHA-?224|SHA-?256|SHA-?384|SHA-?512)with")
_RDN_START: Final = re.compile(r", (?=(?:CN|O|OU|C|EMAILADDRESS|DC|SERIALNUMBER|UID|L|ST|OID\.[\d.]+)=)")


def read_client_hello(body: str) -> Offer:
    """The offer in a printed ClientHello."""
    suites = _search(_SUITES, '"cipher suites"', body)
    ciphers = _suites(body[suites.end() : _end_of_list(body, suites.end())]) if suites else ()
    name = _search(_SERVER_NAME, "type=host_name", body)
    complete = "extensions" in body or "server_name" in body
    renegotiation = RENEGOTIATION_SCSV in ciphers or _RENEGOTIATION.search(body) is not None
    return Offer(
        _versions(body), ciphers, name.group(1) if name else None, renegotiation=renegotiation, complete=complete
    )


def _search(pattern: re.Pattern[str], beginning: str, body: str) -> re.Match[str] | None:
    """Search for a pattern by how it begins, which is much faster where that is missing or far off."""
    at = body.find(beginning)
    return pattern.search(body, at) if at >= 0 else None


def _end_of_list(body: str, start: int) -> int:
    """Where a list in brackets ends that began before ``start``; it does not go beyond its line."""
    end, line_end = body.find("]", start), body.find("\n", start)
    ends = [each for each in (end, line_end) if each >= 0]
    return min(ends, default=len(body))


@functools.lru_cache(MAX_REMEMBERED)
def _suites(text: str) -> tuple[int, ...]:
    """Remembered: one program offers the same in all its connections."""
    numbers = (int(digits, 16) if digits else cipher_suite_number(name) for name, digits in _SUITE_ITEM.findall(text))
    return tuple(number for number in numbers if number is not None)


def _versions(body: str) -> tuple[int, ...]:
    supported = _search(_SUPPORTED, '"supported_versions (43)"', body)
    texts = supported.group(1).split(",") if supported else []
    if not texts:
        legacy = _VERSION.search(body)
        texts = [legacy.group("value")] if legacy else []
    return tuple(number for number in map(version_number, texts) if number is not None)


def read_server_hello(body: str) -> Answer:
    """The answer in a printed ServerHello."""
    versions = _versions(body)
    suite = _SUITE.search(body)
    cipher = None
    if suite is not None:
        cipher = int(suite["number"], 16) if suite["number"] else cipher_suite_number(suite["name"])
    version = versions[0] if versions else None
    known = _RENEGOTIATION.search(body) is not None or version == TLS1_3
    return Answer(version, cipher, renegotiation=known)


def read_request(body: str, length: int | None = None) -> AuthorityRequest:
    """The request for a client certificate in a printed CertificateRequest."""
    match = _AUTHORITIES.search(body)
    if match is None:
        return AuthorityRequest((), length)
    return AuthorityRequest(tuple(split_authorities(match.group(1))), length)


def split_authorities(text: str) -> list[str]:
    """Names that are printed one after the other: on lines of their own, or all in one with commas.

    In one line a new name begins where an attribute stands that is more specific than the one before it, which is how
    Java prints names: most specific first.
    """
    lines = [line.strip().rstrip(",") for line in text.split("\n") if line.strip()]
    if len(lines) > 1:
        return [normal_name(line) for line in lines]
    names: list[str] = []
    current: list[str] = []
    rank = -1
    for part in _RDN_START.split(lines[0] if lines else ""):
        this = _RANKS.get(part.split("=", 1)[0].upper(), 1)
        if current and (this < rank or (this == rank and this in {0, 6})):
            names.append(normal_name(", ".join(current)))
            current = []
        current.append(part)
        rank = this
    if current and current[0]:
        names.append(normal_name(", ".join(current)))
    return names


_RANKS: Final = {
    "EMAILADDRESS": 0,
    "SERIALNUMBER": 0,
    "UID": 0,
    "CN": 1,
    "OU": 2,
    "O": 3,
    "L": 4,
    "ST": 5,
    "C": 6,
    "DC": 5,
}


def read_certificates(body: str) -> tuple[SeenCertificate, ...]:
    """The certificates of a printed Certificate message, in order."""
    return tuple(_certificate(part) for part in _CERTIFICATE.split(body)[1:])


def _certificate(text: str) -> SeenCertificate:
    seen = SeenCertificate(normal_name(_value(_SUBJECT, text)), normal_name(_value(_ISSUER, text)))
    serial = _value(_SERIAL, text).replace(":", "").replace(" ", "")
    seen.serial = int(serial, 16) if re.fullmatch(r"[0-9A-Fa-f]{1,80}", serial) else None
    version = _X509_VERSION.search(text)
    seen.version = int(version.group(1)) if version else None
    seen.not_before, seen.not_after = year_first(_value(_BEFORE, text)), year_first(_value(_AFTER, text))
    digest = _DIGEST.match(_value(_SIGNATURE, text))
    seen.digest = digest.group(1).lower().replace("-", "") if digest else None
    seen.key_algorithm = _value(_KEY, text) or None
    constraints = _CA.search(text)
    seen.is_ca = constraints.group(1) == "true" if constraints else (False if '"version"' in text else None)
    alternatives = _ALTERNATIVES.search(text)
    seen.names = tuple(_NAMES.findall(alternatives.group(1))) if alternatives else ()
    purposes = _PURPOSES.search(text)
    if purposes is not None:
        seen.purposes = tuple(_PURPOSE_OIDS.get(word, word) for word in purposes.group(1).split())
    return seen


def _value(pattern: re.Pattern[str], text: str) -> str:
    match = pattern.search(text)
    return match.group("value").strip() if match else ""
