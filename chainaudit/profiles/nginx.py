"""nginx as a TLS server that verifies clients: OpenSSL with a depth of its own, 1 by default."""

from __future__ import annotations

from chainaudit.profiles.openssl_profile import MANUAL, openssl_profile
from chainaudit.profiles.openssl_settings import ASKED, Settings

PROFILE = openssl_profile(
    "nginx",
    "nginx with OpenSSL 3, ssl_verify_client and the default ssl_verify_depth 1",
    Settings(purpose=ASKED, auth_level=2, goes_on=False, depth=1),
    cites=(
        MANUAL,
        "https://nginx.org/en/docs/http/ngx_http_ssl_module.html#ssl_verify_depth",
        "observed with nginx 1.22.1 and OpenSSL 3.0",
    ),
)
