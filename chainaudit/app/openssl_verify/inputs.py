"""The files that `openssl verify` reads: certificates with their trust settings, CRLs, directories of hashed names."""

from __future__ import annotations

import os
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, Final

from chainaudit.app.openssl_verify import pem_lines
from chainaudit.app.revocation_files import split_crls
from chainaudit.errors import ChainauditError, EncodingError, UsageError
from chainaudit.model.crl import RevocationList
from chainaudit.model.path import Anchor

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from chainaudit.app.openssl_verify.options import Options
    from chainaudit.model.certificate import Certificate

MAX_BYTES: Final = 64 << 20
"""A bundle of every public root is 200 kB."""
_CERTIFICATES: Final = frozenset({"CERTIFICATE", "X509 CERTIFICATE", "TRUSTED CERTIFICATE"})


_UNREAD_HEADER: Final = 10
"""Octets of a header that are passed over where a store is read (decode_pem2der.c)."""


class LoadError(UsageError):
    """A file that was named cannot be used; ``code`` is the exit code that OpenSSL gives for it."""

    def __init__(self, message: str, code: int = 1) -> None:
        super().__init__(message)
        self.code = code


class Inputs:
    """What a run of the program is told once: anchors in the order of their look-up, untrusted certificates, CRLs."""

    __slots__ = ("anchors", "asks_default_directory", "crls", "directories", "untrusted")

    def __init__(self) -> None:
        self.asks_default_directory = False
        self.anchors: list[Anchor] = []
        self.untrusted: list[Certificate] = []
        self.crls: list[bytes] = []
        self.directories: list[str] = []

    def load(self, option: str, name: str) -> None:
        """Read a file of -trusted, -untrusted or -CRLfile.

        Raises:
            LoadError: it cannot be read, or holds nothing of its kind.
        """
        if option == "trusted":
            self.anchors.extend(_certificates(name, "trusted certificates"))
        elif option == "untrusted":
            self.untrusted.extend(a.certificate for a in _certificates(name, "untrusted certificates"))
        else:
            self.crls.extend(_crls(name))


def load_store(options: Options, inputs: Inputs) -> None:
    """Read the truststore, which there is none of where -trusted names the anchors.

    Raises:
        LoadError: a file of it cannot be read, or holds nothing of its kind.
    """
    if options.lists["trusted"]:
        return
    named = options.values.get("CAfile")
    if named is not None:
        anchors, crls = _bundle(named)
        if not anchors and not crls:
            raise LoadError(f"Error loading file {named}")
        inputs.anchors.extend(anchors)
        inputs.crls.extend(crls)
    elif "no-CAfile" not in options.flags and (default := _default_paths()[0]):
        inputs.anchors.extend(_bundle(default)[0])
    directory = options.values.get("CApath")
    if directory is not None:
        inputs.directories.extend(directory.split(os.pathsep))
    elif "no-CApath" not in options.flags:
        inputs.asks_default_directory = True
    store = options.values.get("CAstore")
    if store is not None:
        _load_uri(store, inputs)


def _default_paths() -> tuple[str, list[str]]:
    """Return the default file and directories of trusted certificates, as built in or as the environment says."""
    import ssl  # takes longer to import than most runs need

    found = ssl.get_default_verify_paths()
    return found.cafile or "", found.capath.split(os.pathsep) if found.capath else []


def target(name: str | None, standard_input: Callable[[], bytes]) -> Certificate:
    """Read the certificate to be judged: the first one of a file, or of standard input where no file is named.

    Raises:
        LoadError: there is none.
    """
    data = standard_input() if name is None else _read(name, "certificate file")
    found = parse(data)
    if not found:
        shown = "<stdin>" if name is None else name
        raise LoadError(f"Could not read certificate file from {shown}\nUnable to load certificate file", 2)
    return found[0].certificate


def parse(data: bytes, source: str = "", *, whole: bool = False) -> list[Anchor]:
    """Return the certificates in PEM, DER or PKCS 7 or 12 without a password, each with its trust settings.

    What OpenSSL would not load is left out; with ``whole`` everything is, as in a file given with -CAfile.
    """
    from chainaudit.errors import StoreError
    from chainaudit.profiles.openssl_loading import is_loaded
    from chainaudit.readers.certificates import read_with_trust

    found = []
    for number, block in enumerate(pem_lines.blocks(data)):
        if block is not None and block.label not in _CERTIFICATES:
            continue
        try:
            # What stands before an empty line says how the block is encrypted, which certificates are not.
            read = block is not None and len(block.header) <= (0 if whole else _UNREAD_HEADER)
            one = read_with_trust(block.content, number) if block is not None and read else None
        except StoreError:
            one = None
        if one is None or not is_loaded(one.certificate):
            if whole:
                return []
            continue
        trusts = block is not None and block.label == "TRUSTED CERTIFICATE"
        found.append(
            Anchor(
                one.certificate,
                source=source,
                trusted_for=one.trusted_for if trusts else None,
                rejected_for=one.rejected_for if trusts else None,
            )
        )
    return found or _other_formats(data, source)


