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

_KIND: Final = re.compile(r"""["']?kind["']?\s*:\s*["']?(Secret|ConfigMap|List)""")
_UTF16: Final = (b"\xff\xfe", b"\xfe\xff")


def sniff(data: bytes) -> int:
    """Look for the words that every object of Kubernetes begins with."""
    head = data.lstrip()[:2]
    if head in _UTF16:
        codec = "utf-16-le" if head == _UTF16[0] else "utf-16-be"
        text = data.lstrip()[: 1 << 22].decode(codec, "replace")
        return 97 if "apiVersion" in text and _KIND.search(text) else 0
    if b"apiVersion" not in data or b"kind" not in data:
        return 0
    return 97 if _KIND.search(data.decode("utf-8", "replace")) else 0


def read(data: bytes, request: ReadRequest) -> Store:
    """Read every Secret and ConfigMap of a file.

    Raises:
        StoreError: it is malformed, or none of its objects holds a certificate or key.
    """
    from chainaudit.readers import kubernetes_objects

    return kubernetes_objects.read(data, request)


READER: Final = Reader(
    name="Kubernetes",
    title="Kubernetes Secrets and ConfigMaps, YAML or JSON",
    extensions=(".yaml", ".yml", ".json"),
    sniff=sniff,
    read=read,
)
