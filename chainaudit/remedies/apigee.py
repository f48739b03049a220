"""Apigee Edge: calls of the management API on keystores and aliases (Apigee documentation, TLS keystores)."""

from __future__ import annotations

from typing import Final

from chainaudit.model.remedy import System, quote_url

_API: Final = "https://api.enterprise.apigee.com/v1/o/ORG/e/ENV"
_ALIASES: Final = "aliases?alias={alias}&format=keycertfile"
_FILES: Final = "-F certFile=@{chain_file} -F keyFile=@{key_file}"
_UPLOAD: Final = f"curl -n -X POST {_FILES} '{_API}/keystores/KEYSTORE/{_ALIASES}'"
_DOWNLOAD: Final = f"curl -n '{_API}/keystores/KEYSTORE/aliases/{{alias}}/certificate' > {{chain_file}}"
_NEW: Final = "# an alias is not written over: put key and chain into a new keystore, and point the reference to it"
_TRUST: Final = (
    f"curl -n -X POST -F certFile=@{{file}} '{_API}/keystores/TRUSTSTORE/aliases?alias={{name}}&format=keycertfile'"
)

SYSTEM: Final = System(
    name="apigee",
    title="Apigee Edge management API",
    products=("apigee",),
    formats=("apigee",),
    quote=quote_url,
    commands={
        "import-anchor": (
            _TRUST,
            "# name the truststore by reference in the target: <TrustStore>ref://TRUSTSTORE_REF</TrustStore>",
        ),
        "replace-anchor": (_TRUST,),
        "append-issuer": (_DOWNLOAD, "openssl x509 -in {file} >> {chain_file}", _NEW, _UPLOAD),
        "reorder": (_DOWNLOAD, "# put the certificates in {chain_file} in order: the key's own first", _NEW, _UPLOAD),
        "renew": (
            f"curl -n -X POST -H 'Content-Type: text/xml' -d '<KeyStore name=\"KEYSTORE-NEW\"/>' '{_API}/keystores'",
            _UPLOAD,
            "# then point the reference to the new keystore: virtual hosts and targets need no redeployment",
        ),
        "import-key": (_UPLOAD,),
        "send-client-certificate": (
            _UPLOAD,
            (
                "# in the target: <SSLInfo><ClientAuthEnabled>true</ClientAuthEnabled><KeyStore>ref://KEYSTORE_REF</KeyStore>"
                "<KeyAlias>ALIAS</KeyAlias></SSLInfo>"
            ),
        ),
        "add-authority": (_TRUST,),
        "enable-protocol": (
            "# in <SSLInfo>: <Protocols><Protocol>TLSv1.2</Protocol></Protocols>, or leave <Protocols> out",
        ),
        "enable-ciphers": ("# in <SSLInfo>: leave <Ciphers> out, or name suites that the target has",),
        "set-server-name": (
            "# private cloud, on each message processor, in message-processor.properties:",
            "conf_system_jsse.enableSNIExtension=true",
            "# then restart the message processor",
        ),
        "correct-name": ("# use the name of the certificate in <URL>, or <CommonName> in <SSLInfo>",),
        "gather-evidence": (f"curl -n '{_API}/keystores/TRUSTSTORE/aliases/{{alias}}'",),
        "look-at-peer": ("openssl s_client -connect {host}:{port} -servername {host} -showcerts",),
    },
)
