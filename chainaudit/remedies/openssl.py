"""Files in PEM and DER, handled with openssl (openssl manual pages)."""

from __future__ import annotations

from typing import Final

from chainaudit.model.remedy import System

COMMANDS: Final[dict[str, tuple[str, ...]]] = {
    "import-anchor": (
        "# get {subject} from its owner, compare its fingerprint over another channel, then:",
        "openssl x509 -in {file} -noout -subject -fingerprint -sha256",
        "cat {file} >> {store}",
    ),
    "replace-anchor": ("cat {file} >> {store}", "# remove the old one when nothing is issued under it any more"),
    "append-issuer": (
        "curl -fsSL {url?} | openssl x509 -out {file}",
        "openssl x509 -in {file} -noout -subject -issuer",
        "openssl x509 -in {store?} -out leaf.pem",
        "cat leaf.pem {file} > {chain_file}",
    ),
    "reorder": (
        "chainaudit complete --store {store?} -o ordered.pem",
        "# or by hand, one file a certificate, then in the order subject to issuer:",
        "cat leaf.pem intermediate.pem > {chain_file}",
        "openssl storeutl -noout -text -certs {chain_file} | grep -E 'Subject:|Issuer:'",
    ),
    "remove-certificate": (
        "# take {subject} out of the file, keep leaf and intermediates:",
        "cat leaf.pem intermediate.pem > {chain_file}",
    ),
    "reissue": (
        "openssl req -new -key {key_file} -addext subjectAltName=DNS:{host} -subj /CN={host} -out request.csr",
    ),
    "renew": ("openssl req -new -key {key_file} -subj /CN={host} -addext subjectAltName=DNS:{host} -out request.csr",),
    "import-key": (
        "# both lines must print the same:",
        "openssl x509 -in {chain_file} -pubkey -noout",
        "openssl pkey -in {key_file} -pubout",
    ),
    "send-client-certificate": (
        "openssl s_client -connect {host}:{port} -cert client.pem -key client.key -cert_chain chain.pem",
        "curl --cert client.pem --key client.key https://{host}:{port}/",
    ),
    "add-authority": ("cat {file} >> {store}", "# and restart the server that reads it"),
    "check-password": ("openssl pkey -in {store} -noout",),
    "convert-format": (
        "openssl x509 -inform PEM -in {file} -outform DER -out certificate.der",
        "openssl pkcs12 -export -inkey {key_file} -in {chain_file} -out converted.p12",
    ),
    "repair-store": ("openssl storeutl -noout -text {store}",),
    "enable-protocol": (
        "openssl s_client -connect {host}:{port} -tls1_2",
        "# MinProtocol and CipherString in openssl.cnf set the limits",
    ),
    "enable-ciphers": ("openssl s_client -connect {host}:{port} -cipher 'DEFAULT'", "openssl ciphers -v 'DEFAULT'"),
    "strengthen-parameters": ("openssl dhparam -out dhparam.pem 2048",),
    "enable-renegotiation-info": (
        "# update the server; until then, and only for this one peer:",
        "openssl s_client -connect {host}:{port} -legacy_server_connect",
    ),
    "set-server-name": ("openssl s_client -connect {host}:{port} -servername {host}",),
    "correct-name": (
        "openssl storeutl -noout -text -certs {store?} | grep -A 1 'Subject Alternative Name'",
        (
            "openssl s_client -connect {host?}:{port?} -servername {host?} < /dev/null "
            "| openssl x509 -noout -ext subjectAltName"
        ),
    ),
    "correct-endpoint": (
        "openssl s_client -connect {host}:{port}",
        "openssl s_client -connect {host}:{port} -starttls smtp",
    ),
    "check-network": ("openssl s_client -connect {host}:{port} -msg",),
    "fix-clock": ("date -u",),
    "gather-evidence": ("openssl s_client -connect {host}:{port} -servername {host} -showcerts -msg -state",),
}
"""What is typed for each kind of action."""

SYSTEM: Final = System(
    name="openssl",
    title="openssl and PEM files",
    formats=("pem", "der", "pkcs7", "pkcs8"),
    products=("openssl", "curl", "python", "node", "gnutls"),
    commands=COMMANDS,
)
