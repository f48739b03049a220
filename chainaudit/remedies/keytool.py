"""Java's keytool, for its own formats JKS and JCEKS (JDK tool specification, keytool)."""

from __future__ import annotations

from typing import Final

from chainaudit.model.remedy import System

_CHAIN: Final = "keytool -list -rfc -alias {alias} -keystore {store} | sed -n '/BEGIN CERT/,/END CERT/p'"
_EXTENSIONS: Final = "[ -ext san={sans}][ -ext eku={usage}][ -ext ku={key_usage}]"

COMMANDS: Final[dict[str, tuple[str, ...]]] = {
    "import-anchor": (
        "# get {subject} from its owner, compare its fingerprint over another channel, then:",
        "keytool -importcert -alias {name} -file {file} -keystore {store}",
    ),
    "replace-anchor": (
        "keytool -importcert -alias {name}-new -file {file} -keystore {store}",
        "# remove the old one only when nothing is issued under it any more:",
        "keytool -delete -alias {alias} -keystore {store}",
    ),
    "append-issuer": (
        "# the certificate and its issuers, in this order, go into chain.pem; the alias is that of the key:",
        "curl -fsSL {url?} | openssl x509 -out {file}",
        f"{_CHAIN} > chain.pem",
        "openssl x509 -in {file} >> chain.pem",
        "keytool -importcert -alias {alias} -file chain.pem -keystore {store}",
    ),
    "reorder": (
        "chainaudit complete --store {store?} --password prompt -o ordered.jks",
        "# or put the certificates in order by hand, the key's own first, then:",
        "keytool -importcert -alias {alias} -file {chain_file} -keystore {store}",
    ),
    "remove-certificate": (
        "# put the certificates that remain into chain.pem, the key's own first, and import them over the old:",
        "keytool -importcert -alias {alias} -file {chain_file} -keystore {store}",
        "# an entry that holds only this certificate may be deleted instead; deleting one with a key loses the key",
    ),
    "reissue": (
        "keytool -genkeypair -alias {alias}-new -keyalg RSA -keysize 3072 -dname CN={cn} -keystore {store}{new_key+}",
        f"keytool -certreq -alias {{alias}}-new{_EXTENSIONS} -file request.csr -keystore {{store}}{{new_key+}}",
        f"keytool -certreq -alias {{alias}}{_EXTENSIONS} -file request.csr -keystore {{store}}{{new_key!}}",
        "# have the request signed, then:",
        "keytool -importcert -alias {alias}-new -file {chain_file} -keystore {store}{new_key+}",
        "keytool -importcert -alias {alias} -file {chain_file} -keystore {store}{new_key!}",
    ),
    "renew": (
        f"keytool -certreq -alias {{alias}}{_EXTENSIONS} -file request.csr -keystore {{store}}",
        "# a request has no alternative names but these; add those of the old certificate that are still wanted",
        "# have the request signed, then:",
        "keytool -importcert -alias {alias} -file {chain_file} -keystore {store}",
    ),
    "import-key": (
        f"{_CHAIN} > {{chain_file}}{{key_missing+}}",
        "openssl pkcs12 -export -inkey {key_file} -in {chain_file} -name {alias} -out key.p12",
        "keytool -importkeystore -srckeystore key.p12 -srcstoretype PKCS12 -destkeystore {store} -alias {alias}",
    ),
    "send-client-certificate": (
        "# give the client a store with a certificate, its chain and its key:",
        (
            "java -Djavax.net.ssl.keyStore=client.p12 -Djavax.net.ssl.keyStoreType=PKCS12 "
            "-Djavax.net.ssl.keyStorePassword=PASSWORD ..."
        ),
    ),
    "add-authority": ("keytool -importcert -alias {name} -file {file} -keystore {store}",),
    "reduce-authorities": (
        "# the server's truststore should hold only the authorities of its clients; until then, at the client:",
        "java -Djdk.tls.maxHandshakeMessageSize=65536 ...",
    ),
    "correct-name": ("keytool -list -v -alias {alias} -keystore {store} | grep -A 9 SubjectAlternativeName",),
    "check-password": ("keytool -list -keystore {store}",),
    "convert-format": (
        "keytool -importkeystore -srckeystore {store} -destkeystore converted.p12 -deststoretype PKCS12",
    ),
    "repair-store": ("keytool -list -v -keystore {store}",),
    "enable-protocol": (
        "java -Djdk.tls.client.protocols=TLSv1.2,TLSv1.3 ...",
        "# and look at jdk.tls.disabledAlgorithms in conf/security/java.security",
    ),
    "enable-ciphers": ("java -Dhttps.cipherSuites=... ...", "# or SSLParameters.setCipherSuites in the program"),
    "strengthen-parameters": ("java -Djdk.tls.ephemeralDHKeySize=2048 ...",),
    "enable-renegotiation-info": ("# Java has RFC 5746 since 6u22; update the runtime",),
    "set-server-name": (
        "java -Djsse.enableSNIExtension=true ...",
        "# or SSLParameters.setServerNames in the program",
    ),
    "gather-evidence": ("java -Djavax.net.debug=ssl:handshake:verbose ...",),
}
"""What keytool and the java program are told; stores of other providers take the same with options of their own."""

SYSTEM: Final = System(
    name="keytool",
    title="Java keytool",
    formats=("jks", "jceks"),
    reads=("pkcs12",),
    products=("java",),
    commands=COMMANDS,
)
