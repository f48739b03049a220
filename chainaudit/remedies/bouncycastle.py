"""Stores of BouncyCastle: keytool with its provider, which no JDK brings along (BouncyCastle's documentation)."""

from __future__ import annotations

from typing import Final

from chainaudit.model.remedy import System
from chainaudit.remedies.keytool import COMMANDS

_STORE: Final = "-keystore {store}"
_PROVIDER: Final = (
    "-storetype {format} -storepass:env STOREPASS "
    "-providerclass org.bouncycastle.jce.provider.BouncyCastleProvider -providerpath bcprov.jar"
)
_NOTE: Final = (
    "# the environment variable STOREPASS holds the password, for keytool asks for that of its own formats alone:"
)

SYSTEM: Final = System(
    name="bouncycastle",
    title="BouncyCastle stores (keytool with bcprov.jar)",
    formats=("bks", "uber", "bcfks"),
    commands={
        **{
            kind: (
                _NOTE,
                *(line.replace(_STORE, f"{_STORE} {_PROVIDER}") for line in lines if not line.startswith("chainaudit")),
            )
            for kind, lines in COMMANDS.items()
            if any(_STORE in line for line in lines)
        },
        "import-key": (
            _NOTE,
            (
                f"keytool -list -rfc -alias {{alias}} {_STORE} {_PROVIDER} "
                "| sed -n '/BEGIN CERT/,/END CERT/p' > {chain_file}{key_missing+}"
            ),
            "openssl pkcs12 -export -inkey {key_file} -in {chain_file} -name {alias} -out key.p12",
            (
                "keytool -importkeystore -srckeystore key.p12 -srcstoretype PKCS12 -destkeystore {store} "
                f"-alias {{alias}} {_PROVIDER.replace('-store', '-deststore')}"
            ),
        ),
    },
)
