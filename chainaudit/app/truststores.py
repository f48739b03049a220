"""Where trust comes from: a file, the bundle of certifi, the system's, or Java's."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

from chainaudit.app.opening import open_store
from chainaudit.errors import UsageError
from chainaudit.model.path import Anchor
from chainaudit.model.reader import ReadRequest
from chainaudit.model.store import EntryKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chainaudit.model.reader import Limits
    from chainaudit.model.store import Store

CERTIFI: Final = "certifi"
SYSTEM: Final = "system"
JAVA: Final = "java"
JAVA_PASSWORD: Final = "changeit"  # noqa: S105 - the password that every JDK's cacerts is shipped with, public

SYSTEM_BUNDLES: Final = (
    "/etc/ssl/certs/ca-certificates.crt",  # Debian, Ubuntu, Alpine, Arch
    "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",  # RHEL, Fedora
    "/etc/pki/tls/certs/ca-bundle.crt",  # older RHEL
    "/etc/ssl/ca-bundle.pem",  # SUSE
    "/etc/ssl/cert.pem",  # macOS, BSD
)
JAVA_BUNDLES: Final = ("/etc/ssl/certs/java/cacerts", "/etc/pki/java/cacerts")


def open_truststore(name: str, *, password: str | None = None, limits: Limits | None = None) -> Store:
    """Read a truststore by path, or by the names ``certifi``, ``system`` and ``java``.

    Raises:
        UsageError: no store of that name is on this machine.
    """
    if name == CERTIFI and not _is_there(name):
        return _certifi(limits)
    return _opened(name, password, limits)


def _opened(name: str, password: str | None, limits: Limits | None) -> Store:
    if name == SYSTEM and not _is_there(name):
        return open_store(_first((os.environ.get("SSL_CERT_FILE", ""), *SYSTEM_BUNDLES), SYSTEM), limits=limits)
    if name == JAVA and not _is_there(name):
        return open_store(
            _first((*_java_homes(), *JAVA_BUNDLES), JAVA), password=password or JAVA_PASSWORD, limits=limits
        )
    return open_store(name, password=password, limits=limits)


def _certifi(limits: Limits | None) -> Store:
    """Read certifi's bundle, which is PEM behind comments: no other format needs to be looked for."""
    from chainaudit.readers.pem.pem import READER

    path = _certifi_bundle()
    try:
        with open(path, "rb") as stream:  # noqa: PTH123 - importing pathlib takes as long as reading the bundle
            data = stream.read()
    except OSError:
        data = b""
    if READER.read is None or not data:
        return open_store(path, limits=limits)
    return READER.read(data, ReadRequest(path, limits=limits))


def _certifi_bundle() -> str:
    """Return the path of certifi's bundle.

    ``import certifi`` alone takes half as long as judging a keystore (importlib.resources); the bundle lies beside it.
    """
    from importlib.machinery import PathFinder

    spec = PathFinder.find_spec("certifi")
    beside = (spec.origin or "").replace("__init__.py", "cacert.pem") if spec is not None else ""
    if beside.endswith("cacert.pem") and _is_there(beside):
        return beside
    import certifi

    return certifi.where()


def _is_there(path: str) -> bool:
    return os.path.isfile(path) or os.path.isdir(path)  # noqa: PTH112, PTH113 - as above


def _first(places: Iterable[str], name: str) -> str:
    tried = [place for place in places if place]
    for place in tried:
        if _is_there(place):
            return place
    raise UsageError(f"--truststore {name}: none of {', '.join(tried)} is there; name the file itself")


def _java_homes() -> tuple[str, ...]:
    homes = [os.environ.get("JAVA_HOME", "")]
    import shutil
    from pathlib import Path as FilePath

    program = shutil.which("java")
    if program:
        homes.append(str(FilePath(program).resolve().parent.parent))
    return tuple(
        str(FilePath(home) / below / "lib/security/cacerts") for home in homes if home for below in ("", "jre")
    )


def anchors_of(store: Store) -> tuple[Anchor, ...]:
    """Return the certificates of a store as trust anchors, those of stores inside it included.

    Of a key entry only the first certificate counts, as in Java's trust managers, but every one where the format
    has no aliases: there an entry is only how the file's certificates were grouped.
    """
    found: list[Anchor] = []
    for entry in store.entries:
        certificates = entry.certificates
        # Java's PKCS 12 tells trusted certificates from those of chains by an attribute (PKCS12KeyStore, OpenJDK).
        wants_mark = store.format == "PKCS12" and entry.kind is not EntryKind.TRUSTED_CERTIFICATE
        own = certificates[:1] if entry.kind is EntryKind.PRIVATE_KEY else ()
        if entry.kind is EntryKind.PRIVATE_KEY and entry.alias is not None:
            certificates = certificates[:1]
        found.extend(
            Anchor(
                c,
                source=store.source,
                alias=entry.alias,
                trusted_for=entry.trusted_for,
                rejected_for=entry.rejected_for,
                is_marked=not wants_mark or c in own,
            )
            for c in certificates
        )
    for child in store.children:
        found.extend(anchors_of(child))
    return tuple(found)
