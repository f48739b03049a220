"""Axway Transfer CFT: PKIUTIL for the PKI database, CFTUTIL for CFTSSL and CFTPARM (Transfer CFT documentation)."""

from __future__ import annotations

from typing import Final

from chainaudit.model.remedy import System, quote_parameter

_LIST: Final = (
    "# REPLACE replaces the whole list: name in place of TRUSTED_SO_FAR the ids that ROOTCID holds already:",
    "CFTUTIL LISTPARM TYPE=SSL, ID=SSL_PROFILE, CONTENT=FULL",
    '# a Unix shell wants quotes around brackets: "ROOTCID=(…)"',
)
_RESTART: Final = "# DIRECT=SERVER profiles are static: restart Transfer CFT afterwards"

SYSTEM: Final = System(
    name="transfer-cft",
    title="Axway Transfer CFT (PKIUTIL, CFTUTIL)",
    products=("transfer-cft",),
    formats=("cft-pki",),
    reads=("pem", "der", "pkcs7", "pkcs8", "pkcs12"),
    quote=quote_parameter,
    commands={
        "import-anchor": (
            "PKIUTIL PKICER ID={name}, ITYPE=ROOT, ROOTCID={name}, IFORM=PEM, INAME={file}, MODE=CREATE",
            *_LIST,
            "CFTUTIL CFTSSL ID=SSL_PROFILE, DIRECT=CLIENT, ROOTCID=(TRUSTED_SO_FAR,{ids}), MODE=REPLACE",
        ),
        "replace-anchor": (
            "PKIUTIL PKICER ID={name}, ITYPE=ROOT, ROOTCID={name}, IFORM=PEM, INAME={file}, MODE=CREATE",
            *_LIST,
            "CFTUTIL CFTSSL ID=SSL_PROFILE, DIRECT=CLIENT, ROOTCID=(TRUSTED_SO_FAR,{ids}), MODE=REPLACE",
        ),
        "append-issuer": (
            "PKIUTIL PKICER ID={name}, ITYPE=INTER, ROOTCID=ROOT, IFORM=PEM, INAME={file}, MODE=CREATE",
            "PKIUTIL LISTPKI CONTENT=FULL, TYPE=ALL",
        ),
        "reorder": (
            (
                "PKIUTIL PKICER ID={alias}, ITYPE=USER, ROOTCID=ROOT, "
                "IFORM=PKCS12, INAME=user.p12, IKPASSW=#password.txt, MODE=REPLACE"
            ),
        ),
        "remove-certificate": ("PKIUTIL PKICER ID={alias}, ITYPE=ROOT, ROOTCID={alias}, MODE=DELETE",),
        "renew": (
            (
                "PKIUTIL PKICER ID={alias}, ITYPE=USER, ROOTCID=ROOT, "
                "IFORM=PKCS12, INAME=user.p12, IKPASSW=#password.txt, MODE=REPLACE"
            ),
        ),
        "reissue": (
            (
                "PKIUTIL PKICER ID={alias}, ITYPE=USER, ROOTCID=ROOT, "
                "IFORM=PKCS12, INAME=user.p12, IKPASSW=#password.txt, MODE=REPLACE"
            ),
        ),
        "import-key": (
            "# the file must hold the private key too; PKIPASSW is the one of CFTPARM:",
            (
                "PKIUTIL PKICER ID={alias}, ITYPE=USER, ROOTCID=ROOT, IFORM=PKCS12, "
                "INAME=user.p12, IKPASSW=#password.txt, PKIPASSW=PASSWORD, MODE=REPLACE"
            ),
        ),
        "send-client-certificate": (
            "# a user certificate from one of the authorities that the server lists:",
            (
                "PKIUTIL PKICER ID={alias}, ITYPE=USER, ROOTCID=ROOT, IFORM=PKCS12, "
                "INAME=user.p12, IKPASSW=#password.txt, PKIPASSW=PASSWORD, MODE=CREATE"
            ),
            "CFTUTIL CFTSSL ID=SSL_PROFILE, DIRECT=CLIENT, USERCID={alias}, MODE=REPLACE",
        ),
        "add-authority": (
            "PKIUTIL PKICER ID={name}, ITYPE=ROOT, ROOTCID={name}, IFORM=PEM, INAME={file}, MODE=CREATE",
            *_LIST,
            "CFTUTIL CFTSSL ID=SSL_PROFILE, DIRECT=SERVER, ROOTCID=(TRUSTED_SO_FAR,{ids}), MODE=REPLACE",
            _RESTART,
        ),
        "reduce-authorities": (
            "# shorten ROOTCID of CFTSSL DIRECT=SERVER, or raise RRUSIZE and SRUSIZE of the protocol to 32750",
        ),
        "check-password": (
            "# PKIPASSW of PKICER must be PKIPASSW of CFTPARM, else the private key cannot be decrypted:",
            "CFTUTIL LISTPARM TYPE=PARM, ID=IDPARM0, CONTENT=FULL",
            (
                "PKIUTIL PKICER ID={alias}, ITYPE=USER, ROOTCID=ROOT, IFORM=PKCS12, "
                "INAME=user.p12, IKPASSW=#password.txt, PKIPASSW=PASSWORD, MODE=REPLACE"
            ),
        ),
        "convert-format": (
            "# IFORM must be the format of the file:",
            "openssl x509 -inform PEM -in client.pem -outform DER -out client.der",
            (
                "PKIUTIL PKICER ID={alias}, ITYPE=USER, ROOTCID=ROOT, IFORM=DER, "
                "INAME=client.der, IKNAME=client.key, IKFORM=PEM, MODE=REPLACE"
            ),
        ),
        "enable-protocol": (
            "CFTUTIL CFTSSL ID=SSL_PROFILE, DIRECT=SERVER, VERSION=TLSV1COMP, MODE=REPLACE",
            "CFTUTIL UCONFSET ID=ssl.version_min, VALUE=tls_1.2",
            _RESTART,
        ),
        "enable-ciphers": (
            "CFTUTIL CFTSSL ID=SSL_PROFILE, DIRECT=SERVER, CIPHLIST=(49199,49200,49191,49192), MODE=REPLACE",
            "# and look whether USERCID of DIRECT=SERVER names an active certificate with its key:",
            "PKIUTIL LISTPKI CONTENT=BRIEF, TYPE=USER",
            _RESTART,
        ),
        "set-server-name": ("CFTUTIL UCONFSET ID=ssl.extension.enable_sni, VALUE=Yes",),
        "correct-endpoint": (
            "# the SAP of CFTTCP and CFTPROT must be the partner's TLS port, and the partner must name an SSL profile:",
            "CFTUTIL LISTPART ID={alias}, CONTENT=FULL",
            "CFTUTIL CFTPART ID={alias}, SSL=SSL_PROFILE, MODE=REPLACE",
        ),
        "gather-evidence": ("CFTUTIL CFTSSL ID=SSL_PROFILE, DIRECT=CLIENT, TRACE=255, CERFNAME=peer, MODE=REPLACE",),
        "look-at-peer": ("CFTUTIL CFTSSL ID=SSL_PROFILE, DIRECT=SERVER, TRACE=255, MODE=REPLACE",),
    },
)