def _other_formats(data: bytes, source: str) -> list[Anchor]:
    from chainaudit.app.opening import read_bytes
    from chainaudit.app.truststores import anchors_of

    if not data.startswith(b"0"):
        return []
    try:
        return list(anchors_of(read_bytes(data, source)))
    except ChainauditError:
        return []


def _certificates(name: str, what: str) -> list[Anchor]:
    found = parse(_read(name, f"certs of {what}"), name)
    if not found:
        raise LoadError(f"Could not read any {what} from {name}")
    return found


def _bundle(name: str) -> tuple[list[Anchor], tuple[bytes, ...]]:
    try:
        data = FilePath(name).read_bytes()
    except OSError:
        raise LoadError(f"Error loading file {name}") from None
    if data.startswith(b"0"):  # PEM alone is read there
        raise LoadError(f"Error loading file {name}")
    if None in pem_lines.blocks(data):
        raise LoadError(f"Error loading file {name}")
    return parse(data, name, whole=True), _crls_in(data, name)


def _crls(name: str) -> tuple[bytes, ...]:
    found = _crls_in(_read(name, "other CRLs"), name)
    if not found:
        raise LoadError(f"Could not read any other CRLs from {name}")
    return found


def _crls_in(data: bytes, name: str) -> tuple[bytes, ...]:
    if b"CRL-----" not in data and not data.startswith(b"0"):
        return ()
    try:
        found = split_crls(data, name)
        for encoded in found[: data.startswith(b"0")]:
            _ = RevocationList(encoded).issuer
    except (UsageError, EncodingError):
        return ()
    return found


def _read(name: str, what: str) -> bytes:
    try:
        path = FilePath(name or "\0")
        if path.stat().st_size > MAX_BYTES:
            raise LoadError(f"{name} is larger than {MAX_BYTES} bytes")
        return path.read_bytes()
    except IsADirectoryError:
        return b""
    except (OSError, ValueError):
        message = f"Could not open file or uri for loading {what} from {name}"
        is_target = what == "certificate file"
        raise LoadError(
            f"{message}\nUnable to load certificate file" if is_target else message, 2 if is_target else 1
        ) from None


def _load_uri(uri: str, inputs: Inputs) -> None:
    """Read a store by its URI: a path as it stands, or file: with an absolute path and no host but localhost.

    A directory is not read but asked by the hashes of names, as one of -CApath is.
    """
    refusal = LoadError(f"Error loading store URI {uri}")
    path = uri
    if uri.startswith("file:") and (uri.startswith("file://") or not FilePath(uri).exists()):
        path = uri[5:]
        if path.startswith("//"):
            host, slash, rest = path[2:].partition("/")
            if host.lower() not in ("", "localhost") or not slash:
                raise refusal
            path = "/" + rest
        if not path.startswith("/"):
            raise refusal
    place = FilePath(path)
    if place.is_dir():
        inputs.directories.append(path)
        return
    try:
        # An encrypted key stops the reading of a store: nobody is there to be asked for its password.
        inputs.anchors.extend(parse(place.read_bytes().partition(b"-----BEGIN ENCRYPTED PRIVATE KEY")[0], path))
    except (OSError, ValueError):
        raise refusal from None


def hashed_anchors(inputs: Inputs, certificates: Sequence[Certificate]) -> list[Anchor]:
    """Return the anchors that -CApath gives for the issuers of ``certificates``, and of the anchors so found.

    A directory is asked by the hash of a name, and only where the truststore itself knows nobody of that name.
    """
    from chainaudit.model.canonical_name import name_hash

    known = {a.certificate.subject.key for a in inputs.anchors}
    found: list[Anchor] = []
    wanted = [c.issuer for c in certificates if c.issuer.key not in known]
    directories = [*inputs.directories, *(_default_paths()[1] if wanted and inputs.asks_default_directory else ())]
    while wanted and directories:
        name = wanted.pop()
        if name.key in known:
            continue
        known.add(name.key)
        for directory in directories:
            for anchor in _hashed(directory, name_hash(name)):
                if anchor.certificate.subject == name:
                    found.append(anchor)
                    wanted.append(anchor.certificate.issuer)
    return found


def _hashed(directory: str, hashed: str) -> list[Anchor]:
    found: list[Anchor] = []
    for number in range(256):
        place = FilePath(directory) / f"{hashed}.{number}"
        if not place.is_file():
            break
        found.extend(parse(place.read_bytes(), str(place)))
    return found


def moment_of(options: Options) -> tuple[float | None, bool]:
    """Return the moment asked for in seconds since 1970 (None: now), and whether time is looked at at all."""
    asked = options.number("attime")
    return (None if asked is None else float(asked)), asked is not None or "no_check_time" not in options.flags
