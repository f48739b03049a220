"""PKCS 12 stores: keytool, which keeps every entry and its alias; openssl to look inside (their manual pages)."""

from __future__ import annotations

from typing import Final

from chainaudit.model.remedy import System
from chainaudit.remedies.keytool import COMMANDS
from chainaudit.remedies.openssl import COMMANDS as OF_OPENSSL

_STORE: Final = "-keystore {store}"
_OF_THE_STORE: Final = (
    *("import-anchor", "replace-anchor", "append-issuer", "reorder", "remove-certificate"),
    *("reissue", "renew", "correct-name"),
)
"""What changes or shows entries, where keytool knows aliases; openssl has words for the rest."""

SYSTEM: Final = System(
    name="pkcs12",
    title="PKCS 12 stores (keytool, openssl)",
    formats=("pkcs12",),
    commands={
        **OF_OPENSSL,
        **{
            kind: tuple(
                line.replace(_STORE, f"{_STORE} -storetype PKCS12").replace(".jks", ".p12") for line in COMMANDS[kind]
            )
            for kind in _OF_THE_STORE
        },
        "import-key": (
            # Certificates without a key may have no name in it, by which keytool could list them.
            "openssl pkcs12 -in {store} -nokeys | sed -n '/BEGIN CERT/,/END CERT/p' > {chain_file}{key_missing+}",
            "openssl pkcs12 -export -inkey {key_file} -in {chain_file} -name {alias} -out key.p12",
            (
                "keytool -importkeystore -srckeystore key.p12 -srcstoretype PKCS12 "
                "-destkeystore {store} -deststoretype PKCS12 -alias {alias}"
            ),
        ),
        "check-password": ("openssl pkcs12 -in {store} -noout -info",),
        "repair-store": ("openssl pkcs12 -in {store} -noout -info",),
    },
)
