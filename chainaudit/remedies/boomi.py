"""Boomi runtimes: the truststore of the runtime's JRE, and certificate components (Boomi documentation)."""

from __future__ import annotations

from typing import Final

from chainaudit.model.remedy import System

_CACERTS: Final = "RUNTIME/jre/lib/security/cacerts"

SYSTEM: Final = System(
    name="boomi",
    title="Boomi runtime",
    products=("message-analyzer",),
    commands={
        "import-anchor": (
            f"keytool -importcert -alias {{name}} -file {{file}} -keystore {_CACERTS}",
            "# restart the runtime; an update of its JRE may overwrite the file",
        ),
        "replace-anchor": (f"keytool -importcert -alias {{name}}-new -file {{file}} -keystore {_CACERTS}",),
        "send-client-certificate": (
            "# import a .p12 with key and full chain as X.509 certificate component and name it in the connection",
        ),
        "import-key": (
            "openssl pkcs12 -export -inkey {key_file} -in {chain_file} -out component.p12",
            "# and import it as certificate component",
        ),
        "append-issuer": (
            "# leaf.pem stands for the certificate that the component holds now:",
            "openssl pkcs12 -export -inkey {key_file} -in leaf.pem -certfile {file} -out component.p12",
        ),
        "renew": ("# replace the certificate component by one with the renewed certificate and deploy it",),
        "enable-protocol": (
            "# the FTPS connector needs Java 8u66 or 7u95 at least; in bin/atom.vmoptions:",
            "-Djdk.tls.client.protocols=TLSv1.2",
            "-Dhttps.protocols=TLSv1.2",
        ),
        "set-server-name": ("# in bin/atom.vmoptions:", "-Djsse.enableSNIExtension=true"),
        "gather-evidence": ("# in bin/atom.vmoptions, then restart:", "-Djavax.net.debug=ssl:handshake:verbose"),
    },
)
