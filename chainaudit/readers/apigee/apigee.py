"""Answers of Apigee about keystores and truststores: descriptions of certificates, never the certificates themselves.

Edge and Apigee X answer ``.../keystores/{name}/aliases/{alias}`` with ``certsInfo.certInfo``, one element a certificate
of the chain, leaf first; ``.../certs/{name}`` (older) with ``certInfo``; and ``.../keystores/{name}`` with the aliases,
certificates and keys by name. Edge writes moments as numbers, Apigee X as strings, both in milliseconds since 1970.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chainaudit.model.reader import Reader

if TYPE_CHECKING:
    from chainaudit.model.reader import ReadRequest
    from chainaudit.model.store import Store


def sniff(data: bytes) -> int:
    """Look for the words that only these answers have."""
    if b'"certInfo"' in data:
        return 95
    start = data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    if start not in (b"{", b"["):
        return 0
    if b'"aliasName"' in data or (b'"certs"' in data and b'"keys"' in data and b'"name"' in data):
        return 92
    return 40 if b'"aliases"' in data and b'"name"' in data else 0


def read(data: bytes, request: ReadRequest) -> Store:
    """Read every answer of a file; those about the same alias are put together.

    Raises:
        StoreError: it is malformed, or no such answer.
    """
    from chainaudit.readers.apigee import answers

    return answers.read(data, request)


READER: Final = Reader(
    name="Apigee",
    title="Apigee's answers about keystores and truststores (certInfo)",
    extensions=(".json",),
    sniff=sniff,
    read=read,
)
