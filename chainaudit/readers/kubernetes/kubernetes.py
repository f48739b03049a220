"""Kubernetes Secrets and ConfigMaps, as kubectl and Helm print them: YAML or JSON, lists, several documents.

A Secret of type kubernetes.io/tls holds tls.crt and tls.key, and often ca.crt; an opaque one holds PEM files or whole
keystores, and often the password beside them. What is found in all of them makes the entries of one store; the alias
of what has none is the name of its value.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from chainaudit.model.reader import Reader

if TYPE_CHECKING:
    from chainaudit.model.reader import ReadRequest
    from chainaudit.model.store import Store

_KIND: Final = re.compile(rb"""kind["']?\s{0,40}:\s{0,40}["']?(?:Secret|ConfigMap|List)""")
_UTF16: Final = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
_UTF16_HEAD_BYTES: Final = 1 << 20
"""How much of a text in UTF-16 is looked at: what names its kind stands at the beginning, or behind one large value."""


def sniff(data: bytes) -> int:
    """Look for the words that every object of Kubernetes begins with."""
    codec = _UTF16.get(data[:2])
    text = data if codec is None else data[2:_UTF16_HEAD_BYTES].decode(codec, "replace").encode("utf-8", "replace")
    return 97 if b"apiVersion" in text and _KIND.search(text) else 0


def read(data: bytes, request: ReadRequest) -> Store:
    """Read every Secret and ConfigMap of a file.

    Raises:
        StoreError: it is malformed, or none of its objects holds a certificate or key.
    """
    from chainaudit.readers.kubernetes import objects

    return objects.read(data, request)


READER: Final = Reader(
    name="Kubernetes",
    title="Kubernetes Secrets and ConfigMaps, YAML or JSON",
    extensions=(".yaml", ".yml", ".json"),
    sniff=sniff,
    read=read,
)
