"""Files in PEM, handled with openssl (openssl manual pages)."""

from __future__ import annotations

from typing import Final

from chainaudit.model.remedy import System

_REQUEST: Final = "-subj /CN={cn}[ -addext subjectAltName={sans}]"
_USAGES: Final = "[ -addext extendedKeyUsage={usage}][ -addext keyUsage={key_usage}]"
REQUEST: Final = (
    "openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:3072 -out {new_key?}",
    f"openssl req -new -key {{new_key?}} {_REQUEST}{_USAGES} -out request.csr",
    f"openssl req -new -key {{key_file}} {_REQUEST}{_USAGES} -out request.csr{{new_key!}}",
)
"""A request with what the certificate lacks; with a key of its own where the key is at fault."""

BEHIND: Final = (
    # The empty line ends a last one that has no end; openssl writes PEM, whatever it was given.
    "(echo; openssl x509 -in {file}) >> {store?}",
    "(echo; openssl x509 -in {file}) >> fullchain.pem{store!}",
)
"""An issuer comes behind what a server sends from one file."""
ORDER: Final = (
    "chainaudit complete --store {store?} -o ordered.pem",
    "chainaudit complete --store fullchain.pem -o ordered.pem{store!}",
    "# and name ordered.pem in its place",
)
"""What a server sends from one file, in order."""

COMMANDS: Final[dict[str, tuple[str, ...]]] = {
    "import-anchor": (
        "# get {subject} from its owner, compare its fingerprint over another channel, then:",
        "openssl x509 -in {file} -noout -subject -fingerprint -sha256",
        # The empty line ends a last one that has no end; openssl writes PEM, whatever it was given.
        "(echo; openssl x509 -in {file}) >> {store}",
    ),
    "replace-anchor": (
        "(echo; openssl x509 -in {file}) >> {store}",
        "# remove the old one when nothing is issued under it any more",
    ),
    "append-issuer": (
        "curl -fsSL {url?} | openssl x509 -out {file}",
        "openssl x509 -in {file} -noout -subject -issuer",
        "(echo; openssl x509 -in {file}) >> {store?}",
        (
            "openssl s_client -connect {host?}:{port?} -servername {host?} -showcerts < /dev/null "
            "| sed -n '/BEGIN CERT/,/END CERT/p' > {chain_file}{store!}"
        ),
        "# {chain_file} stands for the file that the other side sends its certificates from:{store!}{port!}",
        "(echo; openssl x509 -in {file}) >> {chain_file}{store!}",
        "# and have the other side send {chain_file}{store!}{port+}",
    ),
    "reorder": (
        "chainaudit complete --store {store?} -o ordered.pem",
        "# one file a certificate, then in the order subject to issuer:{store!}",
        "cat leaf.pem intermediate.pem > {chain_file}{store!}",
        "openssl storeutl -noout -text -certs {chain_file} | grep -E 'Subject:|Issuer:'{store!}",
    ),
    "remove-certificate": (
        "# take {subject} out of {store?}; keep the key, the leaf and the intermediates",
        "# take {subject} out of the file, keep leaf and intermediates:{store!}",
        "cat leaf.pem intermediate.pem > {chain_file}{store!}",
    ),
    "reissue": REQUEST,
    "renew": REQUEST,
    "import-key": (
        "# {key_file} is the key that the certificate was asked for with; both lines must print the same:",
        "openssl x509 -in {store?} -pubkey -noout{key_missing+}",
        "openssl x509 -in {chain_file} -pubkey -noout{key_missing!}",
        "openssl pkey -in {key_file} -pubout",
        "# then key and certificates, the key's own first, are one file:",
        "chmod 600 {store?}{key_missing+}",
        "(echo; cat {key_file}) >> {store?}{key_missing+}",
        "cat {key_file} {chain_file} > {store?}{all_missing+}",
        "chmod 600 {store?}{all_missing+}",
        "cat {key_file} {chain_file} > identity.pem{key_missing!}{all_missing!}",
    ),
    "send-client-certificate": (
        "openssl s_client -connect {host}:{port} -cert client.pem -key client.key -cert_chain chain.pem",
        "curl --cert client.pem --key client.key https://{host}:{port}/",
    ),
    "add-authority": (
        "(echo; openssl x509 -in {file}) >> authorities.pem",
        "# authorities.pem stands for the file of authorities that the server reads; restart it then",
    ),
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
    formats=("pem",),
    products=("openssl", "curl", "python", "node", "gnutls"),
    commands=COMMANDS,
)
