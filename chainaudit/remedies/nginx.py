"""nginx (nginx.org, ngx_http_ssl_module)."""

from __future__ import annotations

from typing import Final

from chainaudit.model.remedy import System
from chainaudit.remedies.openssl import BEHIND, ORDER, REQUEST

_FILE: Final = "# fullchain.pem stands for the file of ssl_certificate:{store!}"
_TEST: Final = "nginx -t && nginx -s reload"

SYSTEM: Final = System(
    name="nginx",
    title="nginx",
    reads=("pem",),
    products=("nginx",),
    commands={
        "import-anchor": (
            "cat {file} >> trusted.pem",
            "# proxy_ssl_trusted_certificate trusted.pem; proxy_ssl_verify on;",
            _TEST,
        ),
        "replace-anchor": ("cat {file} >> trusted.pem", _TEST),
        "append-issuer": (_FILE, *BEHIND, _TEST),
        "reorder": (_FILE, *ORDER, _TEST),
        "remove-certificate": ("# take {subject} out of the file of ssl_certificate, then:", _TEST),
        "renew": ("# replace the files of ssl_certificate and ssl_certificate_key, then:", _TEST),
        "reissue": REQUEST,
        "import-key": ("# ssl_certificate_key must be the key of ssl_certificate's first certificate;", _TEST),
        "send-client-certificate": (
            "# to an upstream: proxy_ssl_certificate client.pem; proxy_ssl_certificate_key client.key;",
            _TEST,
        ),
        "add-authority": (
            "cat {file} >> clients.pem",
            "# ssl_client_certificate clients.pem; ssl_verify_client on; ssl_verify_depth 3;",
            _TEST,
        ),
        "reduce-authorities": (
            "# move authorities that need not be listed from ssl_client_certificate to ssl_trusted_certificate;",
            _TEST,
        ),
        "enable-protocol": ("# ssl_protocols TLSv1.2 TLSv1.3;", _TEST),
        "enable-ciphers": ("# ssl_ciphers HIGH:!aNULL:!MD5;", _TEST),
        "strengthen-parameters": ("openssl dhparam -out dhparam.pem 2048", "# ssl_dhparam dhparam.pem;", _TEST),
        "set-server-name": ("# to an upstream: proxy_ssl_server_name on; proxy_ssl_name {host};", _TEST),
        "correct-name": ("# server_name {host}; in the block with the certificate for it", _TEST),
        "correct-endpoint": ("# listen {port} ssl;", _TEST),
        "gather-evidence": ("# error_log logs/error.log info;", _TEST),
    },
)
