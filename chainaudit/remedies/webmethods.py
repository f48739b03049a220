"""webMethods Integration Server: pages of its administrator, watt.* properties (Integration Server documentation)."""

from __future__ import annotations

from typing import Final

from chainaudit.model.remedy import System

_TRUST_PAGE: Final = "Security > Keystore > Create Truststore Alias: name the file of the truststore, then Load"

SYSTEM: Final = System(
    name="webmethods",
    title="webMethods Integration Server",
    reads=("jks", "jceks", "pkcs12"),
    products=("iaik",),
    commands={
        "import-anchor": (
            "keytool -importcert -alias {name} -file {file} -keystore {store}",
            _TRUST_PAGE,
            "Security > Certificates > Edit Certificates Settings > Truststore Alias",
            "# watt.security.cert.wmChainVerifier.trustByDefault=true trusts anybody; keep it false",
        ),
        "replace-anchor": ("keytool -importcert -alias {name}-new -file {file} -keystore {store}", _TRUST_PAGE),
        "append-issuer": (
            "keytool -importcert -alias {alias} -file {chain_file} -keystore {store}",
            "Security > Keystore > Reload",
        ),
        "send-client-certificate": (
            "Security > Keystore > Create Keystore Alias: the keystore with key and chain",
            "Security > Certificates > Edit Certificates Settings > Outbound SSL: Keystore Alias and Key Alias",
            (
                "# where the server's list of authorities is empty: "
                "watt.security.ssl.client.ignoreEmptyAuthoritiesList=true"
            ),
        ),
        "import-key": ("Security > Keystore > Edit: the alias must be that of a private key entry, with its password",),
        "add-authority": (
            "keytool -importcert -alias {name} -file {file} -keystore {store}",
            "Security > Ports > the HTTPS port > Edit: Truststore Alias, Client Authentication",
        ),
        "renew": (
            "keytool -importcert -alias {alias} -file {chain_file} -keystore {store}",
            "Security > Keystore > Reload",
        ),
        "enable-protocol": (
            "watt.net.ssl.client.useJSSE=true",
            "watt.net.ssl.client.ftps.useJSSE=true",
            "watt.net.jsse.client.enabledProtocols=TLSv1.2,TLSv1.3",
            "# from 10.7: watt.net.jsse.client.disabledProtocols instead; restart the server",
        ),
        "enable-ciphers": ("watt.net.ssl.client.useJSSE=true", "watt.net.jsse.client.enabledCipherSuiteList=default"),
        "set-server-name": (
            "watt.net.ssl.client.useJSSE=true",
            "# the built-in IAIK client sends no server name, JSSE does",
        ),
        "correct-name": (
            "watt.net.ssl.client.hostnameverification=true",
            "# and use the name of the certificate in the URL: {names}",
        ),
        "check-password": ("Security > Keystore > Edit: Keystore Password and the password of the key alias",),
        "correct-endpoint": ("Security > Ports: the port must be of type HTTPS or FTPS",),
        "gather-evidence": (
            "watt.ssl.iaik.debug=true",
            "watt.config.systemProperties=javax.net.debug=ssl",
            "# then restart and read wrapper.log",
        ),
    },
)
