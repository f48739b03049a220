"""Apache HTTP Server, mod_ssl (httpd documentation)."""

from __future__ import annotations

from typing import Final

from chainaudit.model.remedy import System
from chainaudit.remedies.openssl import BEHIND, ORDER, REQUEST

_FILE: Final = "# fullchain.pem stands for the file of SSLCertificateFile, with the chain since 2.4.8:{store!}"
_TEST: Final = "apachectl configtest && apachectl graceful"

SYSTEM: Final = System(
    name="apache",
    title="Apache HTTP Server",
    reads=("pem",),
    products=("apache",),
    commands={
        "import-anchor": ("cat {file} >> trusted.pem", "# SSLProxyCACertificateFile trusted.pem", _TEST),
        "replace-anchor": ("cat {file} >> trusted.pem", _TEST),
        "append-issuer": (_FILE, *BEHIND, _TEST),
        "reorder": (_FILE, *ORDER, _TEST),
        "remove-certificate": ("# take {subject} out of the file of SSLCertificateFile, then:", _TEST),
        "renew": ("# replace the files of SSLCertificateFile and SSLCertificateKeyFile, then:", _TEST),
        "reissue": REQUEST,
        "import-key": ("# SSLCertificateKeyFile must be the key of the first certificate in SSLCertificateFile", _TEST),
        "send-client-certificate": ("# to a backend: SSLProxyMachineCertificateFile client-and-key.pem", _TEST),
        "add-authority": (
            "cat {file} >> clients.pem",
            "# SSLCACertificateFile clients.pem, SSLVerifyClient require, SSLVerifyDepth 3",
            _TEST,
        ),
        "reduce-authorities": ("# SSLCADNRequestFile names.pem lists only what is to be sent", _TEST),
        "enable-protocol": ("# SSLProtocol -all +TLSv1.2 +TLSv1.3", _TEST),
        "enable-ciphers": ("# SSLCipherSuite HIGH:!aNULL:!MD5", _TEST),
        "strengthen-parameters": (
            "openssl dhparam -out dhparam.pem 2048",
            "# SSLOpenSSLConfCmd DHParameters dhparam.pem",
            _TEST,
        ),
        "set-server-name": ("# ProxyPreserveHost Off, and the backend's name in ProxyPass", _TEST),
        "correct-name": ("# ServerName {host} in the virtual host with the certificate for it", _TEST),
        "correct-endpoint": ("# Listen {port} https, and SSLEngine on in its virtual host", _TEST),
        "gather-evidence": ("# LogLevel ssl:debug", _TEST),
    },
)
