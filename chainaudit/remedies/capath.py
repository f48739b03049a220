"""Directories of certificates, which OpenSSL looks up by a hash of the subject (openssl-rehash(1))."""

from __future__ import annotations

from typing import Final

from chainaudit.model.remedy import System

SYSTEM: Final = System(
    name="capath",
    title="Directories of certificates (openssl rehash)",
    formats=("capath", "directory"),
    commands={
        "import-anchor": (
            "# get {subject} from its owner, compare its fingerprint over another channel, then:",
            "openssl x509 -in {file} -noout -subject -fingerprint -sha256",
            "cp {file} {store}",
            "openssl rehash {store}",
        ),
        "replace-anchor": (
            "cp {file} {store}",
            "openssl rehash {store}",
            "# remove the old one when nothing is issued under it any more, and rehash again",
        ),
    },
)
